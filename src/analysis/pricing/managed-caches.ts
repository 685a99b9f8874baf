import { unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { CacheCluster } from '../../domain/resources.ts';
import { all, component } from './components.ts';
import type { Components } from './data-stores.ts';

/**
 * A cache of Azure: one price for the primary of a shard and its replica (of tier Basic for its only node). Source: Azure
 * Cache for Redis pricing.
 */
export function azureCacheComponents({ nodeIds, shards }: CacheCluster, sizeName: string): Components {
  const included = /^basic_/i.test(sizeName) ? 1 : 2;
  if (nodeIds.length > shards * included) return unread('prices of further replicas are not collected');
  const label = shards === 1 ? sizeName : `${shards} shards of ${sizeName}`;
  return all([component(label, `cache/${sizeName}`.toLowerCase(), shards * HOURS_PER_MONTH, 'hour')]);
}
