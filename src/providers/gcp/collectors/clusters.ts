import { fact, known, unread } from '../../../domain/fact.ts';
import type { ContainerCluster } from '../../../domain/resources.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { CLUSTERS, clusterName, ClusterRow, clustersPath } from '../gke-clusters.ts';
import { listed } from '../listings.ts';

/** GKE clusters of a project. Source: Kubernetes Engine API, projects.locations.clusters.list over all locations. */
export const clusters = defineCollector({
  type: 'gcp:container:cluster',
  kind: 'container-cluster',
  permissions: ['container.clusters.list'],
  operation: CLUSTERS,
  row: ClusterRow,
  rowId: 'name',
  fetch: (gcp, scope) => listed(gcp, scope, CLUSTERS, { path: clustersPath(scope.accountId), list: 'clusters' }),
  toResource(row, { accountId: projectId }): ContainerCluster {
    const { name, location, autopilot } = row;
    const resourceId = clusterName(projectId, location, name);
    return {
      kind: 'container-cluster',
      type: 'gcp:container:cluster',
      resourceId,
      ...placeOf(projectId, location),
      name,
      state: row.status,
      createdAt: fact(row.createTime, 'createTime'),
      tags: known(row.resourceLabels),
      orchestrator: 'kubernetes',
      // Autopilot has no node pools to see: whether pods run there is not told by any listing.
      attachedTo:
        autopilot?.enabled === true
          ? unread('an Autopilot cluster does not list what runs on it')
          : known(row.nodePools.map((pool) => `${resourceId}/nodePools/${pool.name}`)),
      machines: known([]),
      ...(row.currentMasterVersion !== undefined && { version: row.currentMasterVersion }),
      support: unread('when support of a version ends stands in no answer of the API'),
      // Only the extended channel keeps a version beyond its standard support, for a price ("Release channels").
      paysForExtendedSupport: known(row.releaseChannel?.channel === 'EXTENDED'),
      tier: autopilot?.enabled === true ? 'autopilot' : 'standard',
    };
  },
});
