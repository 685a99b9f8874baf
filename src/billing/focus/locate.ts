import { AppError } from '../../domain/errors.ts';
import { type CsvScan, scanCsv } from '../csv-scan.ts';
import type { DuckDb } from '../duckdb.ts';
import { literal } from '../sql-text.ts';
import { textBytes } from '../text-stream.ts';
import type { FocusFile } from './focus-file.ts';
import { MAX_LINE_BYTES, type Rule, cellOf, cellSelect, relationOf, rulesOf } from './row-sql.ts';

/** Table with the texts of tags that are none. */
export const BAD_TAGS = 'bad_tags';

/**
 * The error for the first broken row of a delivery, by file and row, or for the first file that DuckDB cannot read
 * at all; undefined when every row is good. Slow and
 * in order, on one thread: it runs when the fast way has met something bad, and must name the same row each time.
 */
export async function firstBrokenRow(
  duckDb: DuckDb,
  files: readonly FocusFile[],
  signal?: AbortSignal,
): Promise<AppError | undefined> {
  await duckDb.run('SET threads = 1');
  for (const file of files) {
    const error = await firstBrokenRowOf(duckDb, file, signal).catch((cause: unknown) => {
      if (cause instanceof AppError) throw cause;
      return new AppError('import-unreadable', `${file.name}: the data is damaged and cannot be read`, { cause });
    });
    if (error !== undefined) return error;
  }
  return undefined;
}

async function firstBrokenRowOf(duckDb: DuckDb, file: FocusFile, signal?: AbortSignal): Promise<AppError | undefined> {
  if (file.format === 'parquet') {
    const found = await firstBrokenCell(duckDb, file, 'file_row_number + 1', undefined);
    return found && invalid(`${file.name} row ${found.row}, column ${found.column}: ${found.what}`);
  }
  const { fault } = await scan(file, signal);
  // The reader that skips faulty records numbers those before the first fault as the scanner does.
  const found = await firstBrokenCell(duckDb, file, 'row_number() OVER ()', fault?.record).catch((error: unknown) => {
    if (fault === undefined || error instanceof AppError) throw error;
    return undefined; // DuckDB cannot step over every fault; the scanner's is then the first that can be named
  });
  if (found !== undefined) {
    const { line } = await scan(file, signal, found.row);
    return invalid(`${file.name} line ${line ?? found.row + 1}, column ${found.column}: ${found.what}`);
  }
  return fault && invalid(`${file.name} line ${fault.line}: ${fault.what}`);
}

const scan = (file: FocusFile, signal: AbortSignal | undefined, record?: number): Promise<CsvScan> =>
  scanCsv(textBytes(file.path, file.format === 'csv.gz', signal), {
    delimiter: file.delimiter,
    columns: file.names.length,
    maxRecordBytes: MAX_LINE_BYTES,
    ...(record === undefined ? {} : { record }),
  });

interface BrokenCell {
  readonly row: number;
  readonly column: string;
  readonly what: string;
}

async function firstBrokenCell(
  duckDb: DuckDb,
  file: FocusFile,
  rowNumber: string,
  before: number | undefined,
): Promise<BrokenCell | undefined> {
  const tagsRule: readonly Rule[] = file.header.positions.has('Tags')
    ? [{ column: 'Tags', kind: 'tags', broken: `tags IN (SELECT tags FROM ${BAD_TAGS})` }]
    : [];
  const rules = [...rulesOf(file), ...tagsRule];
  const name = rules.map(({ broken, column }) => `WHEN ${broken} THEN ${literal(column)}`).join(' ');
  const raw = rules.map(({ broken }, at) => `WHEN ${broken} THEN extra${at + 1}`).join(' ');
  const raws = rules.map(({ column }) => `CAST(${cellOf(file, column) ?? 'NULL'} AS VARCHAR)`);
  const cells = cellSelect(file, relationOf([file], true), [rowNumber, ...raws]);
  const [found] = await duckDb.rows(`SELECT extra0, CASE ${name} END, CASE ${raw} END FROM (${cells})
    WHERE (${rules.map(({ broken }) => broken).join(' OR ')}) ${before === undefined ? '' : `AND extra0 < ${before}`}
    LIMIT 1`);
  if (found === undefined) return undefined;
  const rule = rules.find((each) => each.column === found[1]);
  if (rule === undefined) throw new Error('a broken row breaks no rule');
  return { row: Number(found[0]), column: rule.column, what: complaint(rule.kind, found[2] ?? null) };
}

function complaint(kind: Rule['kind'], raw: string | null): string {
  if (raw === null || raw === '') return 'the cell is empty, and must not be';
  const value = shortened(raw);
  switch (kind) {
    case 'amount':
      if (/^\s*[-+]?[\d.]*\d,\d+\s*$/.test(raw)) return `${value} is no number: the decimal sign must be a point`;
      return /^[-+\d.eE\s]+$/.test(raw) ? `${value} is no number from -1e20 to 1e20` : `${value} is no number`;
    case 'moment':
      return `${value} is no date and time of the years 2000 to 2099 (2026-05-01T00:00:00Z)`;
    case 'category':
      return `${value} is none of Usage, Purchase, Tax, Credit, Adjustment`;
    case 'currency':
      return `${value} is no currency code of three letters`;
    case 'tags':
      return `${value} is no JSON object`;
    case 'name':
      return `${value} is no name`;
  }
}

const MAX_SHOWN = 60;

/** A value fit for a message: quoted, control characters escaped, long ones cut (never inside a surrogate pair). */
function shortened(raw: string): string {
  if (raw.length <= MAX_SHOWN) return JSON.stringify(raw);
  return `${JSON.stringify(raw.slice(0, MAX_SHOWN).replace(/[\uD800-\uDBFF]$/, ''))}…`;
}

const invalid = (message: string): AppError => new AppError('import-invalid', message);
