import { epochMs, MS_PER_DAY, type Period } from '../../domain/instant.ts';
import type { MetricDigest } from '../../domain/metrics.ts';
import type { Resource } from '../../domain/resources.ts';
import { addSamples, type Grid, gridOf, hourOfWeekProfile, type Samples, summarise, within } from '../shared/digest.ts';
import type { MetricSpec } from './define-metrics.ts';

/** What is kept of a metric's series; `series` has one entry for each of the spec's. */
export function digestOf(
  resource: Resource,
  spec: MetricSpec<Resource>,
  window: Period,
  series: readonly Samples[],
): MetricDigest {
  const grid = gridOf(window, spec.periodSeconds * 1000);
  const combined = series
    .map((samples) => within(samples, grid))
    .map((samples) => (spec.absentMeansZero ? withZeros(samples, grid, spec.periodSeconds, resource) : samples))
    .reduce((all, one) => combine(spec, all, one));
  const samples = spec.scale === undefined ? combined : scaled(combined, spec.scale);
  return {
    scope: resource.scope,
    resourceId: resource.resourceId,
    metric: spec.metric,
    window,
    periodSeconds: spec.periodSeconds,
    expectedCount: grid.count,
    ...summarise(samples.values),
    ...((spec.daySums === true || countsByDay(spec)) && { maxDaySum: maxDaySum(samples) }),
    ...(spec.profile === true && { hourOfWeek: hourOfWeekProfile(samples) }),
  };
}

/** A day's sample of a counter is the day's sum. */
const countsByDay = ({ periodSeconds, series: [first] }: MetricSpec<Resource>): boolean =>
  periodSeconds === 86_400 && first.aligner === 'ALIGN_DELTA';

function combine(spec: MetricSpec<Resource>, all: Samples, one: Samples): Samples {
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

const scaled = ({ timesMs, values }: Samples, factor: number): Samples => ({
  timesMs,
  values: values.map((value) => value * factor),
});

function maxDaySum({ timesMs, values }: Samples): number {
  const days = new Map<number, number>();
  timesMs.forEach((time, index) => {
    const day = Math.floor(time / MS_PER_DAY);
    days.set(day, (days.get(day) ?? 0) + (values[index] ?? 0));
  });
  return [...days.values()].reduce((most, sum) => Math.max(most, sum), 0);
}
