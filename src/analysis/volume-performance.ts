import { type Fact, known, unread } from '../domain/fact.ts';
import type { Instant } from '../domain/instant.ts';
import type { MetricDigest, MetricName } from '../domain/metrics.ts';
import type { ParamSpec } from './define-check.ts';
import { gapIn, peakOf, type WindowWanted } from './metric-peak.ts';

/** IOPS and throughput of a block volume. */
export interface Performance {
  readonly iops: number;
  readonly throughputMiBps: number;
}

/** What a volume was asked for in all but the busiest hundredth of its hours: by their busiest minutes. */
export interface UsedPerformance extends Performance {
  /** The least covered of the metrics, 0 to 1. */
  readonly coverage: number;
}

/** Metrics that `usedPerformance` asks for. */
export const performanceMetrics = [
  'volume-iops-maximum',
  'volume-iops-average',
  'volume-throughput-mibps-maximum',
] as const satisfies readonly MetricName[];

/** Parameters of every check that judges a volume by its use. */
export const performanceParams = {
  lookbackDays: { default: 14, min: 1, max: 90, why: 'two weeks hold two of every weekday, and a fortnightly job' },
  minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one busy hour' },
  maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell what it is asked for now' },
  headroomPercent: {
    default: 20,
    min: 0,
    max: 500,
    why: 'room above the busiest minutes, for growth and for what two weeks did not show',
  },
} as const satisfies Readonly<Record<string, ParamSpec>>;

/**
 * The 99th percentile of the hours' busiest minutes, reads and writes together. Unread where a metric is, covers too
 * little, or cannot be one of minutes: on Xen instances CloudWatch has no maximum of these metrics (EBS User Guide),
 * and what it sends for one then lies below the mean of the same hours.
 */
export function usedPerformance(
  digest: (metric: MetricName) => Fact<MetricDigest>,
  params: WindowWanted & { readonly minCoverage: number },
  now: Instant,
): Fact<UsedPerformance> {
  const minutes = digest('volume-iops-maximum');
  const iops = peakOf(minutes, ({ p99 }) => p99, params, now);
  const mean = peakOf(digest('volume-iops-average'), ({ max }) => max, params, now);
  const throughput = peakOf(digest('volume-throughput-mibps-maximum'), ({ p99 }) => p99, params, now);
  for (const peak of [iops, mean, throughput]) {
    const gap = gapIn(peak, params.minCoverage);
    if (gap !== undefined) return unread(gap);
  }
  if (!iops.known) return iops;
  if (!mean.known) return mean;
  if (!throughput.known) return throughput;
  const highest = peakOf(minutes, ({ max }) => max, params, now);
  // A thousandth for rounding: the same samples, added up in another order.
  if (highest.known && highest.value.peak * 1.001 < mean.value.peak) {
    return unread('the metrics are no maxima of minutes: the instance is of a generation before Nitro');
  }
  return known({
    iops: iops.value.peak,
    throughputMiBps: throughput.value.peak,
    coverage: Math.min(iops.value.coverage, mean.value.coverage, throughput.value.coverage),
  });
}

/** What was used, with room to spare, in whole units. */
export const withHeadroom = ({ iops, throughputMiBps }: Performance, headroomPercent: number): Performance => ({
  iops: Math.ceil(iops * (1 + headroomPercent / 100)),
  throughputMiBps: Math.ceil(throughputMiBps * (1 + headroomPercent / 100)),
});
