import type { Tags } from '../domain/resources.ts';

/**
 * A tag's key without its spelling: Google Cloud labels know neither upper case nor `:`, `/` and `.`, and people
 * write `CostCenter`, `cost-center` and `cost_center`. Anything but letters and digits becomes `-`.
 */
export const plainKey = (key: string): string => key.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-');

/** First tag, in order of `keys`, that has one of these plain keys and a value that is not blank. */
export function firstTag(tags: Tags, keys: readonly string[]): string | undefined {
  const byKey = new Map<string, string>();
  // Sorted, so that two spellings of one key give the same answer whatever order the cloud sent them in.
  for (const [key, value] of Object.entries(tags).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const plain = plainKey(key);
    if (value.trim() !== '' && !byKey.has(plain)) byKey.set(plain, value.trim());
  }
  for (const key of keys) {
    const value = byKey.get(key);
    if (value !== undefined) return value;
  }
  return undefined;
}
