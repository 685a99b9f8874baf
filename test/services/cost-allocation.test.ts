import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { type AllocationBy, parseAllocation } from '../../src/domain/allocation.ts';
import type { AllocatedCost, AllocationTag, PurchaseTypeCost } from '../../src/domain/cost-facts.ts';
import { AppError } from '../../src/domain/errors.ts';
import { known } from '../../src/domain/fact.ts';
import { addDays, dayOf, type Instant, instant } from '../../src/domain/instant.ts';
import { exactAmount } from '../../src/domain/money.ts';
import type { Store } from '../../src/domain/ports/store.ts';
import type { AllocationReport } from '../../src/domain/reports.ts';
import type { SyncError, SyncTask } from '../../src/domain/sync.ts';
import type { Context } from '../../src/services/context.ts';
import { allocateCost } from '../../src/services/cost-allocation.ts';
import { openStore } from '../../src/store/open-store.ts';
import { tempFolder } from '../support/temp-folder.ts';

const NOW = instant('2026-11-24T05:10:00Z');
const daysAgo = (days: number): Instant => instant(Date.parse(NOW) - days * 86_400_000);
const [payer, second] = ['111111111111', '222222222222'] as const;
const [web, data] = ['333333333333', '444444444444'] as const;
const window = { from: addDays(dayOf(NOW), -32), to: addDays(dayOf(NOW), -2) };

const tagged = (value: string, accountId: string, cost: string, of: Partial<AllocatedCost> = {}): AllocatedCost => ({
  dimension: 'tag',
  key: 'team',
  value,
  accountId,
  window,
  currency: 'USD',
  cost,
  ...of,
});
const bought = (purchaseType: string, serviceName: string, of: Partial<PurchaseTypeCost> = {}): PurchaseTypeCost => ({
  purchaseType,
  serviceName,
  window,
  currency: 'USD',
  billedCost: '1',
  effectiveCost: '2',
  ...of,
});
const tag = (key: string, isActive: boolean): AllocationTag => ({ key, isActive, madeBy: 'user', lastUsedAt: null });

const folder = tempFolder();
let stores = 0;

/** A store that `fill` has written to. */
async function storeWith(fill: (store: Store) => Promise<void>): Promise<string> {
  const location = join(folder, `${(stores += 1)}.db`);
  const store = await openStore({ location, mode: 'write', now: NOW });
  try {
    await fill(store);
  } finally {
    await store.close();
  }
  return location;
}

interface TaskEnd {
  readonly accountId?: string;
  readonly subject: string;
  readonly status?: SyncTask['status'];
  readonly error?: SyncError;
}

async function synced(store: Store, ends: readonly TaskEnd[]): Promise<void> {
  const { run } = await store.syncs.begin('{}', NOW, daysAgo(1));
  for (const { accountId = payer, subject, status = 'complete', error } of ends) {
    const id = { provider: 'aws' as const, accountId, regionId: 'global', subject };
    await store.syncs.plan(run.id, [id]);
    await store.syncs.update(run.id, { ...id, status, records: 0, cursor: null, ...(error && { error }) });
  }
  await store.syncs.finish(run.id, 'complete', NOW);
}

interface Asked {
  readonly by?: string;
  readonly splitBy?: AllocationReport['splitBy'];
  readonly accounts?: readonly string[];
  readonly providers?: Context['global']['providers'];
}

const ask = (store: string, { by = 'tag:team', splitBy = null, accounts = [], providers = [] }: Asked = {}) =>
  allocateCost(
    {
      cwd: folder,
      env: { HOME: folder },
      now: () => NOW,
      signal: new AbortController().signal,
      global: { store, providers, accounts, regions: [] },
      progress: { update: () => undefined },
    },
    { by: parseAllocation(by) as AllocationBy, splitBy },
  );

/** `payments 3333… 12.50 USD`, the parts that there are. */
const lines = ({ rows }: AllocationReport): readonly string[] =>
  rows.map(({ payerAccountId, value, accountId, serviceName, accounts, effectiveCost }) =>
    [
      payerAccountId.slice(0, 3),
      value,
      accountId,
      serviceName,
      accounts,
      exactAmount(effectiveCost),
      effectiveCost.currency,
    ]
      .filter((part) => part !== null)
      .join(' '),
  );

const refusal = async (store: string, asked: Asked): Promise<string> => {
  const error = await ask(store, asked).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  const { code, message } = error as AppError;
  return `${code}: ${message}`;
};

const records: readonly AllocatedCost[] = [
  tagged('payments', web, '10.0000000004'),
  tagged('payments', data, '2.5000000004'),
  tagged('', data, '7.5'),
  tagged('search', web, '20'),
  tagged('search', web, '3', { currency: 'EUR' }),
  tagged('Retail', web, '9', { dimension: 'cost-category', key: 'Unit' }),
  tagged('', data, '1', { dimension: 'cost-category', key: 'team' }),
];
const withTags = (store: Store) => store.costFacts.replace('aws', payer, 'allocated-cost', records, daysAgo(1));

describe('cost by tag', () => {
  it('is added up over accounts, in each currency, with what has no value', async () => {
    const report = await ask(await storeWith(withTags));
    expect(report).toMatchObject({ reason: null, unread: [] });
    // Rounded once: each part by itself would round down to 12.50.
    expect(lines(report)).toEqual([
      '111 search 1 20.00 USD',
      '111 payments 2 12.500000001 USD',
      '111 1 7.50 USD',
      '111 search 1 3.00 EUR',
    ]);
    expect(report.rows.map(({ value }) => value)).toEqual(['search', 'payments', null, 'search']);
    expect(
      report.payers.map(({ observedAt, range, totals }) => [
        observedAt,
        range,
        totals.map(({ effectiveCost, unallocatedCost, currency }) => [
          exactAmount(effectiveCost),
          unallocatedCost && exactAmount(unallocatedCost),
          currency,
        ]),
      ]),
    ).toEqual([
      [
        daysAgo(1),
        window,
        [
          ['40.000000001', '7.50', 'USD'],
          ['3.00', '0.00', 'EUR'],
        ],
      ],
    ]);
  });

  it('is split by account, and narrowed to some', async () => {
    const store = await storeWith(withTags);
    expect(lines(await ask(store, { splitBy: 'account' }))).toEqual([
      `111 search ${web} 1 20.00 USD`,
      `111 payments ${web} 1 10.00 USD`,
      `111 ${data} 1 7.50 USD`,
      `111 payments ${data} 1 2.50 USD`,
      `111 search ${web} 1 3.00 EUR`,
    ]);
    const narrowed = await ask(store, { accounts: [data] });
    expect(lines(narrowed)).toEqual(['111 1 7.50 USD', '111 payments 1 2.50 USD']);
    expect(narrowed.payers[0]?.totals.map(({ effectiveCost }) => exactAmount(effectiveCost))).toEqual(['10.00']);
    expect(await ask(store, { accounts: ['555555555555'] })).toMatchObject({
      reason: null,
      rows: [],
      payers: [{ totals: [] }],
    });
  });

  it('of a category is not that of a tag with the same name', async () => {
    const store = await storeWith(withTags);
    expect(lines(await ask(store, { by: 'cost-category:Unit' }))).toEqual(['111 Retail 1 9.00 USD']);
    expect(lines(await ask(store, { by: 'cost-category:team' }))).toEqual(['111 1 1.00 USD']);
  });

  it('of two payers stays apart, and says of which the bill is not divided', async () => {
    const store = await storeWith(async (of) => {
      await withTags(of);
      await of.costFacts.replace(
        'aws',
        second,
        'allocated-cost',
        [tagged('payments', '666666666666', '5')],
        daysAgo(3),
      );
    });
    const report = await ask(store);
    expect(lines(report)).toEqual([
      '111 search 1 20.00 USD',
      '111 payments 2 12.500000001 USD',
      '111 1 7.50 USD',
      '111 search 1 3.00 EUR',
      '222 payments 1 5.00 USD',
    ]);
    expect(report.payers.map(({ observedAt, divides }) => [observedAt, divides])).toEqual([
      [daysAgo(1), true],
      [daysAgo(3), true],
    ]);
    const ofUnit = await ask(store, { by: 'cost-category:Unit' });
    expect(ofUnit.payers.map(({ divides }) => divides)).toEqual([true, false]);
    expect(ofUnit).toMatchObject({ reason: null, unread: [] });
  });
});

describe('cost by purchase type', () => {
  const store = () =>
    storeWith((of) =>
      of.costFacts.replace(
        'aws',
        payer,
        'purchase-type-cost',
        [
          bought('Savings Plans', 'EC2', { effectiveCost: '30', billedCost: '0' }),
          bought('On Demand Instances', 'EC2', { effectiveCost: '20', billedCost: '20' }),
          bought('On Demand Instances', 'RDS', { effectiveCost: '15.25', billedCost: '15.25' }),
          bought('Refund', 'EC2', { effectiveCost: '-5', billedCost: '-5' }),
        ],
        daysAgo(0),
      ),
    );

  it('is added up over services, or split by them, billed cost beside it', async () => {
    const location = await store();
    const report = await ask(location, { by: 'purchase-type' });
    expect(lines(report)).toEqual([
      '111 On Demand Instances 35.25 USD',
      '111 Savings Plans 30.00 USD',
      '111 Refund -5.00 USD',
    ]);
    expect(report.rows.map(({ billedCost }) => billedCost && exactAmount(billedCost))).toEqual([
      '35.25',
      '0.00',
      '-5.00',
    ]);
    expect(report.payers[0]?.totals).toMatchObject([{ currency: 'USD', unallocatedCost: null }]);
    expect(lines(await ask(location, { by: 'purchase-type', splitBy: 'service' }))).toEqual([
      '111 Savings Plans EC2 30.00 USD',
      '111 On Demand Instances EC2 20.00 USD',
      '111 On Demand Instances RDS 15.25 USD',
      '111 Refund EC2 -5.00 USD',
    ]);
  });

  it('is told neither by account nor, for tags, by service', async () => {
    const location = await store();
    expect(await refusal(location, { by: 'purchase-type', splitBy: 'account' })).toMatch(
      /^usage-invalid: .*--by-account/,
    );
    expect(await refusal(location, { by: 'purchase-type', accounts: [web] })).toMatch(
      /^usage-invalid: .*so --account is for tags.*cost report --group-by account,pricingCategory/,
    );
    expect(await refusal(location, { splitBy: 'service' })).toMatch(/^usage-invalid: --by-service .*tag:team/);
  });
});

describe('without facts', () => {
  const denied = { code: 'denied', message: 'denied: ce:GetCostAndUsage (AccessDeniedException)' };
  const old = (store: Store) => store.costFacts.replace('aws', payer, 'allocated-cost', records, daysAgo(14));

  it.each<[string, (store: Store) => Promise<void>, string, readonly string[]]>([
    ['no sync', async () => undefined, 'never read by a sync', []],
    ['a sync that did not ask', (of) => synced(of, [{ subject: 'cost' }]), 'never read by a sync', ['never-read']],
    [
      'a denied one',
      (of) => synced(of, [{ subject: 'cost:allocated-cost', status: 'failed', error: denied }]),
      denied.message,
      ['denied'],
    ],
    [
      'what is not switched on',
      (of) =>
        synced(of, [
          {
            subject: 'cost:allocated-cost',
            status: 'skipped',
            error: { code: 'not-enabled', message: 'Cost Explorer is not enabled' },
          },
        ]),
      'Cost Explorer is not enabled',
      ['not-enabled'],
    ],
    [
      'one that was cut off',
      (of) => synced(of, [{ subject: 'cost:allocated-cost', status: 'running' }]),
      'the sync ended before this was read',
      ['interrupted'],
    ],
    ['one of a fortnight ago', old, 'read too long ago, on 2026-11-10', ['too-old']],
    [
      'one of a fortnight ago, since then denied',
      async (of) => {
        await old(of);
        await synced(of, [{ subject: 'cost:allocated-cost', status: 'failed', error: denied }]);
      },
      denied.message,
      ['denied'],
    ],
    [
      'a connection that was not let in',
      (of) =>
        synced(of, [
          {
            accountId: 'main',
            subject: 'accounts',
            status: 'failed',
            error: { code: 'unauthenticated', message: 'the token has expired' },
          },
        ]),
      'the token has expired',
      ['unauthenticated'],
    ],
  ])('%s is why', async (_, fill, reason, codes) => {
    const report = await ask(await storeWith(fill));
    expect(report).toMatchObject({ reason, rows: [], payers: [] });
    expect(report.unread.map(({ code }) => code)).toEqual(codes);
  });

  it('of another payer, the known ones are shown and the hole is named', async () => {
    const store = await storeWith(async (of) => {
      await withTags(of);
      await synced(of, [
        { subject: 'cost:allocated-cost' },
        { accountId: second, subject: 'cost:allocated-cost', status: 'failed', error: denied },
      ]);
    });
    const report = await ask(store);
    expect(report.rows).toHaveLength(4);
    expect(report.unread).toEqual([
      { provider: 'aws', accountId: second, region: 'global', subject: 'cost:allocated-cost', ...denied },
    ]);
    // An unknown key may be one of the payer that was not read.
    expect(await ask(store, { by: 'tag:nope' })).toMatchObject({ rows: [], payers: [{ divides: false }] });
  });

  it('since yesterday, those of yesterday are shown and the failure is named', async () => {
    const store = await storeWith(async (of) => {
      await withTags(of);
      await synced(of, [{ subject: 'cost:allocated-cost', status: 'failed', error: denied }]);
    });
    const report = await ask(store);
    expect(report.rows).toHaveLength(4);
    expect(report).toMatchObject({ reason: null, unread: [{ accountId: payer, code: 'denied' }] });
    expect(await refusal(store, { by: 'tag:nope' })).toMatch(/^allocation-key-unknown/);
  });

  it('of member accounts that may not be entered, nothing is missing', async () => {
    const store = await storeWith(async (of) => {
      await withTags(of);
      const account = {
        provider: 'aws',
        name: web,
        parentPath: known([]),
        billingAccountId: known(payer),
        state: 'active',
        tags: known({}),
      } as const;
      await of.accounts.upsert([{ ...account, accountId: web }], NOW);
      await synced(of, [{ accountId: web, subject: 'accounts', status: 'failed', error: denied }]);
    });
    expect((await ask(store)).unread).toEqual([]);
  });

  it('of the clouds that are asked for, others do not stand in', async () => {
    const report = await ask(await storeWith(withTags), { providers: ['gcp'] });
    expect(report).toMatchObject({ reason: 'never read by a sync', rows: [], payers: [] });
  });
});

describe('a key that there is not', () => {
  const there = /there are purchase-type, tag:team, cost-category:Unit, cost-category:team$/;
  const withAll = (tags: readonly AllocationTag[], costs = records) =>
    storeWith(async (of) => {
      await of.costFacts.replace('aws', payer, 'allocation-tags', tags, daysAgo(1));
      await of.costFacts.replace('aws', payer, 'allocated-cost', costs, daysAgo(1));
    });

  it.each([
    ['tag:nope', [tag('team', true)], /no such tag divides the bill/],
    ['tag:Team', [tag('team', true)], /no such tag divides the bill/],
    [
      'tag:owner',
      [tag('team', true), tag('owner', false)],
      /is not active .*activate it in the billing console of payer 111111111111/,
    ],
    ['tag:stage', [tag('team', true), tag('stage', true)], /is active .*allocation\.requiredTags/],
    ['cost-category:Nope', [tag('team', true)], /no such cost category/],
  ])('%s is refused with those that there are', async (by, tags, why) => {
    const text = await refusal(await withAll(tags), { by });
    expect(text).toMatch(/^allocation-key-unknown: --by /);
    expect(text).toContain(by);
    expect(text).toMatch(why);
    expect(text).toMatch(there);
  });

  it('where no tag is active, that is what is said, with the remedy', async () => {
    const store = await withAll([tag('owner', false)], []);
    const text = await refusal(store, { by: 'tag:team' });
    expect(text).toMatch(
      /no tag is active for cost allocation: activate .* billing console of payer 111111111111; there is purchase-type alone$/,
    );
  });

  it('is not one that is active and had no cost yet', async () => {
    expect(await ask(await withAll([tag('team', true)], []))).toMatchObject({
      reason: null,
      rows: [],
      payers: [{ range: null, totals: [] }],
    });
  });
});
