import { listFamilyMetrics } from './family-metrics.ts';
import { DAY } from './generate/time.ts';
import { EBS_METRICS, ec2MetricsOf } from './metric-process.ts';
import type { Estate } from './model.ts';
import { hostOf, reportingRuns } from './runs.ts';

export interface MetricFilter {
  readonly accountId: string;
  readonly region: string;
  readonly namespace?: string;
  readonly metricName?: string;
  /** A name alone asks for the dimension with any value. */
  readonly dimensions?: readonly { readonly name: string; readonly value?: string }[];
  /** Epoch ms; the estate's own instant when left out. */
  readonly now?: number;
}

export interface MetricIdentity {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** ListMetrics forgets what has had no data for this long. Source: CloudWatch API, ListMetrics. */
const LISTED_FOR_MS = 14 * DAY;

/** Every metric with data in the last two weeks, in the order of the estate's resources, then the families'. */
export function* listMetrics(estate: Estate, filter: MetricFilter): Generator<MetricIdentity> {
  const oldest = (filter.now ?? estate.generatedAt) - LISTED_FOR_MS;
  if (wants(filter, 'AWS/EC2', 'InstanceId')) {
    for (const instance of estate.instances.values()) {
      if (instance.accountId !== filter.accountId || instance.region !== filter.region) continue;
      if (!matches(filter, instance.id) || instance.load.shape === 'none') continue;
      if (!reportingRuns(instance).some((run) => run.to > oldest)) continue;
      yield* named(filter, 'AWS/EC2', ec2MetricsOf(instance), { InstanceId: instance.id });
    }
  }
  if (wants(filter, 'AWS/EBS', 'VolumeId')) {
    for (const volume of estate.volumes.values()) {
      if (volume.accountId !== filter.accountId || volume.region !== filter.region) continue;
      if (!matches(filter, volume.id)) continue;
      const host = hostOf(estate, volume);
      if (host === undefined || host.load.shape === 'none') continue;
      yield* named(filter, 'AWS/EBS', EBS_METRICS, { VolumeId: volume.id });
    }
  }
  yield* listFamilyMetrics(estate, filter, oldest);
}

function wants(filter: MetricFilter, namespace: string, dimension: string): boolean {
  if (filter.namespace !== undefined && filter.namespace !== namespace) return false;
  return (filter.dimensions ?? []).every(({ name }) => name === dimension);
}

function matches(filter: MetricFilter, value: string): boolean {
  return (filter.dimensions ?? []).every((dimension) => dimension.value === undefined || dimension.value === value);
}

function* named(
  filter: MetricFilter,
  namespace: string,
  names: readonly string[],
  dimensions: Readonly<Record<string, string>>,
): Generator<MetricIdentity> {
  for (const metricName of names) {
    if (filter.metricName === undefined || filter.metricName === metricName)
      yield { namespace, metricName, dimensions };
  }
}
