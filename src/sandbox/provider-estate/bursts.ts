import type { RunPeriod } from '../estate/model.ts';

const DAY = 86_400_000;

/** What a burst of cost looks like: USD a day, and when. */
export interface Burst {
  readonly usdPerDay: number;
  readonly runs: readonly RunPeriod[];
}

/**
 * Bursts that a check of anomalies must find, and what looks like one: a burst of the last hours, one of a month ago, one
 * too small to matter, a weekly rhythm. `index` says which of them.
 */
export function burst(index: number, now: number): Burst {
  const today = Math.floor(now / DAY) * DAY;
  const days = (from: number, to: number): RunPeriod => ({ from: today + from * DAY, to: today + to * DAY });
  const open = Number.POSITIVE_INFINITY;
  const roles: readonly Burst[] = [
    // A job that nobody stops, since five days.
    { usdPerDay: 90, runs: [days(-5, open)] },
    // The bill of the last two days is not whole: too late to be looked at.
    { usdPerDay: 120, runs: [days(-1, open)] },
    // One night, within the week.
    { usdPerDay: 140, runs: [days(-4, -3)] },
    // Five days on, two off, since months.
    { usdPerDay: 70, runs: Array.from({ length: 14 }, (_, week) => days(-7 * week - 6, -7 * week - 1)) },
    // A test that goes on.
    { usdPerDay: 60, runs: [days(-6, open)] },
    // Too long ago.
    { usdPerDay: 110, runs: [days(-30, -28)] },
    // Too small.
    { usdPerDay: 12, runs: [days(-6, open)] },
  ];
  return roles[index % roles.length] ?? { usdPerDay: 0, runs: [] };
}
