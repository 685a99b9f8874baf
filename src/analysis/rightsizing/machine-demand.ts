import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { MetricDigest, MetricName } from '../../domain/metrics.ts';
import type { Size } from '../../domain/prices.ts';
import type { Instance, MachineBuild } from '../../domain/resources.ts';
import { gapIn, peakOf, type WindowWanted } from '../metric-peak.ts';
import type { CpuDemand, Demand } from './demand.ts';

/** What a machine's demand is read from. */
export const demandMetrics = [
  'cpu-percent-average',
  'cpu-percent-maximum',
  'memory-percent-maximum',
  'network-bytes-four-weeks',
  'disk-operations',
  'disk-bytes',
] as const satisfies readonly MetricName[];

export interface Measured {
  readonly window: WindowWanted & { readonly minCoverage: number };
  readonly now: Instant;
  digest(metric: (typeof demandMetrics)[number]): Fact<MetricDigest>;
}

const SECONDS_PER_HOUR = 3600;
const SECONDS_PER_DAY = 86_400;
const notTold = unread('not told');
const untoldBuild: MachineBuild = {
  networkInterfaces: notTold,
  volumes: notTold,
  localRoot: notTold,
  vcpus: notTold,
  enhancedNetworking: notTold,
};

/** What an instance needs, by its digests and its own description. */
export function machineDemand(instance: Instance, present: Size, measured: Measured): Demand {
  const { build = untoldBuild } = instance;
  return {
    cpu: cpuDemand(build.vcpus.known ? build.vcpus.value : present.vcpus, measured),
    memoryMiB: mapFact(usable('memory-percent-maximum', measured), ({ max }) => (max / 100) * present.memoryMiB),
    networkGbps: mapFact(usable('network-bytes-four-weeks', measured), ({ p99 }) => (p99 * 8) / SECONDS_PER_HOUR / 1e9),
    diskIops: mapFact(usable('disk-operations', measured), ({ p99 }) => p99 / SECONDS_PER_HOUR),
    diskMBps: mapFact(usable('disk-bytes', measured), ({ p99 }) => p99 / SECONDS_PER_HOUR / 1e6),
    networkInterfaces: build.networkInterfaces,
    volumes: build.volumes,
    enhancedNetworking: build.enhancedNetworking,
  };
}

/** Of maxima by the hour: their p99 lies at or above that of five-minute maxima, at a twelfth of the data. */
function cpuDemand(vcpus: number, measured: Measured): Fact<CpuDemand> {
  const peaks = usable('cpu-percent-maximum', measured);
  if (!peaks.known) return peaks;
  const averages = usable('cpu-percent-average', measured);
  const { p99, max } = peaks.value;
  const busiest = averages.known ? busiestDay(averages.value) : undefined;
  const inVcpus = (percent: number): number => (percent / 100) * vcpus;
  // Without a profile the peaks stand for the busiest day: more than it needs, never less.
  return known({ p99: inVcpus(p99), max: inVcpus(max), busiestDay: inVcpus(busiest ?? p99) });
}

/** Highest mean of a day, by the hour-of-week profile; undefined where hours are missing. */
function busiestDay({ hourOfWeek }: MetricDigest): number | undefined {
  if (hourOfWeek === undefined || hourOfWeek.length !== 168) return undefined;
  let busiest = 0;
  for (let day = 0; day < 7; day++) {
    let sum = 0;
    for (const value of hourOfWeek.slice(day * 24, day * 24 + 24)) {
      if (value === null) return undefined;
      sum += value;
    }
    busiest = Math.max(busiest, sum / 24);
  }
  return busiest;
}

/** A digest that covers the window well enough to say what was never exceeded. */
function usable(metric: (typeof demandMetrics)[number], { digest, window, now }: Measured): Fact<MetricDigest> {
  const told = digest(metric);
  if (!told.known) return told;
  const peak = peakOf(told, ({ max }) => max, window, now);
  if (!peak.known) return peak;
  // A window that is longer than wanted is full enough when it holds as much as the wanted one.
  const wanted = (window.lookbackDays * SECONDS_PER_DAY) / told.value.periodSeconds;
  const covered = told.value.sampleCount / Math.min(wanted, told.value.expectedCount);
  const gap = gapIn(known({ ...peak.value, coverage: Math.min(1, covered) }), window.minCoverage);
  return gap === undefined ? told : unread(gap);
}
