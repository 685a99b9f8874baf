import PQueue from 'p-queue';
import { describe, expect, it } from 'vitest';
import { CloudError } from '../../src/domain/cloud-error.ts';
import { known } from '../../src/domain/fact.ts';
import { instant } from '../../src/domain/instant.ts';
import type { CloudConnection, Discovery } from '../../src/domain/ports/provider.ts';
import type { Store } from '../../src/domain/ports/store.ts';
import { syncConnection } from '../../src/services/sync/run-connection.ts';
import { syncReport } from '../../src/services/sync/sync-report.ts';
import { openStore } from '../../src/store/open-store.ts';
import { storeFolder, withStore } from '../support/store-temp.ts';

const now = instant('2026-11-24T05:00:00Z');
const folder = storeFolder();
let stores = 0;
const open = () => openStore({ location: `${folder}/${(stores += 1)}.db`, mode: 'write', now });
const [own, member, suspended] = ['111111111111', '222222222222', '333333333333'] as const;
const scope = (accountId: string, regionId = 'global') => ({ provider: 'aws', accountId, regionId }) as const;
const account = (accountId: string) =>
  ({
    provider: 'aws',
    accountId,
    name: accountId,
    parentPath: known([]),
    billingAccountId: known(own),
    state: 'active',
    tags: known({}),
  }) as const;

const discovery: Discovery = {
  accounts: [own, member, suspended].map(account),
  scopes: [scope(own, 'us-east-1'), scope(member, 'us-east-1')],
  unread: [],
  skipped: [
    { scope: scope(suspended), subject: 'accounts', reason: 'the account is SUSPENDED' },
    { scope: scope(member), subject: 'regions', reason: 'not enabled in this account: ap-east-1' },
  ],
};

/** A cloud in which there is nothing but what is discovered. */
const connection = (found: Discovery): CloudConnection => {
  const cloud: Partial<CloudConnection> = {
    provider: 'aws',
    name: 'main',
    collectors: [],
    identity: () => Promise.reject(new Error('not asked')),
    discover: async () => found,
    billingScope: async () => scope(own),
    paidCalls: () => [],
    priceFamilies: () => [],
    async *collect() {},
    async *metrics() {},
    async *charges() {},
    async *prices() {},
    async *sizes() {},
    async *probe() {},
    close: async () => undefined,
  };
  return cloud as CloudConnection;
};

async function sync(store: Store, found: Discovery, runId?: number) {
  const { run } = runId === undefined ? await store.syncs.begin('x', now, now) : { run: { id: runId } };
  const job = {
    store,
    runId: run.id,
    observedAt: now,
    signal: new AbortController().signal,
    onGone: () => undefined,
    onTaskEnd: () => undefined,
  };
  await syncConnection(job, connection(found), {
    accounts: [],
    regions: [],
    costRange: { from: '2026-11-24', to: '2026-11-24' } as never,
    needs: { kinds: new Set(), metrics: new Set() },
    chargeQueue: new PQueue({ concurrency: 1 }),
    onPlan: () => undefined,
  });
  return run.id;
}

describe('what a sync leaves alone on purpose', () => {
  it('is shown with its reason, and is no hole', async () => {
    await withStore(open, async (store) => {
      const runId = await sync(store, discovery);
      await store.syncs.finish(runId, 'complete', now);
      const report = await syncReport(store, runId, { resumed: false, gone: 0 });
      expect(report.unread).toEqual([]);
      expect(report.subjects.map(({ subject }) => subject)).not.toContain('regions');
      expect(report.sync.scopes.filter(({ status }) => status === 'skipped')).toEqual([
        expect.objectContaining({
          accountId: member,
          region: 'global',
          error: { code: 'skipped', message: 'not enabled in this account: ap-east-1' },
        }),
        expect.objectContaining({
          accountId: suspended,
          region: 'global',
          error: { code: 'skipped', message: 'the account is SUSPENDED' },
        }),
      ]);
    });
  });

  it('is a hole as soon as it should have been read', async () => {
    await withStore(open, async (store) => {
      const runId = await sync(store, discovery);
      const error = new CloudError({ category: 'denied', operation: 'sts:AssumeRole', message: 'no' });
      const denied = { ...discovery, skipped: [], unread: [{ scope: scope(suspended), subject: 'accounts', error }] };
      await sync(store, denied, runId);
      await store.syncs.finish(runId, 'partial', now);
      const report = await syncReport(store, runId, { resumed: true, gone: 0 });
      expect(report.unread).toMatchObject([{ accountId: suspended, code: 'denied' }]);
      // What was left alone and is read now counts as read.
      expect(report.sync.scopes.filter(({ status }) => status === 'skipped')).toEqual([]);
    });
  });
});
