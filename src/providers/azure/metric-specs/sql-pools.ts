import type { Warehouse } from '../../../domain/resources.ts';
import { defineMetrics } from '../define-metrics.ts';

const common = {
  periodSeconds: 3600,
  lookbackDays: 14,
  wants: ({ powerState }: Warehouse): boolean => powerState === 'running',
} as const;

/** A paused pool sends none. Source: "Supported metrics for Microsoft.Synapse/workspaces/sqlPools". */
export const sqlPoolMetrics = defineMetrics(
  'azure:synapse:sql-pool',
  'warehouse',
  'Microsoft.Synapse/workspaces/sqlPools',
  [
    {
      metric: 'active-queries',
      ...common,
      series: [{ metric: 'ActiveQueries', aggregation: 'total' }],
      profile: true,
    },
    // The larger one of CPU and I/O, of what its size gives.
    { metric: 'used-percent-maximum', ...common, series: [{ metric: 'DWUUsedPercent', aggregation: 'maximum' }] },
  ],
);
