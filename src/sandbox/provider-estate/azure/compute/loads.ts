import { meanFor, type ShapeName } from '../../../estate/metric-shapes.ts';
import type { RunPeriod } from '../../../estate/model.ts';
import type { Random } from '../../../estate/random.ts';
import type { Course } from '../model.ts';
import type { VmSize } from '../prices/sizes.ts';

/** The hidden cause of a machine's metrics. */
export interface MachineLoad {
  readonly shape: ShapeName;
  readonly base: number;
  /** Highest CPU use of a week, percent. */
  readonly peak: number;
  readonly bytesPerHour: number;
  /** Course of the traffic where it is another one. */
  readonly trafficShape?: ShapeName;
  /** Highest use of the memory, percent. */
  readonly memoryPeak: number;
}

/** What a machine's disks are asked for at most. */
export interface DiskLoad {
  readonly peakIops: number;
  readonly peakMBps: number;
}

const MB = 1_000_000;
const GIB = 1024 ** 3;

/** Half of all machines move 50 MB to 3 GB an hour. */
const traffic = (random: Random): number => Math.round(50 * MB * 10 ** random.between(0, 1.8));

/**
 * Loads stay clear of the thresholds (CPU peak 5 %, traffic 5 MB a day, p99 30 %, memory 50 %) on both sides: an idle machine
 * keeps under 3.5 % and 3.2 MB a day, an oversized one under 28 % and 30 % of its memory, a working one peaks above 66 %.
 */
export const loads = {
  idle: (random: Random): MachineLoad => ({
    shape: 'idle',
    base: random.between(0.1, 0.8),
    peak: random.between(1.2, 3.5),
    bytesPerHour: random.integer(8000, 60_000),
    trafficShape: 'steady',
    memoryPeak: random.between(16, 24),
  }),
  batch: (random: Random): MachineLoad => ({
    shape: 'spiky',
    base: random.between(0.3, 0.8),
    peak: random.between(68, 74),
    bytesPerHour: random.integer(20_000, 60_000),
    trafficShape: 'steady',
    memoryPeak: random.between(60, 70),
  }),
  proxy: (random: Random): MachineLoad => ({
    shape: 'idle',
    base: random.between(0.5, 1.2),
    peak: random.between(2, 3.5),
    bytesPerHour: random.integer(60 * MB, 900 * MB),
    trafficShape: 'steady',
    memoryPeak: random.between(60, 72),
  }),
  working: (random: Random, burstable: boolean): MachineLoad => ({
    // A burstable size works for half an hour a night: its credits last.
    shape: burstable ? 'spiky' : random.pick(['daily', 'weekly', 'daily', 'steady']),
    base: random.between(6, 12),
    peak: random.chance(0.7) ? random.between(68, 74) : random.between(88, 92),
    bytesPerHour: traffic(random),
    memoryPeak: random.between(62, 74),
  }),
  low: (random: Random, memoryPeak: number): MachineLoad => ({
    shape: random.pick(['daily', 'weekly', 'steady']),
    base: random.between(6, 9),
    peak: random.between(16, 27),
    bytesPerHour: traffic(random),
    memoryPeak,
  }),
  snug: (random: Random): MachineLoad => ({
    shape: 'daily',
    base: random.between(6, 9),
    peak: random.between(47, 52),
    bytesPerHour: traffic(random),
    memoryPeak: random.between(62, 74),
  }),
  office: (random: Random, shape: 'office' | 'short-night' = 'office'): MachineLoad => ({
    shape,
    base: random.between(0.4, 1.2),
    peak: random.between(68, 74),
    bytesPerHour: traffic(random),
    memoryPeak: random.between(62, 72),
  }),
};

/** The metrics of a machine by the names of `Microsoft.Compute/virtualMachines`, for the time in which it ran. */
export function machineMetrics(
  load: MachineLoad,
  size: VmSize,
  disks: readonly DiskLoad[],
  runs: readonly RunPeriod[],
): Readonly<Record<string, Course>> {
  const cpu = { shape: load.shape, mean: meanFor(load.shape, load.base, load.peak), peak: load.peak };
  const memory = size.memoryGiB * GIB;
  const used = (share: number): number => Math.round((memory * share) / 100);
  const network = { of: 'counter', unit: 'Bytes', shape: load.trafficShape ?? load.shape, runs } as const;
  const [iops, MBps] = [sum(disks.map(({ peakIops }) => peakIops)), sum(disks.map(({ peakMBps }) => peakMBps))];
  const disk = (unit: Course['unit'], peak: number): Course => ({
    of: 'gauge',
    unit,
    ...levelOf(load.shape, peak),
    runs,
  });
  return {
    'Percentage CPU': { of: 'gauge', unit: 'Percent', ...cpu, runs },
    'Available Memory Bytes': {
      of: 'rest',
      unit: 'Bytes',
      highest: memory,
      shape: 'steady',
      mean: used(load.memoryPeak * 0.9),
      peak: used(load.memoryPeak),
      runs,
    },
    'Available Memory Percentage': {
      of: 'rest',
      unit: 'Percent',
      highest: 100,
      shape: 'steady',
      mean: load.memoryPeak * 0.9,
      peak: load.memoryPeak,
      runs,
    },
    'Network In Total': { ...network, perHour: Math.round(load.bytesPerHour * 0.55) },
    'Network Out Total': { ...network, perHour: Math.round(load.bytesPerHour * 0.45) },
    'Disk Read Operations/Sec': disk('CountPerSecond', iops * 0.6),
    'Disk Write Operations/Sec': disk('CountPerSecond', iops * 0.4),
    'Disk Read Bytes': diskBytes(load.shape, MBps * 0.6, runs),
    'Disk Write Bytes': diskBytes(load.shape, MBps * 0.4, runs),
    VmAvailabilityMetric: { of: 'constant', unit: 'Count', value: 1, runs },
    ...(size.name.startsWith('Standard_B') && {
      'CPU Credits Remaining': { of: 'constant', unit: 'Count', value: 240, runs },
      'CPU Credits Consumed': { of: 'gauge', unit: 'Count', ...levelOf(load.shape, 4), runs },
    }),
  };
}

/** The metrics of a managed disk by the names of `Microsoft.Compute/disks`, for the time in which its machine ran. */
export function diskMetrics(
  { peakIops, peakMBps }: DiskLoad,
  shape: ShapeName,
  runs: readonly RunPeriod[],
): Readonly<Record<string, Course>> {
  const gauge = (unit: Course['unit'], peak: number): Course => ({ of: 'gauge', unit, ...levelOf(shape, peak), runs });
  return {
    'Composite Disk Read Operations/sec': gauge('CountPerSecond', peakIops * 0.6),
    'Composite Disk Write Operations/sec': gauge('CountPerSecond', peakIops * 0.4),
    'Composite Disk Read Bytes/sec': gauge('BytesPerSecond', peakMBps * 0.6 * MB),
    'Composite Disk Write Bytes/sec': gauge('BytesPerSecond', peakMBps * 0.4 * MB),
  };
}

const levelOf = (shape: ShapeName, peak: number) => ({ shape, mean: meanFor(shape, peak * 0.1, peak), peak });

/** Counted in bytes; a counter's peaks follow from its mean. */
function diskBytes(shape: ShapeName, peakMBps: number, runs: readonly RunPeriod[]): Course {
  return {
    of: 'counter',
    unit: 'Bytes',
    shape,
    perHour: Math.round(meanFor(shape, peakMBps * 0.1, peakMBps) * MB * 3600),
    runs,
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}
