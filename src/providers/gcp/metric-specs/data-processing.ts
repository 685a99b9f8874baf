import type { ProcessingCluster } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

/** By name and region: an earlier cluster of the name counts along, which never makes a busy one look idle. */
const cluster = (
  metric: string,
  aligner: SeriesSpec<ProcessingCluster>['aligner'],
  reducer: SeriesSpec<ProcessingCluster>['reducer'],
): SeriesSpec<ProcessingCluster> => ({
  metric: `dataproc.googleapis.com/cluster/${metric}`,
  monitored: 'cloud_dataproc_cluster',
  aligner,
  reducer,
  label: 'resource.labels.cluster_name',
  alsoBy: ['resource.labels.region'],
  key: ({ name, scope }) => (name === undefined ? undefined : `${name} ${scope.regionId}`),
});

/** Both are sampled each minute while a cluster is up. Source: "Google Cloud metrics" (dataproc). */
export const processingClusterMetrics = defineMetrics<'processing-cluster'>(
  'gcp:dataproc:cluster',
  'processing-cluster',
  [
    {
      metric: 'idle-minimum',
      periodSeconds: 3600,
      lookbackDays: 2,
      // Whatever runs by the resource manager holds memory of it.
      series: [cluster('yarn/allocated_memory_percentage', 'ALIGN_MAX', 'REDUCE_MAX')],
      change: (allocated) => (allocated > 0 ? 0 : 1),
      wants: ({ waiting }) => waiting,
    },
    {
      // Jobs that do not ask the resource manager for memory are counted when they are handed in.
      metric: 'submitted-jobs',
      periodSeconds: 3600,
      lookbackDays: 2,
      series: [cluster('job/submitted_count', 'ALIGN_DELTA', 'REDUCE_SUM')],
      absentMeansZero: true,
      wants: ({ waiting }) => waiting,
    },
  ] satisfies readonly MetricSpec<ProcessingCluster>[],
);
