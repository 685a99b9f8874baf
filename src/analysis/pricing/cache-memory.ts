import { unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { CacheCluster } from '../../domain/resources.ts';
import { all, component } from './components.ts';
import type { Components } from './data-stores.ts';

/** `<tier>/<capacity tier>/<GiB>`: what a cache of Google Cloud is named after, since it bills by the GiB of both tiers. */
export interface CacheMemory {
  /** `standard` holds the replica in its price; `standard-node` has one for each node. */
  readonly tier: 'basic' | 'standard' | 'standard-node';
  readonly memoryGiB: number;
}

/**
 * Largest capacity of M1 to M4, in GiB; M5 is all above. The larger an instance, the cheaper its GiB. Source: Memorystore for
 * Redis pricing, "Capacity tiers".
 */
const CAPACITY_TIERS = [4, 10, 35, 100];

const capacityTier = (memoryGiB: number): number => {
  const at = CAPACITY_TIERS.findIndex((most) => memoryGiB <= most);
  return at === -1 ? CAPACITY_TIERS.length + 1 : at + 1;
};

/** Sizes below `below` that hold `neededGiB`: the smallest, and the least of each dearer capacity tier whose GiB are cheaper. */
export const sizesHolding = (neededGiB: number, below: number): readonly number[] =>
  [neededGiB, ...CAPACITY_TIERS.map((most) => most + 1)].filter((gib) => gib >= neededGiB && gib < below);

export const cacheSizeName = ({ tier, memoryGiB }: CacheMemory): string =>
  `${tier}/m${capacityTier(memoryGiB)}/${memoryGiB}`;

export function cacheMemoryOf(sizeName: string | undefined): CacheMemory | undefined {
  const [, tier, gib] = /^(basic|standard|standard-node)\/m[1-5]\/(\d+)$/.exec(sizeName ?? '') ?? [];
  return tier === undefined ? undefined : { tier: tier as CacheMemory['tier'], memoryGiB: Number(gib) };
}

export function cacheMemoryComponents({ engine, nodeIds }: CacheCluster, sizeName: string): Components {
  const size = cacheMemoryOf(sizeName);
  if (size === undefined) return unread(`the memory of ${sizeName} is not known`);
  const { tier, memoryGiB } = size;
  const nodes = tier === 'standard-node' ? nodeIds.length : 1;
  const item = `cache-memory/${engine}/${tier}/m${capacityTier(memoryGiB)}`;
  const label = nodes === 1 ? `${memoryGiB} GiB, ${tier}` : `${nodes} nodes of ${memoryGiB} GiB`;
  return all([component(label, item, nodes * memoryGiB * HOURS_PER_MONTH, 'GiB-hour')]);
}
