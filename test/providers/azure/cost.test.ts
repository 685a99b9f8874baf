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

/** A bill of two charge types; `of` says what it costs in which view. */
function serveBill(of: (view: string, chargeType: string) => number, total = of): void {
  server.on((call) => {
    if (!isQuery(call)) return undefined;
    const { type, dataset } = call.body as QueryBody;
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
    return { body: { properties: { columns, rows, nextLink: null } } };
  });
}

async function chargesOf(settings: Parameters<ReplayServer['connect']>[0] = {}): Promise<readonly ChargePage[]> {
  server.on(({ path }) => (path === '/subscriptions' ? { body: { value: [subscriptionRow()] } } : undefined));
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
    const first = server.calls.find(isQuery)?.body as QueryBody;
    expect(first.timePeriod).toEqual({ from: '2026-10-01T00:00:00+00:00', to: '2026-11-23T23:59:59+00:00' });
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
    server.on(({ path }) => (path === '/subscriptions' ? { body: { value: [] } } : undefined));
    const rows = [subscriptionRow(), subscriptionRow({ subscriptionId: other })];
    const pages: ChargePage[] = [];
    server.on(({ path }) => (path === '/subscriptions' ? { body: { value: rows } } : undefined));
    for await (const page of server.connect({}, { attempts: 1 }).charges(range)) pages.push(page);
    expect(pages.flatMap(({ unread = [] }) => unread)).toEqual([
      { reason: `/subscriptions/${other}: denied: Microsoft.CostManagement/query/read (RBACAccessDenied)` },
    ]);
    expect(pages.flatMap(({ charges }) => charges)).toHaveLength(2);
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
  it('is the amortized cost of the settled last 30 days, under the id that the inventory has', async () => {
    const id = `/subscriptions/${subscriptionId}/resourceGroups/RG/providers/Microsoft.Compute/virtualMachines/VM`;
    server.on(({ path }) => (path === '/subscriptions' ? { body: { value: [subscriptionRow()] } } : undefined));
    server.on((call) =>
      isQuery(call)
        ? {
            body: {
              properties: {
                columns: ['Cost', 'ResourceId', 'Currency'].map((name) => ({ name })),
                rows: [
                  [12.25, id, 'EUR'],
                  [3, '', 'EUR'],
                ],
              },
            },
          }
        : undefined,
    );
    expect(await server.connect().resourceCosts()).toEqual({
      range: { from: '2026-10-22', to: '2026-11-21' },
      costs: [
        {
          accountId: subscriptionId,
          resourceId: id.toLowerCase(),
          effectiveCost: { nanos: 12_250_000_000n, currency: 'EUR' },
          days: 30,
        },
      ],
    });
    expect(server.calls.find(isQuery)?.body).toMatchObject({ type: 'AmortizedCost', dataset: { granularity: 'None' } });
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
