import type { GcpLogBucket, GcpRunService } from '../../provider-estate/gcp/model.ts';
import { hashText } from '../../estate/random.ts';
import type { GcpService } from '../service.ts';
import { utcTime } from '../wire/times.ts';
import { locationList, locationsOf } from './locations.ts';

function runDocument(service: GcpRunService): object {
  const { projectId, region, name, labels } = service;
  const createTime = utcTime(service.createdAt);
  const revision = `projects/${projectId}/locations/${region}/services/${name}/revisions/${name}-00007-abc`;
  const hash = hashText(name).toString(36);
  return {
    name: `projects/${projectId}/locations/${region}/services/${name}`,
    uid: `${hashText(name).toString(16).padStart(8, '0')}-0000-4000-a000-000000000000`,
    generation: '7',
    ...(Object.keys(labels).length > 0 && { labels }),
    createTime,
    updateTime: createTime,
    creator: 'deployer@halden.example',
    lastModifier: 'deployer@halden.example',
    ingress: 'INGRESS_TRAFFIC_ALL',
    launchStage: 'GA',
    template: {
      scaling: {
        ...(service.minInstances > 0 && { minInstanceCount: service.minInstances }),
        maxInstanceCount: service.maxInstances,
      },
      timeout: '300s',
      serviceAccount: `run@${projectId}.iam.gserviceaccount.com`,
      containers: [
        {
          image: `${region}-docker.pkg.dev/${projectId}/apps/${name}:latest`,
          resources: {
            limits: { cpu: String(service.cpu), memory: `${service.memoryMiB}Mi` },
            cpuIdle: service.cpuIdle,
            startupCpuBoost: true,
          },
          ports: [{ name: 'http1', containerPort: 8080 }],
        },
      ],
      maxInstanceRequestConcurrency: 80,
    },
    traffic: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 }],
    observedGeneration: '7',
    terminalCondition: { type: 'Ready', state: 'CONDITION_SUCCEEDED', lastTransitionTime: createTime },
    latestReadyRevision: revision,
    latestCreatedRevision: revision,
    trafficStatuses: [{ type: 'TRAFFIC_TARGET_ALLOCATION_TYPE_LATEST', percent: 100 }],
    uri: `https://${name}-${hash}-uc.a.run.app`,
    etag: `"${hash}"`,
  };
}

export const run: GcpService = {
  id: 'run',
  host: 'run.googleapis.com',
  display: 'Cloud Run Admin API',
  legacyErrors: false,
  methods: [
    locationsOf('run', 'v1'),
    locationList({
      id: 'run.projects.locations.services.list',
      version: 'v2',
      collection: 'services',
      permission: 'run.services.list',
      // Unlike the others, this list takes no `-` for the location.
      allLocations: false,
      select: ({ world }) => world.estate.runServices,
      document: runDocument,
    }),
  ],
};

function logBucketDocument(bucket: GcpLogBucket): object {
  const { projectId, location, name } = bucket;
  const own = name.startsWith('_');
  return {
    name: `projects/${projectId}/locations/${location}/buckets/${name}`,
    ...(own
      ? { description: name === '_Default' ? 'Default bucket' : 'Audit bucket' }
      : { createTime: utcTime(bucket.createdAt) }),
    retentionDays: bucket.retentionDays,
    ...(bucket.locked && { locked: true }),
    lifecycleState: 'ACTIVE',
  };
}

/** Source: Cloud Logging API v2, projects.locations.buckets.list. No discovery document of it is at hand. */
export const logging: GcpService = {
  id: 'logging',
  host: 'logging.googleapis.com',
  display: 'Cloud Logging API',
  legacyErrors: false,
  methods: [
    locationList({
      id: 'logging.projects.locations.buckets.list',
      version: 'v2',
      collection: 'buckets',
      permission: 'logging.buckets.list',
      select: ({ world }) => world.estate.logBuckets,
      locationOf: ({ location }) => location,
      document: logBucketDocument,
    }),
  ],
};
