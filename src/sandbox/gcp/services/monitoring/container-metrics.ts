import { constantSignal, counterSignal, gaugeSignal, lifetime } from '../../../estate/signals.ts';
import type { Signal } from '../../../estate/signal.ts';
import { type GcpWorkload, SYSTEM_WORKLOADS } from '../../../provider-estate/gcp/cluster-pods.ts';
import type { GcpCluster } from '../../../provider-estate/gcp/model.ts';
import type { MetricSource, SeriesEntry } from './series.ts';

type Form = Pick<MetricSource, 'kind' | 'valueType' | 'unit'>;
type Runs = Parameters<typeof constantSignal>[0]['runs'];

interface Container {
  readonly key: string;
  readonly workload: GcpWorkload;
  readonly runs: Runs;
}

const GIB = 2 ** 30;

/** Every container that ran on a cluster: what users run, and what GKE runs on nodes. */
function* containersOf({ workloads, autopilot, createdAt, id, unmonitored }: GcpCluster): Generator<Container> {
  if (unmonitored) return;
  // Without a pod of a user Autopilot has no node, and so nothing of its own on one.
  const own = autopilot && workloads.length === 0 ? [] : SYSTEM_WORKLOADS;
  for (const workload of [...workloads, ...own]) {
    for (let index = 0; index < workload.containers; index++) {
      const key = `${id} ${workload.namespace} ${workload.name} ${index}`;
      yield { key, workload, runs: workload.runs ?? lifetime(createdAt) };
    }
  }
}

function containerMetric(
  name: string,
  form: Form,
  signalsOf: (container: Container) => readonly (readonly [Readonly<Record<string, string>>, () => Signal])[],
): MetricSource {
  return {
    type: `kubernetes.io/container/${name}`,
    resource: 'k8s_container',
    ...form,
    *entries(estate, projectId): Generator<SeriesEntry> {
      for (const cluster of estate.clusters) {
        if (cluster.projectId !== projectId) continue;
        for (const container of containersOf(cluster)) {
          const { namespace, name: controller } = container.workload;
          const resourceLabels = {
            project_id: projectId,
            location: cluster.location,
            cluster_name: cluster.name,
            namespace_name: namespace,
            pod_name: `${controller}-${container.key.length}-${container.key.at(-1) ?? ''}`,
            container_name: controller,
          };
          for (const [metricLabels, signal] of signalsOf(container)) yield { resourceLabels, metricLabels, signal };
        }
      }
    },
  };
}

const GAUGE: Form = { kind: 'GAUGE', valueType: 'DOUBLE', unit: '{cpu}' };
const BYTES: Form = { kind: 'GAUGE', valueType: 'INT64', unit: 'By' };

/** Jobs work from their first minute to their last. */
const shapeOf = ({ kind }: GcpWorkload, other: 'daily' | 'steady') => (kind === 'CronJob' ? 'steady' : other);

/** Source: Cloud Monitoring, "GKE system metrics", container. */
export const containerMetrics: readonly MetricSource[] = [
  containerMetric('uptime', { ...GAUGE, unit: 's' }, ({ runs }) => [
    [{}, (): Signal => ({ unit: 'Seconds', runs, everySeconds: 300, sample: (slot) => (slot % 288) * 300 })],
  ]),
  containerMetric('cpu/request_cores', GAUGE, ({ runs, workload }) => [
    [{}, () => constantSignal({ unit: 'Count', runs }, workload.requestedCores)],
  ]),
  containerMetric(
    'cpu/core_usage_time',
    { kind: 'CUMULATIVE', valueType: 'DOUBLE', unit: 's{CPU}' },
    ({ runs, workload, key }) => [
      [
        {},
        () =>
          counterSignal({
            key,
            metric: 'core seconds',
            unit: 'Seconds',
            runs,
            shape: shapeOf(workload, 'daily'),
            perHour: workload.peakCores * 3600 * 0.55,
            decimals: 3,
          }),
      ],
    ],
  ),
  containerMetric('memory/request_bytes', BYTES, ({ runs, workload }) => [
    [{}, () => constantSignal({ unit: 'Bytes', runs }, Math.round(workload.requestedMemoryGiB * GIB))],
  ]),
  containerMetric('memory/used_bytes', BYTES, ({ runs, workload, key }) =>
    [
      ['non-evictable', 1],
      ['evictable', 0.2],
    ].map(([type, share]) => [
      { memory_type: String(type) },
      () => {
        const peak = workload.peakMemoryGiB * GIB * Number(share);
        const level = { mean: peak * 0.9, peak, decimals: 0, shape: 'steady' } as const;
        return gaugeSignal({ key, metric: 'memory', unit: 'Bytes', runs, ...level });
      },
    ]),
  ),
];
