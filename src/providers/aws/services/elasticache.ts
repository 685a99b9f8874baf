import {
  DescribeCacheClustersCommand,
  DescribeReplicationGroupsCommand,
  DescribeReservedCacheNodesCommand,
  DescribeServerlessCachesCommand,
  ElastiCacheClient,
} from '@aws-sdk/client-elasticache';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new ElastiCacheClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeCacheClusters: DescribeCacheClustersCommand,
  DescribeReplicationGroups: DescribeReplicationGroupsCommand,
  DescribeReservedCacheNodes: DescribeReservedCacheNodesCommand,
  DescribeServerlessCaches: DescribeServerlessCachesCommand,
};
