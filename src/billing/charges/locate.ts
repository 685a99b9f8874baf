import { AppError } from '../../domain/errors.ts';
import { type CsvScan, scanCsv } from '../csv-scan.ts';
import { isGzip } from '../detect-format.ts';
import type { DuckDb } from '../duckdb.ts';
import { scanJson } from '../json-scan.ts';
import { textBytes } from '../text-stream.ts';
import { complaints } from './complaints.ts';
import { cellOf, spelling } from './file-cells.ts';
import { MAX_JSON_BYTES, MAX_LINE_BYTES, cellSelect, relationOf } from './row-sql.ts';
import type { BillingFile, RowSql, Rule } from './schema.ts';

/** Table with the texts of tags that are none. */
export const BAD_TAGS = 'bad_tags';

export interface LocateOptions {
  readonly signal?: AbortSignal | undefined;
  /** Rules that only all rows together have made: which currency is the odd one. */
  readonly further?: (file: BillingFile) => readonly Rule[];
}

/**
 * The error for the first broken row of a delivery, by file and row, or for the first file that DuckDB cannot read
 * at all; undefined when every row is good. Slow and
 * in order, on one thread: it runs when the fast way has met something bad, and must name the same row each time.
 */
export async function firstBrokenRow(
  duckDb: DuckDb,
  files: readonly BillingFile[],
  options: LocateOptions = {},
): Promise<AppError | undefined> {
  await duckDb.run('SET threads = 1; SET preserve_insertion_order = true');
  for (const file of files) {
    const error = await firstBrokenRowOf(duckDb, file, options).catch((cause: unknown) => {
      // SQL that DuckDB does not take is our mistake, and no fault of the file.
      if (cause instanceof AppError || isSqlMistake(cause)) throw cause;
      return new AppError('import-unreadable', `${file.name}: the data is damaged and cannot be read`, { cause });
    });
    if (error !== undefined) return error;
  }
  return undefined;
}

const isSqlMistake = (error: unknown): boolean =>
  error instanceof Error && /^(Parser|Binder|Catalog) Error/.test(error.message);

async function firstBrokenRowOf(
  duckDb: DuckDb,
  file: BillingFile,
  { signal, further }: LocateOptions,
): Promise<AppError | undefined> {
  const rows = file.schema.rows(file);
  const rules = allRules(rows, further?.(file) ?? []);
  if (file.format === 'parquet') {
    const found = await firstBrokenCell(duckDb, file, rows, rules, 'file_row_number + 1', undefined);
    return found && invalid(`${file.name} row ${found.row}, column ${found.column}: ${found.what}`);
  }
  const { fault } = await scan(file, signal);
  // The reader that skips faulty records numbers those before the first fault as the scanner does.
  const rowNumber = 'row_number() OVER ()';
  const found = await firstBrokenCell(duckDb, file, rows, rules, rowNumber, fault?.record).catch((error: unknown) => {
    if (fault === undefined || error instanceof AppError) throw error;
    return undefined; // DuckDB cannot step over every fault; the scanner's is then the first that can be named
  });
  if (found !== undefined) {
    const { line } = await scan(file, signal, found.row);
    return invalid(`${file.name} line ${line ?? found.row + 1}, column ${found.column}: ${found.what}`);
  }
  return fault && invalid(`${file.name} line ${fault.line}: ${fault.what}`);
}

function allRules(rows: RowSql, further: readonly Rule[]): readonly Rule[] {
  const { tagsColumn } = rows;
  const broken = `tags IN (SELECT tags FROM ${BAD_TAGS})`;
  const ofTags = tagsColumn === undefined ? [] : [{ column: tagsColumn, broken, complain: complaints.tags }];
  return [...rows.rules, ...ofTags, ...further];
}

function scan(file: BillingFile, signal: AbortSignal | undefined, record?: number): Promise<CsvScan> {
  const bytes = textBytes(file.path, file.name, isGzip(file.format), signal);
  const until = record === undefined ? {} : { record };
  return file.format.startsWith('json')
    ? scanJson(bytes, { maxRecordBytes: MAX_JSON_BYTES, ...until })
    : scanCsv(bytes, {
        delimiter: file.delimiter,
        columns: file.names.length,
        maxRecordBytes: MAX_LINE_BYTES,
        ...until,
      });
}

interface BrokenCell {
  readonly row: number;
  readonly column: string;
  readonly what: string;
}

async function firstBrokenCell(
  duckDb: DuckDb,
  file: BillingFile,
  rows: RowSql,
  rules: readonly Rule[],
  rowNumber: string,
  before: number | undefined,
): Promise<BrokenCell | undefined> {
  const which = rules.map(({ broken }, at) => `WHEN ${broken} THEN ${at}`).join(' ');
  const raw = rules.map(({ broken }, at) => `WHEN ${broken} THEN extra${at + 1}`).join(' ');
  const raws = rules.map(({ column }) => `CAST(${cellOf(file, column) ?? 'NULL'} AS VARCHAR)`);
  const cells = cellSelect(rows, relationOf([file], { forgiving: true }), [rowNumber, ...raws]);
  const [found] = await duckDb.rows(`SELECT extra0, CASE ${which} END, CASE ${raw} END FROM (${cells})
    WHERE (${rules.map(({ broken }) => broken).join(' OR ')}) ${before === undefined ? '' : `AND extra0 < ${before}`}
    LIMIT 1`);
  if (found === undefined) return undefined;
  const rule = rules[Number(found[1])];
  if (rule === undefined) throw new Error('a broken row breaks no rule');
  return { row: Number(found[0]), column: spelling(file, rule.column), what: rule.complain(found[2] ?? null) };
}

export const invalid = (message: string): AppError => new AppError('import-invalid', message);
