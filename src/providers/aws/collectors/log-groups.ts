import { z } from 'zod';
import { fact, mapFact, type Fact } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { LogGroup, Tags } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { readTags, tagPermissions } from '../tagged-resources.ts';

const Group = z.object({
  logGroupName: z.string().min(1),
  arn: z.string().optional(),
  logGroupArn: z.string().optional(),
  creationTime: z.number().optional(), // epoch milliseconds
  storedBytes: z.number().nonnegative().default(0),
  // Left out for a group that keeps its events for ever.
  retentionInDays: z.int().positive().optional(),
  logGroupClass: z.string().optional(),
});

const classes: Readonly<Record<string, LogGroup['storageClass']>> = {
  STANDARD: 'standard',
  INFREQUENT_ACCESS: 'infrequent-access',
  DELIVERY: 'delivery',
};

/** CloudWatch log groups of one account and region. Source: CloudWatch Logs API, DescribeLogGroups. */
export const logGroups = defineCollector({
  type: 'aws:logs:log-group',
  kind: 'log-group',
  reach: 'regional',
  permissions: ['logs:DescribeLogGroups', ...tagPermissions],
  operation: 'logs:DescribeLogGroups',
  page: z.object({ logGroups: z.array(Group), tags: z.custom<(arn: string) => Fact<Tags>>() }),
  rows: ['logGroups'],
  rowId: 'logGroupName',
  async *fetch(aws: AwsClient, scope) {
    let tags: ((arn: string) => Fact<Tags>) | undefined;
    for await (const answer of aws.pagesBy('nextToken', 'logs', 'DescribeLogGroups', scope, { limit: 50 })) {
      const { logGroups: rows } = answer as { readonly logGroups?: unknown };
      if (Array.isArray(rows) && rows.length > 0) tags ??= await readTags(aws, scope, 'logs:log-group');
      yield { ...(answer as object), tags: tags ?? (() => ({ known: true, value: {} })) };
    }
  },
  toResources: ({ logGroups: groups, tags }, scope) =>
    groups.map((group): LogGroup => {
      // The older form of the ARN ends in `:*`; resource-level billing and the tagging API have it without.
      const arn = group.logGroupArn ?? group.arn?.replace(/:\*$/, '') ?? group.logGroupName;
      return {
        kind: 'log-group',
        type: 'aws:logs:log-group',
        resourceId: arn,
        scope,
        name: group.logGroupName,
        state: 'active',
        createdAt: mapFact(fact(group.creationTime, 'creationTime'), instant),
        tags: tags(arn),
        storedBytes: group.storedBytes,
        retentionDays: group.retentionInDays ?? null,
        storageClass: classes[group.logGroupClass ?? 'STANDARD'] ?? 'standard',
      };
    }),
});
