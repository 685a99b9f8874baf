import type { GcpNodeDatabase } from '../../provider-estate/gcp/node-databases.ts';
import type { GcpCall, GcpMethod, GcpService } from '../service.ts';
import { GoogleError } from '../wire/errors.ts';
import { utcTime } from '../wire/times.ts';
import { projectIdOf } from './locations.ts';
import { resourcePage, withToken } from './pages.ts';

const ofEngine = (call: GcpCall, engine: GcpNodeDatabase['engine']): readonly GcpNodeDatabase[] =>
  call.world.lists.of(call.world.estate.nodeDatabases, projectIdOf(call)).filter((each) => each.engine === engine);

/** Source: Spanner REST reference, "projects.instances", Instance. */
function spannerDocument(instance: GcpNodeDatabase): object {
  const { projectId, region, name, labels, createdAt, processingUnits, autoscaled } = instance;
  return {
    name: `projects/${projectId}/instances/${name}`,
    config: `projects/${projectId}/instanceConfigs/regional-${region}`,
    displayName: name,
    ...(processingUnits >= 1000 && { nodeCount: Math.floor(processingUnits / 1000) }),
    processingUnits,
    state: 'READY',
    ...(Object.keys(labels).length > 0 && { labels }),
    createTime: utcTime(createdAt),
    updateTime: utcTime(createdAt),
    instanceType: 'PROVISIONED',
    edition: 'ENTERPRISE',
    defaultBackupScheduleType: 'AUTOMATIC',
    ...(autoscaled && {
      autoscalingConfig: {
        autoscalingLimits: { minNodes: 1, maxNodes: 20 },
        autoscalingTargets: { highPriorityCpuUtilizationPercent: 65, storageUtilizationPercent: 90 },
      },
    }),
    replicaComputeCapacity: [],
  };
}

const spannerInstancesList: GcpMethod = {
  id: 'spanner.projects.instances.list',
  verb: 'GET',
  path: '/v1/projects/{project}/instances',
  permission: 'spanner.instances.list',
  answer(call) {
    const page = resourcePage(call, ofEngine(call, 'spanner'), { most: 1000, usual: 1000 });
    return { ...(page.items.length > 0 && { instances: page.items.map(spannerDocument) }), ...withToken(page) };
  },
};

/** Source: Cloud Bigtable Admin API v2, "projects.instances", Instance. */
function bigtableInstance({ projectId, name, labels, createdAt }: GcpNodeDatabase): object {
  return {
    name: `projects/${projectId}/instances/${name}`,
    displayName: name,
    state: 'READY',
    type: 'PRODUCTION',
    ...(Object.keys(labels).length > 0 && { labels }),
    createTime: utcTime(createdAt),
    satisfiesPzs: false,
  };
}

/** Source: Cloud Bigtable Admin API v2, "projects.instances.clusters", Cluster. */
function bigtableCluster(cluster: GcpNodeDatabase): object {
  const { projectId, name, zone, processingUnits, autoscaled } = cluster;
  return {
    name: `projects/${projectId}/instances/${name}/clusters/${cluster.cluster ?? ''}`,
    location: `projects/${projectId}/locations/${zone}`,
    state: 'READY',
    serveNodes: processingUnits / 1000,
    nodeScalingFactor: 'NODE_SCALING_FACTOR_1X',
    defaultStorageType: 'SSD',
    ...(autoscaled && {
      clusterConfig: {
        clusterAutoscalingConfig: {
          autoscalingLimits: { minServeNodes: 1, maxServeNodes: 20 },
          autoscalingTargets: { cpuUtilizationPercent: 60, storageUtilizationGibPerNode: 2560 },
        },
      },
    }),
  };
}

const bigtableInstancesList: GcpMethod = {
  id: 'bigtableadmin.projects.instances.list',
  verb: 'GET',
  path: '/v2/projects/{project}/instances',
  permission: 'bigtable.instances.list',
  // "page_token: DEPRECATED: This field is unused and ignored": the list comes whole.
  answer(call) {
    const byName = new Map(ofEngine(call, 'bigtable').map((each) => [each.name, each]));
    return byName.size === 0 ? {} : { instances: [...byName.values()].map(bigtableInstance) };
  },
};

const bigtableClustersList: GcpMethod = {
  id: 'bigtableadmin.projects.instances.clusters.list',
  verb: 'GET',
  path: '/v2/projects/{project}/instances/{instance}/clusters',
  permission: 'bigtable.clusters.list',
  answer(call) {
    const { instance = '-' } = call.params;
    const all = ofEngine(call, 'bigtable');
    const clusters = instance === '-' ? all : all.filter(({ name }) => name === instance);
    if (instance !== '-' && clusters.length === 0) {
      throw new GoogleError(
        404,
        'NOT_FOUND',
        'notFound',
        `Instance projects/${projectIdOf(call)}/instances/${instance} not found.`,
      );
    }
    return clusters.length === 0 ? {} : { clusters: clusters.map(bigtableCluster) };
  },
};

export const spanner: GcpService = {
  id: 'spanner',
  host: 'spanner.googleapis.com',
  display: 'Cloud Spanner API',
  legacyErrors: false,
  methods: [spannerInstancesList],
};

export const bigtable: GcpService = {
  id: 'bigtableadmin',
  host: 'bigtableadmin.googleapis.com',
  display: 'Cloud Bigtable Admin API',
  legacyErrors: false,
  methods: [bigtableInstancesList, bigtableClustersList],
};
