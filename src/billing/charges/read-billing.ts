import { AppError } from '../../domain/errors.ts';
import type { Day } from '../../domain/instant.ts';
import type { BillingFormat } from '../detect-format.ts';
import { DuckDb, type DuckDbOptions } from '../duckdb.ts';
import { expandInputs, unreadable } from '../input-files.ts';
import { shortNames } from '../input-names.ts';
import { numberCombinations } from './aggregate.ts';
import { recogniseFile } from './billing-file.ts';
import { resourceError, sumChecked } from './checked-sums.ts';
import {
  type BillingSource,
  type CurrencyTotals,
  type FileSlice,
  countsOf,
  fileSlicesOf,
  sourcesOf,
  totalsOf,
} from './delivery.ts';
import { oddCurrency } from './odd-currency.ts';
import { assertOneExport } from './one-export.ts';
import type { BillingFile, BillingSchema, CostView, FileColumns } from './schema.ts';

export interface ReadOptions extends DuckDbOptions {
  /**
   * Sets this delivery apart from others of the same billing account, such as an export for each subscription:
   * a month is replaced per billing account and label.
   */
  readonly label?: string;
  /** Takes a bill in several currencies for what it says, instead of for a damaged file. */
  readonly mixedCurrencies?: boolean;
  /** Called a few times a second while the files are read: from 0 to 1, null while it is not known. */
  readonly onProgress?: (ratio: number | null) => void;
}

/** A file to read. */
export interface InputFile {
  readonly path: string;
  /** As messages call it. */
  readonly name: string;
  /** Files of one export are parts of one bill; files without one are told apart by their kind. */
  readonly exportId?: string;
  /** Which view on costs the manifest says that it is; left out where nothing but the rows can tell. */
  readonly costView?: CostView;
  /** First day of the month that a manifest says the file is of: a row of another one is refused. */
  readonly billingMonth?: Day;
}

/** A file of a delivery, as recognised and read. */
export interface BillingFileInfo {
  readonly path: string;
  readonly format: BillingFormat;
  readonly kind: BillingSchema['kind'];
  /** In words, with the newest version whose columns the file has. */
  readonly schema: string;
  readonly columns: FileColumns;
  readonly slices: readonly FileSlice[];
}

/** Files that were delivered together, read and found good. Close it when its pages are read. */
export interface BillingDelivery {
  readonly files: readonly BillingFileInfo[];
  readonly months: readonly Day[];
  readonly totals: readonly CurrencyTotals[];
  readonly rows: number;
  readonly charges: number;
  /** By billing account. Empty when the files have a header and no rows: a month without charges is delivered so. */
  readonly sources: readonly BillingSource[];
  close(): Promise<void>;
}

/** As `readBillingPaths`, for one path. */
export const readBillingPath = (path: string, options: ReadOptions = {}): Promise<BillingDelivery> =>
  readBillingPaths([path], options);

/** As `readBilling`, for files, folders and patterns. */
export async function readBillingPaths(paths: readonly string[], options: ReadOptions = {}): Promise<BillingDelivery> {
  const files = await expandInputs(paths);
  const names = shortNames(files);
  return readBilling(
    files.map((path, at) => ({ path, name: names[at] ?? path })),
    options,
  );
}

/**
 * Reads billing exports (FOCUS 1.0 to 1.4, AWS CUR and CUR 2.0; CSV, CSV.gz, Parquet) as one delivery, through DuckDB.
 * Every row is checked and summed before this returns, so nothing of a bad file ever leaves.
 *
 * Throws `import-unreadable` (no such file, cut or damaged), `import-format-unknown` (none of these; says what it
 * looks like), `import-invalid` (file, line or row, column and value of the first bad cell), `interrupted`.
 */
export async function readBilling(inputs: readonly InputFile[], options: ReadOptions = {}): Promise<BillingDelivery> {
  if (inputs.length === 0) throw new AppError('import-unreadable', 'no files were named');
  const duckDb = await DuckDb.open(options);
  try {
    const files: BillingFile[] = [];
    for (const { path, name, exportId, costView } of inputs) {
      const file = await recognised(path, name, duckDb);
      files.push({ ...file, ...(exportId !== undefined && { exportId }), ...(costView !== undefined && { costView }) });
    }
    await sumChecked(duckDb, files, options);
    if (options.mixedCurrencies !== true) {
      const odd = await oddCurrency(duckDb, files, options.signal);
      if (odd !== undefined) throw odd;
    }
    const slices = await fileSlicesOf(duckDb);
    await assertOneExport(duckDb, inputs, files, slices, options.signal);
    await numberCombinations(duckDb);
    const sources = await sourcesOf(duckDb, options.label);
    await duckDb.run('DROP TABLE grouped');
    return {
      files: files.map(({ path, format, schema, header: { label, columns } }) => ({
        path,
        format,
        kind: schema.kind,
        schema: label,
        columns,
        slices: slices.filter((slice) => slice.path === path),
      })),
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
async function recognised(path: string, name: string, duckDb: DuckDb): Promise<BillingFile> {
  try {
    return await recogniseFile(path, name, duckDb);
  } catch (error) {
    const isSystemError = error instanceof Error && 'code' in error && 'syscall' in error;
    throw isSystemError ? unreadable(path, error) : error;
  }
}
