import { joinSources, type MetricSource } from '../metric-source.ts';
import type { Estate } from '../model.ts';
import { resourceMetrics } from '../resource-metrics.ts';
import { constantSignal, counterSignal, dailySignal, gaugeSignal, lifetime } from '../signals.ts';
import type { SandboxBucket, SandboxRecorder, StorageState } from './model.ts';

const SHORT_LIVED = [
  'AWS::EC2::NetworkInterface',
  'AWS::EC2::Instance',
  'AWS::EC2::Volume',
  'AWS::Config::ResourceCompliance',
];

export function storageMetrics(state: StorageState, { generatedAt: now }: Estate): MetricSource {
  const daily = (createdAt: number, value: number) =>
    dailySignal({ unit: 'Bytes', runs: lifetime(createdAt) }, () => value);
  const ofType = (bucket: SandboxBucket, type: string) => {
    const bytes =
      type === 'StandardStorage' ? bucket.standardBytes : type === 'StandardIAStorage' ? bucket.infrequentBytes : 0;
    return bytes === 0 ? undefined : daily(bucket.createdAt, bytes);
  };
  const counted = (key: string, metric: string, createdAt: number, perDay: number, unit: 'Count' | 'Bytes') =>
    counterSignal({ key, metric, unit, runs: lifetime(createdAt), shape: 'daily', perHour: perDay / 24, sparse: true });
  const items = (recorder: SandboxRecorder, type: string | undefined): number => {
    if (type === undefined) return recorder.itemsPerDay;
    return SHORT_LIVED.includes(type) ? (recorder.itemsPerDay * recorder.shortLivedShare) / SHORT_LIVED.length : 0;
  };
  return joinSources([
    resourceMetrics({
      namespace: 'AWS/S3',
      resources: state.buckets.values(),
      now,
      dimensions: ({ name, requestMetrics }) => [
        { BucketName: name, StorageType: 'StandardStorage' },
        { BucketName: name, StorageType: 'StandardIAStorage' },
        { BucketName: name, StorageType: 'AllStorageTypes' },
        ...(requestMetrics ? [{ BucketName: name, FilterId: 'EntireBucket' }] : []),
      ],
      metrics: {
        BucketSizeBytes: (bucket, { StorageType = '' }) =>
          StorageType === 'AllStorageTypes' ? undefined : ofType(bucket, StorageType),
        NumberOfObjects: (bucket, { StorageType }) =>
          StorageType === 'AllStorageTypes'
            ? dailySignal({ unit: 'Count', runs: lifetime(bucket.createdAt) }, () => bucket.objects)
            : undefined,
        AllRequests: (bucket, { FilterId }) =>
          FilterId === undefined
            ? undefined
            : counted(bucket.name, 'AllRequests', bucket.createdAt, bucket.requestsPerDay, 'Count'),
        BytesDownloaded: (bucket, { FilterId }) =>
          FilterId === undefined
            ? undefined
            : counted(bucket.name, 'BytesDownloaded', bucket.createdAt, bucket.readBytesPerDay, 'Bytes'),
      },
    }),
    resourceMetrics({
      namespace: 'AWS/S3/Storage-Lens',
      resources: [...state.buckets.values()].filter(({ lens }) => lens),
      now,
      dimensions: ({ name, accountId, region }) => [
        {
          configuration_id: 'all-buckets',
          metrics_version: '1.0',
          aws_account_number: accountId,
          aws_region: region,
          bucket_name: name,
          record_type: 'BUCKET',
        },
      ],
      metrics: { NonCurrentVersionStorageBytes: (bucket) => daily(bucket.createdAt, bucket.noncurrentBytes) },
    }),
    resourceMetrics({
      namespace: 'AWS/Logs',
      resources: state.logGroups.values(),
      now,
      dimensions: ({ name }) => [{ LogGroupName: name }],
      metrics: {
        IncomingBytes: ({ arn, createdAt, incomingBytesPerDay }) =>
          counted(arn, 'IncomingBytes', createdAt, incomingBytesPerDay, 'Bytes'),
      },
    }),
    resourceMetrics({
      namespace: 'AWS/EFS',
      resources: state.elasticFiles.values(),
      now,
      dimensions: ({ id }) => [{ FileSystemId: id }],
      metrics: {
        ClientConnections: ({ id, createdAt, clients, shape }) =>
          clients === 0
            ? undefined
            : gaugeSignal({
                key: id,
                metric: 'ClientConnections',
                unit: 'Count',
                runs: lifetime(createdAt),
                shape,
                mean: clients * 0.8,
                peak: clients,
                decimals: 0,
              }),
        TotalIOBytes: ({ id, createdAt, bytesPerHour, shape }) =>
          bytesPerHour === 0
            ? undefined
            : counterSignal({
                key: id,
                metric: 'bytes',
                unit: 'Bytes',
                runs: lifetime(createdAt),
                shape,
                perHour: bytesPerHour,
              }),
        MeteredIOBytes: ({ id, createdAt, bytesPerHour, shape }) =>
          bytesPerHour === 0
            ? undefined
            : counterSignal({
                key: id,
                metric: 'bytes',
                unit: 'Bytes',
                runs: lifetime(createdAt),
                shape,
                perHour: bytesPerHour,
              }),
      },
    }),
    resourceMetrics({
      namespace: 'AWS/FSx',
      resources: state.fileServers.values(),
      now,
      dimensions: ({ id }) => [{ FileSystemId: id }],
      metrics: {
        DataReadBytes: (server) => served(server, 0.7),
        DataWriteBytes: (server) => served(server, 0.3),
      },
    }),
    resourceMetrics({
      namespace: 'AWS/Config',
      resources: state.recorders.values(),
      now,
      dimensions: () => [{}, ...SHORT_LIVED.map((ResourceType) => ({ ResourceType }))],
      metrics: {
        ConfigurationItemsRecorded: (recorder, { ResourceType }) =>
          recorder.recording
            ? counted(`${recorder.arn} ${ResourceType ?? ''}`, 'items', 0, items(recorder, ResourceType), 'Count')
            : undefined,
      },
    }),
  ]);

  function served(
    { id, createdAt, bytesPerHour }: { id: string; createdAt: number; bytesPerHour: number },
    share: number,
  ) {
    const runs = lifetime(createdAt);
    if (bytesPerHour === 0) return constantSignal({ unit: 'Bytes', runs, everySeconds: 60 }, 0);
    return counterSignal({
      key: id,
      metric: `served ${share}`,
      unit: 'Bytes',
      runs,
      shape: 'daily',
      perHour: bytesPerHour * share,
      everySeconds: 60,
    });
  }
}
