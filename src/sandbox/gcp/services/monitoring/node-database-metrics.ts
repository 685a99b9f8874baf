import { gaugeSignal, lifetime } from '../../../estate/signals.ts';
import type { GcpNodeDatabase } from '../../../provider-estate/gcp/node-databases.ts';
import type { Labels, MetricSource } from './series.ts';

function labelsOf({ engine, projectId, region, zone, name, cluster = '' }: GcpNodeDatabase): Labels {
  return engine === 'spanner'
    ? { project_id: projectId, instance_id: name, instance_config: `regional-${region}`, location: region }
    : { project_id: projectId, instance: name, cluster, zone };
}

function share(
  engine: GcpNodeDatabase['engine'],
  type: string,
  of: 'cpuPeak' | 'storageShare',
  metricLabels: Labels,
): MetricSource {
  return {
    type,
    resource: engine === 'spanner' ? 'spanner_instance' : 'bigtable_cluster',
    kind: 'GAUGE',
    valueType: 'DOUBLE',
    unit: '1',
    *entries(estate, projectId) {
      for (const database of estate.nodeDatabases) {
        if (database.projectId !== projectId || database.engine !== engine) continue;
        const peak = database[of];
        yield {
          resourceLabels: labelsOf(database),
          metricLabels,
          signal: () =>
            gaugeSignal({
              key: `${database.name} ${database.cluster ?? ''}`,
              metric: type,
              unit: 'Percent',
              runs: lifetime(database.createdAt),
              shape: of === 'cpuPeak' ? 'daily' : 'steady',
              mean: peak * (of === 'cpuPeak' ? 0.5 : 0.98),
              peak,
              decimals: 6,
            }),
        };
      }
    },
  };
}

/** Source: Cloud Monitoring, "Google Cloud metrics" (spanner, bigtable). */
export const nodeDatabaseMetrics: readonly MetricSource[] = [
  share('spanner', 'spanner.googleapis.com/instance/cpu/utilization', 'cpuPeak', { database: 'main' }),
  share('spanner', 'spanner.googleapis.com/instance/storage/utilization', 'storageShare', {}),
  share('bigtable', 'bigtable.googleapis.com/cluster/cpu_load', 'cpuPeak', {}),
  share('bigtable', 'bigtable.googleapis.com/cluster/storage_utilization', 'storageShare', { storage_type: 'SSD' }),
];
