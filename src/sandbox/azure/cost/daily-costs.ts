import type { ProviderUsage } from '../../provider-estate/usage.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const NANO = 1e9;

/**
 * What a usage costs on each day in `[from, to)`, whole nano-USD: sums of any grouping agree. Days that have not come yet
 * (`until`) cost nothing, the running one costs its part. All epoch ms, `from` and `to` midnights.
 */
export function* costByDay(
  usage: ProviderUsage,
  from: number,
  to: number,
  until: number,
): Generator<readonly [day: number, nanos: number]> {
  const start = Math.max(from, Math.floor(usage.from / DAY) * DAY);
  const end = Math.min(to, usage.to, until);
  const perUnit = Number(usage.rate) * usage.quantity * NANO;
  for (let day = start; day < end; day += DAY) {
    const active = Math.min(day + DAY, end) - Math.max(day, usage.from);
    const nanos = Math.round(perUnit * unitsOf(usage.per, day, active));
    if (nanos > 0) yield [day, nanos];
  }
}

/** Units of time in a part of a day: what is billed by the month, by its share of that month. */
function unitsOf(per: ProviderUsage['per'], day: number, activeMs: number): number {
  switch (per) {
    case 'hour':
      return activeMs / HOUR;
    case 'day':
      return activeMs / DAY;
    case 'month': {
      const date = new Date(day);
      const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
      return activeMs / (days * DAY);
    }
  }
}
