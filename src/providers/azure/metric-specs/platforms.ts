import type { AppPlan, NodeGroup } from '../../../domain/resources.ts';
import { defineMetrics } from '../define-metrics.ts';

const hourly = { periodSeconds: 3600, lookbackDays: 14 } as const;

/** Plans without machines of their own measure nothing. Source: "Supported metrics for Microsoft.Web/serverfarms". */
const hasMachines = ({ tier }: AppPlan): boolean => !/^(free|shared|dynamic|flexconsumption)$/i.test(tier);

export const appServicePlanMetrics = defineMetrics('azure:web:server-farm', 'app-plan', 'Microsoft.Web/serverfarms', [
  {
    metric: 'cpu-percent-average',
    ...hourly,
    series: [{ metric: 'CpuPercentage', aggregation: 'average' }],
    profile: true,
    wants: hasMachines,
  },
  {
    metric: 'cpu-percent-maximum',
    ...hourly,
    series: [{ metric: 'CpuPercentage', aggregation: 'maximum' }],
    wants: hasMachines,
  },
  {
    metric: 'memory-percent-maximum',
    ...hourly,
    series: [{ metric: 'MemoryPercentage', aggregation: 'maximum' }],
    wants: hasMachines,
  },
]);

/** Nodes are measured by the cluster, which tells them apart by their pool. */
const pool = {
  filter: ({ name = '' }: NodeGroup) => `nodepool eq '${name}'`,
  measured: ({ clusterId = '' }: NodeGroup) => clusterId,
  runs: ({ state, desiredSize }: NodeGroup): boolean => state !== 'Stopped' && desiredSize > 0,
};

/** Source: "Supported metrics for Microsoft.ContainerService/managedClusters". */
export const agentPoolMetrics = defineMetrics(
  'azure:containerservice:agent-pool',
  'node-group',
  'Microsoft.ContainerService/managedClusters',
  [
    {
      metric: 'cpu-percent-average',
      ...hourly,
      series: [{ metric: 'node_cpu_usage_percentage', aggregation: 'average', measured: pool.measured }],
      filter: pool.filter,
      profile: true,
      wants: pool.runs,
    },
    {
      metric: 'cpu-percent-maximum',
      ...hourly,
      series: [{ metric: 'node_cpu_usage_percentage', aggregation: 'maximum', measured: pool.measured }],
      filter: pool.filter,
      wants: pool.runs,
    },
    {
      // Of the fullest node.
      metric: 'memory-percent-maximum',
      ...hourly,
      series: [{ metric: 'node_memory_working_set_percentage', aggregation: 'maximum', measured: pool.measured }],
      filter: pool.filter,
      wants: pool.runs,
    },
  ],
);
