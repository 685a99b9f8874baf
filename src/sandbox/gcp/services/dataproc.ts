import type { GcpDataprocCluster } from '../../provider-estate/gcp/analytics-model.ts';
import { clusterLabels } from '../../provider-estate/gcp/dataproc.ts';
import { selfLink } from '../../provider-estate/gcp/names.ts';
import type { GcpCall, GcpMethod, GcpService } from '../service.ts';
import { invalid } from '../wire/errors.ts';
import { utcTime } from '../wire/times.ts';
import { projectIdOf } from './locations.ts';
import { resourcePage, withToken } from './pages.ts';

/** Source: Dataproc REST reference, "projects.regions.clusters", Cluster. */
function clusterDocument(cluster: GcpDataprocCluster): object {
  const { projectId, region, zone, name, uuid, createdAt, machines, autoscalingPolicy, idleDeleteSeconds } = cluster;
  const [master = '', ...workers] = machines;
  const bucket = `dataproc-staging-${region}-${uuid.slice(0, 8)}`;
  return {
    projectId,
    clusterName: name,
    config: {
      configBucket: bucket,
      tempBucket: bucket.replace('staging', 'temp'),
      gceClusterConfig: {
        zoneUri: selfLink(projectId, `zones/${zone}`),
        networkUri: selfLink(projectId, 'global/networks/main'),
        serviceAccountScopes: ['https://www.googleapis.com/auth/cloud-platform'],
        internalIpOnly: true,
        shieldedInstanceConfig: { enableSecureBoot: true, enableVtpm: true, enableIntegrityMonitoring: true },
      },
      masterConfig: machineGroup(cluster, [master]),
      workerConfig: machineGroup(cluster, workers),
      softwareConfig: {
        imageVersion: '2.2.57-debian12',
        properties: { 'capacity-scheduler:yarn.scheduler.capacity.root.default.ordering-policy': 'fair' },
        ...(cluster.optionalComponents.length > 0 && { optionalComponents: cluster.optionalComponents }),
      },
      ...(autoscalingPolicy !== undefined && { autoscalingConfig: { policyUri: autoscalingPolicy } }),
      ...(idleDeleteSeconds !== undefined && {
        lifecycleConfig: {
          idleDeleteTtl: `${idleDeleteSeconds}s`,
          idleStartTime: utcTime(createdAt + 3_600_000),
        },
      }),
      endpointConfig: {},
    },
    labels: { ...cluster.labels, ...clusterLabels(cluster) },
    status: { state: 'RUNNING', stateStartTime: utcTime(createdAt + 95_000) },
    statusHistory: [{ state: 'CREATING', stateStartTime: utcTime(createdAt) }],
    clusterUuid: uuid,
    metrics: {
      hdfsMetrics: { 'dfs-nodes-running': String(workers.length) },
      yarnMetrics: { 'yarn-apps-running': '0' },
    },
  };
}

const machineGroup = ({ projectId, zone, machineType }: GcpDataprocCluster, instanceNames: readonly string[]) => ({
  numInstances: instanceNames.length,
  instanceNames,
  imageUri: 'https://www.googleapis.com/compute/v1/projects/cloud-dataproc/global/images/dataproc-2-2-deb12-20251015',
  machineTypeUri: selfLink(projectId, `zones/${zone}/machineTypes/${machineType}`),
  diskConfig: { bootDiskSizeGb: 100, bootDiskType: 'pd-balanced' },
  minCpuPlatform: 'AUTOMATIC',
  preemptibility: 'NON_PREEMPTIBLE',
});

/** A job that has not ended. Source: Dataproc REST reference, "projects.regions.jobs", Job. */
const jobDocument = ({ projectId, name, uuid }: GcpDataprocCluster, jobId: string, now: number): object => ({
  reference: { projectId, jobId },
  placement: { clusterName: name, clusterUuid: uuid },
  sparkJob: { mainClass: 'com.halden.etl.Main', jarFileUris: ['gs://halden-jobs/etl.jar'] },
  status: { state: 'RUNNING', stateStartTime: utcTime(now - 600_000), substate: 'SUBMITTED' },
  statusHistory: [
    { state: 'PENDING', stateStartTime: utcTime(now - 630_000) },
    { state: 'SETUP_DONE', stateStartTime: utcTime(now - 610_000) },
  ],
  driverControlFilesUri: `gs://halden-jobs/google-cloud-dataproc-metainfo/${uuid}/jobs/${jobId}/`,
  jobUuid: `${uuid.slice(0, -4)}0001`,
});

const clustersOf = (call: GcpCall): readonly GcpDataprocCluster[] =>
  call.world.lists
    .of(call.world.estate.dataprocClusters, projectIdOf(call))
    .filter(({ region }) => region === regionOf(call));

/** A region is named: there is no wildcard. */
function regionOf({ params }: GcpCall): string {
  const { region = '' } = params;
  if (!/^[a-z]+-[a-z]+\d$/.test(region)) throw invalid(`Region '${region}' is invalid.`);
  return region;
}

const PAGES = { most: 1000, usual: 200 };
const BASE = '/v1/projects/{project}/regions/{region}';

const clustersList: GcpMethod = {
  id: 'dataproc.projects.regions.clusters.list',
  verb: 'GET',
  path: `${BASE}/clusters`,
  permission: 'dataproc.clusters.list',
  answer(call) {
    const page = resourcePage(call, clustersOf(call), PAGES);
    return { ...(page.items.length > 0 && { clusters: page.items.map(clusterDocument) }), ...withToken(page) };
  },
};

/** Jobs that ended are kept too; the organisation's have been deleted. */
const jobsList: GcpMethod = {
  id: 'dataproc.projects.regions.jobs.list',
  verb: 'GET',
  path: `${BASE}/jobs`,
  permission: 'dataproc.jobs.list',
  answer(call) {
    const matcher = call.query.get('jobStateMatcher') ?? 'ALL';
    if (!['ALL', 'ACTIVE', 'NON_ACTIVE'].includes(matcher)) throw invalid(`Invalid jobStateMatcher: ${matcher}`);
    const wanted = call.query.get('clusterName');
    const jobs = clustersOf(call)
      .filter(({ name }) => wanted === null || wanted === name)
      .flatMap((cluster) => cluster.activeJobs.map((id) => jobDocument(cluster, id, call.now)));
    const page = resourcePage(call, matcher === 'NON_ACTIVE' ? [] : jobs, PAGES);
    return { ...(page.items.length > 0 && { jobs: page.items }), ...withToken(page) };
  },
};

export const dataproc: GcpService = {
  id: 'dataproc',
  host: 'dataproc.googleapis.com',
  display: 'Cloud Dataproc API',
  legacyErrors: false,
  methods: [clustersList, jobsList],
};
