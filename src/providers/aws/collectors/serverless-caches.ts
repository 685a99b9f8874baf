import { z } from 'zod';
import { fact, known, mapFact } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { CacheCluster } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { withBeside } from '../first-look.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';

const Cache = z.object({
  ServerlessCacheName: z.string().min(1),
  ARN: z.string().min(1),
  Status: z.string().min(1),
  CreateTime: z.date().optional(),
  Engine: z.string().min(1),
});

/** ElastiCache caches without nodes, of one account and region. Source: ElastiCache API, DescribeServerlessCaches. */
export const serverlessCaches = defineCollector({
  type: 'aws:elasticache:serverlesscache',
  kind: 'cache-cluster',
  reach: 'regional',
  permissions: ['elasticache:DescribeServerlessCaches', ...tagPermissions],
  operation: 'elasticache:DescribeServerlessCaches',
  page: z.object({
    ServerlessCaches: z.array(Cache),
    tagsOf: z.custom<TagsOf>((value) => typeof value === 'function'),
  }),
  rows: ['ServerlessCaches'],
  rowId: 'ServerlessCacheName',
  async *fetch(aws: AwsClient, scope) {
    let tagsOf: TagsOf | undefined;
    for await (const page of aws.pages('elasticache', 'DescribeServerlessCaches', scope, { MaxResults: 50 })) {
      tagsOf ??= await readTags(aws, scope, 'elasticache:serverlesscache');
      yield withBeside(page, { tagsOf });
    }
  },
  toResources: ({ ServerlessCaches, tagsOf }, scope) =>
    ServerlessCaches.filter(({ Status }) => Status.toLowerCase() !== 'deleting').map((c): CacheCluster => ({
      kind: 'cache-cluster',
      type: 'aws:elasticache:serverlesscache',
      resourceId: c.ARN,
      scope,
      name: c.ServerlessCacheName,
      state: c.Status,
      createdAt: mapFact(fact(c.CreateTime, 'CreateTime'), instant),
      tags: tagsOf(c.ARN),
      uses: known([]),
      engine: c.Engine,
      deployment: 'serverless',
      nodeIds: [],
      shards: 1,
      tiered: false,
      global: false,
    })),
});
