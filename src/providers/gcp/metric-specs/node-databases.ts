import type { NodeDatabase } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

type Series = SeriesSpec<NodeDatabase>;

const hourly = { periodSeconds: 3600, lookbackDays: 14, scale: 100 } as const;

/** Of each database of an instance, and of each region: added up, which is never too little. */
const spanner = (metric: string): Series => ({
  metric: `spanner.googleapis.com/instance/${metric}`,
  monitored: 'spanner_instance',
  aligner: 'ALIGN_MAX',
  reducer: 'REDUCE_SUM',
  label: 'resource.labels.instance_id',
  key: ({ name }) => name,
});

/** Source: "Google Cloud metrics" (spanner): shares of what is provisioned, and of the storage that it may hold. */
export const spannerMetrics = defineMetrics<'node-database'>('gcp:spanner:instance', 'node-database', [
  { metric: 'cpu-percent-maximum', ...hourly, series: [spanner('cpu/utilization')] },
  { metric: 'disk-used-percent-maximum', ...hourly, series: [spanner('storage/utilization')] },
] satisfies readonly MetricSpec<NodeDatabase>[]);

/** `instance/cluster` is its name: a cluster's own is unique within its instance alone. */
const bigtable = (metric: string): Series => ({
  metric: `bigtable.googleapis.com/cluster/${metric}`,
  monitored: 'bigtable_cluster',
  aligner: 'ALIGN_MAX',
  reducer: 'REDUCE_MAX',
  label: 'resource.labels.instance',
  alsoBy: ['resource.labels.cluster'],
  key: ({ name }) => name?.replace('/', ' '),
});

/** Source: "Google Cloud metrics" (bigtable): mean load of the nodes; share of the storage that they may hold. */
export const bigtableMetrics = defineMetrics<'node-database'>('gcp:bigtable:cluster', 'node-database', [
  { metric: 'cpu-percent-maximum', ...hourly, series: [bigtable('cpu_load')] },
  { metric: 'disk-used-percent-maximum', ...hourly, series: [bigtable('storage_utilization')] },
] satisfies readonly MetricSpec<NodeDatabase>[]);
