import { meanFor } from '../../estate/metric-shapes.ts';
import type { LoadProfile } from '../../estate/model.ts';
import type { Random } from '../../estate/random.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import type { InstanceRole } from './instance-roles.ts';

/**
 * Loads stay clear of the thresholds on either side: an idle machine keeps under 3.5 % CPU and 3.2 MB a day; one that
 * works reaches 88 % and more, for custom machine types come in small steps, and its memory is nearly full.
 */
const MB = 1_000_000;

function load(
  shape: Exclude<LoadProfile['shape'], 'none'>,
  [base, peak, memory]: readonly [number, number, number],
  bytesPerHour: number,
  since: number,
): LoadProfile {
  return {
    shape,
    cpuMeanPercent: Math.round(meanFor(shape, base, peak) * 100) / 100,
    cpuPeakPercent: Math.round(peak * 100) / 100,
    networkBytesPerHour: Math.round(bytesPerHour),
    memoryPeakPercent: Math.round(memory * 100) / 100,
    since,
  };
}

const traffic = (random: Random): number => 50 * MB * 10 ** random.between(0, 1.8);
const fullMemory = (random: Random): number => random.between(86, 92);

function shapeFor(random: Random): 'daily' | 'weekly' | 'steady' {
  const draw = random.unit();
  return draw < 0.4 ? 'daily' : draw < 0.7 ? 'weekly' : 'steady';
}

export function workingLoad(random: Random, since: number): LoadProfile {
  const shape = shapeFor(random);
  return load(shape, [random.between(8, 12), random.between(90, 95), fullMemory(random)], traffic(random), since);
}

const idleLoad = (random: Random, since: number): LoadProfile =>
  load('idle', [random.between(0.1, 0.8), random.between(1.2, 3.5), 40], random.between(8_000, 60_000), since);

/** Never more than a third of its CPU, and far from idle. */
const lowLoad = (random: Random, since: number, memory: number): LoadProfile =>
  load(shapeFor(random), [random.between(8, 10), random.between(16, 28), memory], traffic(random), since);

/** Busy on weekdays from morning to evening, and silent otherwise: less than 90 bytes a second. */
function officeLoad(random: Random, since: number, shape: 'office' | 'short-night'): LoadProfile {
  const nightBytesPerHour = Math.round(random.between(50_000, 300_000));
  const of = load(
    shape,
    [random.between(0.4, 1.2), random.between(90, 95), fullMemory(random)],
    traffic(random),
    since,
  );
  return { ...of, networkBytesPerHour: of.networkBytesPerHour + nightBytesPerHour, nightBytesPerHour };
}

/** The load that belongs to a role. */
export function loadOf(random: Random, role: InstanceRole, createdAt: number, now: number): LoadProfile {
  switch (role) {
    case 'idle':
    case 'idle-young':
    case 'idle-keep':
    case 'node-idle':
    case 'notebook-idle':
      return idleLoad(random, createdAt);
    case 'idle-gap':
      return idleLoad(random, daysBefore(now, random.between(3, 8)));
    case 'idle-batch':
      // A low average that hides one busy half hour a night.
      return load(
        'spiky',
        [random.between(6, 8), random.between(93, 97), 88],
        random.between(20_000, 60_000),
        createdAt,
      );
    case 'idle-proxy':
      return load('idle', [0.6, random.between(2, 3.5), 88], random.between(60 * MB, 900 * MB), createdAt);
    case 'oversized':
    case 'oversized-custom':
    case 'oversized-young':
    case 'oversized-keep':
      return lowLoad(random, createdAt, random.between(18, 30));
    case 'member-low':
    case 'node-low':
    case 'cluster-machine-low':
      return lowLoad(random, createdAt, random.between(18, 28));
    case 'memory-bound':
      return lowLoad(random, createdAt, random.between(86, 92));
    case 'snug':
      return load('daily', [9, random.between(86, 89), random.between(86, 92)], traffic(random), createdAt);
    case 'office':
    case 'office-scheduled':
    case 'office-prod':
    case 'office-young':
    case 'office-keep':
      return officeLoad(random, createdAt, 'office');
    case 'short-night':
      return officeLoad(random, createdAt, 'short-night');
    case 'gpu-idle':
    case 'gpu-young':
    case 'gpu-keep':
      return { ...workingLoad(random, createdAt), gpuPeakPercent: 1.5 };
    case 'gpu-busy':
    case 'old-family-gpu':
      return { ...workingLoad(random, createdAt), gpuPeakPercent: 88 };
    default:
      return workingLoad(random, createdAt);
  }
}
