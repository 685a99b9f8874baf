import type { ProviderId } from '../../domain/ids.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';

/**
 * What each further quarter of a month costs, as a share of the list price: the longer a machine runs in a month, the
 * cheaper its next hour. A whole month comes to 70 or 80 % of the list price. Source: Compute Engine, "Sustained use
 * discounts" (20 %: rates there are rounded; these add up to what it says of a whole month).
 */
const BY_QUARTER = {
  thirty: [1, 0.8, 0.6, 0.4],
  twenty: [1, 13 / 15, 11 / 15, 9 / 15],
} as const;

/** By machine series, predefined and custom types alike. Others (E2, N4, C3, T2D, A2 …) have no such discount. */
const SERIES: Readonly<Record<string, keyof typeof BY_QUARTER>> = {
  n1: 'thirty',
  f1: 'thirty',
  g1: 'thirty',
  m1: 'thirty',
  m2: 'thirty',
  n2: 'twenty',
  n2d: 'twenty',
  c2: 'twenty',
};

/**
 * Hours at list price that Google Cloud bills for a machine that runs `hours` of the month, in thousandths at most. It is
 * of vCPUs and memory alone, never of a licence; spot machines have none, and what a commitment covers has none.
 */
export function billedHours(provider: ProviderId, sizeName: string, hours: number = HOURS_PER_MONTH): number {
  const rates = provider === 'gcp' ? SERIES[seriesOf(sizeName)] : undefined;
  if (rates === undefined) return hours;
  const quarter = HOURS_PER_MONTH / 4;
  const billed = BY_QUARTER[rates].reduce(
    (sum, rate, at) => sum + rate * Math.min(quarter, Math.max(0, hours - at * quarter)),
    0,
  );
  return Math.round(billed * 1000) / 1000;
}

/** `n2` of `n2-custom-4-8192`; custom types of the first series have no prefix: `custom-4-8192`. */
const seriesOf = (sizeName: string): string => {
  const [first = ''] = sizeName.toLowerCase().split('-');
  return first === 'custom' ? 'n1' : first;
};
