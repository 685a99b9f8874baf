import type { Signal } from '../../estate/signal.ts';
import type { Aggregation } from './metric-definitions.ts';

/** What is told of one interval; empty where nothing was reported. */
export type Point = { readonly at: number } & Partial<Record<Aggregation, number>>;

export interface MetricSpan {
  /** Epoch ms, both to the minute; `to` is not in it. */
  readonly from: number;
  readonly to: number;
  readonly intervalMs: number;
}

/**
 * One point for each interval from `from` on, as Azure Monitor has them: they begin where the span begins, and one in
 * which nothing was reported has a time and no value. Undefined where the whole span has none.
 */
export function aggregate(
  signal: Signal,
  span: MetricSpan,
  wanted: readonly Aggregation[],
): readonly Point[] | undefined {
  const { from, to, intervalMs } = span;
  const count = Math.max(0, Math.ceil((to - from) / intervalMs));
  const buckets = Array.from({ length: count }, () => ({ sum: 0, count: 0, low: Infinity, high: -Infinity }));
  const everyMs = signal.everySeconds * 1000;
  let any = false;
  for (const run of signal.runs) {
    const first = Math.ceil(Math.max(run.from, from) / everyMs);
    const end = Math.min(run.to, to);
    for (let slot = first; slot * everyMs < end; slot++) {
      const value = signal.sample(slot);
      if (value === undefined) continue;
      const bucket = buckets[Math.floor((slot * everyMs - from) / intervalMs)]!;
      bucket.sum += value;
      bucket.count += 1;
      if (value < bucket.low) bucket.low = value;
      if (value > bucket.high) bucket.high = value;
      any = true;
    }
  }
  if (!any) return undefined;
  return buckets.map((bucket, index) => {
    const at = from + index * intervalMs;
    if (bucket.count === 0) return { at };
    const all = {
      average: bucket.sum / bucket.count,
      minimum: bucket.low,
      maximum: bucket.high,
      total: bucket.sum,
      count: bucket.count,
    };
    return { at, ...Object.fromEntries(wanted.map((each) => [each, all[each]])) };
  });
}
