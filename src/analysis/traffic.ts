import type { Fact } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { MetricDigest } from '../domain/metrics.ts';
import type { ParamSpec } from './define-check.ts';
import { type Peak, peakOf, type WindowWanted } from './metric-peak.ts';

/** How long, how whole and how recent the samples must be; `minCoverage` is a ratio from 0 to 1. */
export const windowParams = (
  lookbackDays: number,
  why: string,
): Readonly<Record<'lookbackDays' | 'minCoverage' | 'maxMetricAgeDays', ParamSpec>> => ({
  lookbackDays: { default: lookbackDays, min: 1, max: 90, why },
  minCoverage: { default: 1, min: 0, max: 1, why: 'the day without a sample may be the one with traffic' },
  maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
});

/** The busiest day of the window, for metrics that count. */
export const busiestDay = (digest: Fact<MetricDigest>, window: WindowWanted, now: Instant): Fact<Peak> =>
  peakOf(digest, ({ maxDaySum }) => maxDaySum, window, now);

/** The highest moment of the window, for levels. */
export const highest = (digest: Fact<MetricDigest>, window: WindowWanted, now: Instant): Fact<Peak> =>
  peakOf(digest, ({ max }) => max, window, now);

/** Traffic that was seen is use, however many samples are missing beside it. */
export const exceeds = (peak: Fact<Peak>, limit: number): boolean => peak.known && peak.value.peak > limit;

export const BYTES_PER_MB = 1_000_000;
