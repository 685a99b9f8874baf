import { SERVICE } from './billing-names.ts';
import { divideHalfEven } from './decimal.ts';
import { booksOf, type Books } from './ledger-of.ts';
import type { CostCell, Estate } from './model.ts';
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
 * On-demand usage only, so amortized and unblended cost are the same.
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
    eachUsageLine(books, day, end, (line, nano, quantity) => visit(usageCell(label, line, nano, quantity)));
    if (date.getUTCDate() === 1) visitMonthly(estate, books, day, end, label, visit);
  }
}

/** Start of a day in seconds of the epoch. */
export function dayStart(text: string): number {
  const epochMs = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(epochMs)) throw new RangeError(`not a date of the form YYYY-MM-DD: "${text}"`);
  return epochMs / 1000;
}

type TakeLine = (line: LineName, nano: bigint, quantity: number) => void;

function eachUsageLine({ ledger, others }: Books, day: number, until: number, take: TakeLine): void {
  for (const cell of ledger.cells()) {
    const unitSeconds = ledger.usage(cell, day, until);
    if (unitSeconds === 0) continue;
    const per = secondsPer(cell.meter.per, day);
    take(cell.meter, cell.nano(unitSeconds, per), unitSeconds / per / cell.meter.scale);
  }
  for (const line of others) {
    const { nano, quantity } = line.cost(day, until);
    take(line, nano, quantity);
  }
}

type LineName = Pick<CostCell, 'accountId' | 'region' | 'service' | 'usageType'> & { readonly unit: string };

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
    eachUsageLine(books, day, until, (line, nano) => {
      taxable.set(line.accountId, (taxable.get(line.accountId) ?? 0n) + nano);
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
