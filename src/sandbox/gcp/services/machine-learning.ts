import type { GcpEndpoint, GcpNotebook } from '../../provider-estate/gcp/platform-model.ts';
import type { GcpCall, GcpService } from '../service.ts';
import { projectOf } from '../service.ts';
import { utcTime } from '../wire/times.ts';
import { locationList } from './locations.ts';

function endpointDocument(endpoint: GcpEndpoint, { world }: GcpCall): object {
  const { projectId, region, id, name, labels, models, network } = endpoint;
  const number = projectOf(world, projectId)?.number ?? '';
  return {
    name: `projects/${number}/locations/${region}/endpoints/${id}`,
    displayName: name,
    ...(models.length > 0 && { deployedModels: models.map((model) => modelDocument(endpoint, model, number)) }),
    ...(models.length > 0 && { trafficSplit: Object.fromEntries(models.map((model) => [model.id, 100])) }),
    etag: `AMEw9y${id.slice(0, 12)}`,
    ...(Object.keys(labels).length > 0 && { labels }),
    createTime: utcTime(endpoint.createdAt),
    updateTime: utcTime(endpoint.updatedAt),
    ...(network !== undefined && { network }),
    ...(models.length > 0 && { satisfiesPzs: true }),
  };
}

function modelDocument(
  { projectId, region, updatedAt }: GcpEndpoint,
  model: GcpEndpoint['models'][number],
  number: string,
): object {
  return {
    id: model.id,
    dedicatedResources: {
      machineSpec: {
        machineType: model.machineType,
        ...(model.gpu && { acceleratorType: model.gpu.type, acceleratorCount: model.gpu.count }),
      },
      minReplicaCount: model.replicas,
      maxReplicaCount: model.maxReplicas,
    },
    model: `projects/${number}/locations/${region}/models/${model.id.slice(0, 18)}`,
    modelVersionId: '1',
    displayName: model.name,
    createTime: utcTime(updatedAt),
    serviceAccount: `vertex@${projectId}.iam.gserviceaccount.com`,
    disableContainerLogging: true,
    status: { availableReplicaCount: model.replicas },
  };
}

/**
 * Source: Vertex AI API v1, projects.locations.endpoints.list. Each region answers under a host of its own, for its own
 * endpoints alone.
 */
export const aiplatform: GcpService = {
  id: 'aiplatform',
  host: 'aiplatform.googleapis.com',
  display: 'Vertex AI API',
  legacyErrors: false,
  methods: [
    locationList({
      id: 'aiplatform.projects.locations.endpoints.list',
      version: 'v1',
      collection: 'endpoints',
      permission: 'aiplatform.endpoints.list',
      most: 100,
      allLocations: false,
      select: ({ world }) => world.estate.endpoints,
      document: endpointDocument,
    }),
  ],
};

function notebookDocument(notebook: GcpNotebook, { world }: GcpCall): object {
  const { projectId, zone, region, name, id, labels, machineType, state } = notebook;
  const number = projectOf(world, projectId)?.number ?? '';
  return {
    name: `projects/${projectId}/locations/${zone}/instances/${name}`,
    gceSetup: {
      machineType,
      serviceAccounts: [
        {
          email: `${number}-compute@developer.gserviceaccount.com`,
          scopes: ['https://www.googleapis.com/auth/cloud-platform'],
        },
      ],
      vmImage: { project: 'cloud-notebooks-managed', name: 'workbench-instances-v20260615' },
      bootDisk: { diskSizeGb: '150', diskType: 'PD_BALANCED', diskEncryption: 'GMEK' },
      dataDisks: [{ diskSizeGb: '100', diskType: 'PD_BALANCED', diskEncryption: 'GMEK' }],
      shieldedInstanceConfig: { enableVtpm: true, enableIntegrityMonitoring: true },
      networkInterfaces: [
        {
          network: `projects/${projectId}/global/networks/main`,
          subnet: `projects/${projectId}/regions/${region}/subnetworks/main-${region}`,
        },
      ],
      metadata: { 'disable-mixer': 'false', 'proxy-mode': 'service_account', 'notebook-disable-root': 'false' },
    },
    proxyUri: `${id.slice(0, 16)}-dot-${region}.notebooks.googleusercontent.com`,
    creator: 'analyst@halden.example',
    state,
    id,
    healthState: state === 'ACTIVE' ? 'HEALTHY' : 'HEALTH_STATE_UNSPECIFIED',
    createTime: utcTime(notebook.createdAt),
    updateTime: utcTime(notebook.updatedAt),
    ...(Object.keys(labels).length > 0 && { labels }),
  };
}

/** Source: Notebooks API v2, projects.locations.instances.list. */
export const notebooks: GcpService = {
  id: 'notebooks',
  host: 'notebooks.googleapis.com',
  display: 'Notebooks API',
  legacyErrors: false,
  methods: [
    locationList({
      id: 'notebooks.projects.locations.instances.list',
      version: 'v2',
      collection: 'instances',
      permission: 'notebooks.instances.list',
      select: ({ world }) => world.estate.notebooks,
      locationOf: ({ zone }) => zone,
      document: notebookDocument,
    }),
  ],
};
