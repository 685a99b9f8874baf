import { CloudError } from '../../domain/cloud-error.ts';
import { formatDecimal } from '../../domain/decimal.ts';
import { addMonths, type Day, dayOf, type DayRange, type Instant, monthOf } from '../../domain/instant.ts';
import type { ChargePage } from '../../domain/ports/provider.ts';
import type { AwsClient } from './client.ts';
import type { CostCalls } from './cost-calls.ts';
import { type CostCell, CostExplorer } from './cost-explorer.ts';
import { CostLedger } from './cost-ledger.ts';
import { type CostSlice, planCostSlices } from './cost-plan.ts';
import { OrganizationReader } from './organization.ts';

export const costPermissions = ['ce:GetCostAndUsage', 'ce:GetDimensionValues'] as const;

/** Charges on one page. */
const pageSize = 5000;

/**
 * Cost Explorer's daily costs by service, account, region and charge category, for the whole months that `range`
 * touches; the running month to the end of yesterday, since today's cost is not known yet.
 *
 * The parts are checked against the ungrouped total of each day, read before and, where they differ, after. A month whose parts do not sum to the whole is not
 * given out; after the good months a malformed CloudError names it.
 */
export async function* readCharges(
  aws: AwsClient,
  calls: CostCalls,
  range: DayRange,
  now: Instant,
): AsyncGenerator<ChargePage, void, undefined> {
  const months = wholeMonths(range, dayOf(now));
  if (!months) return;
  const { scope } = calls;
  const explorer = new CostExplorer(calls, months);
  const before = await totalsOf(explorer);
  const dimensions = await dimensionsOf(explorer);
  const ledger = new CostLedger(months);
  const fill = async (slice: CostSlice) => {
    for await (const cells of explorer.costs(slice.groupBy, slice.filter)) {
      for (const cell of cells) ledger.add(keyOf(slice, cell), cell);
    }
  };
  await Promise.all(planCostSlices(dimensions).map(fill));
  // Cost Explorer refreshes its data a few times a day: the parts may be of a newer bill than the total.
  const settled = differences(ledger, before, before).length === 0;
  const wrong = settled ? [] : differences(ledger, before, await totalsOf(explorer));
  const billing = await new OrganizationReader(aws, scope).billingAccount();
  const payer = { accountId: billing.known ? billing.value : null, names: dimensions.names };
  const source = { kind: 'api', name: `aws-cost-explorer:${scope.accountId}` } as const;
  for (let month = months.from; month < months.to; month = addMonths(month, 1)) {
    if (wrong.some(({ day }) => monthOf(day) === month)) continue;
    const charges = [...ledger.charges(month, payer)];
    // A month without a charge is told too: it replaces what may have been stored of it.
    for (let start = 0; start === 0 || start < charges.length; start += pageSize) {
      const end = start + pageSize;
      yield { source, billingMonth: month, charges: charges.slice(start, end), monthComplete: end >= charges.length };
    }
  }
  const [first] = wrong;
  if (first) throw notTheWhole(first, wrong.length);
}

/** The whole months that `range` touches, as days that Cost Explorer has; undefined when there are none. */
function wholeMonths(range: DayRange, today: Day): DayRange | undefined {
  const from = monthOf(range.from);
  const lastDay = monthOf(range.to) === range.to ? range.to : addMonths(monthOf(range.to), 1);
  const to = lastDay < today ? lastDay : today;
  return range.from < range.to && from < to ? { from, to } : undefined;
}

async function totalsOf(explorer: CostExplorer): Promise<readonly CostCell[]> {
  const totals: CostCell[] = [];
  for await (const cells of explorer.costs(undefined, undefined)) totals.push(...cells);
  return totals;
}

async function dimensionsOf(explorer: CostExplorer) {
  const [accounts, regions, recordTypes] = await Promise.all([
    explorer.values('LINKED_ACCOUNT'),
    explorer.values('REGION'),
    explorer.values('RECORD_TYPE'),
  ]);
  const names = accounts.flatMap(({ value, description }) =>
    description === undefined || description === '' ? [] : [[value, description] as const],
  );
  return {
    accountIds: accounts.map(({ value }) => value),
    regionIds: regions.map(({ value }) => value),
    recordTypes: recordTypes.map(({ value }) => value),
    names: new Map(names),
  };
}

function keyOf(slice: CostSlice, { keys: [serviceName = '', other = ''] }: CostCell) {
  const accountId = slice.groupBy === 'LINKED_ACCOUNT' ? other : slice.accountId;
  const regionId = slice.groupBy === 'REGION' ? other : slice.regionId;
  return { category: slice.category, serviceName, accountId: accountId || null, regionId: regionOf(regionId) };
}

/** Cost Explorer's words for what has no region. (`global` is a region to it, as it is to us.) */
const regionOf = (word: string | undefined): string | null =>
  word === undefined || word === '' || word === 'NoRegion' ? null : word;

interface Difference {
  readonly day: Day;
  readonly whole: bigint;
  readonly parts: bigint;
  readonly currency: string;
}

/**
 * Days whose parts lie outside of the totals that were read before and after them, by more than the rounding of
 * each part to a nano-unit.
 */
function differences(
  ledger: CostLedger,
  before: readonly CostCell[],
  after: readonly CostCell[],
): readonly Difference[] {
  const later = new Map(after.map((total) => [total.day, total]));
  return before.flatMap((first): readonly Difference[] => {
    const { day, currency } = first;
    const last = later.get(day) ?? first;
    const sum = ledger.dayTotal(day, currency);
    const check = (parts: bigint, one: bigint, other: bigint) => {
      const [least, most] = one < other ? [one, other] : [other, one];
      const allowed = BigInt(sum.parts + 1) + (most < 0n ? -most : most) / relativeAllowance;
      return parts < least - allowed || parts > most + allowed ? [{ day, currency, whole: other, parts }] : [];
    };
    const billed = check(sum.billed, first.billedNanos, last.billedNanos);
    return billed.length > 0 ? billed : check(sum.effective, first.effectiveNanos, last.effectiveNanos);
  });
}

/** Cost Explorer adds in floating point and writes ten decimals: a part in 10^10 may be lost to that. */
const relativeAllowance = 10_000_000_000n;

function notTheWhole({ day, whole, parts, currency }: Difference, days: number): CloudError {
  const text = (nanos: bigint) => `${formatDecimal({ digits: nanos, scale: 9 })} ${currency}`;
  const others = days > 1 ? `, and so on ${days - 1} more days` : '';
  const message = `the parts of ${day} sum to ${text(parts)}, the whole is ${text(whole)}${others}: not stored`;
  return new CloudError({ category: 'malformed', operation: 'ce:GetCostAndUsage', message });
}
