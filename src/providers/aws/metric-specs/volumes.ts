import type { BlockVolume } from '../../../domain/resources.ts';
import { defineMetrics, type SeriesSpec } from '../define-metrics.ts';

const BYTES_PER_MIB = 2 ** 20;

const dimensions = ({ resourceId }: BlockVolume) => ({ VolumeId: resourceId });
/** EBS sends nothing for a volume that is attached to nothing. */
const attached = ({ attachedTo }: BlockVolume): boolean => attachedTo.known && attachedTo.value.length > 0;

/** What may be paid for performance: bought IOPS or throughput, or gp2's, which comes with the size. */
const hasPaidPerformance = ({ tier, iops = 0, throughputMiBps = 0 }: BlockVolume): boolean =>
  tier === 'gp2' || tier === 'io1' || tier === 'io2' || (tier === 'gp3' && (iops > 3_000 || throughputMiBps > 125));

const asksForPerformance = (volume: BlockVolume): boolean => attached(volume) && hasPaidPerformance(volume);

const readAndWrite = (measure: 'Ops' | 'Bytes', stat: string): [SeriesSpec<BlockVolume>, SeriesSpec<BlockVolume>] => [
  { namespace: 'AWS/EBS', metric: `VolumeRead${measure}`, stat, dimensions },
  { namespace: 'AWS/EBS', metric: `VolumeWrite${measure}`, stat, dimensions },
];

/**
 * EBS counts by the minute (by five on old volumes, which only overstates a rate). The maximum of an hour is then its
 * busiest minute: 336 points tell two weeks where one-minute sums would be 20,160. Reads and writes are added up as if
 * their busiest minutes were the same one. Volumes on Xen instances have no such maximum: the hour's own mean of the
 * operations gives that away, since no busiest minute lies below the mean of its hour.
 * Source: EBS User Guide, "Amazon CloudWatch metrics for Amazon EBS".
 */
export const volumeMetrics = defineMetrics('aws:ec2:volume', 'block-volume', [
  {
    metric: 'volume-operations',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: readAndWrite('Ops', 'Sum'),
    daySums: true,
    // A root volume is never idle while its machine runs.
    wants: (volume) => attached(volume) && volume.boot !== true,
  },
  {
    metric: 'volume-iops-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: readAndWrite('Ops', 'Maximum'),
    scale: 1 / 60,
    wants: asksForPerformance,
  },
  {
    metric: 'volume-iops-average',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: readAndWrite('Ops', 'Sum'),
    scale: 1 / 3600,
    wants: asksForPerformance,
  },
  {
    metric: 'volume-throughput-mibps-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: readAndWrite('Bytes', 'Maximum'),
    scale: 1 / 60 / BYTES_PER_MIB,
    wants: asksForPerformance,
  },
]);
