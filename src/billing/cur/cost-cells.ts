import type { Physical } from '../charges/cells.ts';
import { cellOf, numberIn, physicalIn } from '../charges/file-cells.ts';
import type { BillingFile, CostTerm } from '../charges/schema.ts';
import type { CurColumn } from './columns.ts';

/** A cell that is picked by the row's type: what stands under `when`, or nothing. */
export interface Pick {
  /** SQL that is true for the rows that it is for; left out for all the others. */
  readonly when?: string;
  /** The first of these columns that has a value; 0 and null are meant as such. */
  readonly from: readonly (CurColumn | 0 | null)[];
}

/**
 * One cost term out of several columns. They are chosen before they are read as numbers, so that each row is read
 * once; where their types differ they meet as text, which is exact for all of them.
 */
export function pickedTerm(file: BillingFile, picks: readonly Pick[], sign?: '-'): CostTerm {
  const columns = [...new Set(picks.flatMap(({ from }) => from))].filter(
    (column): column is CurColumn => typeof column === 'string' && cellOf(file, column) !== undefined,
  );
  const physical = commonPhysical(columns.map((column) => physicalIn(file, column)));
  const value = (column: CurColumn | 0 | null): string | undefined => {
    if (column === 0) return physical === 'csv' ? `'0'` : physical === 'float' ? '0::DOUBLE' : '0';
    if (column === null) return 'NULL';
    const cell = numberIn(file, column);
    return cell !== undefined && physical === 'csv' && physicalIn(file, column) !== 'csv' ? `${cell}::VARCHAR` : cell;
  };
  const first = ({ from }: Pick): string => {
    const values = from.flatMap((column) => value(column) ?? []);
    if (values.length === 0) return 'NULL';
    return values.length === 1 ? (values[0] ?? 'NULL') : `coalesce(${values.join(', ')})`;
  };
  const branches = picks.map((pick) =>
    pick.when === undefined ? `ELSE ${first(pick)}` : `WHEN ${pick.when} THEN ${first(pick)}`,
  );
  const only = picks.length === 1 && picks[0]?.when === undefined ? first(picks[0] ?? { from: [] }) : undefined;
  return {
    cell: `CAST(${only ?? `CASE ${branches.join(' ')} END`} AS ${typeNames[physical]})`,
    physical,
    ...(sign !== undefined && { sign }),
  };
}

const typeNames = { csv: 'VARCHAR', float: 'DOUBLE', 'exact-fine': 'DECIMAL(38, 18)' } as const;

/** `csv` is text with nulls for empty cells. */
function commonPhysical(of: readonly Physical[]): keyof typeof typeNames {
  if (of.length > 0 && of.every((physical) => physical === 'float')) return 'float';
  if (of.length > 0 && of.every((physical) => physical === 'exact' || physical === 'exact-fine')) return 'exact-fine';
  return 'csv';
}
