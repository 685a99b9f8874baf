import type { MetricFilter, MetricIdentity } from './list-metrics.ts';
import type { MetricKey, MetricSource } from './metric-source.ts';
import { spokeWithin, type Signal } from './signal.ts';

type Located = { readonly accountId: string; readonly region: string };

/** The metrics of one kind of resources. */
export interface ResourceMetrics<R extends Located> {
  readonly namespace: string;
  readonly resources: Iterable<R>;
  /** The sets of dimensions under which CloudWatch has the metrics of a resource: mostly one, `[{ VolumeId: id }]`. */
  readonly dimensions: (resource: R) => readonly Readonly<Record<string, string>>[];
  /** By metric name: the series, or undefined for a resource that has no such metric. */
  readonly metrics: Readonly<
    Record<string, (resource: R, dimensions: Readonly<Record<string, string>>) => Signal | undefined>
  >;
  /** The estate's instant. */
  readonly now: number;
}

interface Entry<R> {
  readonly resource: R;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A source over resources of one kind, with a lookup by account, region and dimensions. */
export function resourceMetrics<R extends Located>(spec: ResourceMetrics<R>): MetricSource {
  const { namespace, metrics } = spec;
  const byDimensions = new Map<string, Entry<R>>();
  const byPlace = new Map<string, Entry<R>[]>();
  for (const resource of spec.resources) {
    for (const dimensions of spec.dimensions(resource)) {
      const entry = { resource, dimensions };
      byDimensions.set(entryKey(resource, dimensions), entry);
      const place = `${resource.accountId} ${resource.region}`;
      const there = byPlace.get(place);
      if (there) there.push(entry);
      else byPlace.set(place, [entry]);
    }
  }
  const find = (key: MetricKey): Signal | undefined => {
    const entry = byDimensions.get(entryKey(key, key.dimensions));
    if (!entry || !Object.hasOwn(metrics, key.metricName)) return undefined;
    return metrics[key.metricName]?.(entry.resource, entry.dimensions);
  };
  function* list(filter: MetricFilter, oldest: number): Generator<MetricIdentity> {
    const to = filter.now ?? spec.now;
    const names = Object.keys(metrics).filter((name) => filter.metricName === undefined || filter.metricName === name);
    for (const { resource, dimensions } of byPlace.get(`${filter.accountId} ${filter.region}`) ?? []) {
      if (!matchesDimensions(filter, dimensions)) continue;
      for (const metricName of names) {
        const signal = metrics[metricName]?.(resource, dimensions);
        if (signal && spokeWithin(signal, oldest, to)) yield { namespace, metricName, dimensions };
      }
    }
  }
  return { namespaces: [namespace], find, list };
}

function entryKey({ accountId, region }: Located, dimensions: Readonly<Record<string, string>>): string {
  const pairs = Object.keys(dimensions)
    .sort()
    .map((name) => `${name}=${dimensions[name]}`);
  return [accountId, region, ...pairs].join('\n');
}

/** Whether a metric has every dimension that a filter names, with the value that it names. */
export function matchesDimensions(
  filter: Pick<MetricFilter, 'dimensions'>,
  dimensions: Readonly<Record<string, string>>,
): boolean {
  return (filter.dimensions ?? []).every(
    ({ name, value }) => Object.hasOwn(dimensions, name) && (value === undefined || dimensions[name] === value),
  );
}
