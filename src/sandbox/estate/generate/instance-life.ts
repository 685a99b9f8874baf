import type { RunPeriod } from '../model.ts';
import type { Random } from '../random.ts';
import type { InstanceRole } from './roles.ts';
import { DAY, HOUR } from './time.ts';

/** When an instance was made, started and stopped, in days before now. */
export interface Life {
  readonly createdDays: number;
  readonly launchedDays: number;
  readonly stoppedDays?: number;
  /** It stood still this many days before its present start. */
  readonly pausedDays?: number;
}

const MAX_AGE_DAYS = 1095;

/** Ages thin out into the past, as those of a growing company do. */
function ageDays(random: Random, youngest: number): number {
  return youngest + (MAX_AGE_DAYS - youngest) * random.unit() ** 2;
}

export function lifeOf(random: Random, role: InstanceRole, settled: boolean): Life {
  switch (role) {
    case 'ordinary': {
      const created = settled ? random.between(60, 400) : ageDays(random, 0.2);
      if (settled || created < 40 || random.chance(0.8)) return running(clear(created));
      return {
        createdDays: created,
        launchedDays: clear(random.between(1, created - 20)),
        pausedDays: random.between(0.05, 15),
      };
    }
    case 'idle-batch':
    case 'idle-proxy':
      return running(ageDays(random, 31));
    case 'idle':
    case 'idle-keep':
      return running(ageDays(random, 18));
    case 'idle-gap':
    case 'idle-silent':
      return running(ageDays(random, 45));
    case 'idle-young':
      return running(random.between(1, 12));
    case 'idle-restarted': {
      const launchedDays = random.between(1, 6);
      return { createdDays: ageDays(random, 120), launchedDays, pausedDays: random.between(15, 60) };
    }
    case 'member':
      // A group replaces its members all the time: none is as old as the window of two weeks.
      return running(random.between(1, 12));
    case 'node':
      return running(random.between(16, 60));
    case 'office-young':
      return running(random.between(16, 26));
    case 'oversized-young':
    case 'gpu-young':
      return running(random.between(1, role === 'gpu-young' ? 6 : 11));
    case 'oversized-gap':
      return running(ageDays(random, 45));
    case 'stopped-long':
      // Every sixth one sits just beyond the limit of 30 days, by more than a day.
      return stopped(random, random.chance(1 / 6) ? random.between(31.5, 33) : random.between(35, 400));
    case 'stopped-recent':
      return stopped(random, random.between(1, 12));
    case 'stopped-edge':
      return stopped(random, random.between(27, 28.5));
    case 'stopped-keep':
      return stopped(random, random.between(60, 300));
    default:
      // All that is judged by what it did needs four weeks of it.
      return running(ageDays(random, 31));
  }
}

/** Windows of 14 and 28 days begin at a midnight: an age within half a day of one could be judged either way. */
function clear(days: number): number {
  return [14, 28].some((bound) => Math.abs(days - bound) < 1) ? days + 2 : days;
}

function running(days: number): Life {
  return { createdDays: days, launchedDays: days };
}

function stopped(random: Random, stoppedDays: number): Life {
  const launchedDays = stoppedDays + random.between(5, 300);
  return { createdDays: launchedDays, launchedDays, stoppedDays };
}

/** The run before a pause. */
export function earlierRunsOf(life: Life, createdAt: number, launchedAt: number): RunPeriod[] {
  if (life.pausedDays === undefined) return [];
  const to = launchedAt - Math.round((life.pausedDays * DAY) / HOUR) * HOUR;
  return to > createdAt ? [{ from: createdAt, to }] : [];
}
