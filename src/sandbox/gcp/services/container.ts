import type { GcpCluster, GcpNodePool } from '../../provider-estate/gcp/model.ts';
import { selfLink } from '../../provider-estate/gcp/names.ts';
import type { GcpCall, GcpMethod, GcpService } from '../service.ts';
import { GoogleError } from '../wire/errors.ts';
import { utcSecond } from '../wire/times.ts';
import { projectIdOf } from './locations.ts';

const scopeOf = ({ location, zones }: GcpCluster): string =>
  zones.length === 1 ? `zones/${location}` : `locations/${location}`;

function poolDocument(cluster: GcpCluster, pool: GcpNodePool): object {
  const { projectId } = cluster;
  return {
    name: pool.name,
    config: {
      machineType: pool.machineType,
      diskSizeGb: pool.diskGiB,
      diskType: 'pd-balanced',
      imageType: 'COS_CONTAINERD',
      oauthScopes: ['https://www.googleapis.com/auth/cloud-platform'],
      serviceAccount: 'default',
      metadata: { 'disable-legacy-endpoints': 'true' },
      ...(pool.spot && { spot: true }),
      shieldedInstanceConfig: { enableIntegrityMonitoring: true },
    },
    initialNodeCount: pool.nodesPerZone,
    autoscaling: pool.autoscaling
      ? {
          enabled: true,
          minNodeCount: pool.autoscaling.min,
          maxNodeCount: pool.autoscaling.max,
          locationPolicy: 'BALANCED',
        }
      : {},
    management: { autoUpgrade: true, autoRepair: true },
    maxPodsConstraint: { maxPodsPerNode: '110' },
    podIpv4CidrSize: 24,
    locations: cluster.zones,
    networkConfig: { podRange: 'pods', podIpv4CidrBlock: '10.4.0.0/14' },
    selfLink: `https://container.googleapis.com/v1/projects/${projectId}/${scopeOf(cluster)}/clusters/${cluster.name}/nodePools/${pool.name}`,
    version: cluster.version,
    instanceGroupUrls: pool.groups.map((group) => selfLink(projectId, group)),
    status: 'RUNNING',
    upgradeSettings: { maxSurge: 1, strategy: 'SURGE' },
    etag: cluster.id.slice(0, 32),
  };
}

function clusterDocument(cluster: GcpCluster): object {
  const { projectId, region, name, zones, labels, pools, unmonitored } = cluster;
  const nodes = pools.reduce((sum, pool) => sum + pool.nodesPerZone * zones.length, 0);
  return {
    name,
    masterAuth: { clusterCaCertificate: 'LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t' },
    loggingService: 'logging.googleapis.com/kubernetes',
    monitoringService: unmonitored ? 'none' : 'monitoring.googleapis.com/kubernetes',
    monitoringConfig: {
      componentConfig: unmonitored ? {} : { enableComponents: ['SYSTEM_COMPONENTS'] },
      managedPrometheusConfig: { enabled: unmonitored !== true },
    },
    network: 'main',
    subnetwork: `main-${region}`,
    clusterIpv4Cidr: '10.4.0.0/14',
    servicesIpv4Cidr: '10.8.0.0/20',
    addonsConfig: {
      httpLoadBalancing: {},
      horizontalPodAutoscaling: {},
      gcePersistentDiskCsiDriverConfig: { enabled: true },
    },
    nodePools: pools.map((pool) => poolDocument(cluster, pool)),
    locations: zones,
    ...(Object.keys(labels).length > 0 && { resourceLabels: labels }),
    labelFingerprint: cluster.id.slice(0, 8),
    releaseChannel: { channel: cluster.channel },
    workloadIdentityConfig: { workloadPool: `${projectId}.svc.id.goog` },
    selfLink: `https://container.googleapis.com/v1/projects/${projectId}/${scopeOf(cluster)}/clusters/${name}`,
    zone: cluster.location,
    location: cluster.location,
    endpoint: '198.51.100.20',
    initialClusterVersion: cluster.version,
    currentMasterVersion: cluster.version,
    currentNodeVersion: cluster.version,
    createTime: utcSecond(cluster.createdAt).replace('Z', '+00:00'),
    status: 'RUNNING',
    instanceGroupUrls: pools.flatMap(({ groups }) => groups.map((group) => selfLink(projectId, group))),
    currentNodeCount: nodes,
    ...(cluster.autopilot && { autopilot: { enabled: true } }),
    autoscaling: {},
    shieldedNodes: { enabled: true },
    id: cluster.id,
    etag: cluster.id.slice(8, 44),
  };
}

const clustersOf = (call: GcpCall): readonly GcpCluster[] => {
  const { location = '-' } = call.params;
  return call.world.lists
    .of(call.world.estate.clusters, projectIdOf(call))
    .filter((cluster) => location === '-' || cluster.location === location);
};

function clusterNamed(call: GcpCall): GcpCluster {
  const found = clustersOf(call).find(({ name }) => name === call.params['cluster']);
  if (found) return found;
  const { location = '', cluster = '' } = call.params;
  const what = `projects/${projectIdOf(call)}/locations/${location}/clusters/${cluster}`;
  throw new GoogleError(404, 'NOT_FOUND', 'notFound', `Not found: ${what}.`);
}

const BASE = '/v1/projects/{project}/locations/{location}';

const clustersList: GcpMethod = {
  id: 'container.projects.locations.clusters.list',
  verb: 'GET',
  path: `${BASE}/clusters`,
  permission: 'container.clusters.list',
  answer(call) {
    // There are no pages: all clusters come at once.
    const clusters = clustersOf(call);
    return clusters.length > 0 ? { clusters: clusters.map(clusterDocument) } : {};
  },
};

const clustersGet: GcpMethod = {
  id: 'container.projects.locations.clusters.get',
  verb: 'GET',
  path: `${BASE}/clusters/{cluster}`,
  permission: 'container.clusters.get',
  answer: (call) => clusterDocument(clusterNamed(call)),
};

/** Source: Kubernetes Engine API, ClusterUpgradeInfo; times with a zone, as those of the events that tell the same. */
const upgradeInfo: GcpMethod = {
  id: 'container.projects.locations.clusters.fetchClusterUpgradeInfo',
  verb: 'GET',
  path: `${BASE}/clusters/{cluster}:fetchClusterUpgradeInfo`,
  permission: 'container.clusters.get',
  answer(call) {
    const { version, support } = clusterNamed(call);
    return {
      autoUpgradeStatus: ['ACTIVE'],
      patchTargetVersion: version,
      endOfStandardSupportTimestamp: utcSecond(support.standardEndsAt),
      endOfExtendedSupportTimestamp: utcSecond(support.extendedEndsAt),
    };
  },
};

const nodePoolsList: GcpMethod = {
  id: 'container.projects.locations.clusters.nodePools.list',
  verb: 'GET',
  path: `${BASE}/clusters/{cluster}/nodePools`,
  permission: 'container.clusters.get',
  answer(call) {
    const cluster = clusterNamed(call);
    return { nodePools: cluster.pools.map((pool) => poolDocument(cluster, pool)) };
  },
};

export const container: GcpService = {
  id: 'container',
  host: 'container.googleapis.com',
  display: 'Kubernetes Engine API',
  legacyErrors: false,
  methods: [clustersList, clustersGet, upgradeInfo, nodePoolsList],
};
