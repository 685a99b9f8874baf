import { z } from 'zod';
import { type Fact, fact, known, mapFact, unread } from '../../../domain/fact.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { ContainerCluster, VersionSupport } from '../../../domain/resources.ts';
import { type GcpClient, malformed } from '../client.ts';
import { defineCollector } from '../define-collector.ts';
import { placeOf } from '../gcp-scope.ts';
import { CLUSTERS, clusterName, ClusterRow, clustersPath } from '../gke-clusters.ts';
import { Time } from '../labels.ts';
import { listed } from '../listings.ts';
import { metricsOfType } from '../metric-specs/index.ts';
import { readAside } from '../read-aside.ts';

const Row = ClusterRow.extend({ support: z.custom<Fact<VersionSupport>>() });

const UPGRADE_INFO = 'container.projects.locations.clusters.fetchClusterUpgradeInfo';

const UpgradeInfo = z.object({
  endOfStandardSupportTimestamp: Time,
  endOfExtendedSupportTimestamp: Time.optional(),
});

/**
 * GKE clusters of a project. Sources: Kubernetes Engine API, projects.locations.clusters.list over all locations, and
 * projects.locations.clusters.fetchClusterUpgradeInfo of those on the extended channel: only these stay on a version
 * beyond its standard support, for a price ("Release channels").
 */
export const clusters = defineCollector({
  type: 'gcp:container:cluster',
  kind: 'container-cluster',
  permissions: ['container.clusters.list', 'container.clusters.get'],
  metrics: metricsOfType('gcp:container:cluster'),
  operation: CLUSTERS,
  row: Row,
  rowId: 'name',
  async *fetch(gcp, scope) {
    const path = clustersPath(scope.accountId);
    for await (const page of listed(gcp, scope, CLUSTERS, { path, list: 'clusters' })) {
      const rows: unknown[] = [];
      for (const raw of page.rows) {
        const cluster = ClusterRow.safeParse(raw);
        const support =
          cluster.success && isExtended(cluster.data)
            ? await readAside(() => supportOf(gcp, scope, cluster.data))
            : unread('it is read of clusters on the extended channel alone');
        rows.push({ ...(raw as object), support });
      }
      yield { ...page, rows };
    }
  },
  toResource(row, { accountId: projectId }): ContainerCluster {
    const { name, location } = row;
    const resourceId = clusterName(projectId, location, name);
    const autopilot = row.autopilot?.enabled === true;
    // Autopilot has no node pools to see: whether pods run there is not told by any listing.
    const pools: Fact<readonly string[]> = autopilot
      ? unread('an Autopilot cluster does not list what runs on it')
      : known(row.nodePools.map((pool) => `${resourceId}/nodePools/${pool.name}`));
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
      attachedTo: pools,
      uses: mapFact(pools, (ids) => ids.map((targetId) => ({ relation: 'has-member', targetId }))),
      machines: known([]),
      ...(row.currentMasterVersion !== undefined && { version: row.currentMasterVersion }),
      support: row.support,
      paysForExtendedSupport: known(isExtended(row)),
      tier: autopilot ? 'autopilot' : 'standard',
      containersCounted:
        autopilot || sendsSystemMetrics(row) ? known(true) : unread('its system metrics are switched off'),
    };
  },
});

type Cluster = z.infer<typeof ClusterRow>;

const isExtended = ({ releaseChannel }: Cluster): boolean => releaseChannel?.channel === 'EXTENDED';

/** Autopilot clusters always do. Source: "Configure metrics collection", system metrics. */
const sendsSystemMetrics = ({ monitoringConfig, monitoringService }: Cluster): boolean =>
  monitoringConfig?.componentConfig?.enableComponents.includes('SYSTEM_COMPONENTS') ??
  monitoringService === 'monitoring.googleapis.com/kubernetes';

/** When support of a cluster's minor version ends. Throws a CloudError. */
async function supportOf(
  gcp: GcpClient,
  scope: Scope,
  { name, location, currentMasterVersion = '' }: Cluster,
): Promise<VersionSupport> {
  const path = `v1/projects/${scope.accountId}/locations/${location}/clusters/${name}:fetchClusterUpgradeInfo`;
  const answer = await gcp.call(UPGRADE_INFO, scope, { path });
  const info = UpgradeInfo.safeParse(answer);
  if (!info.success) throw malformed(UPGRADE_INFO, z.prettifyError(info.error));
  const { endOfStandardSupportTimestamp: standardEndsAt, endOfExtendedSupportTimestamp: extendedEndsAt } = info.data;
  return {
    majorVersion: currentMasterVersion.split('.').slice(0, 2).join('.'),
    standardEndsAt,
    ...(extendedEndsAt && { extendedEndsAt }),
  };
}
