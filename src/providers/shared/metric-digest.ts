import { epochMs, MS_PER_DAY, type Period } from '../../domain/instant.ts';
import type { MetricDigest, MetricName } from '../../domain/metrics.ts';
import type { Resource } from '../../domain/resources.ts';
import { addSamples, type Grid, gridOf, hourOfWeekProfile, type Samples, summarise, within } from './digest.ts';

/** How a metric's series become one digest; the clouds' own specs say besides how each is asked for. */
export interface DigestSpec {
  readonly metric: MetricName;
  readonly periodSeconds: number;
  /** Several series are combined sample by sample: added up, the larger one, or the first as percent of the second. */
  readonly combine?: 'sum' | 'maximum' | 'percent-of';
  /** Factor for every sample, for a unit that the metric's name states. */
  readonly scale?: number;
  /** Missing samples since the resource's creation count as zeros. */
  readonly absentMeansZero?: true;
  /** Keeps the mean by hour of the week. */
  readonly profile?: true;
  /** The samples are sums: keeps the largest sum of a day. */
  readonly daySums?: true;
}

/** What is kept of a metric's series; `change` makes of a combined sample what the metric's name says, where a factor is not enough. */
export function digestOf(
  resource: Resource,
  spec: DigestSpec,
  window: Period,
  series: readonly Samples[],
  change?: (value: number) => number,
): MetricDigest {
  const grid = gridOf(window, spec.periodSeconds * 1000);
  const combined = series
    .map((samples) => within(samples, grid))
    .map((samples) => (spec.absentMeansZero ? withZeros(samples, grid, spec.periodSeconds, resource) : samples))
    .reduce((all, one) => combine(spec, all, one));
  const { scale } = spec;
  const adjust = change ?? (scale === undefined ? undefined : (value: number) => value * scale);
  const samples = adjust === undefined ? combined : { timesMs: combined.timesMs, values: combined.values.map(adjust) };
  return {
    scope: resource.scope,
    resourceId: resource.resourceId,
    metric: spec.metric,
    window,
    periodSeconds: spec.periodSeconds,
    expectedCount: grid.count,
    ...summarise(samples.values),
    ...(spec.daySums === true && { maxDaySum: maxDaySum(samples) }),
    ...(spec.profile === true && { hourOfWeek: hourOfWeekProfile(samples) }),
  };
}

function combine(spec: DigestSpec, all: Samples, one: Samples): Samples {
  switch (spec.combine) {
    case 'maximum':
      return largerSamples(all, one);
    case 'percent-of':
      return percentOf(all, one);
    default:
      return addSamples(all, one);
  }
}

/** Where both have a sample and the whole is more than nothing. */
function percentOf(part: Samples, whole: Samples): Samples {
  const of = new Map(whole.timesMs.map((time, index) => [time, whole.values[index] ?? 0]));
  const kept = part.timesMs.map((time, index) => ({ time, value: part.values[index] ?? 0, whole: of.get(time) ?? 0 }));
  const usable = kept.filter((sample) => sample.whole > 0);
  return { timesMs: usable.map(({ time }) => time), values: usable.map((one) => (one.value / one.whole) * 100) };
}

/** Zeros for the periods since the resource was made in which the service sent nothing. */
function withZeros(samples: Samples, { startMs, endMs }: Grid, periodSeconds: number, resource: Resource): Samples {
  const periodMs = periodSeconds * 1000;
  // Whose age is not known may have been made at any time: what came before its first sample is not known to be zero.
  const bornMs = resource.createdAt.known ? epochMs(resource.createdAt.value) : Math.min(...samples.timesMs);
  const told = new Map(samples.timesMs.map((time, index) => [time, samples.values[index] ?? 0]));
  const timesMs: number[] = [];
  for (let time = startMs; time < endMs; time += periodMs) if (time >= bornMs || told.has(time)) timesMs.push(time);
  return { timesMs, values: timesMs.map((time) => told.get(time) ?? 0) };
}

/** The larger of both where both have a sample, the one there is elsewhere. */
function largerSamples(a: Samples, b: Samples): Samples {
  const largest = new Map(a.timesMs.map((time, index) => [time, a.values[index] ?? 0]));
  b.timesMs.forEach((time, index) => {
    largest.set(time, Math.max(largest.get(time) ?? Number.NEGATIVE_INFINITY, b.values[index] ?? 0));
  });
  const timesMs = [...largest.keys()].toSorted((x, y) => x - y);
  return { timesMs, values: timesMs.map((time) => largest.get(time) ?? 0) };
}

function maxDaySum({ timesMs, values }: Samples): number {
  const days = new Map<number, number>();
  timesMs.forEach((time, index) => {
    const day = Math.floor(time / MS_PER_DAY);
    days.set(day, (days.get(day) ?? 0) + (values[index] ?? 0));
  });
  return [...days.values()].reduce((most, sum) => Math.max(most, sum), 0);
}
