import * as cells from '../charges/cells.ts';
import { complaints, saying } from '../charges/complaints.ts';
import { cellOf, numberIn, physicalIn, readCell } from '../charges/file-cells.ts';
import type { BillingFile, Rule } from '../charges/schema.ts';
import { type CurColumn, curMaps } from './columns.ts';
import { amortised } from './costs.ts';

/** Something that can be wrong with a cell, whatever the row's cost is made of. */
export interface CellCheck {
  readonly column: string;
  readonly name: string;
  /** SQL over the file's relation: true where it is wrong. Selected under `name`. */
  readonly wrong: string;
  /** SQL over `cellSelect` of the rows in which it matters; left out for all. */
  readonly when?: string;
  readonly complain: Rule['complain'];
}

export const cellChecks = (file: BillingFile): readonly CellCheck[] => [
  ...numberChecks(file),
  ...amortisedChecks(file),
  ...mapChecks(file),
];

/** Columns with numbers that any row's cost can be made of. */
const numbers: readonly CurColumn[] = [
  'lineItem/UnblendedCost',
  'lineItem/NetUnblendedCost',
  'lineItem/UsageAmount',
  'pricing/publicOnDemandCost',
  'discount/TotalDiscount',
  ...amortised.flatMap(({ from, plus = [], minus = [] }) => [...from, ...plus, ...minus]),
];

/** A word among numbers shows that columns are shifted, even where this row's cost is made of others. */
const numberChecks = (file: BillingFile): readonly CellCheck[] =>
  numbers.flatMap((column, at) => {
    const cell = numberIn(file, column);
    if (cell === undefined) return [];
    const isText = ['csv', 'text'].includes(physicalIn(file, column));
    const value = isText ? `CASE WHEN NOT contains(${cell}, '_') THEN TRY_CAST(${cell} AS DOUBLE) END` : cell;
    const wrong = `(${cell} IS NOT NULL AND NOT coalesce(abs(${value}) <= 1e20, FALSE))`;
    return [{ column, name: `no_number_${at}`, wrong, complain: complaints.amount }];
  });

/** What a commitment's rows cost stands in the columns of commitments alone: without them it is not known. */
const amortisedChecks = (file: BillingFile): readonly CellCheck[] =>
  amortised.flatMap(({ type, from, plus, minus }) => {
    // Of a fee's two halves one may be empty; the amount that is taken off may not.
    const needed = plus === undefined ? [from, ...(minus === undefined ? [] : [minus])] : [[...from, ...plus]];
    return needed.map((columns, at): CellCheck => {
      const present = columns.filter((column) => cellOf(file, column) !== undefined);
      const given = present.flatMap((column) => numberIn(file, column) ?? []);
      const check = { name: `lacks_${type}_${at}`, when: `line_type = '${type}'` };
      if (present.length > 0) {
        const wrong = given.map((cell) => `${cell} IS NULL`).join(' AND ');
        return { ...check, column: present.at(-1) ?? '', wrong: `(${wrong})`, complain: complaints.amount };
      }
      const lacks = `needs the column ${columns.at(-1) ?? ''}, which the file does not have`;
      return {
        ...check,
        column: 'lineItem/LineItemType',
        wrong: 'TRUE',
        complain: saying((value) => `${value} ${lacks}`),
      };
    });
  });

/** Maps of CUR 2.0 are JSON objects in CSV. */
const mapChecks = (file: BillingFile): readonly CellCheck[] =>
  curMaps
    .filter((map) => ['csv', 'text'].includes(physicalIn(file, map)))
    .map((map) => {
      const cell = readCell(file, map, cells.text) ?? 'NULL';
      const wrong = `(${cell} IS NOT NULL AND NOT (json_valid(${cell}) AND starts_with(ltrim(${cell}), '{')))`;
      return { column: map, name: `no_map_${map}`, wrong, complain: complaints.tags };
    });
