import type { DuckDb } from '../duckdb.ts';
import { literal } from '../sql-text.ts';
import { roundedSum } from './amounts.ts';
import { rowSelect } from './row-sql.ts';
import { type BillingFile, type RowSql, type SchemaExtras, costFields, dimensions } from './schema.ts';

/**
 * Tables that the files' rows become, in DuckDB:
 * - `grouped`: one row a day and combination of dimensions, with exact sums (see `AmountSql`) and counts;
 * - `per_file`: the same sums by file, billing account, month and currency;
 * - `combination`: each combination of dimensions once, numbered in the order of its values;
 * - `charge`: combination, day and the sums in nano-units, in order of both. What JavaScript reads.
 *
 * Returns what the schemas asked for beside. Making a text in JavaScript costs as much as reading ten numbers, and a combination has twenty texts and comes
 * back each day of the month: hence the last two.
 */
export async function aggregate(duckDb: DuckDb, files: readonly BillingFile[]): Promise<SchemaExtras> {
  const bySignature = Map.groupBy(files, (file) => file.signature);
  const extras = { ...schemaExtras(files), file: files.length > 1 };
  const groupKeys = (keys: string): string => (extras.byFile ? `${keys}, file` : keys);
  const rows = [...bySignature.values()].map((of) => rowSelect(of, extras)).join(' UNION ALL ');
  const keys = ['day', ...dimensions, ...extras.keys].join(', ');
  const sums = [
    ...[...costFields, ...extras.costs].flatMap((field) => [`${field}_nanos`, `${field}_rest`]),
    'consumedQuantity',
  ];
  // A sum over rows of which one does not say its list cost is not the list cost.
  const gaps = optionalFields.map((field) => `bool_or(${gapColumn(field)} IS NULL) AS no_${field}`);
  const measures = [
    ...sums.map((sum) => `sum(${sum}) AS ${sum}`),
    ...gaps,
    'count(*) AS row_count',
    'bool_or(bad) AS bad',
  ];
  const perFile = `billingAccountId, billingMonth, currency`;
  // Groups have no order; keeping that of the rows would cost memory.
  await duckDb.run('SET preserve_insertion_order = false');
  if (!extras.file) {
    await duckDb.make(`CREATE TABLE grouped AS SELECT ${keys}, ${measures.join(', ')} FROM (${rows}) GROUP BY ALL`);
    const again = sums.map((sum) => `sum(${sum}) AS ${sum}`).join(', ');
    await duckDb.run(`CREATE TABLE per_file AS SELECT ${literal(files[0]?.path ?? '')} AS file, ${perFile},
      ${again}, sum(row_count) AS row_count, FALSE AS reconciled FROM grouped GROUP BY ALL`);
    return extras;
  }
  // Both at once: the files are read a single time, and the few groups by file cost next to nothing.
  await duckDb.make(`CREATE TABLE grouped AS SELECT ${keys}, ${measures.join(', ')}, file, grouping(day) AS level
    FROM (${rows}) GROUP BY GROUPING SETS ((${groupKeys(keys)}), (file, ${perFile}))`);
  await duckDb.run(`CREATE TABLE per_file AS SELECT file, ${perFile}, ${sums.join(', ')}, row_count, FALSE AS reconciled
    FROM grouped WHERE level = 1;
    DELETE FROM grouped WHERE level = 1;
    ALTER TABLE grouped DROP COLUMN level`);
  if (!extras.byFile) await duckDb.run('ALTER TABLE grouped DROP COLUMN file');
  return extras;
}

/** What the schemas of these files group by and sum beside what every file has. */
function schemaExtras(files: readonly BillingFile[]): SchemaExtras {
  const rows: readonly RowSql[] = files.map((file) => file.schema.rows(file));
  return {
    keys: names(rows.map(({ keys }) => keys)),
    costs: names(rows.map(({ furtherCosts }) => furtherCosts)),
    byFile: files.length > 1 && files.some(({ schema }) => schema.settlesByFile === true),
  };
}

const names = (maps: readonly (ReadonlyMap<string, unknown> | undefined)[]): readonly string[] =>
  [...new Set(maps.flatMap((map) => [...(map?.keys() ?? [])]))].toSorted();

/** Adds up what `SchemaExtras.byFile` and keys kept apart for settling. */
export async function joinFiles(duckDb: DuckDb): Promise<void> {
  const keys = ['day', ...dimensions].join(', ');
  const sums = [...costFields.flatMap((field) => [`${field}_nanos`, `${field}_rest`]), 'consumedQuantity', 'row_count'];
  const gaps = optionalFields.map((field) => `bool_or(no_${field}) AS no_${field}`);
  await duckDb.make(`CREATE TABLE joined AS SELECT ${keys}, ${sums.map((sum) => `sum(${sum}) AS ${sum}`).join(', ')},
    ${gaps.join(', ')}, bool_or(bad) AS bad FROM grouped GROUP BY ALL`);
  await duckDb.run('DROP TABLE grouped; ALTER TABLE joined RENAME TO grouped');
}

/** Makes `combination` and `charge` of a `grouped` that holds no bad row. */
export async function numberCombinations(duckDb: DuckDb): Promise<void> {
  const list = dimensions.join(', ');
  // What is read back is read in this order.
  await duckDb.run('SET preserve_insertion_order = true');
  await duckDb.make(`CREATE TABLE combination AS
    SELECT (row_number() OVER (ORDER BY ${list}) - 1)::UINTEGER AS id, ${list} FROM (SELECT DISTINCT ${list} FROM grouped)`);
  const same = dimensions.map((dimension) => `g.${dimension} IS NOT DISTINCT FROM c.${dimension}`).join(' AND ');
  const costs = costFields.map((field) => {
    const [nanos, rest] = [`coalesce(g.${field}_nanos, 0)`, `coalesce(g.${field}_rest, 0)`];
    return `${roundedSum(nanos, rest)} AS ${field}`;
  });
  const gaps = optionalFields.map((field, at) => `CASE WHEN g.no_${field} THEN ${2 ** at} ELSE 0 END`);
  await duckDb.make(`CREATE TABLE charge AS
    SELECT c.id, (g.day - DATE '1970-01-01')::INTEGER AS day, ${costs.join(', ')},
      coalesce(g.consumedQuantity, 0)::DOUBLE AS consumedQuantity, (${gaps.join(' + ')})::UTINYINT AS gaps, g.row_count
    FROM grouped g JOIN combination c ON ${same} ORDER BY c.id, day`);
}

/** Fields that can be null; in `charge.gaps`, the bit at a field's place here says that it is. */
export const optionalFields = ['listCost', 'contractedCost', 'consumedQuantity'] as const;

const gapColumn = (field: (typeof optionalFields)[number]): string =>
  field === 'consumedQuantity' ? field : `${field}_nanos`;
