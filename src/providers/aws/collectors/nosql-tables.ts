import { z } from 'zod';
import { fact, known, mapFact } from '../../../domain/fact.ts';
import { instant } from '../../../domain/instant.ts';
import type { NosqlTable } from '../../../domain/resources.ts';
import { defineCollector } from '../../shared/define-collector.ts';
import type { AwsClient } from '../client.ts';
import { eachInTurn } from '../each-in-turn.ts';
import { withBeside } from '../first-look.ts';
import { parseAnswer } from '../read-aside.ts';
import { readTableScaling, type TableScalingOf, tableScalingPermissions } from '../table-scaling.ts';
import { readTags, tagPermissions, type TagsOf } from '../tagged-resources.ts';

const Throughput = z.object({
  // DynamoDB sends zeros for a table whose requests are paid one by one.
  ReadCapacityUnits: z.int().nonnegative().default(0),
  WriteCapacityUnits: z.int().nonnegative().default(0),
});

const Table = z.object({
  TableArn: z.string().min(1),
  TableName: z.string().min(1),
  TableStatus: z.string().min(1),
  CreationDateTime: z.date().optional(),
  TableSizeBytes: z.number().nonnegative(),
  ProvisionedThroughput: Throughput,
  // Left out for a table that was never anything but provisioned.
  BillingModeSummary: z
    .object({ BillingMode: z.string().default('PROVISIONED'), LastUpdateToPayPerRequestDateTime: z.date().optional() })
    .optional(),
  // Left out for a table of the standard class that was never changed.
  TableClassSummary: z
    .object({ TableClass: z.string().default('STANDARD'), LastUpdateDateTime: z.date().optional() })
    .optional(),
  // These are left out where there are none.
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string().min(1),
        IndexSizeBytes: z.number().nonnegative().default(0),
        ProvisionedThroughput: Throughput.default({ ReadCapacityUnits: 0, WriteCapacityUnits: 0 }),
      }),
    )
    .default([]),
  LocalSecondaryIndexes: z.array(z.object({ IndexSizeBytes: z.number().nonnegative().default(0) })).default([]),
  Replicas: z.array(z.object({ RegionName: z.string().min(1) })).default([]),
  DeletionProtectionEnabled: z.boolean().default(false),
});

type Table = z.infer<typeof Table>;

interface Beside {
  readonly tagsOf: TagsOf;
  readonly scalingOf: TableScalingOf;
}

const Names = z.object({ TableNames: z.array(z.string()) });

const classes: Readonly<Record<string, NosqlTable['storageClass']>> = {
  STANDARD: 'standard',
  STANDARD_INFREQUENT_ACCESS: 'infrequent-access',
};

/** DynamoDB tables of one account and region. Source: DynamoDB API, ListTables and DescribeTable. */
export const nosqlTables = defineCollector({
  type: 'aws:dynamodb:table',
  kind: 'nosql-table',
  reach: 'regional',
  permissions: ['dynamodb:ListTables', 'dynamodb:DescribeTable', ...tagPermissions, ...tableScalingPermissions],
  operation: 'dynamodb:DescribeTable',
  page: z.object({ Tables: z.array(Table), beside: z.custom<() => Beside>((value) => typeof value === 'function') }),
  rows: ['Tables'],
  rowId: 'TableName',
  async *fetch(aws: AwsClient, scope) {
    let facts: Beside | undefined;
    const tokens = ['ExclusiveStartTableName', 'LastEvaluatedTableName'] as const;
    for await (const answer of aws.pagesBy(tokens, 'dynamodb', 'ListTables', scope, { Limit: 100 })) {
      const names = parseAnswer(Names, answer, 'dynamodb:ListTables').TableNames;
      // A region without tables is asked nothing more.
      if (names.length > 0) {
        facts ??= {
          tagsOf: await readTags(aws, scope, 'dynamodb:table'),
          scalingOf: await readTableScaling(aws, scope),
        };
      }
      const ask = (TableName: string) => aws.call('dynamodb', 'DescribeTable', scope, { TableName });
      for await (const answers of eachInTurn(names, ask)) {
        const Tables = answers.map((one) => (one as { readonly Table?: unknown }).Table);
        yield withBeside({ Tables }, { beside: () => facts });
      }
    }
  },
  toResources: ({ Tables, beside }, scope) =>
    Tables.filter(({ TableStatus }) => TableStatus !== 'DELETING').map((t): NosqlTable => {
      const { tagsOf, scalingOf } = beside();
      const onDemandSince = t.BillingModeSummary?.LastUpdateToPayPerRequestDateTime;
      const changedAt = t.TableClassSummary?.LastUpdateDateTime;
      return {
        kind: 'nosql-table',
        type: 'aws:dynamodb:table',
        resourceId: t.TableArn,
        scope,
        name: t.TableName,
        state: t.TableStatus,
        createdAt: mapFact(fact(t.CreationDateTime, 'CreationDateTime'), instant),
        tags: tagsOf(t.TableArn),
        uses: known([]),
        capacityMode: t.BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST' ? 'on-demand' : 'provisioned',
        ...(onDemandSince !== undefined && { onDemandSince: instant(onDemandSince) }),
        storageClass: classes[t.TableClassSummary?.TableClass ?? 'STANDARD'] ?? 'other',
        ...(changedAt !== undefined && { storageClassChangedAt: instant(changedAt) }),
        storedBytes: storedBytesOf(t),
        capacity: unitsOf(t.ProvisionedThroughput),
        indexes: t.GlobalSecondaryIndexes.map((index) => ({
          name: index.IndexName,
          ...unitsOf(index.ProvisionedThroughput),
        })),
        scaling: scalingOf(t.TableName),
        // DynamoDB lists the other regions, and of some versions of global tables this one too.
        replicaRegions: t.Replicas.map(({ RegionName }) => RegionName).filter((region) => region !== scope.regionId),
        deletionProtected: t.DeletionProtectionEnabled,
      };
    }),
});

const unitsOf = ({ ReadCapacityUnits, WriteCapacityUnits }: z.infer<typeof Throughput>) => ({
  readUnits: ReadCapacityUnits,
  writeUnits: WriteCapacityUnits,
});

/** Indexes are stored, and paid, beside the table. */
const storedBytesOf = (table: Table): number =>
  [...table.GlobalSecondaryIndexes, ...table.LocalSecondaryIndexes].reduce(
    (sum, { IndexSizeBytes }) => sum + IndexSizeBytes,
    table.TableSizeBytes,
  );
