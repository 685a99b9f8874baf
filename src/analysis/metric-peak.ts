import { type Fact, known, unread } from '../domain/fact.ts';
import { epochMs, type Instant, MS_PER_DAY } from '../domain/instant.ts';
import { coverage, type MetricDigest } from '../domain/metrics.ts';
import { daysSince } from './days.ts';

/** The highest value of a metric's window, and the share of samples (0 to 1) that it was taken from. */
export interface Peak {
  readonly metric: string;
  readonly peak: number;
  readonly coverage: number;
}

export interface WindowWanted {
  readonly lookbackDays: number;
  readonly maxMetricAgeDays: number;
}

/** The peak of a window that is long and recent enough; unread, and why, for anything that is no such thing. */
export function peakOf(
  digest: Fact<MetricDigest>,
  read: (digest: MetricDigest) => number | undefined,
  { lookbackDays, maxMetricAgeDays }: WindowWanted,
  now: Instant,
): Fact<Peak> {
  if (!digest.known) return digest;
  const { metric, window, sampleCount } = digest.value;
  if (!(sampleCount > 0)) return unread(`${metric} has no samples`);
  const windowDays = (epochMs(window.end) - epochMs(window.start)) / MS_PER_DAY;
  if (!(windowDays >= lookbackDays)) return unread(`${metric} covers ${rounded(windowDays)} of ${lookbackDays} days`);
  const age = daysSince(window.end, now);
  if (!age.known) return age;
  if (age.value > maxMetricAgeDays) return unread(`${metric} was last read ${age.value} days ago`);
  const peak = read(digest.value);
  if (peak === undefined || !Number.isFinite(peak) || peak < 0) return unread(`${metric} holds no usable maximum`);
  const covered = coverage(digest.value);
  return Number.isFinite(covered)
    ? known({ metric, peak, coverage: covered })
    : unread(`${metric} does not tell how many samples it should have`);
}

/** Why a peak is not enough to call something idle; undefined when it is. */
export function gapIn(peak: Fact<Peak>, minCoverage: number): string | undefined {
  if (!peak.known) return peak.reason;
  const { metric, coverage: covered } = peak.value;
  return covered >= minCoverage ? undefined : `${metric} has only ${Math.floor(covered * 100)} % of its samples`;
}

/** Three decimals: for evidence that people read. */
export const rounded = (value: number): number => Math.round(value * 1000) / 1000;
