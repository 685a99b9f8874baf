import { queryDocumentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { queryProfile } from '../service-profiles.ts';
import { named } from '../wire/document-xml.ts';

/** Amazon ElastiCache, version 2015-02-02: reservations of cache nodes, of which the estate has none. */
export const elastiCacheModule: ServiceModule = {
  id: 'elasticache',
  profile: queryProfile({
    signingName: 'elasticache',
    version: '2015-02-02',
    xmlNamespace: 'http://elasticache.amazonaws.com/doc/2015-02-02/',
  }),
  operations: queryDocumentOperations(
    { DescribeReservedCacheNodes: () => ({ ReservedCacheNodes: named('ReservedCacheNode', []) }) },
    { numbers: new Set(['MaxRecords']) },
  ),
};
