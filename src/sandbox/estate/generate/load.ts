import { meanFor } from '../metric-shapes.ts';
import type { GroupKind } from './groups.ts';
import { leanerOf } from './instance-types.ts';
import type { LoadProfile } from '../model.ts';
import type { Random } from '../random.ts';
import type { InstanceRole } from './roles.ts';
import { daysBefore } from './time.ts';

/**
 * Loads stay clear of the idle thresholds (CPU peak 5 %, network 5 MB a day) on either side: an idle one keeps
 * under 3.5 % and 3.2 MB a day, a working one peaks above 18 % and moves more than a gigabyte a day.
 */
const MB = 1_000_000;

function load(
  shape: Exclude<LoadProfile['shape'], 'none'>,
  base: number,
  peak: number,
  networkBytesPerHour: number,
  since: number,
): LoadProfile {
  return {
    shape,
    cpuMeanPercent: Math.round(meanFor(shape, base, peak) * 100) / 100,
    cpuPeakPercent: Math.round(peak * 100) / 100,
    networkBytesPerHour: Math.round(networkBytesPerHour),
    since,
  };
}

function idleLoad(random: Random, since: number): LoadProfile {
  return load('idle', random.between(0.1, 0.8), random.between(1.2, 3.5), random.between(8_000, 60_000), since);
}

/** A low average that hides one busy half hour a night. */
function batchLoad(random: Random, since: number): LoadProfile {
  return load('spiky', random.between(0.3, 1), random.between(58, 64), random.between(20_000, 60_000), since);
}

/** Hardly any CPU, but all the traffic: a proxy. */
function proxyLoad(random: Random, since: number): LoadProfile {
  return load('idle', random.between(0.5, 1.2), random.between(2, 3.5), random.between(60 * MB, 900 * MB), since);
}

function silentLoad(since: number): LoadProfile {
  return { shape: 'none', cpuMeanPercent: 0, cpuPeakPercent: 0, networkBytesPerHour: 0, since };
}

/** A peak that no smaller type takes, and that lies clear of 80 % on either side. */
function highPeak(random: Random): number {
  return random.chance(0.7) ? random.between(68, 74) : random.between(88, 92);
}

const traffic = (random: Random): number => 50 * MB * 10 ** random.between(0, 1.8);

function shapeFor(random: Random): 'daily' | 'weekly' | 'steady' | 'spiky' {
  const draw = random.unit();
  return draw < 0.4 ? 'daily' : draw < 0.7 ? 'weekly' : draw < 0.9 ? 'steady' : 'spiky';
}

/** Works as hard as its size is made for. A burstable type does so for half an hour a night: its credits last. */
function workingLoad(random: Random, since: number, type: string): LoadProfile {
  const shape = isBurstable(type) ? 'spiky' : shapeFor(random);
  return load(shape, random.between(6, 12), highPeak(random), traffic(random), since);
}

/** Never more than a third of its CPU, and far from idle. */
function lowLoad(random: Random, since: number, memoryPeakPercent?: number): LoadProfile {
  const of = load(shapeFor(random), random.between(6, 9), random.between(16, 28), traffic(random), since);
  return { ...of, ...(memoryPeakPercent !== undefined && { memoryPeakPercent: Math.round(memoryPeakPercent) }) };
}

/** Half its CPU: half the size would be full. */
function snugLoad(random: Random, since: number): LoadProfile {
  return load('daily', random.between(6, 9), random.between(47, 52), traffic(random), since);
}

function workingHours(random: Random, since: number, shape: 'office' | 'short-night' = 'office'): LoadProfile {
  return load(shape, random.between(0.4, 1.2), random.between(68, 74), traffic(random), since);
}

/** Busy on weekdays from morning to evening, and silent otherwise. */
function officeLoad(random: Random, since: number, shape: 'office' | 'short-night' = 'office'): LoadProfile {
  const of = workingHours(random, since, shape);
  // Whatever the day's traffic is, next to nothing is left of it at night: less than 200 bytes a second.
  return withNight(of, random.between(50_000, 300_000));
}

/** Traffic that goes on at night, on top of the day's. */
function withNight(of: LoadProfile, bytesPerHour: number): LoadProfile {
  const nightBytesPerHour = Math.round(bytesPerHour);
  return { ...of, networkBytesPerHour: of.networkBytesPerHour + nightBytesPerHour, nightBytesPerHour };
}

/** Groups that have far more members than work. */
const LOW_GROUPS: readonly (GroupKind | undefined)[] = ['fixed', 'pair', 'kept', 'timed'];

const isBurstable = (type: string): boolean => /^t\d/.test(type);

export interface LoadPart {
  readonly role: InstanceRole;
  readonly group?: GroupKind;
  readonly type: string;
  readonly region: string;
  readonly launchedAt: number;
  readonly createdAt: number;
  readonly now: number;
}

/** The load that belongs to a role. Metrics begin with the instance, unless a gap is the point. */
export function loadOf(random: Random, part: LoadPart): LoadProfile {
  const { role, type, region, launchedAt, createdAt, now } = part;
  switch (role) {
    case 'idle':
    case 'idle-young':
    case 'idle-restarted':
    case 'idle-keep':
      return idleLoad(random, createdAt);
    case 'idle-batch':
      return batchLoad(random, createdAt);
    case 'idle-proxy':
      return proxyLoad(random, createdAt);
    case 'idle-gap':
      return idleLoad(random, daysBefore(now, random.between(3, 8)));
    case 'idle-silent':
      return silentLoad(launchedAt);
    case 'oversized': {
      // Without an agent only a type with as much memory will do.
      const unmeasured = leanerOf(type, region) !== undefined && random.chance(0.4);
      return lowLoad(random, createdAt, unmeasured ? undefined : random.between(18, 30));
    }
    case 'oversized-windows':
      // Of the commit limit, of which half may be page file: 15 % of it are at most 30 % of the memory.
      return lowLoad(random, createdAt, random.between(9, 15));
    case 'oversized-young':
    case 'oversized-keep':
    case 'local-disk':
      return lowLoad(random, createdAt, random.between(18, 30));
    case 'oversized-gap':
      return lowLoad(random, daysBefore(now, random.between(3, 8)), 25);
    case 'memory-bound':
      return lowLoad(random, createdAt, random.between(86, 92));
    case 'memory-unknown':
      return lowLoad(random, createdAt);
    case 'snug':
      return snugLoad(random, createdAt);
    case 'spent-credits':
      // Held down to its baseline of 40 %.
      return {
        ...load('steady', 30, random.between(36, 39), traffic(random), createdAt),
        memoryPeakPercent: Math.round(random.between(18, 30)),
        creditsSpent: true,
      };
    case 'office':
    case 'office-young':
    case 'office-keep':
      return officeLoad(random, createdAt);
    case 'office-traffic':
      return withNight(workingHours(random, createdAt), random.between(20 * MB, 90 * MB));
    case 'short-night':
      return officeLoad(random, createdAt, 'short-night');
    case 'gpu-idle':
      return { ...load('daily', 7, random.between(20, 40), traffic(random), createdAt), gpuPeakPercent: 2 };
    case 'gpu-idle-no-agent':
      return load('idle', 0.2, random.between(0.8, 1.5), 300 * MB, createdAt);
    case 'gpu-busy':
      return { ...load('daily', 1, random.between(1.2, 1.6), traffic(random), createdAt), gpuPeakPercent: 88 };
    case 'gpu-busy-no-agent':
      return workingLoad(random, createdAt, type);
    case 'gpu-young':
      return { ...load('idle', 0.2, 1.2, 300 * MB, createdAt), gpuPeakPercent: 1 };
    case 'member':
      return LOW_GROUPS.includes(part.group) ? lowLoad(random, createdAt) : workingLoad(random, createdAt, type);
    case 'node':
      return load('daily', random.between(7, 10), random.between(20, 35), traffic(random), createdAt);
    default:
      return workingLoad(random, createdAt, type);
  }
}
