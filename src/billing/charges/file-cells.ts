import { AppError } from '../../domain/errors.ts';
import { identifier } from '../sql-text.ts';
import { type Physical, numberCell } from './cells.ts';
import type { BillingFile } from './schema.ts';

/** SQL of a column's cell in the file's relation; undefined when the file lacks the column. */
export function cellOf(file: BillingFile, column: string): string | undefined {
  const position = file.header.positions.get(column);
  if (position === undefined) return undefined;
  const own = file.cells?.[position];
  if (own !== undefined) return own;
  return file.format === 'parquet' ? identifier(file.names[position] ?? '') : `c${position}`;
}

export const physicalIn = (file: BillingFile, column: string): Physical => file.physical.get(column) ?? 'other';

/** A column's name as the file spells it. */
export const spelling = (file: BillingFile, column: string): string =>
  file.names[file.header.positions.get(column) ?? -1] ?? column;

/**
 * Reads a column's cell in some way; undefined when the file lacks the column. Throws `import-invalid` when the
 * column's type cannot be read so.
 */
export function readCell(
  file: BillingFile,
  column: string,
  how: (cell: string, physical: Physical) => string | undefined,
): string | undefined {
  const cell = cellOf(file, column);
  if (cell === undefined) return undefined;
  const value = how(cell, physicalIn(file, column));
  if (value !== undefined) return value;
  throw new AppError(
    'import-invalid',
    `${file.name}: the column ${spelling(file, column)} has a type that cannot hold its values`,
  );
}

/** SQL of the number in a column, null where the cell is empty; undefined when the file lacks the column. */
export const numberIn = (file: BillingFile, column: string): string | undefined =>
  readCell(file, column, (cell, physical) => (isNumber(physical) ? numberCell(cell, physical) : undefined));

const isNumber = (physical: Physical): boolean => ['csv', 'text', 'float', 'exact', 'exact-fine'].includes(physical);
