import { AppError } from '../../domain/errors.ts';
import { isGzip } from '../detect-format.ts';
import { type DuckDb, assertNotAborted, isOutOfMemory } from '../duckdb.ts';
import { checkGzip } from '../text-stream.ts';
import { aggregate, joinFiles } from './aggregate.ts';
import { BAD_TAGS, firstBrokenRow } from './locate.ts';
import type { BillingFile, SchemaExtras } from './schema.ts';
import { parseTags } from './tags.ts';

export interface CheckOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (ratio: number | null) => void;
}

/**
 * Sums the files' rows into DuckDB's table `grouped` and makes sure that every one of them is good: that gzip
 * files are whole, records well formed, cells what they should be. Throws the first fault by file and row.
 */
export async function sumChecked(duckDb: DuckDb, files: readonly BillingFile[], options: CheckOptions): Promise<void> {
  await duckDb.run(`CREATE TABLE ${BAD_TAGS} (tags VARCHAR)`);
  const progress = watchProgress(duckDb, options.onProgress);
  // DuckDB does not notice a cut gzip file; checking beside it costs a core that it leaves idle, for it inflates on one.
  const [gzip, sums] = await Promise.allSettled([
    checkAllGzip(files, options.signal).catch((error: unknown) => {
      duckDb.interrupt();
      throw error;
    }),
    aggregate(duckDb, files),
  ]).finally(() => clearInterval(progress));
  assertNotAborted(options.signal);
  if (gzip.status === 'rejected') throw gzip.reason;
  const { signal } = options;
  if (sums.status === 'rejected') {
    throw (
      resourceError(sums.reason) ?? (await firstBrokenRow(duckDb, files, { signal })) ?? notRead(files, sums.reason)
    );
  }
  const [found] = await duckDb.rows('SELECT bool_or(bad) FROM grouped');
  const badTags = await collectBadTags(duckDb);
  if (found?.[0] !== 'true' && !badTags) return settle(duckDb, files, sums.value);
  throw (await firstBrokenRow(duckDb, files, { signal })) ?? new Error('a row is bad, and none can be found');
}

async function settle(duckDb: DuckDb, files: readonly BillingFile[], extras: SchemaExtras): Promise<void> {
  for (const schema of new Set(files.map((file) => file.schema))) await schema.settle?.(duckDb, extras, files);
  if (extras.byFile) await joinFiles(duckDb);
}

async function checkAllGzip(files: readonly BillingFile[], signal: AbortSignal | undefined): Promise<void> {
  for (const { format, path, name } of files) if (isGzip(format)) await checkGzip(path, name, signal);
}
/** Fills the table of tags that cannot be parsed; tells whether there are any. */
async function collectBadTags(duckDb: DuckDb): Promise<boolean> {
  let bad: string[] = [];
  let any = false;
  const keep = async (): Promise<void> => {
    await duckDb.appendTexts(BAD_TAGS, bad);
    bad = [];
  };
  for await (const chunk of duckDb.chunks('SELECT DISTINCT tags FROM grouped WHERE tags IS NOT NULL')) {
    for (const text of chunk.getColumnValues(0)) if (parseTags(String(text)) === undefined) bad.push(String(text));
    any ||= bad.length > 0;
    await keep();
  }
  return any;
}

function watchProgress(duckDb: DuckDb, report: CheckOptions['onProgress']): NodeJS.Timeout | undefined {
  if (report === undefined) return undefined;
  return setInterval(() => report(duckDb.progress ?? null), 250).unref();
}

/** An error of the machine rather than of the file. */
export function resourceError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return undefined;
  const message = error instanceof Error ? error.message : String(error);
  if (/no space left|max_temp_directory_size/i.test(message)) {
    return new AppError('import-unreadable', 'the disk with the temporary folder is full: reading spills to it', {
      cause: error,
    });
  }
  if (isOutOfMemory(error)) {
    return new AppError('import-unreadable', 'the files need more memory than reading may use', { cause: error });
  }
  if (/overflow/i.test(message)) {
    return new AppError('import-invalid', 'the costs sum to more than 1e20: too large to be kept exactly', {
      cause: error,
    });
  }
  return undefined;
}

function notRead(files: readonly BillingFile[], cause: unknown): AppError {
  const names = files.length === 1 ? files[0]?.name : `one of ${files.length} files`;
  return new AppError('import-unreadable', `${names}: the data is damaged and cannot be read`, { cause });
}
