import { z } from 'zod';
import type { CacheCluster } from '../../../domain/resources.ts';
import { armBase, armFields, creationNotTold } from '../arm-rows.ts';
import { defineAzureCollector } from '../define-azure-collector.ts';

const Sku = z.object({ name: z.string().min(1), family: z.string().min(1), capacity: z.int() });

const Cache = z.object({
  ...armFields,
  properties: z.object({
    sku: Sku,
    shardCount: z.int().nullish(),
    replicasPerMaster: z.int().nullish(),
    provisioningState: z.string().nullish(),
    linkedServers: z.array(z.unknown()).nullish(),
  }),
});

type Cache = z.infer<typeof Cache>;

/** Caches of Azure Cache for Redis. Sources: Resource Graph; Redis API 2024-03-01, Redis_ListBySubscription. */
export const redisCaches = defineAzureCollector({
  type: 'azure:cache:redis',
  kind: 'cache-cluster',
  armType: 'microsoft.cache/redis',
  permissions: ['Microsoft.Cache/redis/read'],
  creationListed: true,
  row: Cache,
  list: { service: 'cache', path: '/providers/Microsoft.Cache/redis', apiVersion: '2024-03-01' },
  toResources: (rows, scope) =>
    rows.map((cache): CacheCluster => {
      const { sku, shardCount, provisioningState, linkedServers } = cache.properties;
      return {
        ...armBase(cache, scope, {
          type: 'azure:cache:redis',
          state: provisioningState ?? 'unknown',
          createdAt: creationNotTold,
        }),
        kind: 'cache-cluster',
        engine: 'redis',
        deployment: 'nodes',
        // `Standard_C3`.
        sizeName: `${sku.name}_${sku.family}${sku.capacity}`,
        nodeIds: nodesOf(cache),
        shards: Math.max(1, shardCount ?? 1),
        tiered: false,
        global: (linkedServers ?? []).length > 0,
      };
    }),
});

/** Basic has one node, the others a primary and its replicas in each shard. */
function nodesOf({ name, properties: { sku, shardCount, replicasPerMaster } }: Cache): readonly string[] {
  const copies = sku.name === 'Basic' ? 1 : 1 + (replicasPerMaster ?? 1);
  return Array.from({ length: Math.max(1, shardCount ?? 1) * copies }, (_, at) => `${name}-${at}`);
}
