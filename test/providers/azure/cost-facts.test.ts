import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { CostFactRequest } from '../../../src/domain/ports/provider.ts';
import { type Call, refusal, ReplayServer, subscriptionId, subscriptionRow } from './replay-server.ts';

let server: ReplayServer;
beforeAll(async () => {
  server = await ReplayServer.start();
});
afterEach(() => server.reset());
afterAll(() => server.close());

const request: CostFactRequest = { onDemandUsage: [], allocationTags: [], isAllocationTag: () => true };
const OTHER = '22222222-2222-2222-2222-222222222222';
const ORDER = '/providers/Microsoft.Capacity/reservationOrders/AAAA/reservations/BBBB';

const isQuery = ({ path }: Call): boolean => path.endsWith('/providers/microsoft.costmanagement/query');

type Row = readonly [cost: number, reservation: string, chargeType: string, currency: string];

function serve(rows: readonly Row[]): void {
  const columns = ['Cost', 'ReservationId', 'ChargeType', 'Currency'].map((name) => ({ name, type: 'String' }));
  server.on((call) => (isQuery(call) ? { body: { properties: { columns, rows, nextLink: null } } } : undefined));
}

async function uses(subscriptions: readonly string[] = [subscriptionId]) {
  const value = subscriptions.map((id) => subscriptionRow({ subscriptionId: id }));
  server.on(({ path }) => (path === '/subscriptions' ? { body: { value } } : undefined));
  return server.connect({}, { attempts: 1 }).costFacts('commitment-use', request);
}

describe('use of reservations', () => {
  it('is what the amortized bill has as used and as unused', async () => {
    serve([
      [70, ORDER, 'Usage', 'EUR'],
      [30, ORDER, 'UnusedReservation', 'EUR'],
      [5000, '', 'Usage', 'EUR'],
      [365, ORDER, 'Purchase', 'EUR'],
    ]);
    expect(await uses()).toEqual([
      {
        commitmentId: 'bbbb',
        accountId: null,
        category: 'usage',
        window: { from: '2026-10-22', to: '2026-11-21' },
        currency: 'EUR',
        amortizedCost: '100.00',
        unusedCost: '30.00',
        utilization: 0.7,
        netSavings: null,
      },
    ]);
    const body = server.calls.find(isQuery)?.body as {
      readonly type: string;
      readonly dataset: { readonly granularity: string; readonly grouping: readonly object[] };
    };
    expect(body).toMatchObject({
      type: 'AmortizedCost',
      dataset: {
        granularity: 'None',
        grouping: [
          { type: 'Dimension', name: 'ReservationId' },
          { type: 'Dimension', name: 'ChargeType' },
        ],
      },
    });
  });

  it('adds up over the subscriptions, and leaves out one that may not be read', async () => {
    serve([[10, 'bbbb', 'UnusedReservation', 'EUR']]);
    server.on((call) => (isQuery(call) && call.path.includes(OTHER) ? refusal('RBACAccessDenied', 'no') : undefined));
    const third = '33333333-3333-3333-3333-333333333333';
    expect(await uses([subscriptionId, OTHER, third])).toMatchObject([{ unusedCost: '20.00', utilization: 0 }]);
  });

  it('is an error where no bill may be read', async () => {
    server.on((call) => (isQuery(call) ? refusal('RBACAccessDenied', 'no') : undefined));
    await expect(uses()).rejects.toMatchObject({
      category: 'denied',
      operation: 'Microsoft.CostManagement/query/read',
    });
  });

  it('of another subject is a mistake of the caller', async () => {
    server.on(({ path }) => (path === '/subscriptions' ? { body: { value: [subscriptionRow()] } } : undefined));
    await expect(server.connect().costFacts('commitment-offers', request)).rejects.toThrow(TypeError);
  });
});
