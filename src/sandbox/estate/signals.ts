import { hashText, mix32 } from './random.ts';
import { levelWeight, MONDAY_OFFSET, noiseMean, shapeOf, SLOTS_PER_WEEK, type ShapeName } from './metric-shapes.ts';
import type { RunPeriod } from './model.ts';
import type { MetricUnit, Signal } from './signal.ts';

/** When a resource reported: since its creation, and until it was deleted or fell silent. Epoch ms. */
export function lifetime(from: number, to = Number.POSITIVE_INFINITY): readonly RunPeriod[] {
  return [{ from, to }];
}

interface Common {
  /** Id of the resource: all its metrics are busy at the same time. */
  readonly key: string;
  /** Name of the metric: each has its own noise. Metrics that count the same thing twice share one. */
  readonly metric: string;
  readonly unit: MetricUnit;
  readonly runs: readonly RunPeriod[];
  /** 300 when left out; 60 gives five samples in five minutes. */
  readonly everySeconds?: 60 | 300;
}

/** The same value at every sample. */
export function constantSignal(
  { unit, runs, everySeconds = 300 }: Omit<Common, 'key' | 'metric'>,
  value: number,
): Signal {
  return { unit, runs, everySeconds, sample: () => value };
}

export interface Gauge extends Common {
  readonly shape: ShapeName;
  readonly mean: number;
  /** The highest value that a week reaches. */
  readonly peak: number;
  /** Decimals of a value; 2 when left out. */
  readonly decimals?: number;
}

/**
 * A level such as CPU or connections: `mean` and `peak` of a week of that shape. The peak always holds; a mean below
 * what the shape gives a base of zero (of the peak: steady 0.77, daily 0.36, weekly 0.31, spiky 0.05, idle 0.2) cannot.
 */
export function gaugeSignal(gauge: Gauge): Signal {
  const { unit, runs, shape: name, mean, peak, decimals = 2, everySeconds = 300 } = gauge;
  const shape = shapeOf(name);
  const weight = levelWeight(shape);
  const base = Math.max(0, (mean - peak * weight) / (1 - weight));
  const { level, noise } = texture(gauge, everySeconds);
  const steps = 10 ** decimals;
  return {
    unit,
    runs,
    everySeconds,
    sample(slot) {
      const u = noise(slot);
      const factor = shape.still + shape.uniform * u + shape.spike * u ** 4;
      return Math.round((base + (peak - base) * level(shape.level, slot) * factor) * steps) / steps;
    },
  };
}

export interface Counter extends Common {
  readonly shape: ShapeName;
  /** Mean of a week. */
  readonly perHour: number;
  /** No datapoint where nothing was counted, as for Lambda invocations or requests; otherwise a zero. */
  readonly sparse?: boolean;
  /** Whole numbers, unless said otherwise. */
  readonly decimals?: number;
}

const COUNTER_NOISE = { still: 0.6, uniform: 0.8, spike: 0 };

/**
 * Something that is counted, such as requests or bytes: its `Sum` over a week is `perHour` times 168, up to rounding.
 * Counts below one a sample come now and then, so that rare events are events.
 */
export function counterSignal(counter: Counter): Signal {
  const { unit, runs, shape: name, perHour, sparse = false, decimals = 0, everySeconds = 300 } = counter;
  const curve = shapeOf(name).traffic;
  const range = (perHour * everySeconds) / 3600 / noiseMean(COUNTER_NOISE);
  const { level, noise } = texture(counter, everySeconds);
  const steps = 10 ** decimals;
  return {
    unit,
    runs,
    everySeconds,
    sample(slot) {
      const u = noise(slot);
      const exact = range * level(curve, slot) * (COUNTER_NOISE.still + COUNTER_NOISE.uniform * u) * steps;
      // Rounded up as often as the fraction says: the sum stays right however small the counts are.
      const value = (Math.floor(exact) + (noise(slot ^ 0x2a5a_5a5a) < exact % 1 ? 1 : 0)) / steps;
      return sparse && value === 0 ? undefined : value;
    },
  };
}

/** One sample a day, at midnight, such as S3's BucketSizeBytes; `valueOn` takes the day's number since the epoch. */
export function dailySignal(
  { unit, runs }: Pick<Common, 'unit' | 'runs'>,
  valueOn: (day: number) => number | undefined,
): Signal {
  return { unit, runs, everySeconds: 86_400, sample: valueOn };
}

/** What happened at these instants (epoch ms) alone: no datapoint anywhere else. */
export function eventSignal(
  { unit, runs, everySeconds = 300 }: Omit<Common, 'key' | 'metric'>,
  events: readonly { readonly at: number; readonly value: number }[],
): Signal {
  const values = new Map<number, number>();
  for (const { at, value } of events) {
    const slot = Math.floor(at / (everySeconds * 1000));
    values.set(slot, (values.get(slot) ?? 0) + value);
  }
  return { unit, runs, everySeconds, sample: (slot) => values.get(slot) };
}

/** A resource's place in its week (up to three hours apart from others), and a metric's noise by sample, in [0, 1). */
function texture({ key, metric }: Pick<Common, 'key' | 'metric'>, everySeconds: number) {
  const resource = hashText(key);
  const hash = hashText(metric, resource);
  const phase = MONDAY_OFFSET + (resource % 36);
  const perSlot = 300 / everySeconds;
  return {
    level: (curve: Float64Array, slot: number): number =>
      curve[(Math.floor(slot / perSlot) + phase) % SLOTS_PER_WEEK] ?? 0,
    noise: (slot: number): number => mix32(hash ^ Math.imul(slot, 0x9e3779b1)) / 0x1_0000_0000,
  };
}
