import { known } from '../../domain/fact.ts';
import { addDays, type Day } from '../../domain/instant.ts';
import { money } from '../../domain/money.ts';
import type { CostSeries } from '../../domain/ports/cost-store.ts';
import { waste } from '../verdict.ts';
import { amountText, daysIn, noSaving, ratioOf } from './amounts.ts';
import { defineEstateCheck } from './define-estate-check.ts';
import type { EstateVerdict } from './estate-rule.ts';
import type { AccountFacts } from './estate-facts.ts';
import { median, robustSpread } from './statistics.ts';

const params = {
  lookbackDays: {
    default: 60,
    min: 35,
    max: 90,
    why: 'eight of every weekday: a median of them is not moved by one bad week',
  },
  recentDays: { default: 7, min: 1, max: 14, why: 'what is older has been looked at, or is how things are now' },
  minZ: { default: 3.5, min: 1, max: 100, why: 'the usual bound of a robust z-score (Iglewicz and Hoaglin, 1993)' },
  minChange: { default: 0.1, min: 0, max: 100, why: 'a tenth more or less is noise in most bills' },
  minDailyAmount: {
    default: 20,
    min: 0,
    max: 1_000_000,
    why: 'per day, in the currency of the bill: less is not worth an investigation',
  },
} as const;

/**
 * A noise-free series would call any change an outlier. Storage bills by its share of the month, so that a day of
 * February costs 10.7 % more than one of January: 4 % of spread keep that below three and a half.
 */
const LEAST_SPREAD = 0.04;

/** Of the baseline: with fewer days a weekday has too few samples to have a median. */
const MIN_BASELINE_DAYS = 28;

/** Cost of a service in an account and region that left the band of its weekdays. */
export const costAnomaly = defineEstateCheck({
  name: 'cost-anomaly',
  ids: { aws: 'aws-cost-anomaly', gcp: 'gcp-cost-anomaly', azure: 'azure-cost-anomaly' },
  kind: 'account-cost',
  title: 'Cost outside of what the last weeks would expect',
  description:
    'Daily effective cost of each service, account and region is compared with the median of the same weekday over the ' +
    'weeks before, in units of the series’ own noise. The last two days are left out, because their bill is not whole yet. ' +
    'A service or region that had no cost before counts too. Tax, fees and credits come when invoices do and are no usage.',
  savings: 'None by itself: `impact` is what was paid more (or less) than expected over the anomalous days.',
  ignores: [
    'a weekly rhythm: weekends are compared with weekends',
    'a change below a tenth, or below the daily floor amount',
    'days of the last 48 hours, and days older than a week',
  ],
  evidence: {
    day: 'the day that is furthest from what was expected',
    expected: 'median of that weekday over the baseline',
    actual: 'what the day cost',
    zScore: 'distance in units of the series’ robust spread; null where the baseline has no cost',
    anomalousDays: 'of the recent days',
    impact: 'sum of actual minus expected over the anomalous days',
    pattern: 'what happened: new-region, new-service, spike, drop',
  },
  params,
  needs: {},
  risk: 'low',
  action: 'cost.investigate',
  reach: 'account',
  evaluate(facts, of) {
    const baselineDays = daysOf(facts)
      .slice(0, -of.recentDays)
      .filter(({ charged }) => charged).length;
    if (baselineDays < MIN_BASELINE_DAYS) return [];
    const currencies = new Set(facts.series.map(({ currency }) => currency));
    const regions = formerRegions(facts);
    return facts.series.flatMap((series) => {
      const found = anomalyOf(series, facts, regions, of);
      return found === undefined ? [] : [verdictOf(series, found, facts, currencies.size > 1)];
    });
  },
});

interface Judged {
  readonly day: Day;
  readonly expected: number;
  readonly actual: number;
  readonly z: number;
}

interface Anomaly {
  readonly worst: Judged;
  readonly days: readonly Judged[];
  readonly pattern: 'new-region' | 'new-service' | 'spike' | 'drop';
}

interface SeriesDay {
  readonly day: Day;
  readonly weekday: number;
  readonly charged: boolean;
}

const daysOf = ({ range, chargedDays }: AccountFacts): readonly SeriesDay[] =>
  Array.from({ length: daysIn(range) }, (_, index) => {
    const day = addDays(range.from, index);
    return { day, weekday: index % 7, charged: chargedDays.has(day) };
  });

function anomalyOf(
  { costs, regionId }: CostSeries,
  facts: AccountFacts,
  regions: ReadonlySet<string | null>,
  { recentDays, minZ, minChange, minDailyAmount }: Readonly<Record<keyof typeof params, number>>,
): Anomaly | undefined {
  const days = daysOf(facts).map((of, index) => ({ ...of, cost: Number(costs[index] ?? 0n) / 1e9 }));
  const baseline = days.slice(0, -recentDays).filter(({ charged }) => charged);
  const recent = days.slice(-recentDays).filter(({ charged }) => charged);
  const byWeekday = Map.groupBy(baseline, ({ weekday }) => weekday);
  const overall = median(baseline.map(({ cost }) => cost));
  const expectedOn = (weekday: number): number => {
    const same = byWeekday.get(weekday) ?? [];
    return same.length < 3 ? overall : median(same.map(({ cost }) => cost));
  };
  const residuals = baseline.map(({ cost, weekday }) => cost - expectedOn(weekday));
  const spread = Math.max(robustSpread(residuals), LEAST_SPREAD * Math.abs(overall));
  const judged = recent.map(({ day, weekday, cost }): Judged => {
    const expected = expectedOn(weekday);
    return { day, expected, actual: cost, z: (cost - expected) / spread };
  });
  const anomalous = judged.filter(({ actual, expected, z }) => {
    const change = Math.abs(actual - expected);
    return change > minDailyAmount && change > minChange * Math.abs(expected) && !(Math.abs(z) <= minZ);
  });
  const [worst] = anomalous.toSorted((a, b) => distance(b) - distance(a));
  if (worst === undefined) return undefined;
  return { worst, days: anomalous, pattern: patternOf(worst, baseline, regions.has(regionId)) };
}

const distance = ({ actual, expected }: Judged): number => Math.abs(actual - expected);

function patternOf(
  { actual, expected }: Judged,
  baseline: readonly { readonly cost: number }[],
  isFormerRegion: boolean,
): Anomaly['pattern'] {
  if (actual < expected) return 'drop';
  if (baseline.some(({ cost }) => cost !== 0)) return 'spike';
  return isFormerRegion ? 'new-service' : 'new-region';
}

/** Regions in which anything cost something before the last two weeks. */
function formerRegions({ series, range }: AccountFacts): ReadonlySet<string | null> {
  const length = daysIn(range) - 14;
  const former = series.filter(({ costs }) => costs.slice(0, length).some((cost) => cost !== 0n));
  return new Set(former.map(({ regionId }) => regionId));
}

function verdictOf(
  { regionId, serviceName, currency }: CostSeries,
  { worst, days, pattern }: Anomaly,
  { provider, accountId }: AccountFacts,
  severalCurrencies: boolean,
): EstateVerdict {
  const cents = (value: number) => amountText(money(BigInt(Math.round(value * 100)) * 10_000_000n, currency));
  const impact = days.reduce((total, { actual, expected }) => total + actual - expected, 0);
  return {
    subject: {
      kind: 'account-cost',
      type: `${provider}:billing:service-cost`,
      // A service's name alone would stand for it in every account and region.
      id: [accountId, regionId ?? 'global', severalCurrencies ? `${serviceName} (${currency})` : serviceName].join('/'),
      name: serviceName,
      scope: { provider, accountId, regionId: regionId ?? 'global' },
    },
    counts: false,
    verdict: waste({
      confidence: Number.isFinite(worst.z) ? Math.min(0.95, ratioOf(0.5 + Math.abs(worst.z) / 20)) : 0.9,
      evidence: {
        pattern,
        day: worst.day,
        expected: cents(worst.expected),
        actual: cents(worst.actual),
        zScore: Number.isFinite(worst.z) ? ratioOf(worst.z) : null,
        anomalousDays: days.length,
        impact: cents(impact),
      },
      monthlySavings: known(noSaving(currency)),
    }),
  };
}
