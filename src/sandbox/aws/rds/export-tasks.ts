import { databasesFamily } from '../../estate/databases/family.ts';
import type { ExportTask } from '../../estate/databases/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { named } from '../wire/document-xml.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { type FilterFields, listed, rdsInput } from './listing.ts';

const filters: FilterFields<ExportTask> = {
  'export-task-identifier': ({ id }) => [id],
  'source-arn': ({ sourceArn }) => [sourceArn],
  status: ({ status }) => [status.toLowerCase()],
};

/** DescribeExportTasks: snapshots on their way to S3, and those that arrived. */
export function describeExportTasks(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const { exports } = familyState(call.world.estate, databasesFamily);
  const input = rdsInput(fields);
  const source = input.optionalText('SourceArn');
  const id = input.optionalText('ExportTaskIdentifier');
  const type = input.has('SourceType') ? input.oneOf('SourceType', ['SNAPSHOT', 'CLUSTER']) : 'SNAPSHOT';
  const index = call.world.index.of(exports);
  const { items, Marker } = listed(call, fields, {
    name: 'DescribeExportTasks',
    items: (after) => index.resources(call.accountId, call.region, after),
    keep: (task) =>
      type === 'SNAPSHOT' &&
      (source === undefined || task.sourceArn === source) &&
      (id === undefined || task.id === id),
    positionOf: (task) => task.id,
    filters,
  });
  return { Marker, ExportTasks: named('ExportTask', items.map(taskDocument)) };
}

function taskDocument({ id, sourceArn, status, startedAt, endedAt, accountId }: ExportTask): object {
  return {
    ExportTaskIdentifier: id,
    SourceArn: sourceArn,
    TaskStartTime: new Timestamp(startedAt),
    TaskEndTime: endedAt === undefined ? undefined : new Timestamp(endedAt),
    S3Bucket: 'database-exports',
    S3Prefix: '',
    IamRoleArn: `arn:aws:iam::${accountId}:role/rds-export`,
    KmsKeyId: 'alias/rds-export',
    Status: status,
    PercentProgress: status === 'COMPLETE' ? 100 : 40,
    TotalExtractedDataInGB: 0,
    SourceType: 'SNAPSHOT',
  };
}
