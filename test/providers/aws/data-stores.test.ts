import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ResourcePage } from '../../../src/domain/ports/provider.ts';
import type {
  CacheCluster,
  MessageCluster,
  NosqlTable,
  ReplicationInstance,
  Resource,
  SearchDomain,
  Stream,
  Warehouse,
} from '../../../src/domain/resources.ts';
import { dataStoresFamily } from '../../../src/sandbox/estate/data-stores/family.ts';
import type { DataStoresState } from '../../../src/sandbox/estate/data-stores/model.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { SandboxCloud } from './sandbox-cloud.ts';

let cloud: SandboxCloud;
let state: DataStoresState;

beforeAll(async () => {
  cloud = await SandboxCloud.start({ seed: 5, resources: 900, accounts: 3, regions: ['us-east-1', 'eu-west-1'] });
  state = familyState(cloud.sandbox.estate, dataStoresFamily);
});
afterEach(() => cloud.heal());
afterAll(() => cloud.close());

async function readAll<R extends Resource>(type: string, attempts = 6): Promise<readonly R[]> {
  const connection = cloud.connect({}, { limits: { attempts } });
  try {
    const { scopes } = await connection.discover();
    const pages: ResourcePage[] = [];
    for (const scope of scopes) for await (const page of connection.collect(type, scope)) pages.push(page);
    expect(pages.flatMap(({ unread }) => unread)).toEqual([]);
    return pages.flatMap(({ resources }) => resources as readonly unknown[] as readonly R[]);
  } finally {
    await connection.close();
  }
}

const ids = (resources: readonly Resource[]): readonly string[] =>
  resources.map(({ resourceId }) => resourceId).toSorted();
const keys = (all: ReadonlyMap<string, unknown>): readonly string[] => [...all.keys()].toSorted();
const caches = (form: string): readonly string[] =>
  [...state.caches.values()]
    .filter((cache) => cache.form === form)
    .map(({ arn }) => arn)
    .toSorted();

const told = {
  'aws:dynamodb:table': () => keys(state.tables),
  'aws:elasticache:replicationgroup': () => caches('group'),
  'aws:elasticache:cluster': () => caches('cluster'),
  'aws:elasticache:serverlesscache': () => caches('serverless'),
  'aws:redshift:cluster': () => keys(state.warehouses),
  'aws:es:domain': () => keys(state.domains),
  'aws:dms:replication-instance': () => keys(state.replications),
  'aws:kinesis:stream': () => keys(state.streams),
  'aws:kafka:cluster': () => keys(state.brokers),
} as const;

const types = Object.keys(told) as readonly (keyof typeof told)[];

/** The call that lists each. */
const listings = {
  'aws:dynamodb:table': ['dynamodb:ListTables', 'dynamodb:DescribeTable'],
  'aws:elasticache:replicationgroup': ['elasticache:DescribeReplicationGroups'],
  'aws:elasticache:cluster': ['elasticache:DescribeCacheClusters'],
  'aws:elasticache:serverlesscache': ['elasticache:DescribeServerlessCaches'],
  'aws:redshift:cluster': ['redshift:DescribeClusters'],
  'aws:es:domain': ['es:ListDomainNames', 'es:DescribeDomains'],
  'aws:dms:replication-instance': ['dms:DescribeReplicationInstances'],
  'aws:kinesis:stream': ['kinesis:ListStreams', 'kinesis:DescribeStreamSummary'],
  'aws:kafka:cluster': ['kafka:ListClustersV2'],
} as const;

const each = types.flatMap((type) => listings[type].map((action) => [type, action] as const));

describe('data stores', () => {
  it.each(types)('%s: all of the organisation, each once, with its tags', async (type) => {
    const expected = told[type]();
    expect(expected.length).toBeGreaterThan(0);
    const found = await readAll(type);
    expect(ids(found)).toEqual(expected);
    const all = new Map(Object.values(state).flatMap((of: ReadonlyMap<string, { tags: object }>) => [...of]));
    for (const { resourceId, tags } of found) expect(tags).toEqual({ known: true, value: all.get(resourceId)?.tags });
  });

  it.each([
    ['aws:dynamodb:table', 'dynamodb:DescribeTable'],
    ['aws:elasticache:replicationgroup', 'elasticache:DescribeReplicationGroups'],
    ['aws:kinesis:stream', 'kinesis:ListStreams'],
    ['aws:kafka:cluster', 'kafka:ListClustersV2'],
  ] as const)('%s: the same when %s is throttled', async (type, action) => {
    await cloud.inject({ kind: 'throttle', action, times: 2 });
    expect(ids(await readAll(type))).toEqual(told[type]());
  });

  it.each(types.filter((type) => type !== 'aws:es:domain'))(
    '%s: a listing that breaks in the middle is none',
    async (type) => {
      await cloud.inject({ kind: 'half-page', action: listings[type][0] });
      await expect(readAll(type, 1)).rejects.toMatchObject({
        category: 'unavailable',
        operation: listings[type][0],
      });
    },
  );

  it.each(each)('%s: denied by name without %s, and never empty', async (type, action) => {
    await cloud.inject({ kind: 'deny', action });
    await expect(readAll(type)).rejects.toMatchObject({ category: 'denied', message: expect.stringContaining(action) });
  });

  it.each([
    ['aws:dynamodb:table', 'tag:GetResources', 'tags'],
    ['aws:dynamodb:table', 'application-autoscaling:DescribeScalableTargets', 'scaling'],
    ['aws:elasticache:replicationgroup', 'tag:GetResources', 'tags'],
    ['aws:redshift:cluster', 'redshift:DescribeScheduledActions', 'pauseSchedules'],
    ['aws:dms:replication-instance', 'dms:DescribeReplicationTasks', 'tasks'],
    ['aws:kinesis:stream', 'tag:GetResources', 'tags'],
    ['aws:es:domain', 'tag:GetResources', 'tags'],
  ] as const)('%s without %s: %s is unread, with the reason, and nothing is lost', async (type, action, field) => {
    await cloud.inject({ kind: 'deny', action });
    const found = await readAll(type);
    expect(ids(found)).toEqual(told[type]());
    for (const resource of found) {
      expect(resource[field as keyof typeof resource]).toMatchObject({
        known: false,
        reason: expect.stringContaining(`denied: ${action}`),
      });
    }
  });

  it('are what the estate has', async () => {
    for (const table of await readAll<NosqlTable>('aws:dynamodb:table')) {
      const of = state.tables.get(table.resourceId)!;
      expect(table).toMatchObject({
        name: of.name,
        capacityMode: of.mode === 'PROVISIONED' ? 'provisioned' : 'on-demand',
        storageClass: of.tableClass === 'STANDARD' ? 'standard' : 'infrequent-access',
        storedBytes: of.sizeBytes,
        capacity: { readUnits: of.readUnits, writeUnits: of.writeUnits },
        indexes: of.indexes,
        replicaRegions: of.replicas,
        scaling: { known: true, value: { read: of.scaling ?? null, write: of.scaling ?? null } },
      });
    }
    for (const cache of await readAll<CacheCluster>('aws:elasticache:replicationgroup')) {
      const of = state.caches.get(cache.resourceId)!;
      expect(cache).toMatchObject({ sizeName: of.nodeType, nodeIds: of.nodeIds, engine: of.engine });
      expect(cache.global).toBe(of.globalId !== undefined);
      // The bill names nodes: only a single one stands for its group.
      expect(cache.billingIds?.length).toBe(of.nodeIds.length === 1 ? 1 : 0);
    }
    for (const cluster of await readAll<Warehouse>('aws:redshift:cluster')) {
      const of = state.warehouses.get(cluster.resourceId)!;
      expect(cluster).toMatchObject({
        sizeName: of.nodeType,
        nodeCount: of.nodes,
        multiZone: of.multiZone,
        powerState: of.status === 'paused' ? 'stopped' : 'running',
        // A resize that is switched off is no schedule.
        pauseSchedules: { known: true, value: of.pauses ? 2 : 0 },
      });
    }
    for (const domain of await readAll<SearchDomain>('aws:es:domain')) {
      const of = state.domains.get(domain.resourceId)!;
      expect(domain).toMatchObject({
        sizeName: of.instanceType,
        nodeCount: of.instances,
        storage: { tier: 'gp2', sizeGiB: of.storageGiB },
        createdAt: { known: false },
      });
    }
    for (const instance of await readAll<ReplicationInstance>('aws:dms:replication-instance')) {
      const of = state.replications.get(instance.resourceId)!;
      expect(instance.tasks).toMatchObject({ known: true, value: { length: of.tasks.length } });
      if (!instance.tasks.known) continue;
      expect(instance.tasks.value.map((task) => task.state)).toEqual(
        of.tasks.map(({ status }) => (status === 'running' ? 'active' : status)),
      );
    }
    for (const stream of await readAll<Stream>('aws:kinesis:stream')) {
      const of = state.streams.get(stream.resourceId)!;
      expect(stream).toMatchObject({ shards: of.shards, retentionHours: of.retentionHours });
      expect(stream.capacityMode === 'on-demand').toBe(of.mode === 'ON_DEMAND');
    }
    for (const cluster of await readAll<MessageCluster>('aws:kafka:cluster')) {
      const of = state.brokers.get(cluster.resourceId)!;
      expect(cluster.brokerCount).toBe(of.brokers);
      expect(cluster.sizeName).toBe(of.instanceType);
      expect(cluster.deployment).toBe(of.instanceType === undefined ? 'serverless' : 'standard');
    }
  });
});
