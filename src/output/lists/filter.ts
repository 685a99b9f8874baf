import { AppError } from '../../domain/errors.ts';
import { type Money, parseMoney } from '../../domain/money.ts';
import { type Cell, type Column, isMoney } from './column.ts';

const OPERATORS = ['!=', '!~', '>=', '<=', '=', '~', '>', '<'] as const;
type Operator = (typeof OPERATORS)[number];

export type RowFilter<Row> = (row: Row) => boolean;

/** What `--filter` understands, for the help of every list. */
export const FILTER_HELP =
  'COLUMN=VALUE, != not, ~ contains (any case), !~ does not, > >= < <= for numbers, amounts and dates; an empty VALUE means "not known"; repeat it to narrow further';

/**
 * Reads `region=us-east-1`, `name~web`, `monthlySavings>10`. What a row does not know matches no comparison but
 * `COLUMN=` (and `!=`, `!~`): an unknown saving is not below ten. Throws `usage-invalid`.
 */
export function parseFilter<Row>(
  expression: string,
  find: (key: string) => Column<Row> | undefined,
  keys: readonly string[],
): RowFilter<Row> {
  const match = /^\s*([\w:./-]+?)\s*(!=|!~|>=|<=|=|~|>|<)(.*)$/s.exec(expression);
  const operator = OPERATORS.find((known) => known === match?.[2]);
  if (!match || operator === undefined) {
    throw new AppError('usage-invalid', `--filter ${quote(expression)}: not COLUMN=VALUE (or != ~ !~ > >= < <=)`);
  }
  const [, key = '', , rest = ''] = match;
  const column = find(key);
  if (!column) throw unknownColumn('--filter', key, keys);
  const wanted = rest.trim();
  return (row) => holds(column.value(row), operator, wanted, expression);
}

export const unknownColumn = (flag: string, key: string, keys: readonly string[]): AppError =>
  new AppError('usage-invalid', `${flag}: no column ${quote(key)}; there are ${keys.join(', ')}`);

const quote = (text: string): string => JSON.stringify(text);

function holds(cell: Cell, operator: Operator, wanted: string, expression: string): boolean {
  if (operator === '!=') return !holds(cell, '=', wanted, expression);
  if (operator === '!~') return !holds(cell, '~', wanted, expression);
  if (cell === null || cell === '') return operator === '=' && wanted === '';
  if (operator === '~') return textOf(cell).toLowerCase().includes(wanted.toLowerCase());
  if (operator === '=' && wanted === '') return false;
  const order = compareWith(cell, wanted, expression);
  switch (operator) {
    case '=':
      return order === 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
  }
}

const textOf = (cell: Exclude<Cell, null>): string => (isMoney(cell) ? cell.currency : String(cell));

function compareWith(cell: Exclude<Cell, null>, wanted: string, expression: string): number {
  if (isMoney(cell)) return compareAmount(cell, wanted, expression);
  if (typeof cell === 'number') {
    const number = Number(wanted);
    if (Number.isNaN(number)) throw new AppError('usage-invalid', `--filter ${quote(expression)}: not a number`);
    return cell - number;
  }
  const text = typeof cell === 'boolean' ? (cell ? 'yes' : 'no') : cell;
  return text === wanted ? 0 : text < wanted ? -1 : 1;
}

/** `10` is in whatever currency the row has; `10 EUR` never holds for a row in another (NaN compares false). */
function compareAmount(cell: Money, wanted: string, expression: string): number {
  const match = /^(.*?)\s*([A-Za-z]{3,})?$/.exec(wanted);
  const amount = parseMoney(match?.[1] ?? '', cell.currency);
  if (!amount) throw new AppError('usage-invalid', `--filter ${quote(expression)}: not an amount`);
  if (match?.[2] !== undefined && match[2].toUpperCase() !== cell.currency) return Number.NaN;
  return cell.nanos === amount.nanos ? 0 : cell.nanos < amount.nanos ? -1 : 1;
}
