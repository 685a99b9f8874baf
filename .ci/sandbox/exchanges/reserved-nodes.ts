import { DescribeReservedCacheNodesCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { DescribeReservedNodesCommand as DescribeMemoryNodesCommand, MemoryDBClient } from '@aws-sdk/client-memorydb';
import { DescribeReservedInstancesCommand, OpenSearchClient } from '@aws-sdk/client-opensearch';
import { DescribeReservedNodesCommand, RedshiftClient } from '@aws-sdk/client-redshift';
import type { Exchanges } from './exchanges.ts';

/** Reservations of cache, memory, search and warehouse nodes. */
export const exchanges: Exchanges = {
  reads: {
    elasticache: (options) => new ElastiCacheClient(options).send(new DescribeReservedCacheNodesCommand({})),
    redshift: (options) => new RedshiftClient(options).send(new DescribeReservedNodesCommand({})),
    opensearch: (options) => new OpenSearchClient(options).send(new DescribeReservedInstancesCommand({})),
    memorydb: (options) => new MemoryDBClient(options).send(new DescribeMemoryNodesCommand({})),
  },
  async everywhere({ options }) {
    await new ElastiCacheClient(options).send(new DescribeReservedCacheNodesCommand({}));
    await new RedshiftClient(options).send(new DescribeReservedNodesCommand({}));
    await new OpenSearchClient(options).send(new DescribeReservedInstancesCommand({}));
    await new MemoryDBClient(options).send(new DescribeMemoryNodesCommand({}));
  },
};
