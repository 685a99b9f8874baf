import type { Charge, ChargeCategory, ChargeSource } from '../../domain/charges.ts';
import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import { addMonths, type Day, dayOf, type DayRange, type Instant, monthOf } from '../../domain/instant.ts';
import type { ChargePage } from '../../domain/ports/provider.ts';
import { regionOfBill } from './bill-locations.ts';
import type { AzureClient } from './client.ts';
import { type CostDimension, type CostRow, type CostView, queryCost } from './cost-query.ts';

/** One place that a bill is read at. */
export interface CostTarget {
  /** `/subscriptions/…`, or a billing account's, profile's or management group's scope. */
  readonly path: string;
  /** Set where everything that is read there is of this subscription. */
  readonly subscription?: { readonly id: string; readonly name: string };
}

/** Charges on one page. */
const PAGE_SIZE = 5000;

/** Months of one question: the API answers for a year at most. */
const MONTHS_A_QUESTION = 12;

/**
 * Daily costs for the whole months that `range` touches, the running month to the end of yesterday: by service, charge
 * type and location of one subscription, or by service, charge type and subscription of a billing scope. Billed cost is
 * Azure's actual cost, effective cost its amortized one.
 *
 * A place that cannot be read, or a month whose parts do not sum to its total, is told as unread; the others go on.
 */
export async function* readCharges(
  azure: AzureClient,
  scope: Scope,
  targets: readonly CostTarget[],
  range: DayRange,
  now: Instant,
): AsyncGenerator<ChargePage, void, undefined> {
  const months = wholeMonths(range, dayOf(now));
  if (months === undefined) return;
  const read = await Promise.all(
    targets.map(async (target) => ({ target, bill: await readBill(azure, scope, target, months) })),
  );
  const [only] = read;
  if (read.length === 1 && only?.bill instanceof CloudError) throw only.bill;
  for (let month = months.from; month < months.to; month = addMonths(month, 1)) {
    for (const { target, bill } of read) {
      const source: ChargeSource = { kind: 'api', name: `azure-cost-management:${target.path.toLowerCase()}` };
      if (bill instanceof CloudError) {
        const unread = [{ reason: `${target.path}: ${reasonOf(bill)}` }];
        if (month === months.from) yield { source, billingMonth: month, charges: [], monthComplete: false, unread };
        continue;
      }
      yield* pagesOf(source, month, target, bill);
    }
  }
}

interface Bill {
  readonly cells: readonly Cell[];
  /** Sums that the cells were checked against, by view and month. */
  readonly wrong: ReadonlyMap<Day, string>;
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
  months: DayRange,
): Promise<Bill | CloudError> {
  try {
    const cells = new Map<string, Cell>();
    const wrong = new Map<Day, string>();
    for (const part of parts(months)) {
      for (const view of ['ActualCost', 'AmortizedCost'] as const) {
        await readView(azure, scope, target, { view, range: part }, cells, wrong);
      }
    }
    return { cells: [...cells.values()], wrong };
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    return error;
  }
}

/** The total by charge type says which types there are, and what the parts have to sum to. */
async function readView(
  azure: AzureClient,
  scope: Scope,
  target: CostTarget,
  { view, range }: { readonly view: CostView; readonly range: DayRange },
  cells: Map<string, Cell>,
  wrong: Map<Day, string>,
): Promise<void> {
  const ask = async (groupBy: readonly CostDimension[], chargeType?: string): Promise<readonly CostRow[]> => {
    const rows: CostRow[] = [];
    const question = { view, range, groupBy, grain: 'Daily', ...(chargeType !== undefined && { chargeType }) } as const;
    for await (const page of queryCost(azure, scope, target.path, question)) rows.push(...page);
    return rows;
  };
  const totals = await ask(['ChargeType']);
  const types = [...new Set(totals.map(({ keys: [type = ''] }) => type))];
  const field = view === 'ActualCost' ? 'billed' : 'effective';
  const sums = new Map<string, bigint>();
  for (const chargeType of types) {
    const place = target.subscription === undefined ? 'SubscriptionId' : 'ResourceLocation';
    for (const row of await ask(['ServiceName', place], chargeType)) {
      const [serviceName = '', where = ''] = row.keys;
      const key = [row.day, chargeType, serviceName, where, row.currency].join('\n');
      const cell = cells.get(key) ?? {
        day: row.day,
        chargeType,
        serviceName,
        place: where,
        currency: row.currency,
        billed: 0n,
        effective: 0n,
      };
      cell[field] += row.nanos;
      cells.set(key, cell);
      addTo(sums, monthAnd(row), row.nanos);
    }
  }
  const whole = new Map<string, bigint>();
  for (const row of totals) addTo(whole, monthAnd(row), row.nanos);
  for (const key of new Set([...sums.keys(), ...whole.keys()])) {
    const [month = '', currency = ''] = key.split('\n');
    const [parted, total] = [sums.get(key) ?? 0n, whole.get(key) ?? 0n];
    if (!agree(parted, total)) {
      wrong.set(month as Day, `the parts of ${view} sum to ${parted} nano-${currency}, the whole is ${total}`);
    }
  }
}

const monthAnd = ({ day, currency }: CostRow): string => `${monthOf(day)}\n${currency}`;

const addTo = (sums: Map<string, bigint>, key: string, nanos: bigint): void => {
  sums.set(key, (sums.get(key) ?? 0n) + nanos);
};

/** The service adds floats: a millionth is that, more is another bill than the total was of. */
function agree(a: bigint, b: bigint): boolean {
  const apart = a > b ? a - b : b - a;
  const size = a < 0n ? -a : a;
  return apart <= 1000n + size / 1_000_000n;
}

function* pagesOf(source: ChargeSource, month: Day, target: CostTarget, { cells, wrong }: Bill): Generator<ChargePage> {
  const why = wrong.get(month);
  if (why !== undefined) {
    const unread = [{ reason: `${target.path} ${month.slice(0, 7)}: ${why}` }];
    yield { source, billingMonth: month, charges: [], monthComplete: false, unread };
    return;
  }
  const charges = cells
    .filter(({ day, billed, effective }) => monthOf(day) === month && (billed !== 0n || effective !== 0n))
    .map((cell) => chargeOf(cell, target, month));
  // A month without a charge is told too: it replaces what may have been stored of it.
  for (let start = 0; start === 0 || start < charges.length; start += PAGE_SIZE) {
    const end = start + PAGE_SIZE;
    yield { source, billingMonth: month, charges: charges.slice(start, end), monthComplete: end >= charges.length };
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

/** The whole months that `range` touches, as days that Azure has; undefined when there are none. */
function wholeMonths(range: DayRange, today: Day): DayRange | undefined {
  const from = monthOf(range.from);
  const lastDay = monthOf(range.to) === range.to ? range.to : addMonths(monthOf(range.to), 1);
  const to = lastDay < today ? lastDay : today;
  return range.from < range.to && from < to ? { from, to } : undefined;
}

function* parts({ from, to }: DayRange): Generator<DayRange> {
  for (let start = from; start < to; start = addMonths(start, MONTHS_A_QUESTION)) {
    const end = addMonths(start, MONTHS_A_QUESTION);
    yield { from: start, to: end < to ? end : to };
  }
}
