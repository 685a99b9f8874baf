import { z } from 'zod';
import { type Fact, mapFact } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import { asked } from '../asked.ts';
import type { AwsClient } from '../client.ts';
import { parseAnswer } from './parse-answer.ts';

export const exportPermissions = ['rds:DescribeExportTasks'] as const;

const Attributes = z.array(
  z.object({ AttributeName: z.string().optional(), AttributeValues: z.array(z.string()).default([]) }),
);
const Database = z.object({ DBSnapshotAttributesResult: z.object({ DBSnapshotAttributes: Attributes.default([]) }) });
const Cluster = z.object({
  DBClusterSnapshotAttributesResult: z.object({ DBClusterSnapshotAttributes: Attributes.default([]) }),
});

/** Accounts that may restore a manual snapshot, `all` for everybody. No listing tells it: one call each. */
export const sharedWith = {
  async database(aws: AwsClient, scope: Scope, id: string): Promise<readonly string[]> {
    const operation = 'DescribeDBSnapshotAttributes';
    const answer = await aws.call('rds', operation, scope, { DBSnapshotIdentifier: id });
    return restorers(parseAnswer(`rds:${operation}`, Database, answer).DBSnapshotAttributesResult.DBSnapshotAttributes);
  },
  async cluster(aws: AwsClient, scope: Scope, id: string): Promise<readonly string[]> {
    const operation = 'DescribeDBClusterSnapshotAttributes';
    const answer = await aws.call('rds', operation, scope, { DBClusterSnapshotIdentifier: id });
    const { DBClusterSnapshotAttributesResult: result } = parseAnswer(`rds:${operation}`, Cluster, answer);
    return restorers(result.DBClusterSnapshotAttributes);
  },
};

const restorers = (attributes: z.infer<typeof Attributes>): readonly string[] =>
  attributes
    .filter(({ AttributeName }) => AttributeName === 'restore')
    .flatMap(({ AttributeValues }) => AttributeValues);

const Tasks = z.object({
  ExportTasks: z.array(z.object({ SourceArn: z.string().optional(), Status: z.string().optional() })).default([]),
});

const underway = new Set(['STARTING', 'IN_PROGRESS', 'CANCELING']);

/** Which snapshots an export to S3 reads right now: one listing for an account and region. */
export async function runningExports(aws: AwsClient, scope: Scope): Promise<(arn: string) => Fact<boolean>> {
  const sources = await asked(async () => {
    const found = new Set<string>();
    const input = { SourceType: 'SNAPSHOT', MaxRecords: 100 } as const;
    for await (const answer of aws.pagesBy('Marker', 'rds', 'DescribeExportTasks', scope, input)) {
      for (const { SourceArn, Status } of parseAnswer('rds:DescribeExportTasks', Tasks, answer).ExportTasks) {
        if (SourceArn !== undefined && underway.has(Status?.toUpperCase() ?? '')) found.add(SourceArn);
      }
    }
    return found;
  });
  return (arn) => mapFact(sources, (found) => found.has(arn));
}
