import type { Bucket, ConfigurationRecorder, FileSystem, LogGroup } from '../../../domain/resources.ts';
import { defineMetrics } from '../define-metrics.ts';
import { wholeBucketMetrics } from '../s3/bucket-facts.ts';

const day = 86_400 as const;

const stored = (StorageType: string) => ({
  namespace: 'AWS/S3',
  metric: 'BucketSizeBytes',
  stat: 'Average',
  dimensions: ({ resourceId }: Bucket) => ({ BucketName: resourceId, StorageType }),
});

const requested = (metric: string) => ({
  namespace: 'AWS/S3',
  metric,
  stat: 'Sum',
  dimensions: ({ resourceId }: Bucket) => ({ BucketName: resourceId, FilterId: wholeBucketMetrics }),
});

const counts = ({ countsRequests }: Bucket): boolean => countsRequests.known && countsRequests.value;

/**
 * Sizes are told once a day, of classes that hold something; requests only where their metrics are turned on, and only of
 * minutes with requests: there, no sample is no request. Source: Amazon S3 User Guide, "Metrics and dimensions".
 */
export const bucketMetrics = defineMetrics('aws:s3:bucket', 'bucket', [
  {
    metric: 'bucket-standard-bytes',
    periodSeconds: day,
    lookbackDays: 4,
    series: [stored('StandardStorage')],
    absentMeansZero: true,
  },
  {
    metric: 'bucket-infrequent-bytes',
    periodSeconds: day,
    lookbackDays: 4,
    series: [stored('StandardIAStorage')],
    absentMeansZero: true,
  },
  {
    metric: 'bucket-objects',
    periodSeconds: day,
    lookbackDays: 4,
    series: [
      {
        namespace: 'AWS/S3',
        metric: 'NumberOfObjects',
        stat: 'Average',
        dimensions: ({ resourceId }: Bucket) => ({ BucketName: resourceId, StorageType: 'AllStorageTypes' }),
      },
    ],
  },
  {
    metric: 'bucket-requests',
    periodSeconds: day,
    lookbackDays: 30,
    series: [requested('AllRequests')],
    absentMeansZero: true,
    wants: counts,
  },
  {
    metric: 'bucket-read-bytes',
    periodSeconds: day,
    lookbackDays: 30,
    series: [requested('BytesDownloaded')],
    absentMeansZero: true,
    wants: counts,
  },
  {
    // Storage Lens publishes it where a dashboard with advanced metrics is told to.
    metric: 'bucket-noncurrent-bytes',
    periodSeconds: day,
    lookbackDays: 7,
    series: [
      {
        namespace: 'AWS/S3/Storage-Lens',
        metric: 'NonCurrentVersionStorageBytes',
        stat: 'Average',
        listedBy: { dimension: 'bucket_name', value: ({ resourceId }: Bucket) => resourceId },
      },
    ],
    wants: ({ versioning }) => versioning.known && versioning.value !== 'never',
  },
]);

/** Source: CloudWatch Logs User Guide, "CloudWatch Logs metrics": a group without events sends none. */
export const logGroupMetrics = defineMetrics('aws:logs:log-group', 'log-group', [
  {
    metric: 'log-incoming-bytes-three-months',
    periodSeconds: day,
    lookbackDays: 90,
    series: [
      {
        namespace: 'AWS/Logs',
        metric: 'IncomingBytes',
        stat: 'Sum',
        dimensions: ({ name = '' }: LogGroup) => ({ LogGroupName: name }),
      },
    ],
    absentMeansZero: true,
    // An empty group has nothing that could be dropped, and so little else that nobody needs to know.
    wants: ({ storedBytes }) => storedBytes > 0,
  },
]);

const elastic = ({ resourceId }: FileSystem) => ({ FileSystemId: resourceId });

/** Source: Amazon EFS User Guide, "CloudWatch metrics for Amazon EFS": without clients no datapoints are sent. */
export const elasticFileSystemMetrics = defineMetrics('aws:elasticfilesystem:file-system', 'file-system', [
  {
    metric: 'file-clients-maximum',
    periodSeconds: day,
    lookbackDays: 30,
    series: [{ namespace: 'AWS/EFS', metric: 'ClientConnections', stat: 'Sum', dimensions: elastic }],
    absentMeansZero: true,
  },
  {
    metric: 'file-bytes',
    periodSeconds: day,
    lookbackDays: 30,
    series: [{ namespace: 'AWS/EFS', metric: 'TotalIOBytes', stat: 'Sum', dimensions: elastic }],
    absentMeansZero: true,
    daySums: true,
  },
  {
    metric: 'file-metered-bytes',
    periodSeconds: 3600,
    lookbackDays: 30,
    series: [{ namespace: 'AWS/EFS', metric: 'MeteredIOBytes', stat: 'Sum', dimensions: elastic }],
    absentMeansZero: true,
    wants: ({ provisionedThroughputMiBps }) => provisionedThroughputMiBps !== undefined,
  },
]);

const managed = ({ resourceId }: FileSystem) => ({ FileSystemId: resourceId });

/** Source: the FSx user guides, "Monitoring with Amazon CloudWatch": sent every minute, zeros included. */
export const managedFileSystemMetrics = defineMetrics('aws:fsx:file-system', 'file-system', [
  {
    metric: 'file-bytes',
    periodSeconds: day,
    lookbackDays: 30,
    series: [
      { namespace: 'AWS/FSx', metric: 'DataReadBytes', stat: 'Sum', dimensions: managed },
      { namespace: 'AWS/FSx', metric: 'DataWriteBytes', stat: 'Sum', dimensions: managed },
    ],
    daySums: true,
  },
]);

/**
 * Types whose resources come and go by themselves with scaling and containers. What they are made by is recorded once more
 * with each of them.
 */
const shortLived = [
  'AWS::EC2::NetworkInterface',
  'AWS::EC2::Instance',
  'AWS::EC2::Volume',
  'AWS::Config::ResourceCompliance',
] as const;

const items = (ResourceType?: string) => ({
  namespace: 'AWS/Config',
  metric: 'ConfigurationItemsRecorded',
  stat: 'Sum',
  dimensions: (_recorder: ConfigurationRecorder) => (ResourceType === undefined ? {} : { ResourceType }),
});

/** Source: AWS Config Developer Guide, "Monitoring AWS Config with Amazon CloudWatch": by type and of all types. */
export const recorderMetrics = defineMetrics('aws:config:recorder', 'configuration-recorder', [
  {
    metric: 'configuration-items',
    periodSeconds: day,
    lookbackDays: 14,
    series: [items()],
    absentMeansZero: true,
    daySums: true,
  },
  {
    metric: 'configuration-items-of-short-lived',
    periodSeconds: day,
    lookbackDays: 14,
    series: [items(shortLived[0]), items(shortLived[1]), items(shortLived[2]), items(shortLived[3])],
    absentMeansZero: true,
    daySums: true,
  },
]);
