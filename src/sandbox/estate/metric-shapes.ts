import type { LoadProfile } from './model.ts';

/** Slots of five minutes: the grain of the shapes. */
export const SLOTS_PER_WEEK = 2016;
const SLOTS_PER_DAY = 288;
const SLOTS_PER_HOUR = 12;
/** Slot 0 is 1970-01-01, a Thursday; this moves Monday 00:00 to index 0. */
export const MONDAY_OFFSET = 3 * SLOTS_PER_DAY;

/** The courses of a week that a load can have. */
export type ShapeName = Exclude<LoadProfile['shape'], 'none'>;

export interface Shape {
  /** Level 0..1 by slot of the week, Monday 00:00 first; reaches 1 at least once every weekday. */
  readonly level: Float64Array;
  readonly meanLevel: number;
  /** The same with mean 1 and a floor of a quarter, for traffic; the shapes with hours off have none. */
  readonly traffic: Float64Array;
  /** How noise works on it: value = base + range * level * (still + uniform * u + spike * u^4). */
  readonly still: number;
  readonly uniform: number;
  readonly spike: number;
}

/** Mean of the noise factor: E[u] = 1/2, E[u^4] = 1/5. */
export function noiseMean({ still, uniform, spike }: Pick<Shape, 'still' | 'uniform' | 'spike'>): number {
  return still + uniform / 2 + spike / 5;
}

type Level = (weekday: number, hour: number, slotOfDay: number) => number;

function shape(level: Level, noise: Pick<Shape, 'still' | 'uniform' | 'spike'>, trafficFloor = 0.25): Shape {
  const levels = Float64Array.from({ length: SLOTS_PER_WEEK }, (_, i) => {
    const slotOfDay = i % SLOTS_PER_DAY;
    return level(Math.floor(i / SLOTS_PER_DAY), slotOfDay / SLOTS_PER_HOUR, slotOfDay);
  });
  const meanLevel = levels.reduce((sum, value) => sum + value, 0) / SLOTS_PER_WEEK;
  return {
    level: levels,
    meanLevel,
    traffic: levels.map((value) => trafficFloor + ((1 - trafficFloor) * value) / meanLevel),
    ...noise,
  };
}

/** A smooth working day: rises from 7, peaks around 14, falls until 22. */
function workday(hour: number): number {
  if (hour < 7 || hour > 22) return 0.08;
  return 0.08 + 0.92 * Math.sin((Math.PI * (hour - 7)) / 15) ** 1.5;
}

/** On from 8 to 18, off otherwise. */
function officeHours(hour: number): number {
  return hour >= 8 && hour < 18 ? 0.7 + 0.3 * Math.sin((Math.PI * (hour - 8)) / 10) : 0;
}

/** Batch window of the `spiky` shape and of streaming volumes, in hours after the resource's own midnight. */
const BATCH_SLOTS = 6;
const STREAM_SLOTS = 24;

const BUSY_NOISE = { still: 0.8, uniform: 0.2, spike: 0 };

const SHAPES: Readonly<Record<ShapeName, Shape>> = {
  steady: shape((_, hour) => 0.85 + 0.15 * Math.sin((Math.PI * hour) / 12), BUSY_NOISE),
  daily: shape((_, hour) => workday(hour), BUSY_NOISE),
  weekly: shape((weekday, hour) => (weekday < 5 ? workday(hour) : 0.15 + 0.1 * workday(hour)), BUSY_NOISE),
  spiky: shape((_, __, slotOfDay) => (slotOfDay < BATCH_SLOTS ? 1 : 0.04), BUSY_NOISE),
  idle: shape(() => 1, { still: 0, uniform: 0, spike: 1 }),
  office: shape((weekday, hour) => (weekday < 5 ? officeHours(hour) : 0), BUSY_NOISE, 0),
  'short-night': shape((_, hour) => (hour < 1 || hour >= 6 ? 0.3 + 0.7 * workday(hour) : 0), BUSY_NOISE, 0),
};

/** Reads nearly flat out for two hours a night. */
export const STREAMING = shape((_, __, slotOfDay) => (slotOfDay < STREAM_SLOTS ? 1 : 0.01), {
  still: 0.97,
  uniform: 0.03,
  spike: 0,
});

export function shapeOf(name: ShapeName): Shape {
  return SHAPES[name];
}

/** The mean that a base and a peak give under a shape; `metrics` solves the same equation for the base. */
export function meanFor(name: ShapeName, base: number, peak: number): number {
  const weight = levelWeight(SHAPES[name]);
  return base + (peak - base) * weight;
}

/** Share of the range between base and peak that the mean sits at. */
export function levelWeight(of: Shape): number {
  return of.meanLevel * noiseMean(of);
}
