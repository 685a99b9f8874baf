import { constantSignal, counterSignal, gaugeSignal, lifetime } from '../../../estate/signals.ts';
import type { GcpDataprocCluster } from '../../../provider-estate/gcp/analytics-model.ts';
import { metric } from './other-metrics.ts';
import type { Labels, MetricSource } from './series.ts';

const clusterLabels = ({ projectId, name, uuid, region }: GcpDataprocCluster): Labels => ({
  project_id: projectId,
  cluster_name: name,
  cluster_uuid: uuid,
  region,
});

/** Source: Cloud Monitoring, "Google Cloud metrics" (dataproc). */
const dataprocMetrics: readonly MetricSource[] = [
  metric(
    'dataproc.googleapis.com/cluster/yarn/allocated_memory_percentage',
    'cloud_dataproc_cluster',
    { kind: 'GAUGE', valueType: 'DOUBLE', unit: '1' },
    (e) => e.dataprocClusters,
    (cluster) => [
      {
        resourceLabels: clusterLabels(cluster),
        metricLabels: {},
        signal: () => {
          const runs = lifetime(cluster.createdAt + 300_000);
          if (cluster.load === 'none') return constantSignal({ unit: 'Percent', runs }, 0);
          const shape = cluster.load === 'nightly' ? 'spiky' : 'daily';
          const common = { key: cluster.uuid, metric: 'yarn', unit: 'Percent', runs, shape } as const;
          return gaugeSignal({ ...common, mean: shape === 'spiky' ? 5 : 30, peak: 85 });
        },
      },
    ],
  ),
  metric(
    'dataproc.googleapis.com/cluster/job/submitted_count',
    'cloud_dataproc_cluster',
    { kind: 'DELTA', valueType: 'INT64', unit: '1' },
    (e) => e.dataprocClusters,
    (cluster) => {
      const perHour = cluster.load === 'daily' ? 6 : cluster.ownJobsPerHour;
      if (perHour === 0) return [];
      const runs = lifetime(cluster.createdAt + 300_000);
      const common = { key: cluster.uuid, metric: 'jobs', unit: 'Count', runs, shape: 'daily' } as const;
      return [
        {
          resourceLabels: clusterLabels(cluster),
          metricLabels: { job_type: 'SPARK_JOB' },
          signal: () => counterSignal({ ...common, perHour, sparse: true }),
        },
      ];
    },
  ),
];

export const analyticsMetrics: readonly MetricSource[] = [...dataprocMetrics];
