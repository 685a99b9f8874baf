import { AppError } from '../../domain/errors.ts';
import type { Day } from '../../domain/instant.ts';
import type { BillingFormat } from '../detect-format.ts';
import { DuckDb, type DuckDbOptions } from '../duckdb.ts';
import { expandInputs, unreadable } from '../input-files.ts';
import { numberCombinations } from './aggregate.ts';
import { resourceError, sumChecked } from './checked-sums.ts';
import { type FocusColumns, type FocusVersion, focusVersions } from './columns.ts';
import { type CurrencyTotals, type FocusSource, countsOf, sourcesOf, totalsOf } from './delivery.ts';
import { type FocusFile, recogniseFocusFile } from './focus-file.ts';

export interface ReadFocusOptions extends DuckDbOptions {
  /**
   * Sets this delivery apart from others of the same billing account, such as an export for each subscription:
   * a month is replaced per billing account and label.
   */
  readonly label?: string;
  /** Called a few times a second while the files are read: from 0 to 1, null while it is not known. */
  readonly onProgress?: (ratio: number | null) => void;
}

/** A file of a delivery, as recognised. */
export interface FocusFileInfo {
  readonly path: string;
  readonly format: BillingFormat;
  /** The newest version whose columns the file has. */
  readonly version: FocusVersion;
  readonly columns: FocusColumns;
}

/** Files that were delivered together, read and found good. Close it when its pages are read. */
export interface FocusDelivery {
  readonly files: readonly FocusFileInfo[];
  /** The newest of the files' versions. */
  readonly version: FocusVersion;
  readonly months: readonly Day[];
  readonly totals: readonly CurrencyTotals[];
  readonly rows: number;
  readonly charges: number;
  /** By billing account. Empty when the files have a header and no rows: a month without charges is delivered so. */
  readonly sources: readonly FocusSource[];
  close(): Promise<void>;
}

/** As `readFocusFiles`, for one path. */
export const readFocusFile = (path: string, options: ReadFocusOptions = {}): Promise<FocusDelivery> =>
  readFocusFiles([path], options);

/**
 * Reads FOCUS Cost and Usage files (1.0 to 1.4; CSV, CSV.gz, Parquet) as one delivery, through DuckDB. Every row
 * is checked and summed before this returns, so nothing of a bad file ever leaves. Paths are files, folders and
 * patterns.
 *
 * Throws `import-unreadable` (no such file, cut or damaged), `import-format-unknown` (no FOCUS file; says what it
 * looks like), `import-invalid` (file, line or row, column and value of the first bad cell), `interrupted`.
 */
export async function readFocusFiles(paths: readonly string[], options: ReadFocusOptions = {}): Promise<FocusDelivery> {
  const inputs = await expandInputs(paths);
  if (inputs.length === 0) throw new AppError('import-unreadable', 'no files were named');
  const duckDb = await DuckDb.open(options);
  try {
    const files: FocusFile[] = [];
    for (const path of inputs) files.push(await recognised(path, duckDb));
    await sumChecked(duckDb, files, options);
    await numberCombinations(duckDb);
    const sources = await sourcesOf(duckDb, options.label);
    await duckDb.run('DROP TABLE grouped');
    return {
      files: files.map(({ path, format, header: { version, columns } }) => ({ path, format, version, columns })),
      version: focusVersions.findLast((version) => files.some(({ header }) => header.version === version)) ?? '1.0',
      months: [...new Set(sources.flatMap(({ months }) => months))].toSorted(),
      totals: totalsOf(sources.flatMap(({ totals }) => totals)),
      ...countsOf(sources),
      sources,
      close: () => duckDb.close(),
    };
  } catch (error) {
    await duckDb.close();
    throw resourceError(error) ?? error;
  }
}

/** An error of the system on the way to a file's first bytes is the user's to mend. */
async function recognised(path: string, duckDb: DuckDb): Promise<FocusFile> {
  try {
    return await recogniseFocusFile(path, duckDb);
  } catch (error) {
    const isSystemError = error instanceof Error && 'code' in error && 'syscall' in error;
    throw isSystemError ? unreadable(path, error) : error;
  }
}
