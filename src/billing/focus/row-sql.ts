import { AppError } from '../../domain/errors.ts';
import { identifier, literal, pathList } from '../sql-text.ts';
import { amountSql, quantitySql } from './amounts.ts';
import * as cells from './cells.ts';
import type { Physical } from './cells.ts';
import { textColumns } from './columns.ts';
import type { FocusFile } from './focus-file.ts';

/** A longer line is refused: nothing of a bill is that long, and DuckDB holds lines in memory. */
export const MAX_LINE_BYTES = 1 << 20;

/** Costs by the charge's field; the optional ones may be null in a row. */
export const costColumns = {
  billedCost: 'BilledCost',
  effectiveCost: 'EffectiveCost',
  listCost: 'ListCost',
  contractedCost: 'ContractedCost',
} as const;
export type CostField = keyof typeof costColumns;
export const costFields = Object.keys(costColumns) as readonly CostField[];

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
 * SELECT of what a row's cells mean, null where they mean nothing: `charged_at`, `billed_at`, `seller`, the
 * dimensions but the month, each cost as `…_nanos` and `…_rest` (see `AmountSql`), `consumedQuantity`, and `has_…`
 * for what may be absent; `extra` beside it. Throws `import-invalid` for a Parquet type that holds no such values.
 */
export function cellSelect(file: FocusFile, relation: string, extra: readonly string[] = []): string {
  const read = <T>(column: string, how: (cell: string, physical: Physical) => T | undefined): T | undefined => {
    const cell = cellOf(file, column);
    if (cell === undefined) return undefined;
    const value = how(cell, physicalIn(file, column));
    if (value !== undefined) return value;
    throw new AppError('import-invalid', `${file.name}: the column ${column} has a type that cannot hold its values`);
  };
  const textOf = (column: string): string => read(column, cells.text) ?? 'NULL::VARCHAR';
  const isPresent = (column: string): string => read(column, cells.isPresent) ?? 'FALSE';
  const sellers = sellerColumns(file).map(textOf);
  // Who sells decides; a seller that is no cloud may still be billed by one, as on a marketplace.
  const clouds = [...sellers, textOf('InvoiceIssuerName')].map(cells.providerOf);
  const meanings: readonly (readonly [name: string, value: string])[] = [
    ['charged_at', read('ChargePeriodStart', cells.moment) ?? 'NULL'],
    ['billed_at', read('BillingPeriodStart', cells.moment) ?? 'NULL'],
    ['seller', `coalesce(${sellers.join(', ')})`],
    ['provider', `coalesce(${clouds.join(', ')}, 'other')`],
    ['billingAccountId', textOf('BillingAccountId')],
    ['currency', cells.currency(textOf('BillingCurrency'))],
    ['serviceName', textOf('ServiceName')],
    ['chargeCategory', cells.category(textOf('ChargeCategory'))],
    ...Object.entries(textColumns).map(([field, column]) => [field, textOf(column)] as const),
    ['tags', read('Tags', cells.tags) ?? 'NULL::VARCHAR'],
    ['consumedQuantity', read('ConsumedQuantity', quantitySql) ?? 'NULL::DECIMAL(38, 12)'],
    ['has_consumedQuantity', isPresent('ConsumedQuantity')],
    ['has_listCost', isPresent('ListCost')],
    ['has_contractedCost', isPresent('ContractedCost')],
  ];
  // Costs take a second step: both of their numbers build on the fast one, which is made once.
  const costs = costFields.map((field) => {
    const cell = read(costColumns[field], cells.numberCell) ?? 'NULL::VARCHAR';
    const how = (_cell: string, physical: Physical) => amountSql(`${field}_cell`, physical, `${field}_fast`);
    const fast = read(costColumns[field], (_cell, physical) => amountSql(cell, physical, `${field}_fast`))?.fast;
    return { field, cell, fast: fast ?? 'NULL::DECIMAL(18, 9)', split: read(costColumns[field], how) };
  });
  const first = [
    ...meanings.map(([name, value]) => `${value} AS ${name}`),
    ...costs.flatMap(({ field, cell, fast }) => [`${cell} AS ${field}_cell`, `${fast} AS ${field}_fast`]),
    ...extra.map((value, at) => `${value} AS extra${at}`),
  ];
  const second = [
    ...meanings.map(([name]) => name),
    ...costs.flatMap(({ field, split }) => [
      `CAST(${split?.nanos ?? 'NULL'} AS DECIMAL(38, 9)) AS ${field}_nanos`,
      `CAST(${split?.rest ?? 'NULL'} AS DECIMAL(18, 18)) AS ${field}_rest`,
    ]),
    ...extra.map((_value, at) => `extra${at}`),
  ];
  return `SELECT ${second.join(',\n  ')} FROM (SELECT ${first.join(',\n  ')} FROM ${relation})`;
}

/** The rules of this file's columns, in the order of the file: the first broken one of a row is named. */
export function rulesOf(file: FocusFile): readonly Rule[] {
  const required = (column: string, kind: Rule['kind'], value: string): Rule => ({
    column,
    kind,
    broken: `${value} IS NULL`,
  });
  const notSplit = (field: CostField): string => `(${field}_nanos IS NULL OR ${field}_rest IS NULL)`;
  const rules: readonly Rule[] = [
    { column: 'BilledCost', kind: 'amount', broken: notSplit('billedCost') },
    { column: 'EffectiveCost', kind: 'amount', broken: notSplit('effectiveCost') },
    { column: 'ListCost', kind: 'amount', broken: `(has_listCost AND ${notSplit('listCost')})` },
    { column: 'ContractedCost', kind: 'amount', broken: `(has_contractedCost AND ${notSplit('contractedCost')})` },
    { column: 'ConsumedQuantity', kind: 'amount', broken: '(has_consumedQuantity AND consumedQuantity IS NULL)' },
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

/** SELECT of rows ready to be summed: `day`, the dimensions, costs and quantity, and `bad` where a rule is broken. */
export function rowSelect(files: readonly FocusFile[]): string {
  const [file] = files;
  if (file === undefined) throw new RangeError('no files');
  const kept = dimensions.filter((dimension) => dimension !== 'billingMonth');
  return `SELECT ${cells.plausible('charged_at')}::DATE AS day,
    ${cells.billingMonth(cells.plausible('billed_at'))} AS billingMonth,
    ${[...kept, ...costFields.flatMap((field) => [`${field}_nanos`, `${field}_rest`]), 'consumedQuantity'].join(', ')},
    ${rulesOf(file)
      .map(({ broken }) => broken)
      .join(' OR ')} AS bad
  FROM (${cellSelect(file, relationOf(files))})`;
}

const physicalIn = (file: FocusFile, column: string): Physical => file.physical.get(column) ?? 'other';

/** Where a file names who sells: 1.3 renamed the column and kept the old one. */
const sellerColumns = (file: FocusFile): readonly string[] =>
  ['ServiceProviderName', 'ProviderName'].filter((column) => file.header.positions.has(column));
