import type { Fact } from '../domain/fact.ts';
import type { MetricDigest } from '../domain/metrics.ts';
import { HOURS_PER_WEEK, type OffBlock, offBlocks, type WeekProfile } from './workload-shape.ts';

export const BYTES_PER_MB = 1_000_000;
const SECONDS_PER_HOUR = 3600;

/** What a machine causes that does nothing: its system, agents, time service. Trusted Advisor draws the network's line there too. */
export const IDLE = { cpuPercent: 5, networkMBPerDay: 5 } as const;

/** Whether the highest load and traffic that were measured are next to nothing; false for what was not measured. */
export const doesNothing = (cpuMaximum: Fact<MetricDigest>, networkByDay: Fact<MetricDigest>): boolean =>
  cpuMaximum.known &&
  networkByDay.known &&
  cpuMaximum.value.max < IDLE.cpuPercent &&
  (networkByDay.value.maxDaySum ?? Number.POSITIVE_INFINITY) < IDLE.networkMBPerDay * BYTES_PER_MB;

/** Bars and stretches for hours of the week in which a machine could be off. */
export interface OffHours {
  readonly maxCpuPercent: number;
  readonly maxNetworkBytesPerSecond: number;
  /** Shorter stretches are not worth a stop and a start. */
  readonly minBlockHours: number;
  readonly minOffHours: number;
}

export const OFF_HOURS: OffHours = {
  maxCpuPercent: IDLE.cpuPercent,
  maxNetworkBytesPerSecond: 1000,
  minBlockHours: 4,
  minOffHours: 40,
};

/**
 * Stretches of the week in which the machine did nothing in the mean of all weeks, and so in (nearly) each of them: one
 * week with work lifts the mean of maxima above the bar. None where they are too few to be worth a schedule, or where
 * an hour of a profile is missing.
 */
export function offHoursOf(
  cpu: WeekProfile | undefined,
  networkPerHour: WeekProfile | undefined,
  bars: OffHours,
): readonly OffBlock[] {
  if (cpu?.length !== HOURS_PER_WEEK || networkPerHour?.length !== HOURS_PER_WEEK) return [];
  const isOff = (hour: number): boolean => {
    const [load, bytes] = [cpu[hour] ?? null, networkPerHour[hour] ?? null];
    if (load === null || bytes === null) return false;
    return load < bars.maxCpuPercent && bytes / SECONDS_PER_HOUR < bars.maxNetworkBytesPerSecond;
  };
  const blocks = offBlocks(isOff, bars.minBlockHours);
  return hoursIn(blocks) >= bars.minOffHours ? blocks : [];
}

export const hoursIn = (blocks: readonly OffBlock[]): number =>
  blocks.reduce((sum, { from, to }) => sum + to - from, 0);
