import {
  noiseMean,
  levelWeight,
  MONDAY_OFFSET,
  shapeOf,
  SLOTS_PER_WEEK,
  STREAMING,
  type Shape,
} from './metric-shapes.ts';
import { instanceTypeFacts } from './instance-type-facts.ts';
import type { AwsInstance, AwsVolume, LoadProfile } from './model.ts';
import { foldSeed, hashText, mix32 } from './random.ts';

/**
 * One metric of one resource: a pure function of the five-minute slot,
 * `(base + range * curve[slot of week] * (still + uniform * u + spike * u^4))`, with `u` hashed from the slot,
 * rounded to a multiple of `step` and scaled by `unit`. All statistics of all periods come from it.
 */
export interface Process {
  readonly hash: number;
  readonly phase: number;
  readonly curve: Float64Array;
  readonly base: number;
  readonly range: number;
  readonly still: number;
  readonly uniform: number;
  readonly spike: number;
  /** Values are whole multiples of 1 / this. */
  readonly steps: number;
  readonly unit: number;
  /** No value is below. */
  readonly floor?: number;
}

export function valueAt(process: Process, slot: number): number {
  const u = mix32(process.hash ^ Math.imul(slot, 0x9e3779b1)) / 0x1_0000_0000;
  const u2 = u * u;
  const noise = process.still + process.uniform * u + process.spike * u2 * u2;
  const level = process.curve[(slot + process.phase) % SLOTS_PER_WEEK]!;
  const value = process.base + process.range * level * noise;
  const rounded = (Math.round(value * process.steps) / process.steps) * process.unit;
  return process.floor === undefined ? rounded : Math.max(process.floor, rounded);
}

const SLOTS_PER_HOUR = 12;
const FLAT = shapeOf('idle').level;
const CPU_STEPS = 10_000;
/** A network's noise: 0.6 to 1.4 times the level. */
const NETWORK_NOISE = { still: 0.6, uniform: 0.8, spike: 0 };
const SLOT_SECONDS = 300;
const MIB = 1024 * 1024;

interface Source {
  readonly hash: number;
  /** Resources of different places and time zones are not all busy at once: up to three hours apart. */
  readonly phase: number;
}

function sourceOf(seed: number, id: string): Source {
  const hash = hashText(id, foldSeed(seed));
  return { hash, phase: MONDAY_OFFSET + (hash % 36) };
}

function processOf(source: Source, metric: string, fields: Omit<Process, 'hash' | 'phase'>): Process {
  return { hash: hashText(metric, source.hash), phase: source.phase, ...fields };
}

/** Families with a disk in the host; only those have instance-store I/O. */
const LOCAL_DISK = /^(?:[cmrz]\d[a-z]*d[a-z]*|i\d\w*|d\d\w*|g4dn|g5|x2i[de]+n|p3dn)\./;

const EC2_METRICS = [
  'CPUUtilization',
  'NetworkIn',
  'NetworkOut',
  'DiskReadOps',
  'DiskWriteOps',
  'StatusCheckFailed',
] as const;

/** What the volumes of an instance of the Nitro system do together. */
const NITRO_METRICS = ['EBSReadOps', 'EBSWriteOps', 'EBSReadBytes', 'EBSWriteBytes'] as const;

/** The AWS/EC2 metrics that an instance has. Source: EC2 User Guide, "CloudWatch metrics … for your instances". */
export function ec2MetricsOf({ type }: AwsInstance): readonly string[] {
  const facts = instanceTypeFacts().get(type);
  return [
    ...EC2_METRICS,
    ...(facts?.hypervisor === 'nitro' ? NITRO_METRICS : []),
    ...(facts?.burstable === true ? ['CPUCreditBalance'] : []),
  ];
}

export const EBS_METRICS = [
  'VolumeReadOps',
  'VolumeWriteOps',
  'VolumeReadBytes',
  'VolumeWriteBytes',
  'VolumeIdleTime',
] as const;

/** AWS/EC2 metric of an instance that runs; undefined for a name that it does not have. */
export function instanceProcess(seed: number, instance: AwsInstance, metricName: string): Process | undefined {
  const { load } = instance;
  if (load.shape === 'none') return undefined;
  const shape = shapeOf(load.shape);
  const source = sourceOf(seed, instance.id);
  switch (metricName) {
    case 'CPUUtilization':
      return cpu(source, load, shape);
    case 'NetworkIn':
      return network(source, 'NetworkIn', load, shape);
    case 'NetworkOut':
      // Between 0.3 and 1.2 bytes go out for each that comes in.
      return network(source, 'NetworkOut', load, shape, 0.3 + ((source.hash >>> 8) % 90) / 100);
    case 'EBSReadOps':
    case 'EBSWriteOps':
    case 'EBSReadBytes':
    case 'EBSWriteBytes':
      return ec2MetricsOf(instance).includes(metricName) ? allVolumes(source, metricName, load, shape) : undefined;
    case 'CPUCreditBalance':
      return ec2MetricsOf(instance).includes(metricName) ? creditBalance(source, load, shape) : undefined;
    case 'DiskReadOps':
      return localDisk(source, 'DiskReadOps', instance, shape, 40);
    case 'DiskWriteOps':
      return localDisk(source, 'DiskWriteOps', instance, shape, 90);
    case 'StatusCheckFailed':
      return processOf(source, metricName, constant(0));
    default:
      return undefined;
  }
}

function constant(value: number): Omit<Process, 'hash' | 'phase'> {
  return { curve: FLAT, base: value, range: 0, still: 0, uniform: 0, spike: 0, steps: 1, unit: 1 };
}

function cpu(source: Source, load: LoadProfile, shape: Shape): Process {
  const weight = levelWeight(shape);
  const base = Math.max(0, (load.cpuMeanPercent - load.cpuPeakPercent * weight) / (1 - weight));
  return processOf(source, 'CPUUtilization', {
    curve: shape.level,
    base,
    range: load.cpuPeakPercent - base,
    still: shape.still,
    uniform: shape.uniform,
    spike: shape.spike,
    steps: CPU_STEPS,
    unit: 1,
  });
}

/** Bytes in five minutes, with the profile's hourly mean. */
function network(source: Source, metric: string, load: LoadProfile, shape: Shape, factor = 1): Process {
  const night = load.nightBytesPerHour ?? 0;
  const base = (night * factor) / SLOTS_PER_HOUR;
  const range = ((load.networkBytesPerHour - night) * factor) / SLOTS_PER_HOUR / noiseMean(NETWORK_NOISE);
  return processOf(source, metric, { curve: shape.traffic, base, range, ...NETWORK_NOISE, steps: 1, unit: 1 });
}

/** A few operations a second, less than any type takes; hardly any on an idle machine. */
function allVolumes(source: Source, metric: string, load: LoadProfile, shape: Shape): Process {
  const spread = ((source.hash >>> 4) % 100) / 100;
  const perSecond =
    (load.shape === 'idle' ? 0.1 + 0.3 * spread : 1 + 20 * spread) * (metric.includes('Read') ? 0.4 : 1);
  // Operations and bytes share a hash: they are the same I/O, counted twice.
  return operations(source, metric.slice(0, -5), shape, perSecond, metric.endsWith('Bytes') ? SMALL_IO : 1);
}

/** Credits left: a few hundred, or none at all in the busy hours. */
function creditBalance(source: Source, load: LoadProfile, shape: Shape): Process {
  const most = 200 + (source.hash % 300);
  const range = load.creditsSpent ? -most / 0.9 : -most / 3;
  return processOf(source, 'CPUCreditBalance', {
    curve: shape.level,
    base: most,
    range,
    still: 1,
    uniform: 0,
    spike: 0,
    steps: 100,
    unit: 1,
    floor: 0,
  });
}

/** CloudWatch reports zeros, not gaps, for an instance without a disk of its own. */
function localDisk(source: Source, metric: string, instance: AwsInstance, shape: Shape, perSecond: number): Process {
  if (!LOCAL_DISK.test(instance.type)) return processOf(source, metric, constant(0));
  return operations(source, metric, shape, perSecond * (1 + (source.hash % 10)), 1);
}

function operations(source: Source, metric: string, shape: Shape, perSecond: number, unit: number): Process {
  const range = (perSecond * SLOT_SECONDS) / noiseMean(NETWORK_NOISE);
  return processOf(source, metric, { curve: shape.traffic, base: 0, range, ...NETWORK_NOISE, steps: 1, unit });
}

/** Bytes of one operation of an ordinary volume, and of one that streams. */
const SMALL_IO = 16 * 1024;
const LARGE_IO = 256 * 1024;
/** Peak of a streaming volume in MiB/s: read and write together stay under gp2's 250. */
const STREAM_MIBPS = { Read: 238, Write: 6 } as const;

/** AWS/EBS metric of a volume that is attached to `host`; undefined for a name that it does not have. */
export function volumeProcess(
  seed: number,
  volume: AwsVolume,
  host: AwsInstance,
  metricName: string,
): Process | undefined {
  const match = /^Volume(?:(Read|Write)(Ops|Bytes)|IdleTime)$/.exec(metricName);
  if (match === null || host.load.shape === 'none') return undefined;
  const [, direction, measure] = match as unknown as [string, 'Read' | 'Write' | undefined, 'Ops' | 'Bytes'];
  const source = sourceOf(seed, volume.id);
  const shape = shapeOf(host.load.shape);
  if (direction === undefined) return idleTime(source, volume.io === 'streaming' ? STREAMING : shape, host);
  // Operations and bytes share a hash: they are the same I/O, counted twice.
  const metric = `Volume${direction}`;
  if (volume.io === 'streaming') return streaming(source, metric, direction, measure);
  const perSecond = lightOps(source, host) * (direction === 'Read' ? 0.4 : 1);
  return operations(source, metric, shape, perSecond, measure === 'Bytes' ? SMALL_IO : 1);
}

/** Mean operations per second: well below what any volume gets for free; hardly any on an idle host. */
function lightOps(source: Source, host: AwsInstance): number {
  const spread = ((source.hash >>> 4) % 100) / 100;
  return host.load.shape === 'idle' ? 0.05 + 0.2 * spread : 0.5 + 12 * spread;
}

function streaming(source: Source, metric: string, direction: 'Read' | 'Write', measure: 'Ops' | 'Bytes'): Process {
  const { level, still, uniform, spike } = STREAMING;
  const range = (STREAM_MIBPS[direction] * MIB * SLOT_SECONDS) / LARGE_IO;
  const unit = measure === 'Bytes' ? LARGE_IO : 1;
  return processOf(source, metric, { curve: level, base: 0, range, still, uniform, spike, steps: 1, unit });
}

/** Seconds without I/O in five minutes: the busier, the fewer. */
function idleTime(source: Source, shape: Shape, host: AwsInstance): Process {
  const busy = host.load.shape === 'idle' ? 6 : 240;
  return processOf(source, 'VolumeIdleTime', {
    curve: shape.level,
    base: SLOT_SECONDS,
    range: -busy,
    still: 0.4,
    uniform: 0.6,
    spike: 0,
    steps: 10,
    unit: 1,
  });
}
