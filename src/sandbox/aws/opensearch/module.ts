import { restOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { restJsonProfile } from '../service-profiles.ts';

/** Amazon OpenSearch Service, version 2021-01-01: reservations of instances, of which the estate has none. */
export const openSearchModule: ServiceModule = {
  id: 'opensearch',
  actionPrefix: 'es',
  profile: restJsonProfile({ signingName: 'es' }),
  operations: restOperations({ DescribeReservedInstances: () => ({ ReservedInstances: [] }) }),
  routes: [
    {
      operation: 'DescribeReservedInstances',
      method: 'GET',
      path: '/2021-01-01/opensearch/reservedInstances',
      query: { maxResults: 'integer' },
    },
  ],
};
