import { exactAmount, type Money } from '../../domain/money.ts';
import type { Style } from '../style.ts';
import { count, humanMoney } from '../text/numbers.ts';

/** A value as filters, sorting and CSV see it. Null is "not known" or "does not have one". */
export type Cell = string | number | boolean | Money | null;

/** One column of a list: a table, CSV, Markdown, `--columns`, `--sort` and `--filter` all come from here. */
export interface Column<Row> {
  /** Its name on the command line and in CSV: that of the field in the JSON document. */
  readonly key: string;
  readonly header: string;
  readonly align?: 'left' | 'right';
  readonly value: (row: Row) => Cell;
  /** For people; without colour codes where `style` is plain. From `value` when left out. */
  readonly show?: (row: Row) => string;
  readonly paint?: (row: Row, text: string, style: Style) => string;
  /** Tables show it without being asked. */
  readonly standard: boolean;
  /** Where there is no room, the highest rank goes first; rank 0 stays. */
  readonly rank: number;
  /** May be cut down to this many columns before another column is dropped. */
  readonly least?: number;
}

export const isMoney = (cell: Cell): cell is Money => typeof cell === 'object' && cell !== null;

/** Shown for what is not known: never a zero, never an empty cell that could pass for one. */
export const UNKNOWN = '–';

export function showCell<Row>(column: Column<Row>, row: Row): string {
  if (column.show) return column.show(row);
  const value = column.value(row);
  if (value === null || value === '') return UNKNOWN;
  if (typeof value === 'number') return count(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return isMoney(value) ? humanMoney(value) : value;
}

/** As it stands in CSV: exact, and empty for what is not known. */
export function plainCell(value: Cell): string {
  if (value === null) return '';
  return isMoney(value) ? exactAmount(value) : String(value);
}
