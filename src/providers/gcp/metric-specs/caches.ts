import type { CacheCluster } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

/** Monitoring names an instance as the API does: `projects/P/locations/L/instances/I`. */
const redis = (
  metric: string,
  aligner: SeriesSpec<CacheCluster>['aligner'],
  reducer: SeriesSpec<CacheCluster>['reducer'],
): SeriesSpec<CacheCluster> => ({
  metric: `redis.googleapis.com/${metric}`,
  monitored: 'redis_instance',
  aligner,
  reducer,
  label: 'resource.labels.instance_id',
  key: ({ resourceId }) => resourceId.replace('//redis.googleapis.com/', ''),
});

/** Source: "Google Cloud metrics" (redis). */
export const cacheMetrics = defineMetrics<'cache-cluster'>('gcp:redis:instance', 'cache-cluster', [
  {
    metric: 'database-connections-maximum',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [redis('clients/connected', 'ALIGN_MAX', 'REDUCE_MAX')],
  },
  {
    metric: 'memory-percent-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [redis('stats/memory/usage_ratio', 'ALIGN_MAX', 'REDUCE_MAX')],
    scale: 100,
  },
  {
    metric: 'evictions',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [redis('stats/evicted_keys', 'ALIGN_DELTA', 'REDUCE_SUM')],
    absentMeansZero: true,
    daySums: true,
  },
] satisfies readonly MetricSpec<CacheCluster>[]);
