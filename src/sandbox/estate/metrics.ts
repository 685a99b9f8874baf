import { EstateError } from './estate-error.ts';
import { findFamilySignal } from './family-metrics.ts';
import { instanceProcess } from './metric-process.ts';
import type { MetricKey } from './metric-source.ts';
import { foldFor } from './metric-statistics.ts';
import type { Estate } from './model.ts';
import { processSignal } from './process-signal.ts';
import { attachedRuns, hostOf, reportingRuns } from './runs.ts';
import type { Signal } from './signal.ts';
import { volumeSignal as signalOfVolume } from './volume-signals.ts';

/** Which values of a metric are wanted. */
export interface MetricWindow {
  /** A multiple of 60. A period shorter than the time between two samples has a value where a sample falls into it. */
  readonly periodSeconds: number;
  /** `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount` or a percentile such as `p99` or `p99.9`. */
  readonly statistic: string;
  /** Epoch ms; rounded down to the period, as CloudWatch does. */
  readonly from: number;
  /** Epoch ms, exclusive. */
  readonly to: number;
}

export interface MetricQuery extends MetricKey, MetricWindow {}

export interface MetricSeries {
  /** Start of each period that has data, epoch ms, ascending. */
  readonly timestamps: number[];
  readonly values: number[];
}

/**
 * What CloudWatch would answer: one value per period that has samples, and no value (never a zero) where the
 * resource was stopped, unattached, not yet made or not reporting. Unknown resources and metrics are empty.
 * Throws `InvalidParameterValue` for a statistic or a period that CloudWatch does not have.
 */
export function metricSeries(estate: Estate, query: MetricQuery): MetricSeries {
  return seriesOf(findSignal(estate, query), query);
}

/** The values of a signal, if there is one. Throws as `metricSeries` does, whether there is one or not. */
export function seriesOf(
  signal: Signal | undefined,
  { periodSeconds, statistic, from, to }: MetricWindow,
): MetricSeries {
  if (!Number.isInteger(periodSeconds) || periodSeconds < 60 || periodSeconds % 60 !== 0) {
    throw new EstateError('InvalidParameterValue', `Period must be a multiple of 60, not ${periodSeconds}.`);
  }
  const fold = foldFor(statistic);
  const series: MetricSeries = { timestamps: [], values: [] };
  if (signal === undefined) return series;

  const periodMs = periodSeconds * 1000;
  const everyMs = signal.everySeconds * 1000;
  const start = Math.floor(from / periodMs) * periodMs;
  let bucket = Number.NaN;
  const flush = (): void => {
    if (Number.isNaN(bucket)) return;
    series.timestamps.push(bucket);
    series.values.push(fold.result());
    fold.reset();
  };
  for (const run of signal.runs) {
    const first = Math.ceil(Math.max(run.from, start) / everyMs);
    const end = Math.min(run.to, to);
    for (let slot = first; slot * everyMs < end; slot++) {
      const value = signal.sample(slot);
      if (value === undefined) continue;
      const at = Math.floor((slot * everyMs) / periodMs) * periodMs;
      if (at !== bucket) {
        flush();
        bucket = at;
      }
      fold.add(value);
    }
  }
  flush();
  return series;
}

/** The metric that a key names; undefined where there is none. */
export function findSignal(estate: Estate, key: MetricKey): Signal | undefined {
  return instanceSignal(estate, key) ?? volumeSignal(estate, key) ?? findFamilySignal(estate, key);
}

function instanceSignal(estate: Estate, key: MetricKey): Signal | undefined {
  const id = key.namespace === 'AWS/EC2' ? onlyDimension(key, 'InstanceId') : undefined;
  const instance = id === undefined ? undefined : estate.instances.get(id);
  if (instance === undefined || !isAt(instance, key)) return undefined;
  const process = instanceProcess(estate.seed, instance, key.metricName);
  return process && processSignal(process, key.metricName, reportingRuns(instance));
}

function volumeSignal(estate: Estate, key: MetricKey): Signal | undefined {
  const id = key.namespace === 'AWS/EBS' ? onlyDimension(key, 'VolumeId') : undefined;
  const volume = id === undefined ? undefined : estate.volumes.get(id);
  if (volume === undefined || !isAt(volume, key)) return undefined;
  const host = hostOf(estate, volume);
  return host && signalOfVolume(estate.seed, volume, host, key.metricName, attachedRuns(volume, host));
}

function onlyDimension({ dimensions }: MetricKey, name: string): string | undefined {
  return Object.keys(dimensions).length === 1 ? dimensions[name] : undefined;
}

function isAt(resource: { readonly accountId: string; readonly region: string }, key: MetricKey): boolean {
  return resource.accountId === key.accountId && resource.region === key.region;
}

export { listMetrics, type MetricFilter, type MetricIdentity } from './list-metrics.ts';
