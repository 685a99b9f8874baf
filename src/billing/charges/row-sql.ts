import { literal, pathList } from '../sql-text.ts';
import { amountSql } from './amounts.ts';
import * as cells from './cells.ts';
import { jsonColumns } from './records.ts';
import { type BillingFile, type CostTerm, type RowSql, type SchemaExtras, costFields, dimensions } from './schema.ts';

/** A longer line is refused: nothing of a bill is that long, and DuckDB holds lines in memory. */
export const MAX_LINE_BYTES = 1 << 20;

/** As that, of JSON lines: DuckDB reads none that is longer than its buffer, which is twice this. */
export const MAX_JSON_BYTES = 1 << 24;

export interface RelationOptions {
  /** Skips records that are not well formed. */
  readonly forgiving?: boolean;
  /** Adds the column `filename`. */
  readonly filename?: boolean;
}

/** DuckDB's view of files that share a signature. */
export function relationOf(files: readonly BillingFile[], options: RelationOptions = {}): string {
  const [first] = files;
  if (first === undefined) throw new RangeError('no files');
  const paths = pathList(files.map((file) => file.path));
  const filename = options.filename === true ? ', filename = true' : '';
  if (first.format === 'parquet') {
    return `read_parquet(${paths}, binary_as_string = true, hive_partitioning = false, file_row_number = true${filename})`;
  }
  if (first.format === 'json' || first.format === 'json.gz') {
    return `read_json(${paths}, format = 'newline_delimited', columns = ${jsonColumns(first.schema)},
      ignore_errors = ${options.forgiving === true}, hive_partitioning = false, maximum_object_size = ${MAX_JSON_BYTES},
      compression = ${first.format === 'json.gz' ? "'gzip'" : "'uncompressed'"}${filename})`;
  }
  // Everything is said, nothing is sniffed: what a sniffer makes of a file depends on its first rows. Only the
  // line end is left to DuckDB: told a wrong one, it reads no rows and calls that a success.
  const columns = first.names.map((_name, at) => `c${at}: 'VARCHAR'`).join(', ');
  return `read_csv(${paths}, auto_detect = false, header = true, columns = {${columns}},
    delim = ${literal(first.delimiter)}, quote = '"', escape = '"', nullstr = ['', 'NULL', 'null', 'Null'],
    strict_mode = true, null_padding = false, ignore_errors = ${options.forgiving === true}, hive_partitioning = false,
    max_line_size = ${MAX_LINE_BYTES}, compression = ${first.format === 'csv.gz' ? "'gzip'" : "'none'"}${filename})`;
}

/** Costs that a schema's rows have, the further ones for settling included. */
const costsOf = ({
  costs,
  furtherCosts,
}: RowSql): readonly (readonly [field: string, terms: readonly CostTerm[]])[] => [
  ...costFields.map((field) => [field, costs[field]] as const),
  ...(furtherCosts ?? []),
];

/**
 * SELECT of what a row's cells mean: the schema's values and keys, each cost as `…_nanos` and `…_rest` (see
 * `AmountSql`), and `has_…` for whether the row gives it; `extra` beside it.
 */
export function cellSelect(rows: RowSql, relation: string, extra: readonly string[] = []): string {
  const values = [...rows.values, ...(rows.keys ?? [])];
  // Costs take a second step: both of their numbers build on the fast one, which is made once.
  const costs = costsOf(rows).map(([field, terms]) => ({
    field,
    terms: terms.map(({ cell, physical, sign }, at) => {
      const name = `${field}_${at}`;
      const fast = amountSql(cell, physical, `${name}_fast`)?.fast;
      return { name, cell, sign, fast, split: amountSql(`${name}_cell`, physical, `${name}_fast`) };
    }),
  }));
  const first = [
    ...values.map(([name, value]) => `${value} AS ${name}`),
    ...costs.flatMap(({ terms }) =>
      terms.flatMap(({ name, cell, fast }) => [
        `${cell} AS ${name}_cell`,
        `${fast ?? 'NULL::DECIMAL(18, 9)'} AS ${name}_fast`,
      ]),
    ),
    ...extra.map((value, at) => `${value} AS extra${at}`),
  ];
  const second = [
    ...values.map(([name]) => name),
    ...costs.flatMap(({ field, terms }) => {
      const sum = (part: 'nanos' | 'rest'): string =>
        terms
          .map(({ name, sign, split }, at) => {
            const value = split?.[part] ?? 'NULL';
            // A further summand that is not there is none; one that is no number must not pass for none.
            return at === 0 ? value : `${sign ?? '+'} CASE WHEN ${name}_cell IS NULL THEN 0 ELSE ${value} END`;
          })
          .join(' ') || 'NULL';
      return [
        `CAST(${sum('nanos')} AS DECIMAL(38, 9)) AS ${field}_nanos`,
        `CAST(${sum('rest')} AS DECIMAL(18, 18)) AS ${field}_rest`,
        `${terms.length === 0 ? 'FALSE' : `${field}_0_cell IS NOT NULL`} AS has_${field}`,
      ];
    }),
    ...extra.map((_value, at) => `extra${at}`),
  ];
  const prelude = [...(rows.prelude ?? [])].map(([name, value]) => `${value} AS ${name}`);
  const source = prelude.length === 0 ? relation : `(SELECT *, ${prelude.join(', ')} FROM ${relation})`;
  return `SELECT ${second.join(',\n  ')} FROM (SELECT ${first.join(',\n  ')} FROM ${source})`;
}

/** Columns that `grouped` has beside those of every schema. */
export interface GroupExtras extends SchemaExtras {
  /** Whether rows carry `file`, the path of their file. */
  readonly file: boolean;
}

/**
 * SELECT of rows ready to be summed: `day`, the dimensions, costs and quantity, and `bad` where a rule is broken.
 */
export function rowSelect(files: readonly BillingFile[], extras: GroupExtras): string {
  const [file] = files;
  if (file === undefined) throw new RangeError('no files');
  const rows = file.schema.rows(file);
  const kept = dimensions.filter((dimension) => dimension !== 'billingMonth');
  const amounts = [
    ...costFields.flatMap((field) => [`${field}_nanos`, `${field}_rest`]),
    ...extras.costs.flatMap((cost) =>
      [`${cost}_nanos`, `${cost}_rest`].map((name, at) =>
        rows.furtherCosts?.has(cost) === true ? name : `NULL::DECIMAL(${at === 0 ? '38, 9' : '18, 18'}) AS ${name}`,
      ),
    ),
    'consumedQuantity',
  ];
  const keys = extras.keys.map((key) => (rows.keys?.has(key) === true ? key : `NULL::VARCHAR AS ${key}`));
  return `SELECT ${cells.plausible('charged_at')}::DATE AS day,
    ${cells.billingMonth(cells.plausible('billed_at'))} AS billingMonth,
    ${[...kept, ...keys, ...amounts].join(', ')},
    ${extras.file ? 'extra0 AS file,' : ''}
    ${rows.rules.map(({ broken }) => broken).join(' OR ')} AS bad
  FROM (${cellSelect(rows, relationOf(files, { filename: extras.file }), extras.file ? ['filename'] : [])})`;
}
