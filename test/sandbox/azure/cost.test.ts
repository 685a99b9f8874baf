import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ARM, firstSubscription, type Json, type Reply, serveAzure, type ServedAzure } from './served-azure.ts';

let azure: ServedAzure;
let scope: string;
beforeAll(async () => {
  azure = await serveAzure();
  scope = `subscriptions/${await firstSubscription(azure)}`;
});
afterAll(() => azure.close());

const query = async (dataset: object, more: object = {}, at = scope): Promise<Reply> =>
  await azure.post(`${ARM}/${at}/providers/Microsoft.CostManagement/query?api-version=2023-11-01`, {
    type: 'ActualCost',
    timeframe: 'Custom',
    timePeriod: { from: '2026-10-01T00:00:00+00:00', to: '2026-10-31T23:59:59+00:00' },
    dataset: { granularity: 'Daily', aggregation: { totalCost: { name: 'Cost', function: 'Sum' } }, ...dataset },
    ...more,
  });
const by = (...names: readonly string[]) => ({ grouping: names.map((name) => ({ type: 'Dimension', name })) });
const rowsOf = ({ body }: Reply): readonly unknown[][] => body.properties.rows as unknown[][];
const nanos = (rows: readonly unknown[][]): number =>
  rows.reduce((sum, [cost]) => sum + Math.round((cost as number) * 1e9), 0);

describe('Cost Management', () => {
  it('has a row for each day and group, with the columns that it names', async () => {
    const reply = await query(by('ServiceName', 'ResourceLocation'));
    expect((reply.body.properties.columns as Json[]).map(({ name }) => name)).toEqual([
      'Cost',
      'UsageDate',
      'ServiceName',
      'ResourceLocation',
      'Currency',
    ]);
    const days = new Set(rowsOf(reply).map(([, day]) => day));
    expect(days.size).toBe(31);
    expect(days).toContain(20261031);
  });

  it('sums to the same whatever it is grouped by, page by page', async () => {
    const total = nanos(rowsOf(await query({ granularity: 'None' })));
    expect(total).toBeGreaterThan(0);
    const first = await query(by('ResourceId'));
    const rows = [...rowsOf(first)];
    let next = first.body.properties.nextLink as string | null;
    expect(next).toMatch(/^https:\/\/management\.azure\.com\//);
    while (next !== null) {
      const { body }: Reply = await azure.post(next, {
        type: 'ActualCost',
        timeframe: 'Custom',
        timePeriod: { from: '2026-10-01T00:00:00+00:00', to: '2026-10-31T23:59:59+00:00' },
        dataset: {
          granularity: 'Daily',
          aggregation: { totalCost: { name: 'Cost', function: 'Sum' } },
          ...by('ResourceId'),
        },
      });
      rows.push(...(body.properties.rows as unknown[][]));
      next = body.properties.nextLink as string | null;
    }
    expect(nanos(rows)).toBe(total);
    expect(nanos(rowsOf(await query(by('ChargeType'))))).toBe(total);
  });

  it('bills an unattached disk its tier by the month', async () => {
    const { entries } = await azure.control('truth');
    const disk = (entries as Json[]).find(
      ({ checkId, verdict }) => checkId === 'azure-disk-unattached' && verdict === 'waste',
    )!;
    const filter = { dimensions: { name: 'ResourceId', operator: 'In', values: [disk.resourceId] } };
    const at = `subscriptions/${String(disk.accountId)}`;
    const [[cost] = []] = rowsOf(await query({ granularity: 'None', filter }, {}, at));
    expect(cost).toBeCloseTo(Number(disk.monthlyCost), 6);
  });

  it('bills the running day up to now, and no day that has not come', async () => {
    const reply = await query({}, { timePeriod: { from: '2026-11-22T00:00:00Z', to: '2026-11-30T00:00:00Z' } });
    const costs = rowsOf(reply).map(([cost]) => cost as number);
    expect(costs).toHaveLength(3);
    expect(costs[2]! / costs[1]!).toBeCloseTo(0.25, 1);
  });

  it('asks to wait in a header of its own', async () => {
    await azure.fault({ service: 'costmanagement', kind: 'throttle', retryAfterSeconds: 12, times: 1 });
    const { status, headers } = await query({});
    expect(status).toBe(429);
    expect(headers.get('x-ms-ratelimit-microsoft.costmanagement-entity-retry-after')).toBe('12');
    expect(headers.get('retry-after')).toBeNull();
  });

  it.each([
    ['three groupings', by('ServiceName', 'ResourceId', 'ChargeType'), {}],
    ['an unknown dimension', by('Nothing'), {}],
    ['no aggregation', { aggregation: {} }, {}],
    ['more than a year', {}, { timePeriod: { from: '2024-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } }],
  ])('refuses %s', async (_, dataset, more) => {
    const { status, body } = await query(dataset, more);
    expect([status, body.error.code]).toEqual([400, 'BadRequest']);
  });

  it('bills a reservation as a purchase each month, or by the hour as used and as unused', async () => {
    const { entries } = await azure.control('truth');
    const { accountId, resourceId, monthlyCost } = (entries as Json[]).find(
      ({ checkId, verdict }) => checkId === 'azure-commitment-underused' && verdict === 'waste',
    )!;
    const id = String(resourceId).split('/').at(-1)!;
    const costs = async (type: string): Promise<Readonly<Record<string, number>>> => {
      const filter = { dimensions: { name: 'ReservationId', operator: 'In', values: [id] } };
      const dataset = { granularity: 'None', ...by('ReservationId', 'ChargeType'), filter };
      const rows = rowsOf(await query(dataset, { type }, `subscriptions/${String(accountId)}`));
      return Object.fromEntries(rows.map(([cost, , chargeType]) => [chargeType as string, cost as number]));
    };
    const [actual, amortized] = [await costs('ActualCost'), await costs('AmortizedCost')];
    expect(Object.keys(actual)).toEqual(['Purchase']);
    expect(Object.keys(amortized).toSorted()).toEqual(['UnusedReservation', 'Usage']);
    // October has 744 of a year's 8760 hours.
    const { UnusedReservation: unused = 0, Usage: used = 0 } = amortized;
    expect(unused).toBeCloseTo((Number(monthlyCost) * 12 * 744) / 8760, 2);
    expect(used + unused).toBeCloseTo(((actual['Purchase'] ?? 0) * 12 * 744) / 8760, 2);
  });
});
