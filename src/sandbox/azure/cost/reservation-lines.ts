import type { AzureEstate, AzureReservation } from '../../provider-estate/azure/model.ts';
import { usdOf } from '../../provider-estate/azure/prices/catalogue.ts';
import type { ProviderUsage } from '../../provider-estate/usage.ts';
import { costByDay } from './daily-costs.ts';

const DAY = 86_400_000;
const HOURS_PER_YEAR = 8760;

/** A line of the bill: usage of a resource, or what a reservation is billed for. */
export type BilledLine = ProviderUsage & {
  /** `Usage` where it is absent. */
  readonly chargeType?: 'Usage' | 'UnusedReservation' | 'Purchase';
  readonly reservationId?: string;
  /** The only view that has it; absent where both do. */
  readonly view?: 'ActualCost' | 'AmortizedCost';
  /** Billed once a month, on the day of the month of its begin. */
  readonly monthly?: true;
};

const made = new WeakMap<AzureEstate, readonly BilledLine[]>();

/** What the reservations are billed for. Source: Cost Management, "View amortized benefit costs". */
export function reservationLines(estate: AzureEstate): readonly BilledLine[] {
  const lines = made.get(estate) ?? estate.reservations.flatMap(linesOf);
  made.set(estate, lines);
  return lines;
}

/**
 * The actual cost has a purchase each month and nothing for what is covered; the amortized one has the price of each
 * hour, as usage or as unused. What uses them are Batch pools, whose machines stand in Microsoft's own subscription.
 */
function linesOf(reservation: AzureReservation): readonly BilledLine[] {
  const { accountId, region, skuName, quantity, orderId, reservationId, purchasedAt, expiresAt } = reservation;
  const yearly = Number(usdOf(`vm-reserved/${skuName}/1 Year`, region)) * quantity;
  const common = {
    accountId,
    region,
    reservationId,
    service: 'Virtual Machines',
    skuId: reservationId,
    skuName: `Virtual Machines ${skuName} - ${skuName}`,
    unit: '1 Hour',
    from: purchasedAt,
    to: expiresAt,
    labels: {},
  };
  const hourly = { per: 'hour', rate: (yearly / HOURS_PER_YEAR).toFixed(12), view: 'AmortizedCost' } as const;
  const batch = `/subscriptions/${accountId}/resourceGroups/batch/providers/Microsoft.Batch/batchAccounts/batch${orderId.slice(0, 8)}`;
  // What is of no resource has no id.
  return [
    {
      ...common,
      ...hourly,
      resourceId: batch,
      resourceName: `batch${orderId.slice(0, 8)}`,
      quantity: reservation.usedPercent / 100,
    },
    {
      ...common,
      ...hourly,
      resourceId: '',
      resourceName: reservation.displayName,
      chargeType: 'UnusedReservation',
      quantity: 1 - reservation.usedPercent / 100,
    },
    {
      ...common,
      resourceId: '',
      resourceName: reservation.displayName,
      per: 'month',
      rate: (yearly / 12).toFixed(9),
      quantity: 1,
      chargeType: 'Purchase',
      view: 'ActualCost',
      monthly: true,
    },
  ];
}

/** As `costByDay`; what is billed once a month on its day alone. */
export function* costOfLine(line: BilledLine, from: number, to: number, until: number): ReturnType<typeof costByDay> {
  if (line.monthly !== true) {
    yield* costByDay(line, from, to, until);
    return;
  }
  const wanted = new Date(line.from).getUTCDate();
  const end = Math.min(to, line.to, until);
  for (let day = Math.max(from, Math.floor(line.from / DAY) * DAY); day < end; day += DAY) {
    const date = new Date(day);
    const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
    // One that began on the 31st is billed on the last of a shorter month.
    if (date.getUTCDate() !== Math.min(wanted, days)) continue;
    yield [day, Math.round(Number(line.rate) * line.quantity * 1e9)];
  }
}
