import type { QueryCluster } from '../../../domain/resources.ts';
import { defineMetrics } from '../define-metrics.ts';

const daily = {
  periodSeconds: 86_400,
  lookbackDays: 14,
  wants: ({ powerState }: QueryCluster) => powerState === 'running',
} as const;

/** Source: "Supported metrics for Microsoft.Kusto/clusters". */
export const queryClusterMetrics = defineMetrics('azure:kusto:cluster', 'query-cluster', 'Microsoft.Kusto/clusters', [
  {
    // One sample a query: none while none is asked.
    metric: 'requests',
    ...daily,
    absentMeansZero: true,
    daySums: true,
    series: [{ metric: 'QueryResult', aggregation: 'count' }],
  },
  {
    metric: 'incoming-bytes',
    ...daily,
    absentMeansZero: true,
    daySums: true,
    series: [{ metric: 'IngestionVolumeInMB', aggregation: 'total' }],
  },
  // It reports this as long as it runs: that it does is what makes the absence of the others credible.
  { metric: 'cpu-percent-maximum', ...daily, series: [{ metric: 'CPU', aggregation: 'maximum' }] },
]);
