import { type Cell, type Column, isMoney } from './column.ts';
import { unknownColumn } from './filter.ts';

export type RowOrder<Row> = (a: Row, b: Row) => number;

export const SORT_HELP =
  'column to order by, - in front for highest first; several by commas; what is not known comes last';

/** Reads `-monthlySavings,region`. Throws `usage-invalid` for a column that there is not. */
export function parseSort<Row>(
  expression: string,
  find: (key: string) => Column<Row> | undefined,
  keys: readonly string[],
): RowOrder<Row> {
  const orders = expression.split(',').map((part) => {
    const key = part.trim();
    const descending = key.startsWith('-');
    const column = find(descending ? key.slice(1) : key);
    if (!column) throw unknownColumn('--sort', descending ? key.slice(1) : key, keys);
    return orderBy(column, descending);
  });
  return (a, b) => {
    for (const order of orders) {
      const result = order(a, b);
      if (result !== 0) return result;
    }
    return 0;
  };
}

function orderBy<Row>(column: Column<Row>, descending: boolean): RowOrder<Row> {
  return (a, b) => {
    const left = column.value(a);
    const right = column.value(b);
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    return descending ? -compareCells(left, right) : compareCells(left, right);
  };
}

/** Amounts of different currencies cannot be compared: they stand together by currency. */
function compareCells(a: Exclude<Cell, null>, b: Exclude<Cell, null>): number {
  if (isMoney(a) && isMoney(b)) {
    if (a.currency !== b.currency) return a.currency < b.currency ? -1 : 1;
    return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
  }
  return a < b ? -1 : a > b ? 1 : 0;
}
