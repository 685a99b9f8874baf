import type { Bucket, CacheCluster } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec } from '../define-metrics.ts';

const DAY = 86_400;

const blobs = ({ resourceId }: Bucket): string => `${resourceId}/blobservices/default`;
const holdsBlobs = ({ holdsObjects }: Bucket): boolean => holdsObjects === true;

/** Measured once an hour, which is the only grain there is. */
const stored = (metric: MetricSpec<Bucket>['metric'], measure: string, tier?: string): MetricSpec<Bucket> => ({
  metric,
  periodSeconds: 3600,
  lookbackDays: 4,
  namespace: 'Microsoft.Storage/storageAccounts/blobServices',
  series: [{ metric: measure, aggregation: 'average', measured: blobs }],
  ...(tier !== undefined && { filter: () => `Tier eq '${tier}'` }),
  wants: holdsBlobs,
});

/**
 * An account without requests sends none. Sources: "Supported metrics" of Microsoft.Storage/storageAccounts and of its
 * blobServices.
 */
export const storageAccountMetrics = defineMetrics(
  'azure:storage:storage-account',
  'bucket',
  'Microsoft.Storage/storageAccounts',
  [
    stored('bucket-standard-bytes', 'BlobCapacity', 'Hot'),
    stored('bucket-infrequent-bytes', 'BlobCapacity', 'Cool'),
    stored('bucket-objects', 'BlobCount'),
    {
      metric: 'bucket-requests',
      periodSeconds: DAY,
      lookbackDays: 30,
      series: [{ metric: 'Transactions', aggregation: 'total' }],
      absentMeansZero: true,
    },
    {
      metric: 'bucket-read-bytes',
      periodSeconds: DAY,
      lookbackDays: 30,
      series: [{ metric: 'Egress', aggregation: 'total' }],
      absentMeansZero: true,
    },
  ],
);

const hourly = { periodSeconds: 3600, lookbackDays: 14 } as const;

/** Source: "Supported metrics for Microsoft.Cache/redis". */
export const redisMetrics = defineMetrics('azure:cache:redis', 'cache-cluster', 'Microsoft.Cache/redis', [
  {
    metric: 'database-connections-maximum',
    periodSeconds: DAY,
    lookbackDays: 14,
    series: [{ metric: 'connectedclients', aggregation: 'maximum' }],
  },
  // The one thread that the engine runs on.
  { metric: 'engine-cpu-percent-maximum', ...hourly, series: [{ metric: 'serverLoad', aggregation: 'maximum' }] },
  { metric: 'memory-percent-maximum', ...hourly, series: [{ metric: 'usedmemorypercentage', aggregation: 'maximum' }] },
  {
    metric: 'network-bytes-per-second-maximum',
    ...hourly,
    series: [
      { metric: 'cacheRead', aggregation: 'maximum' },
      { metric: 'cacheWrite', aggregation: 'maximum' },
    ],
  },
  {
    metric: 'evictions',
    ...hourly,
    series: [{ metric: 'evictedkeys', aggregation: 'total' }],
    daySums: true,
  },
] satisfies readonly MetricSpec<CacheCluster>[]);
