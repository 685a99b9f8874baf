import { z } from 'zod';
import { fact, known, mapFact } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { CacheCluster } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { partitionOf } from '../partitions.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';

const Group = z.object({
  ReplicationGroupId: z.string().min(1),
  ARN: z.string().min(1),
  Status: z.string().min(1),
  ReplicationGroupCreateTime: z.date().optional(),
  // Older answers, before there was more than Redis, do not have it.
  Engine: z.string().default('redis'),
  CacheNodeType: z.string().min(1),
  MemberClusters: z.array(z.string()),
  NodeGroups: z.array(z.unknown()).default([]),
  // Left out for node types that have no disks.
  DataTiering: z.string().default('disabled'),
  // Left out for what is no part of a global datastore.
  GlobalReplicationGroupInfo: z.object({ GlobalReplicationGroupId: z.string().optional() }).optional(),
});

/** ElastiCache replication groups (Redis OSS, Valkey) of one account and region. Source: ElastiCache API, DescribeReplicationGroups. */
export const cacheGroups = defineCollector({
  type: 'aws:elasticache:replicationgroup',
  kind: 'cache-cluster',
  reach: 'regional',
  permissions: ['elasticache:DescribeReplicationGroups', ...tagPermissions],
  operation: 'elasticache:DescribeReplicationGroups',
  page: z.object({
    ReplicationGroups: z.array(Group),
    tagsOf: z.custom<TagsOf>((value) => typeof value === 'function'),
  }),
  rows: ['ReplicationGroups'],
  rowId: 'ReplicationGroupId',
  async *fetch(aws: AwsClient, scope) {
    const input = { MaxRecords: 100 };
    let tagsOf: TagsOf | undefined;
    for await (const page of aws.pagesBy('Marker', 'elasticache', 'DescribeReplicationGroups', scope, input)) {
      tagsOf ??= await readTags(aws, scope, 'elasticache:replicationgroup');
      yield withBeside(page, { tagsOf });
    }
  },
  toResources: ({ ReplicationGroups, tagsOf }, scope) =>
    ReplicationGroups.filter(({ Status }) => Status !== 'deleting' && Status !== 'create-failed').map(
      (g): CacheCluster => ({
        kind: 'cache-cluster',
        type: 'aws:elasticache:replicationgroup',
        resourceId: g.ARN,
        // The bill names nodes: of a group of several, none of them stands for the whole.
        billingIds: g.MemberClusters.length === 1 ? g.MemberClusters.map((id) => clusterArn(scope, id)) : [],
        scope,
        name: g.ReplicationGroupId,
        state: g.Status,
        createdAt: mapFact(fact(g.ReplicationGroupCreateTime, 'ReplicationGroupCreateTime'), instant),
        tags: tagsOf(g.ARN),
        uses: known([]),
        engine: g.Engine,
        deployment: 'nodes',
        sizeName: g.CacheNodeType,
        nodeIds: g.MemberClusters,
        shards: Math.max(1, g.NodeGroups.length),
        tiered: g.DataTiering === 'enabled',
        global: g.GlobalReplicationGroupInfo?.GlobalReplicationGroupId !== undefined,
      }),
    ),
});

const clusterArn = ({ regionId, accountId }: { regionId: string; accountId: string }, id: string): string =>
  `arn:${partitionOf(regionId).id}:elasticache:${regionId}:${accountId}:cluster:${id}`;
