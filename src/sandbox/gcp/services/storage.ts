import type { GcpBucket } from '../../provider-estate/gcp/model.ts';
import { projectOf, type GcpCall, type GcpMethod, type GcpService } from '../service.ts';
import { GoogleError, permissionDenied } from '../wire/errors.ts';
import { utcTime } from '../wire/times.ts';
import { resourcePage, withToken } from './pages.ts';

function bucketDocument({ world }: GcpCall, bucket: GcpBucket): object {
  const { name, labels, lifecycle, storageClass } = bucket;
  return {
    kind: 'storage#bucket',
    selfLink: `https://www.googleapis.com/storage/v1/b/${name}`,
    id: name,
    name,
    projectNumber: projectOf(world, bucket.projectId)?.number,
    metageneration: '3',
    location: bucket.location,
    locationType: bucket.locationType,
    storageClass,
    etag: 'CAM=',
    timeCreated: utcTime(bucket.createdAt),
    updated: utcTime(bucket.createdAt + 3_600_000),
    ...(Object.keys(labels).length > 0 && { labels }),
    iamConfiguration: {
      bucketPolicyOnly: { enabled: true },
      uniformBucketLevelAccess: { enabled: true },
      publicAccessPrevention: 'enforced',
    },
    ...(bucket.versioning && { versioning: { enabled: true } }),
    ...(bucket.autoclass && {
      autoclass: {
        enabled: true,
        toggleTime: utcTime(bucket.createdAt),
        terminalStorageClass: 'NEARLINE',
        terminalStorageClassUpdateTime: utcTime(bucket.createdAt),
      },
    }),
    ...(lifecycle.length > 0 && {
      lifecycle: {
        rule: lifecycle.map(({ action, storageClass: to, age, newerVersions, isLive }) => ({
          action: { type: action, ...(to !== undefined && { storageClass: to }) },
          condition: {
            ...(age !== undefined && { age }),
            ...(newerVersions !== undefined && { numNewerVersions: newerVersions }),
            ...(isLive !== undefined && { isLive }),
          },
        })),
      },
    }),
    softDeletePolicy: {
      retentionDurationSeconds: String(bucket.softDeleteSeconds),
      effectiveTime: utcTime(bucket.createdAt),
    },
    ...(bucket.locationType === 'multi-region' && { rpo: 'DEFAULT' }),
  };
}

const bucketsList: GcpMethod = {
  id: 'storage.buckets.list',
  verb: 'GET',
  path: '/storage/v1/b',
  permission: 'storage.buckets.list',
  answer(call) {
    const asked = call.query.get('project');
    if (asked === null) throw new GoogleError(400, 'INVALID_ARGUMENT', 'required', 'Required parameter: project');
    const project = projectOf(call.world, asked);
    if (project?.state !== 'ACTIVE') throw permissionDenied('storage.buckets.list', `projects/${asked}`, true);
    const prefix = call.query.get('prefix') ?? '';
    const all = call.world.lists
      .of(call.world.estate.buckets, project.projectId)
      .filter(({ name }) => name.startsWith(prefix));
    const page = resourcePage(call, all, { most: 1000, usual: 1000, sizeField: 'maxResults' });
    return {
      kind: 'storage#buckets',
      ...(page.items.length > 0 && { items: page.items.map((bucket) => bucketDocument(call, bucket)) }),
      ...withToken(page),
    };
  },
};

const bucketsGet: GcpMethod = {
  id: 'storage.buckets.get',
  verb: 'GET',
  path: '/storage/v1/b/{bucket}',
  permission: 'storage.buckets.get',
  answer(call) {
    const found = call.world.estate.buckets.find(({ name }) => name === call.params['bucket']);
    if (!found) throw new GoogleError(404, 'NOT_FOUND', 'notFound', 'The specified bucket does not exist.');
    return bucketDocument(call, found);
  },
};

export const storage: GcpService = {
  id: 'storage',
  host: 'storage.googleapis.com',
  display: 'Google Cloud Storage JSON API',
  legacyErrors: true,
  methods: [bucketsList, bucketsGet],
};
