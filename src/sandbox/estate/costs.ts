import { SERVICE } from './billing-names.ts';
import { divideHalfEven } from './decimal.ts';
import { booksOf, type Books } from './ledger-of.ts';
import type { CostCell, Estate } from './model.ts';
import { coveredCells, feeCells, restOf } from './commitments/bill.ts';
import { coverDay, type CoverableLine, type CoveredPart } from './commitments/coverage.ts';
import type { CommitmentsState } from './commitments/model.ts';
import { DAY_SECONDS, secondsPer } from './usage-ledger.ts';

const NANO = 1_000_000_000n;
/** What the tax line takes of a month's usage. */
const TAX_PERCENT = 7n;
const SUPPORT_USD_PER_MONTH = 100n;
/** A promotional credit of this share of one account's compute, in the third month before the estate's own. */
const CREDIT = { percent: 10n, monthsBefore: 3 } as const;

/**
 * The bill by day, account, region, service and usage type, for days in `[from, to)` (`YYYY-MM-DD`), in that
 * order. Days up to `until` (epoch ms, the estate's own instant when left out) have cost, the last one in part;
 * days more than 430 before the estate's have none. Throws a RangeError for a date that is none.
 *
 * Amortized and unblended cost are the same but for what a commitment covers, and for its fees.
 */
export function dailyCosts(estate: Estate, from: string, to: string, until = estate.generatedAt): CostCell[] {
  const cells: CostCell[] = [];
  visitDailyCosts(estate, from, to, (cell) => cells.push(cell), until);
  return cells;
}

/** The same cells one by one: a year of a large estate is more than a million of them. */
export function visitDailyCosts(
  estate: Estate,
  from: string,
  to: string,
  visit: (cell: CostCell) => void,
  until = estate.generatedAt,
): void {
  const books = booksOf(estate);
  const end = Math.floor(until / 1000);
  const first = Math.max(dayStart(from), books.ledger.start);
  const last = Math.min(dayStart(to), end);
  for (let day = first; day < last; day += DAY_SECONDS) {
    const date = new Date(day * 1000);
    const label = date.toISOString().slice(0, 10);
    visitDay(estate, books, day, end, label, visit);
    if (date.getUTCDate() === 1) visitMonthly(estate, books, day, end, label, visit);
  }
}

/** Start of a day in seconds of the epoch. */
export function dayStart(text: string): number {
  const epochMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(epochMs)) throw new RangeError(`not a date of the form YYYY-MM-DD: "${text}"`);
  return epochMs / 1000;
}

/** One day's usage as it is billed: on demand, or as a commitment covers it, with the commitments' fees. */
function visitDay(
  estate: Estate,
  books: Books,
  day: number,
  end: number,
  label: string,
  visit: (cell: CostCell) => void,
): void {
  const lines: { readonly line: LineName; readonly nano: bigint; readonly quantity: number }[] = [];
  eachUsageLine(books, day, end, (line, nano, quantity) => lines.push({ line, nano, quantity }));
  const coverage = coverageOn(estate, day, end, lines);
  for (const each of lines) {
    const base = usageCell(label, each.line, each.nano, each.quantity);
    const parts = coverage?.partsOf(each);
    if (parts === undefined) visit(base);
    else visitCovered(base, parts, visit);
  }
  for (const of of coverage?.days ?? []) for (const cell of feeCells(of, label, hoursLeftInMonth(day))) visit(cell);
}

/** A line that is partly or wholly covered: what is left of it on demand, then the covered parts. */
export function visitCovered(base: CostCell, parts: readonly CoveredPart[], visit: (cell: CostCell) => void): void {
  const { hours, nano } = restOf({ hours: base.usageQuantity, nano: base.unblendedNanoUsd }, parts);
  if (nano > 0n) visit({ ...base, unblendedNanoUsd: nano, amortizedNanoUsd: nano, usageQuantity: Math.max(0, hours) });
  for (const cell of coveredCells(base, parts)) visit(cell);
}

/** Hours from the day on to the end of its month: what a recurring fee is billed for. */
export const hoursLeftInMonth = (day: number): number => (nextMonth(day) - day) / 3600;

interface UsageOfDay {
  readonly line: LineName;
  readonly nano: bigint;
  readonly quantity: number;
}

/** What commitments cover of a day; undefined for an estate that has none. */
export function coverageOn(estate: Estate, day: number, end: number, lines: readonly UsageOfDay[]) {
  const state = estate.families.get(COMMITMENTS) as CommitmentsState | undefined;
  if (state === undefined || state.plans.size + state.reservations.size === 0) return undefined;
  const coverable = new Map<UsageOfDay, CoverableLine>();
  for (const each of lines) {
    const { accountId, region, service, usageType, operation = '', unit } = each.line;
    if (unit !== 'Hrs' || usageType.includes('SpotUsage') || each.nano <= 0n) continue;
    coverable.set(each, { accountId, region, service, usageType, operation, hours: each.quantity, nano: each.nano });
  }
  const { parts, days } = coverDay(state, day, Math.min(DAY_SECONDS, end - day), [...coverable.values()]);
  return {
    days,
    partsOf: (each: UsageOfDay): readonly CoveredPart[] | undefined => {
      const line = coverable.get(each);
      return line && parts.get(line);
    },
  };
}

/** Name of the family that holds the commitments; it is looked up by it, since it is made from the bill itself. */
const COMMITMENTS = 'commitments';

export type TakeLine = (line: LineName, nano: bigint, quantity: number) => void;

export function eachUsageLine({ ledger, others }: Books, day: number, until: number, take: TakeLine): void {
  // Lines that only their rate tells apart follow each other, and are one line of the bill.
  let [line, nano, quantity]: [LineName | undefined, bigint, number] = [undefined, 0n, 0];
  const end = (): void => {
    if (line !== undefined && quantity !== 0) take(line, nano, quantity);
  };
  for (const cell of ledger.cells()) {
    const { meter } = cell;
    if (line === undefined || !isSameLine(line, meter)) {
      end();
      [line, nano, quantity] = [meter, 0n, 0];
    }
    const unitSeconds = ledger.usage(cell, day, until);
    if (unitSeconds === 0) continue;
    const per = secondsPer(meter.per, day);
    nano += cell.nano(unitSeconds, per);
    quantity += unitSeconds / per / meter.scale;
  }
  end();
  for (const other of others) {
    const cost = other.cost(day, until);
    take(other, cost.nano, cost.quantity);
  }
}

const isSameLine = (a: LineName, b: LineName): boolean =>
  a.usageType === b.usageType &&
  a.operation === b.operation &&
  a.service === b.service &&
  a.region === b.region &&
  a.accountId === b.accountId;

export type LineName = Pick<CostCell, 'accountId' | 'region' | 'service' | 'usageType'> & {
  readonly unit: string;
  readonly operation?: string;
};

export function usageCell(day: string, line: LineName, nano: bigint, usageQuantity: number): CostCell {
  return {
    day,
    accountId: line.accountId,
    region: line.region,
    service: line.service,
    usageType: line.usageType,
    recordType: 'Usage',
    unblendedNanoUsd: nano,
    amortizedNanoUsd: nano,
    usageQuantity,
    usageUnit: line.unit,
    ...(line.operation !== undefined && { operation: line.operation }),
  };
}

/** What the first of a month carries: tax on the month so far, the support fee, and once a credit. */
export function visitMonthly(
  estate: Estate,
  books: Books,
  firstDay: number,
  until: number,
  label: string,
  visit: (cell: CostCell) => void,
): void {
  const taxable = new Map<string, bigint>();
  const compute = new Map<LineName, bigint>();
  const credited = label.slice(0, 7) === creditMonth(estate.generatedAt) ? creditedAccount(estate) : undefined;
  const end = Math.min(nextMonth(firstDay), until);
  for (let day = firstDay; day < end; day += DAY_SECONDS) {
    // What is taxed is what is billed.
    visitDay(estate, books, day, until, dayLabel(day), ({ accountId, unblendedNanoUsd }) => {
      taxable.set(accountId, (taxable.get(accountId) ?? 0n) + unblendedNanoUsd);
    });
    if (credited === undefined) continue;
    eachUsageLine(books, day, until, (line, nano) => {
      if (line.accountId === credited && line.service === SERVICE.compute) {
        compute.set(line, (compute.get(line) ?? 0n) + nano);
      }
    });
  }
  for (const [line, nano] of compute) {
    const credit = -divideHalfEven(nano * CREDIT.percent, 100n);
    visit({ ...usageCell(label, line, credit, 0), recordType: 'Credit' });
  }
  const payer = estate.organization.managementAccountId;
  const support = { accountId: payer, region: 'global', service: SERVICE.support, usageType: 'Dollar', unit: 'Dollar' };
  visit(usageCell(label, support, SUPPORT_USD_PER_MONTH * NANO, Number(SUPPORT_USD_PER_MONTH)));
  for (const [accountId, nano] of taxable) {
    const tax = divideHalfEven(nano * TAX_PERCENT, 100n);
    const line = { accountId, region: 'NoRegion', service: SERVICE.tax, usageType: 'NoUsageType', unit: 'N/A' };
    visit({ ...usageCell(label, line, tax, 0), recordType: 'Tax' });
  }
}

const dayLabel = (day: number): string => new Date(day * 1000).toISOString().slice(0, 10);

function nextMonth(firstDay: number): number {
  const date = new Date(firstDay * 1000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 1000;
}

/** `YYYY-MM`. */
function creditMonth(generatedAt: number): string {
  const date = new Date(generatedAt);
  return new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - CREDIT.monthsBefore, 1))
    .toISOString()
    .slice(0, 7);
}

/** The first member account, or the only account. */
function creditedAccount(estate: Estate): string {
  const active = estate.accounts.filter(({ status }) => status === 'ACTIVE');
  return (active[1] ?? active[0]!).id;
}
