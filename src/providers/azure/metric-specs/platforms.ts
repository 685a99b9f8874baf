import type { AppPlan, ContainerCluster, NodeGroup } from '../../../domain/resources.ts';
import { defineMetrics } from '../define-metrics.ts';

const hourly = { periodSeconds: 3600, lookbackDays: 14 } as const;

/** Plans without machines of their own measure nothing. Source: "Supported metrics for Microsoft.Web/serverfarms". */
const hasMachines = ({ tier }: AppPlan): boolean => !/^(free|shared|dynamic|flexconsumption)$/i.test(tier);

const functionAppIds = ({ functionApps }: AppPlan): readonly string[] =>
  functionApps?.known === true ? functionApps.value.functionAppIds : [];

/** Memory x time is told in MB-milliseconds: 1,024,000 of them are a GB-second. Source: "Estimate consumption-based costs". */
const GB_SECONDS_PER_UNIT = 1 / 1_024_000;

/** Source: "Supported metrics for Microsoft.Web/sites": these are measured of function apps alone, by the day here. */
const ofFunctions = {
  periodSeconds: 86_400,
  lookbackDays: 30,
  namespace: 'Microsoft.Web/sites',
  wants: (plan: AppPlan) => functionAppIds(plan).length > 0,
} as const;

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
  {
    metric: 'function-executions',
    ...ofFunctions,
    series: [{ metric: 'FunctionExecutionCount', aggregation: 'total', measuredEach: functionAppIds }],
  },
  {
    metric: 'function-gib-seconds',
    ...ofFunctions,
    series: [{ metric: 'FunctionExecutionUnits', aggregation: 'total', measuredEach: functionAppIds }],
    scale: GB_SECONDS_PER_UNIT,
  },
]);

/** Of the busiest node. Source: "Supported metrics for Microsoft.ContainerService/managedClusters". */
export const managedClusterMetrics = defineMetrics(
  'azure:containerservice:managed-cluster',
  'container-cluster',
  'Microsoft.ContainerService/managedClusters',
  [
    {
      metric: 'cpu-percent-maximum-four-weeks',
      periodSeconds: 3600,
      lookbackDays: 28,
      series: [{ metric: 'node_cpu_usage_percentage', aggregation: 'maximum' }],
      profile: true,
      wants: ({ powerState }: ContainerCluster) => powerState === 'running',
    },
  ],
);

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
