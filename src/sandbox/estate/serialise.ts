import type { Estate, TruthEntry } from './model.ts';

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface TruthDocument {
  readonly seed: number;
  readonly entries: readonly TruthEntry[];
}

/**
 * The whole state as a JSON value, canonical: object keys sorted, resources keyed by id in order of id. Two
 * estates are the same state exactly when their documents have the same text.
 */
export function estateDocument(estate: Estate): Json {
  const { truth: _, ...state } = estate;
  return canonical(state);
}

/** What is planted, in order of check and resource. */
export function truthDocument(estate: Pick<Estate, 'seed' | 'truth'>): TruthDocument {
  const entries = estate.truth.map((entry) => canonical(entry) as unknown as TruthEntry);
  return { seed: estate.seed, entries: entries.toSorted(byCheckAndResource) };
}

function byCheckAndResource(a: TruthEntry, b: TruthEntry): number {
  return compare(a.checkId, b.checkId) || compare(a.resourceId, b.resourceId);
}

/** By code unit: the order does not depend on a locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function canonical(value: unknown): Json {
  if (value instanceof Map) return sorted([...(value as Map<string, unknown>)]);
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value === 'object' && value !== null) return sorted(Object.entries(value));
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value === null) return null;
  throw new TypeError(`the estate holds a ${typeof value}, which JSON cannot say`);
}

function sorted(entries: [string, unknown][]): Json {
  entries.sort(([a], [b]) => compare(a, b));
  const object: Record<string, Json> = {};
  for (const [key, value] of entries) if (value !== undefined) object[key] = canonical(value);
  return object;
}
