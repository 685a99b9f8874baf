import { MS_PER_DAY, MS_PER_HOUR, type Period, epochMs } from '../../domain/instant.ts';
import type { MetricDigest } from '../../domain/metrics.ts';

/** Samples of one series: epoch milliseconds of the start of each period, and the values. In any order. */
export interface Samples {
  readonly timesMs: readonly number[];
  readonly values: readonly number[];
}

export type Summary = Pick<MetricDigest, 'sampleCount' | 'mean' | 'p50' | 'p95' | 'p99' | 'max'>;

/** Of no samples there is nothing to say: zeros that `sampleCount: 0` marks as such. */
const emptySummary: Summary = { sampleCount: 0, mean: 0, p50: 0, p95: 0, p99: 0, max: 0 };

/** Mean, maximum and nearest-rank percentiles: the smallest sample that at least so many percent do not exceed. */
export function summarise(values: readonly number[]): Summary {
  if (values.length === 0) return emptySummary;
  const sorted = Float64Array.from(values).sort();
  let sum = 0;
  for (const value of sorted) sum += value;
  const rank = (percent: number) => sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? 0;
  return {
    sampleCount: sorted.length,
    mean: sum / sorted.length,
    p50: rank(50),
    p95: rank(95),
    p99: rank(99),
    max: sorted.at(-1) ?? 0,
  };
}

const hoursPerWeek = 168;

/** 1970-01-01 was a Thursday: Monday 00:00 lies 72 hours before it. */
const hoursFromMondayToEpoch = 72;

/** Mean by hour of the week, Monday 00:00 UTC first; null where no sample fell. */
export function hourOfWeekProfile({ timesMs, values }: Samples): readonly (number | null)[] {
  const sums = new Float64Array(hoursPerWeek);
  const counts = new Uint32Array(hoursPerWeek);
  timesMs.forEach((time, index) => {
    const hour = (Math.floor(time / MS_PER_HOUR) + hoursFromMondayToEpoch) % hoursPerWeek;
    sums[hour] = (sums[hour] ?? 0) + (values[index] ?? 0);
    counts[hour] = (counts[hour] ?? 0) + 1;
  });
  return Array.from(counts, (count, hour) => (count === 0 ? null : (sums[hour] ?? 0) / count));
}

/** Sum of two counters where both have a sample: half of a day's traffic is not the day's traffic. */
export function addSamples(a: Samples, b: Samples): Samples {
  const other = new Map(b.timesMs.map((time, index) => [time, b.values[index] ?? 0]));
  const timesMs = a.timesMs.filter((time) => other.has(time));
  const own = new Map(a.timesMs.map((time, index) => [time, a.values[index] ?? 0]));
  return { timesMs, values: timesMs.map((time) => (own.get(time) ?? 0) + (other.get(time) ?? 0)) };
}

/** Whole periods inside the window; their starts are aligned to UTC hours or days. */
export interface Grid {
  readonly startMs: number;
  readonly endMs: number;
  readonly count: number;
}

export function gridOf(window: Period, periodMs: number): Grid {
  const startMs = Math.ceil(epochMs(window.start) / periodMs) * periodMs;
  const endMs = Math.floor(epochMs(window.end) / periodMs) * periodMs;
  return { startMs, endMs, count: Math.max(0, (endMs - startMs) / periodMs) };
}

/** The samples of whole periods inside the window. */
export function within(samples: Samples, { startMs, endMs }: Grid): Samples {
  if (samples.timesMs.every((time) => time >= startMs && time < endMs)) return samples;
  const kept = samples.timesMs.flatMap((time, index) => (time >= startMs && time < endMs ? [index] : []));
  return { timesMs: kept.map((index) => samples.timesMs[index] ?? 0), values: kept.map((i) => samples.values[i] ?? 0) };
}

export const hourGrid = (window: Period): Grid => gridOf(window, MS_PER_HOUR);
export const dayGrid = (window: Period): Grid => gridOf(window, MS_PER_DAY);
