import { known, unread } from '../../src/domain/fact.ts';
import type { MetricDigest, MetricName } from '../../src/domain/metrics.ts';
import type { Size } from '../../src/domain/prices.ts';
import type {
  CacheCluster,
  MessageCluster,
  NosqlTable,
  ReplicationInstance,
  SearchDomain,
  Stream,
  Warehouse,
} from '../../src/domain/resources.ts';
import { daysAgo, SCOPE } from './resource-builders.ts';

const base = { scope: SCOPE, createdAt: known(daysAgo(90)), tags: known({}), uses: known([]) };

/** A provisioned table of 20 GiB with 100 reads and 100 writes a second, which nothing scales. */
export const nosqlTable = (change: Partial<NosqlTable> = {}): NosqlTable => ({
  ...base,
  kind: 'nosql-table',
  type: 'aws:dynamodb:table',
  resourceId: 'table-1',
  name: 'orders',
  state: 'ACTIVE',
  capacityMode: 'provisioned',
  storageClass: 'standard',
  storedBytes: 20 * 2 ** 30,
  capacity: { readUnits: 100, writeUnits: 100 },
  indexes: [],
  scaling: known({ read: null, write: null }),
  replicaRegions: [],
  deletionProtected: false,
  ...change,
});

/** A Redis group of two cache.r6g.2xlarge. */
export const cacheCluster = (change: Partial<CacheCluster> = {}): CacheCluster => ({
  ...base,
  kind: 'cache-cluster',
  type: 'aws:elasticache:replicationgroup',
  resourceId: 'cache-1',
  state: 'available',
  engine: 'redis',
  deployment: 'nodes',
  sizeName: 'cache.r6g.2xlarge',
  nodeIds: ['cache-1-001', 'cache-1-002'],
  shards: 1,
  tiered: false,
  global: false,
  ...change,
});

/** A running cluster of six dc2.large without a schedule. */
export const warehouse = (change: Partial<Warehouse> = {}): Warehouse => ({
  ...base,
  kind: 'warehouse',
  type: 'aws:redshift:cluster',
  resourceId: 'warehouse-1',
  state: 'available',
  sizeName: 'dc2.large',
  nodeCount: 6,
  powerState: 'running',
  separateStorage: false,
  multiZone: false,
  pauseSchedules: known(0),
  ...change,
});

/** Three c4.8xlarge.search with 100 GiB of gp2 each. */
export const searchDomain = (change: Partial<SearchDomain> = {}): SearchDomain => ({
  ...base,
  kind: 'search-domain',
  type: 'aws:es:domain',
  resourceId: 'domain-1',
  state: 'active',
  createdAt: unread('not told'),
  sizeName: 'c4.8xlarge.search',
  nodeCount: 3,
  zoneCount: 3,
  storage: { tier: 'gp2', sizeGiB: 100 },
  ...change,
});

/** A dms.t2.micro in one zone with a task that stopped 30 days ago. */
export const replicationInstance = (change: Partial<ReplicationInstance> = {}): ReplicationInstance => ({
  ...base,
  kind: 'replication-instance',
  type: 'aws:dms:replication-instance',
  resourceId: 'replication-1',
  state: 'available',
  sizeName: 'dms.t2.micro',
  redundancy: 'none',
  storageGiB: 50,
  tasks: known([{ name: 'orders', state: 'stopped', createdAt: known(daysAgo(60)), stoppedAt: daysAgo(30) }]),
  ...change,
});

/** Twenty shards that keep records for a day. */
export const stream = (change: Partial<Stream> = {}): Stream => ({
  ...base,
  kind: 'stream',
  type: 'aws:kinesis:stream',
  resourceId: 'stream-1',
  state: 'ACTIVE',
  capacityMode: 'provisioned',
  shards: 20,
  retentionHours: 24,
  consumers: 0,
  ...change,
});

/** Three kafka.m5.2xlarge with 100 GiB each. */
export const messageCluster = (change: Partial<MessageCluster> = {}): MessageCluster => ({
  ...base,
  kind: 'message-cluster',
  type: 'aws:kafka:cluster',
  resourceId: 'brokers-1',
  state: 'ACTIVE',
  deployment: 'standard',
  sizeName: 'kafka.m5.2xlarge',
  brokerCount: 3,
  storageGiBPerBroker: 100,
  ...change,
});

/** A whole window of samples that are all the same. */
export const flat = (
  resourceId: string,
  metric: MetricName,
  value: number,
  { days = 14, periodSeconds = 86_400, ...change }: Partial<MetricDigest> & { readonly days?: number } = {},
): MetricDigest => {
  const count = (days * 86_400) / periodSeconds;
  return {
    scope: SCOPE,
    resourceId,
    metric,
    window: { start: daysAgo(days), end: daysAgo(0) },
    periodSeconds,
    sampleCount: count,
    expectedCount: count,
    mean: value,
    p50: value,
    p95: value,
    p99: value,
    max: value,
    maxDaySum: value,
    ...change,
  };
};

const node = (name: string, family: string, vcpus: number, memoryMiB: number, change: Partial<Size> = {}): Size => ({
  provider: 'aws',
  regionId: 'us-east-1',
  name,
  family,
  series: family.replace(/\d.*/, ''),
  generation: Number(/\d/.exec(family)?.[0]),
  vcpus,
  memoryMiB,
  architectures: [family.endsWith('g') ? 'arm64' : 'x86_64'],
  currentGeneration: true,
  burstable: false,
  gpus: 0,
  localStorageGiB: 0,
  ...change,
});

export const nodeSizes = (): Map<string, Size> =>
  new Map(
    [
      node('cache.m6g.large', 'cache.m6g', 2, 6533),
      node('cache.r6g.large', 'cache.r6g', 2, 13_384),
      node('cache.r6g.xlarge', 'cache.r6g', 4, 26_952),
      node('cache.r6g.2xlarge', 'cache.r6g', 8, 54_088),
      node('c4.2xlarge.search', 'search.c4', 8, 15_360),
      node('c4.8xlarge.search', 'search.c4', 36, 61_440),
    ].map((size) => [size.name, size]),
  );
