import type { BlockVolume } from '../../../domain/resources.ts';
import { defineMetrics, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

/** A disk is told by the number of its machine and the name that it has there. */
const device = (measure: string): SeriesSpec<BlockVolume> => ({
  metric: `compute.googleapis.com/instance/disk/${measure}`,
  monitored: 'gce_instance',
  aligner: 'ALIGN_MAX',
  reducer: 'REDUCE_MAX',
  label: 'resource.labels.instance_id',
  alsoBy: ['metric.labels.device_name'],
  key: ({ device: of }) => of && `${of.machineId} ${of.name}`,
});

/** Kinds that a slower one may take the place of. */
export const hasMeasuredUse = (tier: string): boolean => tier === 'pd-ssd';

/** While one machine holds them. */
const asksForPerformance = ({ tier, attachedTo, multiAttach }: BlockVolume): boolean =>
  hasMeasuredUse(tier) && attachedTo.known && attachedTo.value.length === 1 && multiAttach !== true;

const window = { periodSeconds: 3600, lookbackDays: 14, wants: asksForPerformance } as const;

/**
 * The busiest second of each hour; reads and writes are added up as if their busiest seconds were the same one. Source:
 * "Google Cloud metrics", compute: "maximum per-second read requests count".
 */
export const diskMetrics = defineMetrics<'block-volume'>('gcp:compute:disk', 'block-volume', [
  {
    metric: 'volume-iops-maximum',
    ...window,
    series: [device('max_read_ops_count'), device('max_write_ops_count')],
    combine: 'sum',
  },
  {
    metric: 'volume-throughput-mibps-maximum',
    ...window,
    series: [device('max_read_bytes_count'), device('max_write_bytes_count')],
    combine: 'sum',
    scale: 1 / 2 ** 20,
  },
] satisfies readonly MetricSpec<BlockVolume>[]);
