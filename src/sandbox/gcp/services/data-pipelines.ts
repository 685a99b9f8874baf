import type { GcpDataflowJob, GcpWorkflowEnvironment } from '../../provider-estate/gcp/platform-model.ts';
import type { GcpMethod, GcpService } from '../service.ts';
import { utcTime } from '../wire/times.ts';
import { locationList, projectIdOf } from './locations.ts';
import { resourcePage, withToken } from './pages.ts';

function environmentDocument(environment: GcpWorkflowEnvironment): object {
  const { projectId, region, name, uuid, labels, state, size, createdAt } = environment;
  return {
    name: `projects/${projectId}/locations/${region}/environments/${name}`,
    config: {
      dagGcsPrefix: `gs://${region}-${name}-${uuid.slice(0, 8)}-bucket/dags`,
      softwareConfig: { imageVersion: 'composer-3-airflow-2.10.5-build.7' },
      nodeConfig: {
        network: `projects/${projectId}/global/networks/main`,
        subnetwork: `projects/${projectId}/regions/${region}/subnetworks/main-${region}`,
        serviceAccount: `composer@${projectId}.iam.gserviceaccount.com`,
      },
      privateEnvironmentConfig: { privateClusterConfig: {}, networkingConfig: {} },
      airflowUri: `https://${uuid.replaceAll('-', '')}-dot-${region}.composer.googleusercontent.com`,
      encryptionConfig: {},
      maintenanceWindow: {
        startTime: '2023-01-01T02:00:00Z',
        endTime: '2023-01-01T06:00:00Z',
        recurrence: 'FREQ=WEEKLY;BYDAY=SU,MO,TU',
      },
      workloadsConfig: {
        scheduler: { cpu: 0.5, memoryGb: 2, storageGb: 1, count: 1 },
        webServer: { cpu: 0.5, memoryGb: 2, storageGb: 1 },
        worker: { cpu: 0.5, memoryGb: 2, storageGb: 10, minCount: 1, maxCount: 3 },
      },
      environmentSize: size,
      recoveryConfig: { scheduledSnapshotsConfig: {} },
    },
    uuid,
    state,
    createTime: utcTime(createdAt),
    updateTime: utcTime(createdAt + 1_500_000),
    ...(Object.keys(labels).length > 0 && { labels }),
    satisfiesPzs: false,
    storageConfig: { bucket: `${region}-${name}-${uuid.slice(0, 8)}-bucket` },
  };
}

/** Source: Cloud Composer API v1, projects.locations.environments.list. */
export const composer: GcpService = {
  id: 'composer',
  host: 'composer.googleapis.com',
  display: 'Cloud Composer API',
  legacyErrors: false,
  methods: [
    locationList({
      id: 'composer.projects.locations.environments.list',
      version: 'v1',
      collection: 'environments',
      permission: 'composer.environments.list',
      allLocations: false,
      select: ({ world }) => world.estate.workflowEnvironments,
      document: environmentDocument,
    }),
  ],
};

function jobDocument({ projectId, region, id, name, labels, createdAt, streaming }: GcpDataflowJob): object {
  return {
    id,
    projectId,
    name,
    type: streaming ? 'JOB_TYPE_STREAMING' : 'JOB_TYPE_BATCH',
    currentState: 'JOB_STATE_RUNNING',
    currentStateTime: utcTime(createdAt + 90_000),
    createTime: utcTime(createdAt),
    ...(Object.keys(labels).length > 0 && { labels }),
    location: region,
    jobMetadata: {
      sdkVersion: { version: '2.66.0', versionDisplayName: 'Apache Beam SDK for Java', sdkSupportStatus: 'SUPPORTED' },
    },
    startTime: utcTime(createdAt),
  };
}

/** Source: Dataflow API v1b3, projects.jobs.aggregated: summaries, those that run first. Jobs that ended are not kept. */
const jobsAggregated: GcpMethod = {
  id: 'dataflow.projects.jobs.aggregated',
  verb: 'GET',
  path: '/v1b3/projects/{project}/jobs:aggregated',
  permission: 'dataflow.jobs.list',
  answer(call) {
    const ended = call.query.get('filter') === 'TERMINATED';
    const jobs = ended ? [] : call.world.lists.of(call.world.estate.dataflowJobs, projectIdOf(call));
    const page = resourcePage(call, jobs, { most: 500, usual: 500 });
    return { ...(page.items.length > 0 && { jobs: page.items.map(jobDocument) }), ...withToken(page) };
  },
};

export const dataflow: GcpService = {
  id: 'dataflow',
  host: 'dataflow.googleapis.com',
  display: 'Dataflow API',
  legacyErrors: false,
  methods: [jobsAggregated],
};
