import { billedDay } from './billed-day.ts';
import { productCodeOf } from './billing-names.ts';
import { feeCells, planProductCodes } from './commitments/bill.ts';
import type { CoveredPart } from './commitments/coverage.ts';
import { dayStart, hoursLeftInMonth, usageCell, visitCovered, visitMonthly } from './costs.ts';
import { divideHalfEven } from './decimal.ts';
import { booksOf, usageByResource } from './ledger-of.ts';
import type { CostCell, Estate } from './model.ts';
import { DAY_SECONDS, nanoCost, secondsPer } from './usage-ledger.ts';
import type { LineName } from './usage-lines.ts';

/** One line of the bill at resource grain, as the usage reports and FOCUS exports have it. */
export interface BillLine extends CostCell {
  /** None for what belongs to no resource: tax, support, credits, and what the sandbox bills by account alone. */
  readonly resourceId?: string;
  /** The price list's code of the service, such as `AmazonEC2`. */
  readonly productCode: string;
}

/**
 * The bill by day and resource, for days in `[from, to)` (`YYYY-MM-DD`), in order of the days, with the bounds of
 * `dailyCosts`. Each line is rounded to a whole nano-USD by itself, so sums may differ from those of `dailyCosts` by
 * half a nano-USD a line.
 */
export function visitBillLines(
  estate: Estate,
  from: string,
  to: string,
  visit: (line: BillLine) => void,
  until = estate.generatedAt,
): void {
  const books = booksOf(estate);
  const usages = [...usageByResource(estate)];
  const end = Math.floor(until / 1000);
  const last = Math.min(dayStart(to), end);
  for (let day = Math.max(dayStart(from), books.ledger.start); day < last; day += DAY_SECONDS) {
    const date = new Date(day * 1000);
    const label = date.toISOString().slice(0, 10);
    const dayEnd = Math.min(day + DAY_SECONDS, end);
    const covered = coveredShares(estate, day, end);
    for (const { meter, resourceId, quantity, from: begin, to: finish } of usages) {
      const seconds = Math.min(finish, dayEnd) - Math.max(begin, day);
      if (seconds <= 0) continue;
      const per = secondsPer(meter.per, day);
      const nano = nanoCost(quantity * seconds, meter.rate, per);
      const base = usageCell(label, meter, nano, (quantity * seconds) / per / meter.scale);
      const productCode = meter.productCode ?? productCodeOf(meter.service);
      const ofResource = (cell: CostCell): void =>
        visit({ ...cell, ...(resourceId !== undefined && { resourceId }), productCode });
      const parts = covered.partsOf(meter)?.map((part) => partOf(part, base));
      if (parts === undefined) ofResource(base);
      else visitCovered(base, parts, ofResource);
    }
    const plain = (cell: CostCell): void =>
      visit({ ...cell, productCode: planProductCodes[cell.service] ?? productCodeOf(cell.service) });
    for (const of of covered.days) {
      for (const cell of feeCells(of, label, hoursLeftInMonth(day))) {
        // A fee's line names what was bought.
        visit({
          ...cell,
          resourceId: of.commitment.arn,
          productCode: planProductCodes[cell.service] ?? reservedCodes[cell.service] ?? productCodeOf(cell.service),
        });
      }
    }
    for (const line of books.others) {
      const { nano, quantity } = line.cost(day, end);
      plain(usageCell(label, line, nano, quantity));
    }
    if (date.getUTCDate() === 1) visitMonthly(estate, day, end, label, plain);
  }
}

/** What a commitment covers of each line of the ledger on a day, as shares that every resource on the line has. */
function coveredShares(estate: Estate, day: number, end: number) {
  const { lines, coverage } = billedDay(estate, day, end);
  const parts = new Map<string, readonly LineShare[]>();
  for (const each of coverage === undefined ? [] : lines) {
    const of = coverage?.partsOf(each)?.map((part) => ({ part, nano: each.nano, hours: each.quantity }));
    if (of !== undefined) parts.set(keyOf(each.line), of);
  }
  return { days: coverage?.days ?? [], partsOf: (line: LineName) => parts.get(keyOf(line)) };
}

interface LineShare {
  readonly part: CoveredPart;
  /** Of the whole line. */
  readonly nano: bigint;
  readonly hours: number;
}

const keyOf = ({ accountId, region, service, usageType, operation = '' }: LineName): string =>
  [accountId, region, service, usageType, operation].join('\t');

/** A resource's share of what is covered of its line. */
function partOf({ part, nano, hours }: LineShare, base: CostCell): CoveredPart {
  const of = (amount: bigint): bigint => (nano === 0n ? 0n : divideHalfEven(amount * base.unblendedNanoUsd, nano));
  return {
    ...part,
    hours: (part.hours * base.usageQuantity) / hours,
    onDemandNano: of(part.onDemandNano),
    nano: of(part.nano),
  };
}

/** Services whose lines give their code themselves, for the fees of their reservations. */
const reservedCodes: Readonly<Record<string, string>> = {
  'Amazon Relational Database Service': 'AmazonRDS',
  'Amazon ElastiCache': 'AmazonElastiCache',
  'Amazon OpenSearch Service': 'AmazonES',
  'Amazon Redshift': 'AmazonRedshift',
  'Amazon MemoryDB': 'AmazonMemoryDB',
};
