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
  change: (value: number) => number,
): MetricDigest {
  const grid = gridOf(window, spec.periodSeconds * 1000);
  const combined = series
    .map((samples) => within(samples, grid))
    .map((samples) => (spec.absentMeansZero ? withZeros(samples, grid, spec.periodSeconds, resource) : samples))
    .reduce((all, one) => (spec.combine === 'maximum' ? largerSamples(all, one) : addSamples(all, one)));
  const samples = { timesMs: combined.timesMs, values: combined.values.map(change) };
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
  const timesMs = [...largest.keys()].sort((x, y) => x - y);
  return { timesMs, values: timesMs.map((time) => largest.get(time) ?? 0) };
}

function maxDaySum({ timesMs, values }: Samples): number {
  const days = new Map<number, number>();
  timesMs.forEach((time, index) => {
    const day = Math.floor(time / MS_PER_DAY);
    days.set(day, (days.get(day) ?? 0) + (values[index] ?? 0));
  });
  return days.size === 0 ? 0 : [...days.values()].reduce((most, sum) => Math.max(most, sum));
}
