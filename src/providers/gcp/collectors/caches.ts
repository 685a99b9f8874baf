import { z } from 'zod';
import { fact, known } from '../../../domain/fact.ts';
import type { CacheCluster } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { Labels, Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';

const Row = z.object({
  // `projects/P/locations/L/instances/I`.
  name: z.string().regex(/^projects\/[^/]+\/locations\/[^/]+\/instances\/[^/]+$/),
  labels: Labels,
  currentLocationId: z.string().optional(),
  tier: z.string().min(1),
  memorySizeGb: z.int().positive(),
  state: z.string().default('STATE_UNSPECIFIED'),
  createTime: Time.optional(),
  nodes: z.array(z.object({ id: z.string() })).default([]),
  readReplicasMode: z.string().default('READ_REPLICAS_DISABLED'),
});

const OPERATION = 'redis.projects.locations.instances.list';

/** By capacity, as the price list groups them. Source: Memorystore for Redis pricing, "Service tier capacity". */
function capacityTier(memoryGiB: number): string {
  const limits = [4, 10, 35, 100];
  const at = limits.findIndex((limit) => memoryGiB <= limit);
  return `m${at === -1 ? limits.length + 1 : at + 1}`;
}

/**
 * Memorystore for Redis instances of a project: `sizeName` is `<basic|standard|standard-node>/<m1…m5>/<GiB>`, as they are billed by the
 * GiB of their tier and capacity. Source: Memorystore for Redis API, instances.list over all locations.
 */
export const caches = defineCollector({
  type: 'gcp:redis:instance',
  kind: 'cache-cluster',
  permissions: ['redis.instances.list'],
  metrics: metricsOfType('gcp:redis:instance'),
  operation: OPERATION,
  row: Row,
  rowId: 'name',
  fetch: (gcp, scope) =>
    listed(gcp, scope, OPERATION, {
      path: `v1/projects/${scope.accountId}/locations/-/instances`,
      list: 'instances',
      query: { pageSize: 500 },
    }),
  toResource(row, { accountId: projectId }): CacheCluster {
    const [, , , location = '', , name = ''] = row.name.split('/');
    // With read replicas each node has a price of its own; without, the price holds the replica for failover.
    const replicas = row.readReplicasMode === 'READ_REPLICAS_ENABLED';
    const tier = row.tier === 'STANDARD_HA' ? (replicas ? 'standard-node' : 'standard') : 'basic';
    return {
      kind: 'cache-cluster',
      type: 'gcp:redis:instance',
      resourceId: `//redis.googleapis.com/projects/${projectId}/locations/${location}/instances/${name}`,
      ...placeOf(projectId, location),
      ...(row.currentLocationId !== undefined && { zoneId: row.currentLocationId }),
      name,
      state: row.state,
      createdAt: fact(row.createTime, 'createTime'),
      tags: known(row.labels),
      engine: 'redis',
      deployment: 'nodes',
      sizeName: `${tier}/${capacityTier(row.memorySizeGb)}/${row.memorySizeGb}`,
      nodeIds: row.nodes.map(({ id }) => id),
      shards: 1,
      tiered: false,
      global: false,
    };
  },
});
