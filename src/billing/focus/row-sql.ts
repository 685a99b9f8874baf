import { AppError } from '../../domain/errors.ts';
import { identifier, literal, pathList } from '../sql-text.ts';
import * as cells from './cells.ts';
import type { Physical } from './cells.ts';
import { textColumns } from './columns.ts';
import type { FocusFile } from './focus-file.ts';

/** A longer line is refused: nothing of a bill is that long, and DuckDB holds lines in memory. */
export const MAX_LINE_BYTES = 1 << 20;

/** What is summed, by the charge's field. */
export const amountColumns = {
  billedCost: 'BilledCost',
  effectiveCost: 'EffectiveCost',
  listCost: 'ListCost',
  contractedCost: 'ContractedCost',
  consumedQuantity: 'ConsumedQuantity',
} as const;
export type AmountField = keyof typeof amountColumns;
export const amountFields = Object.keys(amountColumns) as readonly AmountField[];

/** Dimensions of a charge besides its day: what rows are grouped by. */
export const dimensions = [
  'billingAccountId',
  'billingMonth',
  'currency',
  'provider',
  'serviceName',
  'chargeCategory',
  ...(Object.keys(textColumns) as readonly (keyof typeof textColumns)[]),
  'tags',
] as const;
export type Dimension = (typeof dimensions)[number];

/** What a column's cells must be; a row that breaks a rule makes the whole delivery invalid. */
export interface Rule {
  readonly column: string;
  readonly kind: 'amount' | 'moment' | 'name' | 'category' | 'currency' | 'tags';
  /** SQL over `cellSelect`: true for a row that breaks the rule. */
  readonly broken: string;
}

/** DuckDB's view of files that share a signature. `forgiving` skips records that are not well formed. */
export function relationOf(files: readonly FocusFile[], forgiving = false): string {
  const [first] = files;
  if (first === undefined) throw new RangeError('no files');
  const paths = pathList(files.map((file) => file.path));
  if (first.format === 'parquet') {
    return `read_parquet(${paths}, binary_as_string = true, hive_partitioning = false, file_row_number = true)`;
  }
  // Everything is said, nothing is sniffed: what a sniffer makes of a file depends on its first rows. Only the
  // line end is left to DuckDB: told a wrong one, it reads no rows and calls that a success.
  const columns = first.names.map((_name, at) => `c${at}: 'VARCHAR'`).join(', ');
  return `read_csv(${paths}, auto_detect = false, header = true, columns = {${columns}},
    delim = ${literal(first.delimiter)}, quote = '"', escape = '"', nullstr = ['', 'NULL', 'null', 'Null'],
    strict_mode = true, null_padding = false, ignore_errors = ${forgiving},
    max_line_size = ${MAX_LINE_BYTES}, compression = ${first.format === 'csv.gz' ? "'gzip'" : "'none'"})`;
}

/** SQL of a column's cell in that relation; undefined when the file lacks the column. */
export function cellOf(file: FocusFile, column: string): string | undefined {
  const position = file.header.positions.get(column);
  if (position === undefined) return undefined;
  return file.format === 'parquet' ? identifier(file.names[position] ?? '') : `c${position}`;
}

/**
 * SELECT of what a row's cells mean, null where they mean nothing, and `extra` beside it.
 * Throws `import-invalid` for a column whose Parquet type holds no such values.
 */
export function cellSelect(file: FocusFile, relation: string, extra: readonly string[] = []): string {
  const read = (column: string, how: (cell: string, physical: Physical) => string | undefined): string | undefined => {
    const cell = cellOf(file, column);
    if (cell === undefined) return undefined;
    const value = how(cell, physicalIn(file, column));
    if (value !== undefined) return value;
    throw new AppError('import-invalid', `${file.name}: the column ${column} has a type that cannot hold its values`);
  };
  const textOf = (column: string): string => read(column, cells.text) ?? 'NULL::VARCHAR';
  const sellers = sellerColumns(file).map(textOf);
  // Who sells decides; a seller that is no cloud may still be billed by one, as on a marketplace.
  const clouds = [...sellers, textOf('InvoiceIssuerName')].map(cells.providerOf);
  const fields: Readonly<Record<string, string | undefined>> = {
    charged_at: read('ChargePeriodStart', cells.moment),
    billed_at: read('BillingPeriodStart', cells.moment),
    seller: `coalesce(${sellers.join(', ')})`,
    provider: `coalesce(${clouds.join(', ')}, 'other')`,
    billingAccountId: textOf('BillingAccountId'),
    currency: cells.currency(textOf('BillingCurrency')),
    serviceName: textOf('ServiceName'),
    chargeCategory: cells.category(textOf('ChargeCategory')),
    ...Object.fromEntries(Object.entries(textColumns).map(([field, column]) => [field, textOf(column)])),
    tags: read('Tags', cells.tags) ?? 'NULL::VARCHAR',
    ...Object.fromEntries(
      amountFields.flatMap((field) => {
        const value = read(amountColumns[field], cells.amount) ?? 'NULL';
        const cell = cellOf(file, amountColumns[field]);
        return [
          [field, `CAST(${value} AS DECIMAL(38, 18))`],
          [`has_${field}`, cell === undefined ? 'FALSE' : cells.isPresent(cell, physicalIn(file, amountColumns[field]))],
        ];
      }),
    ),
  };
  const list = Object.entries(fields).map(([name, value]) => `${value} AS ${name}`);
  return `SELECT ${[...list, ...extra].join(',\n  ')} FROM ${relation}`;
}

/** The rules of this file's columns, in the order of the file: the first broken one of a row is named. */
export function rulesOf(file: FocusFile): readonly Rule[] {
  const required = (column: string, kind: Rule['kind'], value: string): Rule => ({ column, kind, broken: `${value} IS NULL` });
  const optional = (field: AmountField): Rule => ({
    column: amountColumns[field],
    kind: 'amount',
    broken: `(has_${field} AND ${field} IS NULL)`,
  });
  const rules: readonly Rule[] = [
    required('BilledCost', 'amount', 'billedCost'),
    required('EffectiveCost', 'amount', 'effectiveCost'),
    optional('listCost'),
    optional('contractedCost'),
    optional('consumedQuantity'),
    required('BillingAccountId', 'name', 'billingAccountId'),
    required('BillingCurrency', 'currency', 'currency'),
    required('BillingPeriodStart', 'moment', cells.plausible('billed_at')),
    required('ChargePeriodStart', 'moment', cells.plausible('charged_at')),
    required('ChargeCategory', 'category', 'chargeCategory'),
    required('ServiceName', 'name', 'serviceName'),
    required(sellerColumns(file)[0] ?? 'ProviderName', 'name', 'seller'),
  ];
  const { positions } = file.header;
  return rules
    .filter(({ column }) => positions.has(column))
    .toSorted((a, b) => (positions.get(a.column) ?? 0) - (positions.get(b.column) ?? 0));
}

/** SELECT of rows ready to be summed: `day`, the dimensions, the amounts, and `bad` where a rule is broken. */
export function rowSelect(files: readonly FocusFile[]): string {
  const [file] = files;
  if (file === undefined) throw new RangeError('no files');
  const kept = dimensions.filter((dimension) => dimension !== 'billingMonth');
  return `SELECT ${cells.plausible('charged_at')}::DATE AS day,
    ${cells.billingMonth(cells.plausible('billed_at'))} AS billingMonth,
    ${[...kept, ...amountFields].join(', ')},
    ${rulesOf(file).map(({ broken }) => broken).join(' OR ')} AS bad
  FROM (${cellSelect(file, relationOf(files))})`;
}

const physicalIn = (file: FocusFile, column: string): Physical => file.physical.get(column) ?? 'other';

/** Where a file names who sells: 1.3 renamed the column and kept the old one. */
const sellerColumns = (file: FocusFile): readonly string[] =>
  ['ServiceProviderName', 'ProviderName'].filter((column) => file.header.positions.has(column));
