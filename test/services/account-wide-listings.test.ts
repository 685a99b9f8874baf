import PQueue from 'p-queue';
import { describe, expect, it } from 'vitest';
import { CloudError } from '../../src/domain/cloud-error.ts';
import { known } from '../../src/domain/fact.ts';
import { instant } from '../../src/domain/instant.ts';
import type { CloudConnection, CollectorInfo, Discovery } from '../../src/domain/ports/provider.ts';
import type { Store } from '../../src/domain/ports/store.ts';
import type { BlockVolume } from '../../src/domain/resources.ts';
import { HOLDS_NOTHING } from '../../src/domain/sync.ts';
import { unreadSubjects } from '../../src/services/analysis/unread-subjects.ts';
import { syncConnection } from '../../src/services/sync/run-connection.ts';
import { openStore } from '../../src/store/open-store.ts';
import { collect } from '../support/store-records.ts';
import { storeFolder, withStore } from '../support/store-temp.ts';

const now = instant('2026-11-24T05:00:00Z');
const folder = storeFolder();
let stores = 0;
const open = () => openStore({ location: `${folder}/${(stores += 1)}.db`, mode: 'write', now });
const scope = (accountId: string, regionId = 'global') => ({ provider: 'gcp', accountId, regionId }) as const;

const disk = (accountId: string, regionId: string, name: string): BlockVolume => ({
  kind: 'block-volume',
  type: 'gcp:compute:disk',
  resourceId: `//compute.googleapis.com/projects/${accountId}/zones/${regionId}-a/disks/${name}`,
  scope: scope(accountId, regionId),
  state: 'READY',
  createdAt: known(now),
  tags: known({}),
  sizeGiB: 10,
  tier: 'pd-ssd',
  attachedTo: known([]),
});

const disks: CollectorInfo = {
  type: 'gcp:compute:disk',
  kind: 'block-volume',
  reach: 'account',
  permissions: ['compute.disks.list'],
};

interface Asked {
  readonly metrics: string[];
  readonly prices: string[];
  readonly sizes: string[];
}

/** A cloud whose disks are listed over all regions of a project at once. */
function cloud(listing: Readonly<Record<string, readonly BlockVolume[] | CloudError>>, asked: Asked): CloudConnection {
  const discovery: Discovery = {
    accounts: Object.keys(listing).map((accountId) => ({
      provider: 'gcp',
      accountId,
      name: accountId,
      parentPath: known([]),
      billingAccountId: known('B'),
      state: 'active',
      tags: known({}),
    })),
    scopes: Object.keys(listing).map((accountId) => scope(accountId)),
    unread: [],
    regionsFromInventory: true,
  };
  const connection: Partial<CloudConnection> = {
    provider: 'gcp',
    name: 'main',
    collectors: [{ ...disks, metrics: ['volume-operations'] }],
    discover: async () => discovery,
    billingScope: async () => scope('payer'),
    paidCalls: () => [],
    priceFamilies: () => ['volumes'],
    async *collect(_type, { accountId }) {
      const found = listing[accountId] ?? [];
      if (found instanceof CloudError) throw found;
      yield { resources: found, unread: [] };
    },
    async *metrics(of) {
      asked.metrics.push(`${of.accountId} ${of.regionId}`);
      yield { digests: [], unread: [] };
    },
    async *charges() {},
    async *prices(regionId) {
      asked.prices.push(regionId);
      yield { prices: [], sizes: [] };
    },
    async *sizes(of) {
      asked.sizes.push(of.regionId);
      yield [];
    },
  };
  return connection as CloudConnection;
}

async function sync(store: Store, connection: CloudConnection, regions: readonly string[] = []) {
  const { run } = await store.syncs.begin('x', now, now);
  let gone = 0;
  const job = {
    store,
    runId: run.id,
    observedAt: now,
    signal: new AbortController().signal,
    onGone: (count: number) => void (gone += count),
    onTaskEnd: () => undefined,
  };
  await syncConnection(job, connection, {
    accounts: [],
    regions,
    costRange: { from: '2026-11-24', to: '2026-11-24' } as never,
    needs: { kinds: new Set(['block-volume']), metrics: new Set(['volume-operations']) },
    chargeQueue: new PQueue({ concurrency: 1 }),
    onPlan: () => undefined,
  });
  await store.syncs.finish(run.id, 'complete', now);
  return { tasks: await store.syncs.tasks(run.id), gone };
}

const nothing = (): Asked => ({ metrics: [], prices: [], sizes: [] });

const ids = async (store: Store, includeGone = false) =>
  (await collect(store.resources.stream({ providers: ['gcp'], includeGone }, 10))).map(
    ({ resource, goneSince }) => `${resource.name ?? resource.resourceId.split('/').at(-1)}${goneSince ? ' gone' : ''}`,
  );

describe('a listing over all regions of an account', () => {
  const two = { 'my-project': [disk('my-project', 'us-central1', 'a'), disk('my-project', 'europe-west1', 'b')] };

  it('is made once, and metrics and prices are asked of the regions in which something was found', () =>
    withStore(open, async (store) => {
      const asked = nothing();
      const { tasks } = await sync(store, cloud(two, asked));
      expect(await ids(store)).toEqual(['b', 'a']);
      expect(asked.metrics).toEqual(['my-project europe-west1', 'my-project us-central1']);
      expect(asked.prices).toEqual(['europe-west1', 'us-central1']);
      expect(tasks.every(({ status }) => status === 'complete')).toBe(true);
      expect(tasks.filter(({ subject }) => subject === disks.type).map(({ regionId }) => regionId)).toEqual(['global']);
    }));

  it('tells what is gone in every region', () =>
    withStore(open, async (store) => {
      await sync(store, cloud(two, nothing()));
      const { gone } = await sync(store, cloud({ 'my-project': [two['my-project'][0]!] }, nothing()));
      expect(gone).toBe(1);
      expect(await ids(store, true)).toEqual(['b gone', 'a']);
    }));

  it('keeps to the regions that were asked for, in what it stores and in what it calls gone', () =>
    withStore(open, async (store) => {
      await sync(store, cloud(two, nothing()));
      const asked = nothing();
      const later = { 'my-project': [disk('my-project', 'europe-west1', 'c')] };
      const { gone } = await sync(store, cloud(later, asked), ['us-central1']);
      expect(gone).toBe(1);
      expect(await ids(store, true)).toEqual(['b', 'a gone']);
      expect(asked.metrics).toEqual([]);
    }));

  it('that failed calls nothing gone, and is a hole in every region of that account alone', () =>
    withStore(open, async (store) => {
      const other = { other: [disk('other', 'us-central1', 'd')] };
      await sync(store, cloud({ ...two, ...other }, nothing()));
      const denied = new CloudError({
        category: 'denied',
        operation: 'compute.disks.aggregatedList',
        message: 'no permission',
      });
      const { tasks, gone } = await sync(store, cloud({ 'my-project': denied, ...other }, nothing()));
      expect(gone).toBe(0);
      const aws: CollectorInfo = { ...disks, type: 'aws:ec2:volume', reach: 'regional' };
      const unread = unreadSubjects(tasks, [disks, aws]);
      expect(unread.inScope(scope('my-project', 'us-central1')).get('block-volume')).toMatch(/no permission/);
      expect(unread.inScope(scope('other', 'us-central1')).get('block-volume')).toBeUndefined();
      // A kind that nothing brings was not looked at.
      expect(unread.inScope(scope('other', 'us-central1')).get('launch-template')).toMatch(/does not read/);
      expect(unread.inRegion(scope('other', 'asia-east1')).get('block-volume')).toMatch(/^my-project: .*no permission/);
    }));

  it('misses nothing of who only pays, or of an account in which nothing can be', () =>
    withStore(open, async (store) => {
      const { tasks } = await sync(store, cloud(two, nothing()));
      const door = {
        ...tasks[0]!,
        accountId: 'closing',
        subject: 'accounts',
        status: 'skipped',
        error: { code: HOLDS_NOTHING, message: 'it is not active' },
      } as const;
      const advice = { ...tasks[0]!, accountId: 'payer', subject: 'recommendations:recommender' };
      expect(new Set(tasks.map(({ accountId }) => accountId))).toContain('payer');
      const unread = unreadSubjects([...tasks, door, advice], [disks]);
      expect(unread.inRegion(scope('my-project', 'us-central1')).get('block-volume')).toBeUndefined();
      // What the user left out may use what others hold.
      const left = { ...door, error: { code: 'skipped', message: 'it is excluded' } };
      const excluded = unreadSubjects([...tasks, left], [disks]);
      expect(excluded.inRegion(scope('my-project', 'us-central1')).get('block-volume')).toMatch(/^closing: /);
      const failed = unreadSubjects([...tasks, { ...left, status: 'failed' }], [disks]);
      expect(failed.inRegion(scope('my-project', 'us-central1')).get('block-volume')).toMatch(/^closing: /);
    }));

  it('of what nobody switched on misses nothing', () =>
    withStore(open, async (store) => {
      const off = new CloudError({
        category: 'not-enabled',
        operation: 'compute.disks.aggregatedList',
        message: 'off',
      });
      const { tasks } = await sync(store, cloud({ ...two, other: off }, nothing()));
      const unread = unreadSubjects(tasks, [disks]);
      expect(unread.inScope(scope('other', 'us-central1')).get('block-volume')).toBeUndefined();
      expect(unread.inRegion(scope('my-project', 'us-central1')).get('block-volume')).toBeUndefined();
    }));
});
