import { SERVICE } from './billing-names.ts';
import { divideHalfEven } from './decimal.ts';
import { booksOf } from './ledger-of.ts';
import type { CostCell, Estate } from './model.ts';
import { billedDay, keptSum } from './billed-day.ts';
import { coveredCells, feeCells, restOf } from './commitments/bill.ts';
import type { CoveredPart } from './commitments/coverage.ts';
import { DAY_SECONDS } from './usage-ledger.ts';
import type { LineName } from './usage-lines.ts';

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
  const end = Math.floor(until / 1000);
  for (const day of daysOf(estate, from, to, end)) {
    const label = dayLabel(day);
    visitDay(estate, day, end, label, visit);
    if (label.endsWith('-01')) visitMonthly(estate, day, end, label, visit);
  }
}

/** The same without credits and tax, for which whole months would have to be added up. */
export function visitUntaxedCosts(estate: Estate, from: string, to: string, visit: (cell: CostCell) => void): void {
  const end = Math.floor(estate.generatedAt / 1000);
  for (const day of daysOf(estate, from, to, end)) {
    const label = dayLabel(day);
    visitDay(estate, day, end, label, visit);
    if (label.endsWith('-01')) visit(supportCell(estate, label));
  }
}

function* daysOf(estate: Estate, from: string, to: string, end: number): Generator<number> {
  const last = Math.min(dayStart(to), end);
  for (let day = Math.max(dayStart(from), booksOf(estate).ledger.start); day < last; day += DAY_SECONDS) yield day;
}

/** Start of a day in seconds of the epoch. */
export function dayStart(text: string): number {
  const epochMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(epochMs)) throw new RangeError(`not a date of the form YYYY-MM-DD: "${text}"`);
  return epochMs / 1000;
}

/** One day's usage as it is billed: on demand, or as a commitment covers it, with the commitments' fees. */
function visitDay(estate: Estate, day: number, end: number, label: string, visit: (cell: CostCell) => void): void {
  const { lines, coverage } = billedDay(estate, day, end);
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

export function usageCell(day: string, line: LineName, nano: bigint, usageQuantity: number): CostCell {
  const cell: CostCell = {
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
  };
  return line.operation === undefined ? cell : { ...cell, operation: line.operation };
}

/** What the first of a month carries: tax on the month so far, the support fee, and once a credit. */
export function visitMonthly(
  estate: Estate,
  firstDay: number,
  until: number,
  label: string,
  visit: (cell: CostCell) => void,
): void {
  const end = Math.min(nextMonth(firstDay), until);
  for (const [line, nano] of label.slice(0, 7) === creditMonth(estate.generatedAt)
    ? computeOf(estate, creditedAccount(estate), firstDay, end)
    : []) {
    const credit = -divideHalfEven(nano * CREDIT.percent, 100n);
    visit({ ...usageCell(label, line, credit, 0), recordType: 'Credit' });
  }
  visit(supportCell(estate, label));
  const taxable = keptSum(estate, `taxable ${firstDay} ${end}`, () => taxableOf(estate, firstDay, end));
  for (const [accountId, nano] of taxable) {
    const tax = divideHalfEven(nano * TAX_PERCENT, 100n);
    const line = { accountId, region: 'NoRegion', service: SERVICE.tax, usageType: 'NoUsageType', unit: 'N/A' };
    visit({ ...usageCell(label, line, tax, 0), recordType: 'Tax' });
  }
}

function supportCell({ organization }: Estate, label: string): CostCell {
  const accountId = organization.managementAccountId;
  const line = { accountId, region: 'global', service: SERVICE.support, usageType: 'Dollar', unit: 'Dollar' };
  return usageCell(label, line, SUPPORT_USD_PER_MONTH * NANO, Number(SUPPORT_USD_PER_MONTH));
}

/** What is taxed is what is billed: the unblended cost of a month's usage and fees, by account. */
function taxableOf(estate: Estate, firstDay: number, end: number): ReadonlyMap<string, bigint> {
  const taxable = new Map<string, bigint>();
  const add = (accountId: string, nano: bigint): void => {
    taxable.set(accountId, (taxable.get(accountId) ?? 0n) + nano);
  };
  for (let day = firstDay; day < end; day += DAY_SECONDS) {
    const { lines, coverage } = billedDay(estate, day, end);
    for (const each of lines) {
      const parts = coverage?.partsOf(each);
      // Nothing is billed for a covered part: a plan's is negated.
      const left = parts === undefined ? each.nano : restOf({ hours: each.quantity, nano: each.nano }, parts).nano;
      add(each.line.accountId, parts !== undefined && left < 0n ? 0n : left);
    }
    for (const of of coverage?.days ?? []) {
      for (const fee of feeCells(of, dayLabel(day), hoursLeftInMonth(day))) add(fee.accountId, fee.unblendedNanoUsd);
    }
  }
  return taxable;
}

/** A month's compute of an account, line by line, at its on-demand price. */
function computeOf(estate: Estate, accountId: string, firstDay: number, end: number): ReadonlyMap<LineName, bigint> {
  const compute = new Map<LineName, bigint>();
  for (let day = firstDay; day < end; day += DAY_SECONDS) {
    for (const { line, nano } of billedDay(estate, day, end).lines) {
      if (line.accountId !== accountId || line.service !== SERVICE.compute) continue;
      compute.set(line, (compute.get(line) ?? 0n) + nano);
    }
  }
  return compute;
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
