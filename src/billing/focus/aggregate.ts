import type { DuckDb } from '../duckdb.ts';
import { roundedSum } from './amounts.ts';
import type { FocusFile } from './focus-file.ts';
import { costFields, dimensions, rowSelect } from './row-sql.ts';

/**
 * Tables that the file's rows become, in DuckDB:
 * - `grouped`: one row a day and combination of dimensions, with exact sums (see `AmountSql`) and counts;
 * - `combination`: each combination of dimensions once, numbered in the order of its values;
 * - `charge`: combination, day and the sums in nano-units, in order of both. What JavaScript reads.
 *
 * Making a text in JavaScript costs as much as reading ten numbers, and a combination has twenty texts and comes
 * back each day of the month: hence the two tables.
 */
export async function aggregate(duckDb: DuckDb, files: readonly FocusFile[]): Promise<void> {
  const bySignature = Map.groupBy(files, (file) => file.signature);
  const rows = [...bySignature.values()].map(rowSelect).join(' UNION ALL ');
  const sums = [...costFields.flatMap((field) => [`${field}_nanos`, `${field}_rest`]), 'consumedQuantity'];
  // A sum over rows of which one does not say its list cost is not the list cost.
  const gaps = optionalFields.map((field) => `bool_or(${gapColumn(field)} IS NULL) AS no_${field}`);
  await duckDb.run(`CREATE TABLE grouped AS
    SELECT day, ${dimensions.join(', ')}, ${sums.map((sum) => `sum(${sum}) AS ${sum}`).join(', ')},
      ${gaps.join(', ')}, count(*) AS row_count, bool_or(bad) AS bad
    FROM (${rows}) GROUP BY ALL`);
}

/** Makes `combination` and `charge` of a `grouped` that holds no bad row. */
export async function numberCombinations(duckDb: DuckDb): Promise<void> {
  const list = dimensions.join(', ');
  await duckDb.run(`CREATE TABLE combination AS
    SELECT (row_number() OVER (ORDER BY ${list}) - 1)::UINTEGER AS id, ${list} FROM (SELECT DISTINCT ${list} FROM grouped)`);
  const same = dimensions.map((dimension) => `g.${dimension} IS NOT DISTINCT FROM c.${dimension}`).join(' AND ');
  const costs = costFields.map((field) => {
    const [nanos, rest] = [`coalesce(g.${field}_nanos, 0)`, `coalesce(g.${field}_rest, 0)`];
    return `${roundedSum(nanos, rest)} AS ${field}`;
  });
  const gaps = optionalFields.map((field, at) => `CASE WHEN g.no_${field} THEN ${2 ** at} ELSE 0 END`);
  await duckDb.run(`CREATE TABLE charge AS
    SELECT c.id, (g.day - DATE '1970-01-01')::INTEGER AS day, ${costs.join(', ')},
      coalesce(g.consumedQuantity, 0)::DOUBLE AS consumedQuantity, (${gaps.join(' + ')})::UTINYINT AS gaps, g.row_count
    FROM grouped g JOIN combination c ON ${same} ORDER BY c.id, day`);
}

/** Fields that can be null; in `charge.gaps`, the bit at a field's place here says that it is. */
export const optionalFields = ['listCost', 'contractedCost', 'consumedQuantity'] as const;

const gapColumn = (field: (typeof optionalFields)[number]): string =>
  field === 'consumedQuantity' ? field : `${field}_nanos`;
