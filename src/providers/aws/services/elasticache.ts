import { DescribeReservedCacheNodesCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new ElastiCacheClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeReservedCacheNodes: DescribeReservedCacheNodesCommand,
};
