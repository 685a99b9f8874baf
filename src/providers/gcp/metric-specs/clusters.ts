import type { ContainerCluster } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

/** Namespaces that GKE itself fills. Source: GKE documentation, "Namespaces" and "Managed Service for Prometheus". */
const SYSTEM = 'kube-system|kube-public|kube-node-lease|gke-managed-.*|gke-gmp-system|gmp-system|gmp-public';
const OF_USERS = `NOT resource.labels.namespace_name=monitoring.regex.full_match("${SYSTEM}")`;
const NOT_EVICTABLE = 'metric.labels.memory_type="non-evictable"';

/** One series for each cluster, whatever number of containers it has: they are added up, or counted, on the server. */
const series = (
  monitored: 'k8s_container' | 'k8s_node',
  metric: string,
  aligner: SeriesSpec<ContainerCluster>['aligner'],
  reducer: SeriesSpec<ContainerCluster>['reducer'],
  where?: string,
): SeriesSpec<ContainerCluster> => ({
  metric: `kubernetes.io/${metric}`,
  monitored,
  aligner,
  reducer,
  label: 'resource.labels.cluster_name',
  alsoBy: ['resource.labels.location'],
  key: ({ name, zoneId, scope }) => name && `${name} ${zoneId ?? scope.regionId}`,
  ...(where !== undefined && { where }),
});

/** A container tells each minute how long it has been up. */
const counted = { periodSeconds: 86_400, lookbackDays: 14 } as const;
const uptime = (where?: string) => series('k8s_container', 'container/uptime', 'ALIGN_MAX', 'REDUCE_COUNT', where);

const hourly = { periodSeconds: 3600, lookbackDays: 14 } as const;
const GIB = 2 ** -30;
const users = (metric: string, aligner: 'ALIGN_MEAN' | 'ALIGN_RATE', where: string = OF_USERS) =>
  series('k8s_container', `container/${metric}`, aligner, 'REDUCE_SUM', where);

/** Source: "GKE system metrics" (container and node); a container that is gone sends no more points. */
export const clusterMetrics = defineMetrics<'container-cluster'>('gcp:container:cluster', 'container-cluster', [
  { metric: 'containers', ...counted, series: [uptime()] },
  // Of no container there is no series.
  { metric: 'user-containers', ...counted, absentMeansZero: true, series: [uptime(OF_USERS)] },
  {
    // Of what the nodes can give to pods, over all nodes.
    metric: 'cpu-percent-average',
    ...counted,
    scale: 100,
    series: [series('k8s_node', 'node/cpu/allocatable_utilization', 'ALIGN_MEAN', 'REDUCE_MEAN')],
    wants: ({ tier }) => tier !== 'autopilot',
  },
  { metric: 'requested-cores', ...hourly, series: [users('cpu/request_cores', 'ALIGN_MEAN')] },
  { metric: 'used-cores', ...hourly, series: [users('cpu/core_usage_time', 'ALIGN_RATE')] },
  { metric: 'requested-memory-gib', ...hourly, scale: GIB, series: [users('memory/request_bytes', 'ALIGN_MEAN')] },
  {
    metric: 'used-memory-gib',
    ...hourly,
    scale: GIB,
    series: [users('memory/used_bytes', 'ALIGN_MEAN', `${OF_USERS} AND ${NOT_EVICTABLE}`)],
  },
] satisfies readonly MetricSpec<ContainerCluster>[]);
