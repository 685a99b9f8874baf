import { z } from 'zod';
import { type Fact, fact, known, mapFact } from '../../../domain/fact.ts';
import type { UnreadRow } from '../../../domain/ports/provider.ts';
import type { NodeGroup } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { CLUSTERS, clusterName, ClusterRow, clustersPath, NodePoolRow } from '../gke-clusters.ts';
import { groupSizes } from '../group-sizes.ts';
import { listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { computeName, lastPart } from '../names.ts';

const Row = NodePoolRow.extend({
  cluster: z.object({
    name: z.string(),
    location: z.string(),
    locations: z.array(z.string()),
    createdAt: z.custom<Fact<NonNullable<z.infer<typeof ClusterRow>['createTime']>>>(),
  }),
  size: z.int(),
});

/**
 * Node pools of a project's clusters, with as many nodes as their instance groups are to have: a pool itself tells only
 * how many it began with. A pool whose groups were not read is unread. Source: Kubernetes Engine API, clusters.list.
 */
export const nodePools = defineCollector({
  type: 'gcp:container:node-pool',
  kind: 'node-group',
  permissions: ['container.clusters.list', 'compute.instanceGroupManagers.list'],
  metrics: metricsOfType('gcp:container:node-pool'),
  operation: CLUSTERS,
  row: Row,
  rowId: 'name',
  async *fetch(gcp, scope) {
    let sizes: ReadonlyMap<string, number> | undefined;
    const path = clustersPath(scope.accountId);
    for await (const listing of listed(gcp, scope, CLUSTERS, { path, list: 'clusters' })) {
      const unread: UnreadRow[] = [...listing.unread];
      const rows: unknown[] = [];
      for (const raw of listing.rows) {
        const cluster = ClusterRow.safeParse(raw);
        if (!cluster.success) {
          unread.push({ reason: `malformed: ${CLUSTERS}: ${z.prettifyError(cluster.error)}` });
          continue;
        }
        // Of an Autopilot cluster Google keeps the nodes, and pods are paid.
        if (cluster.data.autopilot?.enabled === true) continue;
        for (const pool of cluster.data.nodePools) {
          sizes ??= await groupSizes(gcp, scope);
          const size = sizeOf(pool.instanceGroupUrls, sizes);
          const { name, location, locations, createTime } = cluster.data;
          if (size === undefined) {
            const reason = `the size of ${name}/${pool.name} is not known: its instance groups were not listed`;
            unread.push({
              resourceId: `${clusterName(scope.accountId, location, name)}/nodePools/${pool.name}`,
              reason,
            });
          } else
            rows.push({
              ...pool,
              size,
              cluster: { name, location, locations, createdAt: fact(createTime, 'createTime') },
            });
        }
      }
      yield { rows, unread };
    }
  },
  toResource(row, { accountId: projectId }): NodeGroup {
    const { cluster, config, autoscaling } = row;
    const clusterId = clusterName(projectId, cluster.location, cluster.name);
    const zones = Math.max(1, (row.locations.length > 0 ? row.locations : cluster.locations).length);
    const scales = autoscaling?.enabled === true;
    return {
      kind: 'node-group',
      type: 'gcp:container:node-pool',
      resourceId: `${clusterId}/nodePools/${row.name}`,
      ...placeOf(projectId, cluster.location),
      name: row.name,
      state: row.status,
      // Pools tell no time of their own: none is older than its cluster.
      createdAt: cluster.createdAt,
      tags: known(config.resourceLabels),
      uses: known([{ relation: 'member-of', targetId: clusterId }]),
      clusterName: cluster.name,
      clusterId,
      // Limits are of each zone unless they are said to be of all.
      minSize: scales ? autoscaling.totalMinNodeCount || autoscaling.minNodeCount * zones : row.size,
      desiredSize: row.size,
      ...(scales && { maxSize: autoscaling.totalMaxNodeCount || autoscaling.maxNodeCount * zones }),
      scalesItself: scales,
      sizeNames: mapFact(fact(config.machineType, 'config.machineType'), (machineType) => [machineType]),
      operatingSystem: config.imageType.startsWith('WINDOWS') ? 'windows' : 'linux',
      pricingModel: config.spot || config.preemptible ? 'spot' : 'on-demand',
      accelerated: config.accelerators.length > 0,
      scalingGroups: row.instanceGroupUrls.map((url) => lastPart(url)),
      subnets: zones,
    };
  },
});

/** Undefined as soon as one of its groups is not known; a pool without any has no nodes. */
function sizeOf(urls: readonly string[], sizes: ReadonlyMap<string, number>): number | undefined {
  let sum = 0;
  for (const url of urls) {
    const size = sizes.get(computeName(url.replace('/instanceGroups/', '/instanceGroupManagers/')));
    if (size === undefined) return undefined;
    sum += size;
  }
  return sum;
}
