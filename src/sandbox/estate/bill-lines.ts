import { productCodeOf } from './billing-names.ts';
import { dayStart, usageCell, visitMonthly } from './costs.ts';
import { booksOf, usageByResource } from './ledger-of.ts';
import type { CostCell, Estate } from './model.ts';
import { DAY_SECONDS, nanoCost, secondsPer } from './usage-ledger.ts';

/** One line of the bill at resource grain, as the usage reports and FOCUS exports have it. */
export interface BillLine extends CostCell {
  /** None for what belongs to no resource: tax, support, credits, and what the sandbox bills by account alone. */
  readonly resourceId?: string;
  /** The price list's code of the service, such as `AmazonEC2`. */
  readonly productCode: string;
  readonly operation?: string;
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
    for (const { meter, resourceId, quantity, from: begin, to: finish } of usages) {
      const seconds = Math.min(finish, dayEnd) - Math.max(begin, day);
      if (seconds <= 0) continue;
      const per = secondsPer(meter.per, day);
      const nano = nanoCost(quantity * seconds, meter.rate, per);
      visit({
        ...usageCell(label, meter, nano, (quantity * seconds) / per / meter.scale),
        ...(resourceId !== undefined && { resourceId }),
        productCode: meter.productCode ?? productCodeOf(meter.service),
        ...(meter.operation !== undefined && { operation: meter.operation }),
      });
    }
    const plain = (cell: CostCell): void => visit({ ...cell, productCode: productCodeOf(cell.service) });
    for (const line of books.others) {
      const { nano, quantity } = line.cost(day, end);
      plain(usageCell(label, line, nano, quantity));
    }
    if (date.getUTCDate() === 1) visitMonthly(estate, books, day, end, label, plain);
  }
}
