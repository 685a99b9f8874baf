import type { Instance } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';
import { familyOf } from '../machine-types.ts';
import { lastPart } from '../names.ts';

/** Metrics of machines are told by the machine's number. */
const number = ({ billingIds }: Instance): string | undefined =>
  billingIds?.[0] === undefined ? undefined : lastPart(billingIds[0]);

const machine = (
  metric: string,
  aligner: SeriesSpec<Instance>['aligner'],
  reducer: SeriesSpec<Instance>['reducer'],
  where?: string,
): SeriesSpec<Instance> => ({
  metric,
  monitored: 'gce_instance',
  aligner,
  reducer,
  label: 'resource.labels.instance_id',
  key: number,
  ...(where !== undefined && { where }),
});

const cpu = 'compute.googleapis.com/instance/cpu/utilization';
const received = machine('compute.googleapis.com/instance/network/received_bytes_count', 'ALIGN_DELTA', 'REDUCE_SUM');
const sent = machine('compute.googleapis.com/instance/network/sent_bytes_count', 'ALIGN_DELTA', 'REDUCE_SUM');

const runs = ({ powerState }: Instance): boolean => powerState === 'running';

/** Only E2 machines tell the memory that their guest uses without an agent ("Google Cloud metrics", balloon). */
const tellsMemory = (instance: Instance): boolean => runs(instance) && familyOf(instance.sizeName) === 'e2';

/** Built into its type, or attached. */
const hasGpus = ({ sizeName, accelerators = [] }: Instance): boolean =>
  /^(a\d|g\d)/.test(sizeName) || accelerators.length > 0;

const hourly = { periodSeconds: 3600, lookbackDays: 14 } as const;

/** Source: "Google Cloud metrics" (compute) and "Ops Agent metrics" (agent.googleapis.com). */
export const instanceMetrics = defineMetrics<'instance'>('gcp:compute:instance', 'instance', [
  {
    metric: 'cpu-percent-average',
    ...hourly,
    series: [machine(cpu, 'ALIGN_MEAN', 'REDUCE_MEAN')],
    scale: 100,
    profile: true,
    wants: runs,
  },
  {
    metric: 'cpu-percent-maximum',
    ...hourly,
    series: [machine(cpu, 'ALIGN_MAX', 'REDUCE_MAX')],
    scale: 100,
    wants: runs,
  },
  {
    metric: 'network-bytes',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [received, sent],
    daySums: true,
    wants: runs,
  },
  {
    metric: 'cpu-percent-maximum-four-weeks',
    periodSeconds: 3600,
    lookbackDays: 28,
    series: [machine(cpu, 'ALIGN_MAX', 'REDUCE_MAX')],
    scale: 100,
    profile: true,
    wants: runs,
  },
  {
    metric: 'network-bytes-four-weeks',
    periodSeconds: 3600,
    lookbackDays: 28,
    series: [received, sent],
    profile: true,
    wants: runs,
  },
  {
    metric: 'memory-percent-maximum',
    ...hourly,
    series: [
      machine('agent.googleapis.com/memory/percent_used', 'ALIGN_MAX', 'REDUCE_MAX', 'metric.labels.state="used"'),
    ],
    wants: runs,
  },
  {
    metric: 'memory-percent-maximum',
    ...hourly,
    otherwise: true,
    series: [
      machine('compute.googleapis.com/instance/memory/balloon/ram_used', 'ALIGN_MAX', 'REDUCE_MAX'),
      machine('compute.googleapis.com/instance/memory/balloon/ram_size', 'ALIGN_MAX', 'REDUCE_MAX'),
    ],
    combine: 'percent-of',
    wants: tellsMemory,
  },
  {
    metric: 'disk-operations',
    ...hourly,
    series: [
      machine('compute.googleapis.com/instance/disk/read_ops_count', 'ALIGN_DELTA', 'REDUCE_SUM'),
      machine('compute.googleapis.com/instance/disk/write_ops_count', 'ALIGN_DELTA', 'REDUCE_SUM'),
    ],
    wants: runs,
  },
  {
    metric: 'disk-bytes',
    ...hourly,
    series: [
      machine('compute.googleapis.com/instance/disk/read_bytes_count', 'ALIGN_DELTA', 'REDUCE_SUM'),
      machine('compute.googleapis.com/instance/disk/write_bytes_count', 'ALIGN_DELTA', 'REDUCE_SUM'),
    ],
    wants: runs,
  },
  {
    // One series for each GPU: the busiest of them counts.
    metric: 'gpu-percent-maximum',
    ...hourly,
    series: [machine('agent.googleapis.com/gpu/utilization', 'ALIGN_MAX', 'REDUCE_MAX')],
    wants: (instance) => runs(instance) && hasGpus(instance),
  },
] satisfies readonly MetricSpec<Instance>[]);
