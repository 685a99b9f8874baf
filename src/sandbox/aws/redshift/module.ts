import { queryDocumentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { queryProfile } from '../service-profiles.ts';
import { named } from '../wire/document-xml.ts';

/** Amazon Redshift, version 2012-12-01: reservations of nodes, of which the estate has none. */
export const redshiftModule: ServiceModule = {
  id: 'redshift',
  profile: queryProfile({
    signingName: 'redshift',
    version: '2012-12-01',
    xmlNamespace: 'http://redshift.amazonaws.com/doc/2012-12-01/',
  }),
  operations: queryDocumentOperations(
    { DescribeReservedNodes: () => ({ ReservedNodes: named('ReservedNode', []) }) },
    { numbers: new Set(['MaxRecords']) },
  ),
};
