import { documentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';

/** Amazon MemoryDB, version 2021-01-01: reservations of nodes, of which the estate has none. */
export const memoryDbModule: ServiceModule = {
  id: 'memorydb',
  profile: jsonProfile({ signingName: 'memorydb', targetPrefix: 'AmazonMemoryDB', jsonVersion: '1.1' }),
  operations: documentOperations({ DescribeReservedNodes: () => ({ ReservedNodes: [] }) }),
};
