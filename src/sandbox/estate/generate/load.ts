import { meanFor } from '../metric-shapes.ts';
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

function workingLoad(random: Random, since: number): LoadProfile {
  const draw = random.unit();
  const shape = draw < 0.4 ? 'daily' : draw < 0.7 ? 'weekly' : draw < 0.9 ? 'steady' : 'spiky';
  const peak = random.between(20, 92);
  const base = random.between(2, Math.min(15, peak / 3));
  return load(shape, base, peak, 50 * MB * 10 ** random.between(0, 1.8), since);
}

/** The load that belongs to a role. Metrics begin with the instance, unless a gap is the point. */
export function loadOf(
  random: Random,
  role: InstanceRole,
  launchedAt: number,
  createdAt: number,
  now: number,
): LoadProfile {
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
    default:
      return workingLoad(random, createdAt);
  }
}
