import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ChargePage } from '../../../src/domain/ports/provider.ts';
import type { Day } from '../../../src/domain/instant.ts';
import { hasOfficialExamples, officialBody } from './official-examples.ts';
import { type Call, refusal, ReplayServer, subscription, subscriptionId, subscriptionRow } from './replay-server.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await ReplayServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.close());

const range = { from: '2026-10-01' as Day, to: '2026-11-24' as Day };

interface QueryBody {
  readonly type: string;
  readonly timePeriod: { readonly from: string; readonly to: string };
  readonly dataset: {
    readonly grouping: readonly { readonly name: string }[];
    readonly filter?: { readonly dimensions: { readonly values: readonly string[] } };
  };
}

const isQuery = ({ path }: Call): boolean => path.endsWith('/providers/microsoft.costmanagement/query');

const holds = ({ timePeriod: { from, to } }: QueryBody, day: string): boolean => from <= day && day <= to;

/** A bill of two charge types on the third of November; `of` says what it costs in which view. */
function serveBill(of: (view: string, chargeType: string) => number, total = of): void {
  server.on((call) => {
    if (!isQuery(call)) return undefined;
    const question = call.body as QueryBody;
    const { type, dataset } = question;
    const names = dataset.grouping.map(({ name }) => name);
    const columns = ['Cost', 'UsageDate', ...names, 'Currency'].map((name) => ({ name, type: 'String' }));
    const [chargeType] = dataset.filter?.dimensions.values ?? [];
    const rows =
      chargeType === undefined
        ? ['Usage', 'Purchase'].map((one) => [total(type, one), 20_261_103, one, 'EUR'])
        : [
            [
              of(type, chargeType),
              20_261_103,
              'Virtual Machines',
              names[1] === 'SubscriptionId' ? subscriptionId : 'EU West',
              'EUR',
            ],
          ];
    return { body: { properties: { columns, rows: holds(question, '2026-11-03') ? rows : [], nextLink: null } } };
  });
}

async function chargesOf(
  settings: Parameters<ReplayServer['connect']>[0] = {},
  rows: readonly object[] = [subscriptionRow()],
): Promise<readonly ChargePage[]> {
  server.on(({ path }) => (path === '/subscriptions' ? { body: { value: rows } } : undefined));
  const pages: ChargePage[] = [];
  for await (const page of server.connect(settings, { attempts: 1 }).charges(range)) pages.push(page);
  return pages;
}

describe('charges', () => {
  it('are what was invoiced and what it is worth over time, by day, service, type and place', async () => {
    serveBill((view, type) => (view === 'ActualCost' ? (type === 'Usage' ? 10.5 : 365) : type === 'Usage' ? 11.5 : 0));
    const pages = await chargesOf();
    expect(pages.map(({ billingMonth, monthComplete }) => [billingMonth, monthComplete])).toEqual([
      ['2026-10-01', true],
      ['2026-11-01', true],
    ]);
    expect(pages[1]?.source).toEqual({ kind: 'api', name: `azure-cost-management:/subscriptions/${subscriptionId}` });
    const [usage, purchase] = pages[1]?.charges ?? [];
    expect(usage).toMatchObject({
      day: '2026-11-03',
      billingMonth: '2026-11-01',
      provider: 'azure',
      subAccountId: subscriptionId,
      subAccountName: 'Production',
      regionId: 'westeurope',
      serviceName: 'Virtual Machines',
      chargeCategory: 'Usage',
      currency: 'EUR',
      billedCost: 10_500_000_000n,
      effectiveCost: 11_500_000_000n,
      listCost: null,
    });
    expect(purchase).toMatchObject({ chargeCategory: 'Purchase', billedCost: 365_000_000_000n, effectiveCost: 0n });
    const periods = server.calls.filter(isQuery).map(({ body }) => (body as QueryBody).timePeriod);
    // Daily rows of more than 31 days are cut off without a word.
    expect([...new Map(periods.map((period) => [period.from, period])).values()]).toEqual([
      { from: '2026-10-01T00:00:00+00:00', to: '2026-10-31T23:59:59+00:00' },
      { from: '2026-11-01T00:00:00+00:00', to: '2026-11-23T23:59:59+00:00' },
    ]);
  });

  it('of a billing scope are told by subscription', async () => {
    serveBill(() => 1);
    const path = '/providers/Microsoft.Billing/billingAccounts/1';
    const [, november] = await chargesOf({ billingScope: path });
    expect(november?.charges[0]).toMatchObject({
      billingAccountId: path,
      subAccountId: subscriptionId,
      regionId: null,
    });
  });

  it('whose parts do not sum to the whole are not given out, and named', async () => {
    serveBill(
      () => 10,
      () => 11,
    );
    const [october, november] = await chargesOf();
    expect(october).toMatchObject({ charges: [], monthComplete: true });
    expect(november).toMatchObject({
      charges: [],
      monthComplete: false,
      unread: [{ reason: expect.stringContaining('2026-11: the parts of') as string }],
    });
  });

  it('that may not be read are an error', async () => {
    server.on((call) => (isQuery(call) ? refusal('RBACAccessDenied', 'no') : undefined));
    await expect(chargesOf()).rejects.toMatchObject({
      category: 'denied',
      operation: 'Microsoft.CostManagement/query/read',
    });
  });

  it('of one subscription that may not be read leave those of the other as they are', async () => {
    const other = '22222222-2222-2222-2222-222222222222';
    serveBill(() => 1);
    server.on((call) => (isQuery(call) && call.path.includes(other) ? refusal('RBACAccessDenied', 'no') : undefined));
    const pages = await chargesOf({}, [subscriptionRow(), subscriptionRow({ subscriptionId: other })]);
    expect(pages.flatMap(({ unread = [] }) => unread)).toEqual([
      { reason: `/subscriptions/${other} 2026-10: denied: Microsoft.CostManagement/query/read (RBACAccessDenied)` },
    ]);
    expect(pages.flatMap(({ charges }) => charges)).toHaveLength(2);
    // What was denied once is not asked for month by month.
    expect(server.calls.filter((call) => isQuery(call) && call.path.includes(other))).toHaveLength(1);
  });

  it('of a month that comes damaged leave the other months as they are', async () => {
    const other = '22222222-2222-2222-2222-222222222222';
    serveBill(() => 1);
    server.on((call) =>
      isQuery(call) && call.path.includes(other) && holds(call.body as QueryBody, '2026-10-15')
        ? { body: { properties: { columns: [{ name: 'Cost' }], rows: [] } } }
        : undefined,
    );
    const pages = await chargesOf({}, [subscriptionRow(), subscriptionRow({ subscriptionId: other })]);
    expect(
      pages.map(({ billingMonth, charges, unread = [] }) => [billingMonth, charges.length, unread.length]),
    ).toEqual([
      ['2026-10-01', 0, 0],
      ['2026-10-01', 0, 1],
      ['2026-11-01', 2, 0],
      ['2026-11-01', 2, 0],
    ]);
  });

  it('of a day that was not asked for are not given out', async () => {
    serveBill(() => 1);
    server.on((call) => {
      if (!isQuery(call) || (call.body as QueryBody).dataset.filter === undefined) return undefined;
      const columns = ['Cost', 'UsageDate', 'ServiceName', 'ResourceLocation', 'Currency'].map((name) => ({ name }));
      return { body: { properties: { columns, rows: [[1, 20_261_001, 'Storage', 'EU West', 'EUR']] } } };
    });
    const [, november] = await chargesOf();
    expect(november).toMatchObject({
      charges: [],
      monthComplete: false,
      unread: [{ reason: expect.stringContaining('a row of 2026-10-01, which was not asked for') as string }],
    });
  });

  it('are asked for month by month, as they are taken', async () => {
    serveBill(() => 1);
    server.on(({ path }) => (path === '/subscriptions' ? { body: { value: [subscriptionRow()] } } : undefined));
    const year = { from: '2025-11-01' as Day, to: range.to };
    for await (const { billingMonth } of server.connect({}, { attempts: 1 }).charges(year)) {
      const asked = server.calls.filter(isQuery).map(({ body }) => (body as QueryBody).timePeriod.from.slice(0, 10));
      expect(asked.at(-1)).toBe(billingMonth);
    }
    const months = server.calls.filter(isQuery).map(({ body }) => (body as QueryBody).timePeriod.from);
    expect(new Set(months).size).toBe(13);
  });

  it('with a row that is no charge are malformed', async () => {
    server.on((call) =>
      isQuery(call)
        ? {
            body: {
              properties: {
                columns: ['Cost', 'UsageDate', 'ChargeType', 'Currency'].map((name) => ({ name })),
                rows: [['x', 20_261_103, 'Usage', 'EUR']],
              },
            },
          }
        : undefined,
    );
    await expect(chargesOf()).rejects.toMatchObject({ category: 'malformed' });
  });
});

describe('cost by resource', () => {
  const id = (name: string): string =>
    `/subscriptions/${subscriptionId}/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/${name}`;

  /** Each resource's cost in the first five days and in all thirty. */
  function serveCosts(costs: Readonly<Record<string, readonly [first: number, whole: number]>>): void {
    server.on(({ path }) => (path === '/subscriptions' ? { body: { value: [subscriptionRow()] } } : undefined));
    server.on((call) => {
      if (!isQuery(call)) return undefined;
      const isWhole = holds(call.body as QueryBody, '2026-11-20');
      const rows = Object.entries(costs).map(([of, [first, whole]]) => [isWhole ? whole : first, of, 'EUR']);
      const columns = ['Cost', 'ResourceId', 'Currency'].map((name) => ({ name }));
      return { body: { properties: { columns, rows } } };
    });
  }

  it('is the amortized cost of the settled last 30 days, under the id that the inventory has', async () => {
    serveCosts({ [id('VM')]: [2, 12.25], '': [3, 3] });
    expect(await server.connect().resourceCosts()).toEqual({
      range: { from: '2026-10-22', to: '2026-11-21' },
      costs: [
        {
          accountId: subscriptionId,
          resourceId: id('vm').toLowerCase(),
          effectiveCost: { nanos: 12_250_000_000n, currency: 'EUR' },
          days: 30,
        },
      ],
    });
    const asked = server.calls.filter(isQuery).map(({ body }) => body as QueryBody);
    expect(asked).toMatchObject([
      { type: 'AmortizedCost', timePeriod: { from: '2026-10-22T00:00:00+00:00', to: '2026-11-20T23:59:59+00:00' } },
      { type: 'AmortizedCost', timePeriod: { from: '2026-10-22T00:00:00+00:00', to: '2026-10-26T23:59:59+00:00' } },
    ]);
  });

  it.each`
    first   | whole  | told     | because
    ${5}    | ${30}  | ${true}  | ${'it cost the same all the time'}
    ${5.25} | ${30}  | ${true}  | ${'a twentieth is no change'}
    ${5.3}  | ${30}  | ${false} | ${'it cost more at first'}
    ${0}    | ${30}  | ${false} | ${'it was made within the window'}
    ${5}    | ${10}  | ${false} | ${'it is gone, or stopped'}
    ${0}    | ${0}   | ${true}  | ${'what is free costs nothing'}
    ${-5}   | ${-30} | ${false} | ${'refunds are no price'}
  `('of $first in five days and $whole in all is told: $told, as $because', async ({ first, whole, told }) => {
    serveCosts({ [id('VM')]: [first as number, whole as number] });
    expect((await server.connect().resourceCosts()).costs).toHaveLength(told === true ? 1 : 0);
  });
});

describe('Advisor', () => {
  const recommendation = (more: object = {}, extendedProperties: object = {}) => ({
    id: `/subscriptions/${subscriptionId}/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/VM/providers/Microsoft.Advisor/recommendations/r-1`,
    name: 'r-1',
    properties: {
      category: 'Cost',
      impact: 'High',
      impactedField: 'Microsoft.Compute/virtualMachines',
      impactedValue: 'VM',
      lastUpdated: '2026-11-20T01:02:03.4567891Z',
      shortDescription: { problem: 'Right-size or shutdown underutilized virtual machines', solution: 'Right-size it' },
      resourceMetadata: {
        resourceId: `/subscriptions/${subscriptionId}/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/VM`,
      },
      extendedProperties: {
        recommendationType: 'SkuChange',
        currentSku: 'Standard_D4s_v3',
        targetSku: 'Standard_D2s_v3',
        regionId: 'westeurope',
        annualSavingsAmount: '841.32',
        savingsCurrency: 'USD',
        lookbackPeriod: '7',
        ...extendedProperties,
      },
      ...more,
    },
  });
  const adviceOf = async (...value: readonly object[]) => {
    server.get('/microsoft.advisor/recommendations', { value });
    return server.connect().recommendations('advisor', subscription, new Set());
  };

  it('says what to change and what that would save a month at list prices', async () => {
    expect(await adviceOf(recommendation())).toEqual([
      {
        adviser: 'advisor',
        id: 'r-1',
        scope: { ...subscription, regionId: 'westeurope' },
        resourceId: `/subscriptions/${subscriptionId}/resourcegroups/rg/providers/microsoft.compute/virtualmachines/vm`,
        otherIds: ['VM'],
        resourceType: 'Microsoft.Compute/virtualMachines',
        action: 'SkuChange',
        current: 'Standard_D4s_v3',
        recommended: 'Standard_D2s_v3',
        monthlySavings: { nanos: 70_110_000_000n, currency: 'USD' },
        afterDiscounts: false,
        effort: 'High',
        lookbackDays: 7,
        refreshedAt: '2026-11-20T01:02:03.456Z',
      },
    ]);
  });

  it('of other things than cost, or that was put off, is left out', async () => {
    expect(await adviceOf(recommendation({ category: 'Security' }), recommendation({ suppressionIds: ['s'] }))).toEqual(
      [],
    );
  });

  it('without an amount names none', async () => {
    const [first] = await adviceOf(recommendation({}, { annualSavingsAmount: undefined }));
    expect(first?.monthlySavings).toBeUndefined();
  });

  it.skipIf(!hasOfficialExamples)('reads the official example, in which none is about cost', async () => {
    server.get(
      '/microsoft.advisor/recommendations',
      officialBody('advisor', '2023-01-01/examples/ListRecommendations.json'),
    );
    expect(await server.connect().recommendations('advisor', subscription, new Set())).toEqual([]);
    expect(server.calls.at(-1)?.query.get('$filter')).toBe("Category eq 'Cost'");
  });
});
