import { EstateError } from './estate-error.ts';
import { instanceProcess, valueAt, volumeProcess, type Process } from './metric-process.ts';
import { SLOT_MS } from './metric-shapes.ts';
import { foldFor } from './metric-statistics.ts';
import type { Estate, RunPeriod } from './model.ts';
import { attachedRuns, hostOf, reportingRuns } from './runs.ts';

export interface MetricQuery {
  readonly accountId: string;
  readonly region: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** A multiple of 60. Samples are five minutes apart, so a shorter period has a value every fifth minute. */
  readonly periodSeconds: number;
  /** `Average`, `Sum`, `Minimum`, `Maximum`, `SampleCount` or a percentile such as `p99` or `p99.9`. */
  readonly statistic: string;
  /** Epoch ms; rounded down to the period, as CloudWatch does. */
  readonly from: number;
  /** Epoch ms, exclusive. */
  readonly to: number;
}

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
  const { periodSeconds } = query;
  if (!Number.isInteger(periodSeconds) || periodSeconds < 60 || periodSeconds % 60 !== 0) {
    throw new EstateError('InvalidParameterValue', `Period must be a multiple of 60, not ${periodSeconds}.`);
  }
  const fold = foldFor(query.statistic);
  const series: MetricSeries = { timestamps: [], values: [] };
  const target = targetOf(estate, query);
  if (target === undefined) return series;

  const periodMs = periodSeconds * 1000;
  const start = Math.floor(query.from / periodMs) * periodMs;
  let bucket = Number.NaN;
  const flush = (): void => {
    if (Number.isNaN(bucket)) return;
    series.timestamps.push(bucket);
    series.values.push(fold.result());
    fold.reset();
  };
  for (const run of target.runs) {
    const first = Math.ceil(Math.max(run.from, start) / SLOT_MS);
    const end = Math.min(run.to, query.to);
    for (let slot = first; slot * SLOT_MS < end; slot++) {
      const at = Math.floor((slot * SLOT_MS) / periodMs) * periodMs;
      if (at !== bucket) {
        flush();
        bucket = at;
      }
      fold.add(valueAt(target.process, slot));
    }
  }
  flush();
  return series;
}

interface Target {
  readonly process: Process;
  readonly runs: readonly RunPeriod[];
}

function targetOf(estate: Estate, query: MetricQuery): Target | undefined {
  const names = Object.keys(query.dimensions);
  if (names.length !== 1) return undefined;
  if (query.namespace === 'AWS/EC2' && names[0] === 'InstanceId') {
    const instance = estate.instances.get(query.dimensions['InstanceId']!);
    if (instance === undefined || !isAt(instance, query)) return undefined;
    const process = instanceProcess(estate.seed, instance, query.metricName);
    return process && { process, runs: reportingRuns(instance) };
  }
  if (query.namespace === 'AWS/EBS' && names[0] === 'VolumeId') {
    const volume = estate.volumes.get(query.dimensions['VolumeId']!);
    if (volume === undefined || !isAt(volume, query)) return undefined;
    const host = hostOf(estate, volume);
    if (host === undefined) return undefined;
    const process = volumeProcess(estate.seed, volume, host, query.metricName);
    return process && { process, runs: attachedRuns(volume, host) };
  }
  return undefined;
}

function isAt(resource: { readonly accountId: string; readonly region: string }, query: MetricQuery): boolean {
  return resource.accountId === query.accountId && resource.region === query.region;
}

export { listMetrics, type MetricFilter, type MetricIdentity } from './list-metrics.ts';
