import type { GcpRedis } from '../../provider-estate/gcp/model.ts';
import type { GcpService } from '../service.ts';
import { utcTime } from '../wire/times.ts';
import { locationList, locationsOf } from './locations.ts';

function redisDocument(redis: GcpRedis): object {
  const { projectId, region, name, zone, labels } = redis;
  return {
    name: `projects/${projectId}/locations/${region}/instances/${name}`,
    ...(Object.keys(labels).length > 0 && { labels }),
    locationId: zone,
    redisVersion: 'REDIS_7_0',
    reservedIpRange: '10.18.222.168/29',
    host: '10.18.222.171',
    port: 6379,
    currentLocationId: zone,
    createTime: utcTime(redis.createdAt),
    state: 'READY',
    tier: redis.tier,
    memorySizeGb: redis.memoryGiB,
    authorizedNetwork: `projects/${projectId}/global/networks/main`,
    persistenceIamIdentity: 'serviceAccount:service-1@cloud-redis.iam.gserviceaccount.com',
    connectMode: 'DIRECT_PEERING',
    transitEncryptionMode: 'DISABLED',
    nodes: [{ id: 'node-0', zone }],
    readReplicasMode: 'READ_REPLICAS_DISABLED',
    persistenceConfig: { persistenceMode: 'DISABLED' },
    maintenanceVersion: '20251007_00_00',
  };
}

export const redis: GcpService = {
  id: 'redis',
  host: 'redis.googleapis.com',
  display: 'Google Cloud Memorystore for Redis API',
  legacyErrors: false,
  methods: [
    locationsOf('redis', 'v1'),
    locationList({
      id: 'redis.projects.locations.instances.list',
      version: 'v1',
      collection: 'instances',
      permission: 'redis.instances.list',
      select: ({ world }) => world.estate.redis,
      document: redisDocument,
    }),
  ],
};

/** The organisation has no file servers: an API that answers with nothing. */
export const file: GcpService = {
  id: 'file',
  host: 'file.googleapis.com',
  display: 'Cloud Filestore API',
  legacyErrors: false,
  methods: [
    locationsOf('file', 'v1'),
    locationList({
      id: 'file.projects.locations.instances.list',
      version: 'v1',
      collection: 'instances',
      permission: 'file.instances.list',
      select: (): readonly GcpRedis[] => [],
      document: () => ({}),
    }),
  ],
};
