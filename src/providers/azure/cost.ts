import type { Charge, ChargeCategory, ChargeSource } from '../../domain/charges.ts';
import { CloudError, type CloudErrorCategory, reasonOf } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { addMonths, type Day, dayOf, type DayRange, type Instant, monthOf } from '../../domain/instant.ts';
import type { ChargePage } from '../../domain/ports/provider.ts';
import { regionOfBill } from './bill-locations.ts';
import type { AzureClient } from './client.ts';
import { type CostDimension, type CostRow, type CostView, queryCost } from './cost-query.ts';
import { inParts } from './in-parts.ts';

/** One place that a bill is read at. */
export interface CostTarget {
  /** `/subscriptions/…`, or a billing account's, profile's or management group's scope. */
  readonly path: string;
  /** Set where everything that is read there is of this subscription. */
  readonly subscription?: { readonly id: string; readonly name: string };
}

/** Charges on one page. */
const PAGE_SIZE = 5000;

/** Places that are read beside each other: enough for the calls that may be in flight, and the most that is held. */
const PLACES_AT_ONCE = 4;

/** What every call about the place would meet again: later months are not asked for. */
const lasting: ReadonlySet<CloudErrorCategory> = new Set(['denied', 'unauthenticated', 'not-found', 'not-enabled']);

/**
 * Daily costs for the whole months that `range` touches, the running month to the end of yesterday: by service, charge
 * type and location of one subscription, or by service, charge type and subscription of a billing scope. Billed cost is
 * Azure's actual cost, effective cost its amortized one.
 *
 * A question is about one month of one place: the API cuts daily rows to the last 31 days of what was asked, without a
 * word; it counts calls by months of data, so that a year at once costs its quota no less; and a few places' months
 * are all that is held. Sources: Microsoft, azure-skills, azure-cost-optimization, "Cost Query Guardrails"; Cost
 * Management documentation, "Manage costs with automation" (query processing units).
 *
 * A place that cannot be read, or a month whose parts do not sum to its total, is told as unread; the others go on.
 * The only place's error is thrown.
 */
export async function* readCharges(
  azure: AzureClient,
  scope: Scope,
  targets: readonly CostTarget[],
  range: DayRange,
  now: Instant,
): AsyncGenerator<ChargePage, void, undefined> {
  const left = new Set(targets);
  for (const month of monthsOf(range, dayOf(now))) {
    for (const places of inParts([...left], PLACES_AT_ONCE)) {
      const bills = await Promise.all(
        places.map(async (target) => ({ target, bill: await readBill(azure, scope, target, month) })),
      );
      for (const { target, bill } of bills) {
        if (bill instanceof CloudError) {
          if (targets.length === 1) throw bill;
          if (lasting.has(bill.category)) left.delete(target);
        }
        yield* pagesOf(target, month.from, bill);
      }
    }
  }
}

interface Bill {
  readonly cells: ReadonlyMap<string, Cell>;
  /** Why the parts are not the whole. */
  readonly wrong?: string;
}

/** One day's cost of one thing, actual and amortized. */
interface Cell {
  readonly day: Day;
  readonly chargeType: string;
  readonly serviceName: string;
  /** A location, or a subscription where a billing scope is read. */
  readonly place: string;
  readonly currency: string;
  billed: bigint;
  effective: bigint;
}

async function readBill(
  azure: AzureClient,
  scope: Scope,
  target: CostTarget,
  month: DayRange,
): Promise<Bill | CloudError> {
  try {
    const cells = new Map<string, Cell>();
    for (const view of ['ActualCost', 'AmortizedCost'] as const) {
      const wrong = await readView(azure, scope, target, { view, range: month }, cells);
      if (wrong !== undefined) return { cells, wrong };
    }
    return { cells };
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return error;
  }
}

/** The total by charge type says which types there are, and what the parts have to sum to; says where they do not. */
async function readView(
  azure: AzureClient,
  scope: Scope,
  target: CostTarget,
  { view, range }: { readonly view: CostView; readonly range: DayRange },
  cells: Map<string, Cell>,
): Promise<string | undefined> {
  const ask = (groupBy: readonly CostDimension[], chargeType?: string): AsyncIterable<readonly CostRow[]> => {
    const question = { view, range, groupBy, grain: 'Daily', ...(chargeType !== undefined && { chargeType }) } as const;
    return queryCost(azure, scope, target.path, question);
  };
  const types = new Set<string>();
  const whole = new Map<string, bigint>();
  for await (const rows of ask(['ChargeType'])) {
    for (const { keys, nanos, currency } of rows) {
      types.add(keys[0] ?? '');
      addTo(whole, currency, nanos);
    }
  }
  const place = target.subscription === undefined ? 'SubscriptionId' : 'ResourceLocation';
  const field = view === 'ActualCost' ? 'billed' : 'effective';
  const sums = new Map<string, bigint>();
  for (const chargeType of types) {
    for await (const rows of ask(['ServiceName', place], chargeType)) {
      for (const row of rows) {
        if (row.day < range.from || row.day >= range.to)
          return `${view} has a row of ${row.day}, which was not asked for`;
        cellOf(cells, chargeType, row)[field] += row.nanos;
        addTo(sums, row.currency, row.nanos);
      }
    }
  }
  for (const currency of new Set([...sums.keys(), ...whole.keys()])) {
    const [parted, total] = [sums.get(currency) ?? 0n, whole.get(currency) ?? 0n];
    if (!agree(parted, total)) {
      return `the parts of ${view} sum to ${parted} nano-${currency}, the whole is ${total}`;
    }
  }
  return undefined;
}

function cellOf(cells: Map<string, Cell>, chargeType: string, { day, keys, currency }: CostRow): Cell {
  const [serviceName = '', place = ''] = keys;
  const key = [day, chargeType, serviceName, place, currency].join('\n');
  const found = cells.get(key);
  if (found !== undefined) return found;
  const cell = { day, chargeType, serviceName, place, currency, billed: 0n, effective: 0n };
  cells.set(key, cell);
  return cell;
}

const addTo = (sums: Map<string, bigint>, currency: string, nanos: bigint): void => {
  sums.set(currency, (sums.get(currency) ?? 0n) + nanos);
};

/** The service adds floats: a millionth is that, more is another bill than the total was of. */
function agree(a: bigint, b: bigint): boolean {
  const apart = a > b ? a - b : b - a;
  const size = a < 0n ? -a : a;
  return apart <= 1000n + size / 1_000_000n;
}

function* pagesOf(target: CostTarget, billingMonth: Day, bill: Bill | CloudError): Generator<ChargePage> {
  const source: ChargeSource = { kind: 'api', name: `azure-cost-management:${target.path.toLowerCase()}` };
  const why = bill instanceof CloudError ? reasonOf(bill) : bill.wrong;
  if (bill instanceof CloudError || why !== undefined) {
    const unread = [{ reason: `${target.path} ${billingMonth.slice(0, 7)}: ${why}` }];
    yield { source, billingMonth, charges: [], monthComplete: false, unread };
    return;
  }
  const cells = [...bill.cells.values()].filter(({ billed, effective }) => billed !== 0n || effective !== 0n);
  // A month without a charge is told too: it replaces what may have been stored of it.
  for (let start = 0; start === 0 || start < cells.length; start += PAGE_SIZE) {
    const end = start + PAGE_SIZE;
    const charges = cells.slice(start, end).map((cell) => chargeOf(cell, target, billingMonth));
    yield { source, billingMonth, charges, monthComplete: end >= cells.length };
  }
}

/** Source: Microsoft, "Convert Cost Management data to FOCUS". A refund is a purchase that is taken back. */
const categories: Readonly<Record<string, ChargeCategory>> = {
  usage: 'Usage',
  unusedreservation: 'Usage',
  unusedsavingsplan: 'Usage',
  purchase: 'Purchase',
  refund: 'Purchase',
  tax: 'Tax',
  credit: 'Credit',
};

function chargeOf(cell: Cell, { path, subscription }: CostTarget, billingMonth: Day): Charge {
  const chargeType = cell.chargeType.toLowerCase();
  const accountId = subscription?.id ?? (cell.place === '' ? null : cell.place.toLowerCase());
  return {
    day: cell.day,
    billingMonth,
    provider: 'azure',
    billingAccountId: subscription === undefined ? path : null,
    subAccountId: accountId,
    subAccountName: subscription?.name ?? null,
    regionId: subscription === undefined ? null : regionOfBill(cell.place),
    serviceName: cell.serviceName,
    serviceCategory: null,
    chargeCategory: categories[chargeType] ?? 'Adjustment',
    chargeClass: chargeType === 'refund' ? 'Correction' : null,
    pricingCategory: null,
    commitmentDiscountId: null,
    commitmentDiscountType: null,
    commitmentDiscountStatus: chargeType.startsWith('unused') ? 'Unused' : null,
    skuId: null,
    resourceId: null,
    resourceName: null,
    resourceType: null,
    tags: null,
    currency: cell.currency,
    billedCost: cell.billed,
    effectiveCost: cell.effective,
    listCost: null,
    contractedCost: null,
    consumedQuantity: null,
    consumedUnit: null,
  };
}

/** The whole months that `range` touches, each as the days of it that Azure has. */
function* monthsOf(range: DayRange, today: Day): Generator<DayRange> {
  if (range.from >= range.to) return;
  for (let from = monthOf(range.from); from < range.to && from < today; from = addMonths(from, 1)) {
    const end = addMonths(from, 1);
    yield { from, to: end < today ? end : today };
  }
}
