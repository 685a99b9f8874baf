import { z } from 'zod';
import { fact, known, mapFact } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { CacheCluster } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';

const Cluster = z.object({
  CacheClusterId: z.string().min(1),
  ARN: z.string().min(1),
  CacheClusterStatus: z.string().min(1),
  CacheClusterCreateTime: z.date().optional(),
  Engine: z.string().min(1),
  CacheNodeType: z.string().min(1),
  NumCacheNodes: z.int().positive(),
  // There for a member of a replication group alone, which is listed as a group.
  ReplicationGroupId: z.string().optional(),
});

/** ElastiCache clusters outside of replication groups (Memcached, single Redis nodes). Source: ElastiCache API, DescribeCacheClusters. */
export const cacheClusters = defineCollector({
  type: 'aws:elasticache:cluster',
  kind: 'cache-cluster',
  reach: 'regional',
  permissions: ['elasticache:DescribeCacheClusters', ...tagPermissions],
  operation: 'elasticache:DescribeCacheClusters',
  page: z.object({
    CacheClusters: z.array(Cluster),
    tagsOf: z.custom<TagsOf>((value) => typeof value === 'function'),
  }),
  rows: ['CacheClusters'],
  rowId: 'CacheClusterId',
  async *fetch(aws: AwsClient, scope) {
    const input = { MaxRecords: 100, ShowCacheClustersNotInReplicationGroups: true };
    let tagsOf: TagsOf | undefined;
    for await (const page of aws.pagesBy('Marker', 'elasticache', 'DescribeCacheClusters', scope, input)) {
      tagsOf ??= await readTags(aws, scope, 'elasticache:cluster');
      yield withBeside(page, { tagsOf });
    }
  },
  toResources: ({ CacheClusters, tagsOf }, scope) =>
    CacheClusters.filter(
      ({ CacheClusterStatus: status, ReplicationGroupId }) =>
        ReplicationGroupId === undefined && status !== 'deleting' && status !== 'deleted',
    ).map((c): CacheCluster => ({
      kind: 'cache-cluster',
      type: 'aws:elasticache:cluster',
      resourceId: c.ARN,
      scope,
      name: c.CacheClusterId,
      state: c.CacheClusterStatus,
      createdAt: mapFact(fact(c.CacheClusterCreateTime, 'CacheClusterCreateTime'), instant),
      tags: tagsOf(c.ARN),
      uses: known([]),
      engine: c.Engine,
      deployment: 'nodes',
      sizeName: c.CacheNodeType,
      // CloudWatch has its nodes under numbers from 0001 on.
      nodeIds: Array.from(
        { length: c.NumCacheNodes },
        (_, at) => `${c.CacheClusterId}/${String(at + 1).padStart(4, '0')}`,
      ),
      shards: c.Engine === 'memcached' ? c.NumCacheNodes : 1,
      tiered: false,
      global: false,
    })),
});
