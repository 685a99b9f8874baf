import type { MetricFilter, MetricIdentity } from './list-metrics.ts';
import type { Signal } from './signal.ts';

/** One metric of one resource, as CloudWatch addresses it. */
export interface MetricKey {
  readonly accountId: string;
  readonly region: string;
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Where series come from. `resourceMetrics` makes one of a list of resources; `joinSources` one of several. */
export interface MetricSource {
  /** Namespaces that it has metrics in, such as `AWS/RDS`; it is asked for no other. */
  readonly namespaces: readonly string[];
  /** In constant time: an estate has a hundred thousand resources, and a call asks for 500 metrics. */
  find(key: MetricKey): Signal | undefined;
  /** All metrics of an account and region that fit the filter and had data after `oldest` (epoch ms). */
  list(filter: MetricFilter, oldest: number): Iterable<MetricIdentity>;
}

export function joinSources(sources: readonly MetricSource[]): MetricSource {
  return {
    namespaces: [...new Set(sources.flatMap(({ namespaces }) => namespaces))],
    find(key) {
      for (const source of sources) {
        const signal = source.namespaces.includes(key.namespace) ? source.find(key) : undefined;
        if (signal) return signal;
      }
      return undefined;
    },
    *list(filter, oldest) {
      for (const source of sources) yield* source.list(filter, oldest);
    },
  };
}
