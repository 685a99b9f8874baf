import { amountFields, dimensions, rowSelect } from './row-sql.ts';
import type { DuckDb } from '../duckdb.ts';
import type { FocusFile } from './focus-file.ts';

/**
 * Tables that the file's rows become, in DuckDB:
 * - `grouped`: one row a day and combination of dimensions, with exact sums (18 decimals) and counts;
 * - `combination`: each combination of dimensions once, numbered in the order of its values;
 * - `charge`: combination, day and the sums in nano-units, in order of both. What JavaScript reads.
 *
 * Making a text in JavaScript costs as much as reading ten numbers, and a combination has twenty texts and comes
 * back each day of the month: hence the two tables.
 */
export async function aggregate(duckDb: DuckDb, files: readonly FocusFile[]): Promise<void> {
  const bySignature = Map.groupBy(files, (file) => file.signature);
  const rows = [...bySignature.values()].map(rowSelect).join(' UNION ALL ');
  const sums = amountFields.map((field) => `sum(${field}) AS ${field}`);
  // A sum over rows of which one does not say its list cost is not the list cost.
  const gaps = optionalFields.map((field) => `bool_or(${field} IS NULL) AS no_${field}`);
  await duckDb.run(`CREATE TABLE grouped AS
    SELECT day, ${dimensions.join(', ')}, ${[...sums, ...gaps].join(', ')}, count(*) AS row_count, bool_or(bad) AS bad
    FROM (${rows}) GROUP BY ALL`);
}

/** Makes `combination` and `charge` of a `grouped` that holds no bad row, and drops it. */
export async function numberCombinations(duckDb: DuckDb): Promise<void> {
  const list = dimensions.join(', ');
  await duckDb.run(`CREATE TABLE combination AS
    SELECT (row_number() OVER (ORDER BY ${list}) - 1)::UINTEGER AS id, ${list} FROM (SELECT DISTINCT ${list} FROM grouped)`);
  const same = dimensions.map((dimension) => `g.${dimension} IS NOT DISTINCT FROM c.${dimension}`).join(' AND ');
  await duckDb.run(`CREATE TABLE charge AS
    SELECT c.id, (g.day - DATE '1970-01-01')::INTEGER AS day, ${costFields.map((field) => `${nanos(`g.${field}`)} AS ${field}`).join(', ')},
      coalesce(g.consumedQuantity, 0)::DOUBLE AS consumedQuantity,
      (${optionalFields.map((field, at) => `CASE WHEN g.no_${field} THEN ${2 ** at} ELSE 0 END`).join(' + ')})::UTINYINT AS gaps,
      g.row_count
    FROM grouped g JOIN combination c ON ${same} ORDER BY c.id, day`);
}

export const costFields = ['billedCost', 'effectiveCost', 'listCost', 'contractedCost'] as const;

/** Fields that can be null; in `charge.gaps`, the bit at a field's place here says that it is. */
export const optionalFields = ['listCost', 'contractedCost', 'consumedQuantity'] as const;

/**
 * An exact sum in nano-units as BIGINT, rounded half to even; null where it does not fit in 64 bits. DuckDB
 * rounds half away from zero, so the exact halves that it made odd go one back.
 */
function nanos(sum: string): string {
  const amount = `coalesce(${sum}, 0)`;
  const rounded = `CAST(${amount} AS DECIMAL(38, 9))`;
  const scaled = `CAST(${rounded} * 1000000000 AS HUGEINT)`;
  const half = `abs(${amount} - ${rounded}) = 0.0000000005`;
  return `TRY_CAST(CASE WHEN ${half} AND ${scaled} % 2 <> 0 THEN ${scaled} - sign(${amount})::HUGEINT ELSE ${scaled} END AS BIGINT)`;
}
