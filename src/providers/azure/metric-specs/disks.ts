import type { BlockVolume } from '../../../domain/resources.ts';
import { type Aggregation, defineMetrics, type SeriesSpec } from '../define-metrics.ts';

const BYTES_PER_MIB = 2 ** 20;

/** Nothing is measured of a disk that is attached to nothing. */
const attached = ({ attachedTo }: BlockVolume): boolean => attachedTo.known && attachedTo.value.length > 0;
/** Of standard disks performance is not paid for. */
const hasPaidPerformance = ({ tier }: BlockVolume): boolean => /^(premium|ultra)/i.test(tier);
const asksForPerformance = (disk: BlockVolume): boolean => attached(disk) && hasPaidPerformance(disk);

const readAndWrite = (
  measure: 'Operations' | 'Bytes',
  aggregation: Aggregation,
): [SeriesSpec<BlockVolume>, SeriesSpec<BlockVolume>] => [
  { metric: `Composite Disk Read ${measure}/sec`, aggregation },
  { metric: `Composite Disk Write ${measure}/sec`, aggregation },
];

/**
 * Samples are rates of a minute: the maximum of an hour is its busiest minute. Reads and writes are added up as if
 * their busiest minutes were the same one. Source: "Supported metrics for Microsoft.Compute/disks".
 */
export const diskMetrics = defineMetrics('azure:compute:disk', 'block-volume', 'Microsoft.Compute/disks', [
  {
    metric: 'volume-operations',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: readAndWrite('Operations', 'average'),
    scale: 86_400,
    daySums: true,
    // A root disk is never idle while its machine runs.
    wants: (disk) => attached(disk) && disk.boot !== true,
  },
  {
    metric: 'volume-iops-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: readAndWrite('Operations', 'maximum'),
    wants: asksForPerformance,
  },
  {
    metric: 'volume-iops-average',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: readAndWrite('Operations', 'average'),
    wants: asksForPerformance,
  },
  {
    metric: 'volume-throughput-mibps-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: readAndWrite('Bytes', 'maximum'),
    scale: 1 / BYTES_PER_MIB,
    wants: asksForPerformance,
  },
]);
