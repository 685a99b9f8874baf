import type { CommitmentUse } from '../../../domain/cost-facts.ts';
import { exactAmount, money } from '../../../domain/money.ts';
import { type CostRow, queryCost } from '../cost-query.ts';
import { type FactReader, settledWindow, whatCanBeRead } from './cost-reader.ts';

/** As long as the longest share of use that a listing of reservations tells. */
const LOOKBACK_DAYS = 30;

interface Sums {
  readonly currency: string;
  total: bigint;
  unused: bigint;
}

/**
 * What each reservation cost over time, and the part of it that nothing used: amortized cost by reservation and charge
 * type, over all places where the bill can be read. The role that reads the bill is enough for it; the reservations'
 * own reports (Microsoft.Consumption, reservationSummaries) tell shares alone, and take a role on each order. What a
 * reservation saved takes on-demand prices, which the bill does not have. Savings plans are no dimension of the API.
 * Source: Cost Management API, Query_Usage (`ReservationId`, `ChargeType`: `UnusedReservation`).
 */
export const commitmentUse: FactReader<'commitment-use'> = async (context) => {
  const window = settledWindow(context.today, LOOKBACK_DAYS);
  const sums = new Map<string, Sums>();
  await whatCanBeRead(context.targets, async ({ path }) => {
    const question = {
      view: 'AmortizedCost',
      range: window,
      groupBy: ['ReservationId', 'ChargeType'],
      grain: 'None',
    } as const;
    for await (const rows of queryCost(context.azure, context.scope, path, question)) rows.forEach(addTo(sums));
  });
  return [...sums].map(([key, { currency, total, unused }]): CommitmentUse => ({
    commitmentId: key.slice(0, key.indexOf('\n')),
    accountId: null,
    category: 'usage',
    window,
    currency,
    amortizedCost: exactAmount(money(total, currency)),
    unusedCost: exactAmount(money(unused, currency)),
    utilization: total > 0n ? 1 - Number(unused) / Number(total) : 1,
    netSavings: null,
  }));
};

const addTo =
  (sums: Map<string, Sums>) =>
  ({ keys: [reservation = '', chargeType = ''], nanos, currency }: CostRow): void => {
    // A GUID, or the whole ARM id, by the kind of agreement; most of a bill is of no reservation.
    const id = reservation.toLowerCase().split('/').at(-1) ?? '';
    if (id === '' || !/^(usage|unusedreservation)$/i.test(chargeType)) return;
    const key = `${id}\n${currency}`;
    const sum = sums.get(key) ?? { currency, total: 0n, unused: 0n };
    sums.set(key, sum);
    sum.total += nanos;
    if (/^unused/i.test(chargeType)) sum.unused += nanos;
  };
