import type { Bucket, LogStore } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

const bucket = (metric: string, aligner: SeriesSpec<Bucket>['aligner'], where?: string): SeriesSpec<Bucket> => ({
  metric: `storage.googleapis.com/${metric}`,
  monitored: 'gcs_bucket',
  aligner,
  reducer: 'REDUCE_SUM',
  label: 'resource.labels.bucket_name',
  key: ({ name }) => name,
  ...(where !== undefined && { where }),
});

/** Objects as they are now, and nothing that stays of former ones. */
const live = (classes: readonly string[]): string => {
  const named = classes.map((name) => JSON.stringify(name)).join(',');
  return `metric.labels.type="live-object" AND metric.labels.storage_class=one_of(${named})`;
};

/** What stays of former objects, or was never one. */
const kept = (type: 'noncurrent-object' | 'soft-deleted-object' | 'multipart-upload'): string =>
  `metric.labels.type="${type}"`;

const daily = { periodSeconds: 86_400 } as const;

/**
 * Sizes come once a day and bucket, so four days hold at least two of them; a class in which nothing lies has no series.
 * Requests and bytes are counted where there were some. Source: "Google Cloud metrics" (storage).
 */
export const bucketMetrics = defineMetrics<'bucket'>('gcp:storage:bucket', 'bucket', [
  {
    metric: 'bucket-standard-bytes',
    ...daily,
    lookbackDays: 4,
    series: [bucket('storage/v2/total_bytes', 'ALIGN_MEAN', live(['STANDARD', 'REGIONAL', 'MULTI_REGIONAL']))],
    absentMeansZero: true,
  },
  {
    metric: 'bucket-cool-bytes',
    ...daily,
    lookbackDays: 4,
    series: [bucket('storage/v2/total_bytes', 'ALIGN_MEAN', live(['NEARLINE']))],
    absentMeansZero: true,
  },
  {
    metric: 'bucket-cold-bytes',
    ...daily,
    lookbackDays: 4,
    series: [bucket('storage/v2/total_bytes', 'ALIGN_MEAN', live(['COLDLINE']))],
    absentMeansZero: true,
  },
  {
    metric: 'bucket-noncurrent-bytes',
    ...daily,
    lookbackDays: 7,
    series: [bucket('storage/v2/total_bytes', 'ALIGN_MEAN', kept('noncurrent-object'))],
    absentMeansZero: true,
  },
  {
    metric: 'bucket-soft-deleted-bytes',
    ...daily,
    lookbackDays: 7,
    series: [bucket('storage/v2/total_bytes', 'ALIGN_MEAN', kept('soft-deleted-object'))],
    absentMeansZero: true,
  },
  {
    metric: 'bucket-unfinished-upload-bytes',
    ...daily,
    lookbackDays: 7,
    series: [bucket('storage/v2/total_bytes', 'ALIGN_MEAN', kept('multipart-upload'))],
    absentMeansZero: true,
  },
  {
    metric: 'bucket-objects',
    ...daily,
    lookbackDays: 4,
    series: [bucket('storage/v2/total_count', 'ALIGN_MEAN', 'metric.labels.type="live-object"')],
    absentMeansZero: true,
  },
  {
    metric: 'bucket-requests',
    ...daily,
    lookbackDays: 30,
    series: [bucket('api/request_count', 'ALIGN_DELTA')],
    absentMeansZero: true,
  },
  {
    metric: 'bucket-read-bytes',
    ...daily,
    lookbackDays: 30,
    series: [bucket('network/sent_bytes_count', 'ALIGN_DELTA')],
    absentMeansZero: true,
  },
] satisfies readonly MetricSpec<Bucket>[]);

/** Source: "Google Cloud metrics" (logging): bytes that came into log buckets, by bucket. */
export const logBucketMetrics = defineMetrics<'log-store'>('gcp:logging:bucket', 'log-store', [
  {
    metric: 'log-incoming-bytes',
    ...daily,
    lookbackDays: 14,
    series: [
      {
        metric: 'logging.googleapis.com/billing/log_bucket_bytes_ingested',
        monitored: 'global',
        aligner: 'ALIGN_DELTA',
        reducer: 'REDUCE_SUM',
        label: 'metric.labels.log_bucket_id',
        alsoBy: ['metric.labels.log_bucket_location'],
        key: ({ name, scope }) => name && `${name} ${scope.regionId}`,
      },
    ],
    absentMeansZero: true,
  },
] satisfies readonly MetricSpec<LogStore>[]);
