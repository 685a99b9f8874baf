import type { NodeGroup } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

const POOL = 'metadata.user_labels."cloud.google.com/gke-nodepool"';

/** Nodes tell their pool by a label of theirs; pools of one name are told apart by cluster and location. */
const nodes = (
  metric: string,
  aligner: SeriesSpec<NodeGroup>['aligner'],
  reducer: SeriesSpec<NodeGroup>['reducer'],
  where?: string,
): SeriesSpec<NodeGroup> => ({
  metric: `kubernetes.io/node/${metric}`,
  monitored: 'k8s_node',
  aligner,
  reducer,
  label: 'resource.labels.cluster_name',
  alsoBy: ['resource.labels.location', POOL],
  key: ({ clusterName, scope, zoneId, name }) => name && `${clusterName} ${zoneId ?? scope.regionId} ${name}`,
  ...(where !== undefined && { where }),
});

const NOT_EVICTABLE = 'metric.labels.memory_type="non-evictable"';

const window = {
  periodSeconds: 3600,
  lookbackDays: 14,
  scale: 100,
  wants: ({ desiredSize }: NodeGroup) => desiredSize > 0,
} as const;

/** Of what nodes can give to pods. Source: "GKE system metrics" (node/cpu and node/memory allocatable_utilization). */
export const nodePoolMetrics = defineMetrics<'node-group'>('gcp:container:node-pool', 'node-group', [
  {
    metric: 'cpu-percent-average',
    ...window,
    series: [nodes('cpu/allocatable_utilization', 'ALIGN_MEAN', 'REDUCE_MEAN')],
  },
  {
    metric: 'cpu-percent-maximum',
    ...window,
    series: [nodes('cpu/allocatable_utilization', 'ALIGN_MAX', 'REDUCE_MAX')],
  },
  {
    // Of the whole pool: the mean of its nodes at their fullest moments.
    metric: 'memory-percent-maximum',
    ...window,
    series: [nodes('memory/allocatable_utilization', 'ALIGN_MAX', 'REDUCE_MEAN', NOT_EVICTABLE)],
  },
] satisfies readonly MetricSpec<NodeGroup>[]);
