/** What cost is divided by beside the dimensions of charges: how it was bought, one tag, or one cost category. */
export type AllocationBy =
  | { readonly dimension: 'purchase-type'; readonly key: null }
  | { readonly dimension: 'tag' | 'cost-category'; readonly key: string };

/** As it is typed: `purchase-type`, `tag:team`, `cost-category:Unit`. */
export const allocationText = ({ dimension, key }: AllocationBy): string =>
  key === null ? dimension : `${dimension}:${key}`;

/** Undefined for anything else. A key may hold colons itself. */
export function parseAllocation(text: string): AllocationBy | undefined {
  if (text === 'purchase-type') return { dimension: 'purchase-type', key: null };
  for (const dimension of ['tag', 'cost-category'] as const) {
    const key = text.startsWith(`${dimension}:`) ? text.slice(dimension.length + 1) : '';
    if (key !== '') return { dimension, key };
  }
  return undefined;
}
