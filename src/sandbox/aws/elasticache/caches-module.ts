import { queryDocumentOperations } from '../operation.ts';
import type { ServiceModule } from '../service-module.ts';
import { describeCacheClusters, describeReplicationGroups, describeServerlessCaches } from './caches.ts';
import { elastiCacheModule } from './module.ts';

/** The part of Amazon ElastiCache that tells of caches. */
export const cachesModule: ServiceModule = {
  ...elastiCacheModule,
  operations: queryDocumentOperations(
    {
      DescribeCacheClusters: describeCacheClusters,
      DescribeReplicationGroups: describeReplicationGroups,
      DescribeServerlessCaches: describeServerlessCaches,
    },
    {
      numbers: new Set(['MaxRecords', 'MaxResults']),
      booleans: new Set(['ShowCacheNodeInfo', 'ShowCacheClustersNotInReplicationGroups']),
    },
  ),
};
