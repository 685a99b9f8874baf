import type { MetricFilter, MetricIdentity } from './list-metrics.ts';
import { familiesOf } from './family.ts';
import type { MetricKey, MetricSource } from './metric-source.ts';
import type { Estate } from './model.ts';
import type { Signal } from './signal.ts';

const sources = new WeakMap<Estate, ReadonlyMap<string, readonly MetricSource[]>>();

/** The sources of an estate's families by namespace, made on first use. */
function sourcesOf(estate: Estate): ReadonlyMap<string, readonly MetricSource[]> {
  let known = sources.get(estate);
  if (known === undefined) {
    const byNamespace = new Map<string, MetricSource[]>();
    for (const { family, state } of familiesOf(estate)) {
      const source = family.metrics?.(state, estate);
      if (!source) continue;
      for (const namespace of source.namespaces) {
        byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), source]);
      }
    }
    known = byNamespace;
    sources.set(estate, known);
  }
  return known;
}

/** A family's metric. */
export function findFamilySignal(estate: Estate, key: MetricKey): Signal | undefined {
  for (const source of sourcesOf(estate).get(key.namespace) ?? []) {
    const signal = source.find(key);
    if (signal) return signal;
  }
  return undefined;
}

/** The families' metrics that fit a filter and had data after `oldest`, namespace by namespace. */
export function* listFamilyMetrics(estate: Estate, filter: MetricFilter, oldest: number): Generator<MetricIdentity> {
  const known = sourcesOf(estate);
  const namespaces = filter.namespace === undefined ? [...known.keys()].sort() : [filter.namespace];
  for (const namespace of namespaces) {
    for (const source of known.get(namespace) ?? []) {
      // A source of several namespaces must not be listed once for each.
      for (const identity of source.list({ ...filter, namespace }, oldest)) {
        if (identity.namespace === namespace) yield identity;
      }
    }
  }
}
