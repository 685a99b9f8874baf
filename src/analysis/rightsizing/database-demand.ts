import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import type { Instant } from '../../domain/instant.ts';
import type { MetricDigest, MetricName } from '../../domain/metrics.ts';
import type { Size } from '../../domain/prices.ts';
import { gapIn, peakOf, type WindowWanted } from '../metric-peak.ts';
import type { Demand } from './demand.ts';

const BYTES_PER_MIB = 2 ** 20;

/** What a database's demand is read from. */
export const databaseDemandMetrics = [
  'cpu-percent-maximum',
  'cpu-percent-average',
  'database-memory-shortage',
  'database-connections-maximum',
  'cluster-connections-maximum',
] as const satisfies readonly MetricName[];

export interface MeasuredDatabase {
  readonly window: WindowWanted & { readonly minCoverage: number };
  readonly now: Instant;
  digest(metric: MetricName): Fact<MetricDigest>;
}

/**
 * What a database needs of its machine. Its storage has performance of its own and its network adapter belongs to the
 * cloud, so neither limits the choice of a class here.
 */
export function databaseDemand(present: Size, measured: MeasuredDatabase): Demand {
  const notOfTheClass = unread('of no importance for a database class');
  const peaks = usable('cpu-percent-maximum', measured);
  const averages = usable('cpu-percent-average', measured);
  const inVcpus = (percent: number): number => (percent / 100) * present.vcpus;
  return {
    cpu: mapFact(peaks, ({ p99, max }) => ({
      p99: inVcpus(p99),
      max: inVcpus(max),
      // Without the averages (which are read of burstable classes) the peaks stand for the busiest day.
      busiestDay: inVcpus(averages.known ? (busiestDay(averages.value) ?? p99) : p99),
    })),
    memoryMiB: mapFact(
      usable('database-memory-shortage', measured),
      ({ max }) => present.memoryMiB + max / BYTES_PER_MIB,
    ),
    networkGbps: notOfTheClass,
    diskIops: notOfTheClass,
    diskMBps: notOfTheClass,
    networkInterfaces: known(1),
    volumes: known(1),
    enhancedNetworking: known(true),
  };
}

/** Highest mean of a day, by the hour-of-week profile; undefined where hours are missing. */
function busiestDay({ hourOfWeek }: MetricDigest): number | undefined {
  if (hourOfWeek?.length !== 168 || hourOfWeek.includes(null)) return undefined;
  const hours = hourOfWeek as readonly number[];
  const means = Array.from({ length: 7 }, (_, day) =>
    hours.slice(day * 24, day * 24 + 24).reduce((sum, value) => sum + value / 24, 0),
  );
  return Math.max(...means);
}

/** A digest that covers the window well enough to say what was never exceeded. Memory is kept with a minus sign. */
function usable(metric: MetricName, { digest, window, now }: MeasuredDatabase): Fact<MetricDigest> {
  const told = digest(metric);
  const peak = peakOf(told, ({ max }) => (metric === 'database-memory-shortage' ? -max : max), window, now);
  const gap = gapIn(peak, window.minCoverage);
  return gap === undefined ? told : unread(gap);
}

/** What the engine leaves of a class's memory for its own settings (RDS User Guide, `DBInstanceClassMemory`): a guess on the safe side. */
const SETTINGS_SHARE = 0.9;

/**
 * Most connections that a class takes with the engine's default settings; undefined where the class does not limit
 * them. Sources: RDS User Guide, "Maximum number of database connections"; Aurora User Guide, "Maximum connections".
 */
export function connectionLimit(engine: string, memoryMiB: number): number | undefined {
  const bytes = memoryMiB * BYTES_PER_MIB * SETTINGS_SHARE;
  if (engine === 'aurora-mysql') {
    return Math.max(Math.log2(bytes / 805_306_368) * 45, Math.log2(bytes / 8_187_281_408) * 1000);
  }
  if (engine === 'mysql' || engine === 'mariadb') return bytes / 12_582_880;
  if (/postgres/.test(engine)) return Math.min(bytes / 9_531_392, 5000);
  if (engine.startsWith('oracle')) return Math.min(bytes / 9_868_951, 20_000);
  return undefined;
}
