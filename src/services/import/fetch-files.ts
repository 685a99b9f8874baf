import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import { unzipCsv } from '../../billing/zip.ts';
import type { SourceFile } from './sources.ts';

/** Files ready to be read, on this machine. */
export interface FetchedFiles {
  readonly pathOf: ReadonlyMap<SourceFile, string>;
  /** Removes what was fetched and unpacked. */
  remove(): Promise<void>;
}

export interface FetchOptions {
  /** What messages call the files, in their order. */
  readonly names: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number, what: string) => void;
}

/**
 * Copies files out of buckets, and unpacks zip archives, to a temporary folder, which is gone again after `remove`, or
 * when this throws. Other files of this machine stay where they are.
 */
export async function fetchFiles(files: readonly SourceFile[], options: FetchOptions): Promise<FetchedFiles> {
  const pathOf = new Map<SourceFile, string>();
  const folder = await mkdtemp(join(tmpdir(), 'ballast-objects-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const total = files.reduce((sum, { bucket, file }) => sum + (bucket === undefined ? 0 : file.sizeBytes), 0);
    let done = 0;
    for (const [at, source] of files.entries()) {
      // A folder each: parts of different months have the same names.
      const own = join(folder, String(at));
      const local = await localPath(source, own, (bytes, url) => options.onProgress((done += bytes), total, url));
      pathOf.set(source, await unpacked(local, options.names[at] ?? basename(local), own, options.signal));
    }
    return { pathOf, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function localPath(
  { tree, bucket, file }: SourceFile,
  folder: string,
  onBytes: (bytes: number, url: string) => void,
): Promise<string> {
  if (bucket === undefined) return tree.urlOf(file.path);
  await mkdir(folder);
  const path = join(folder, basename(file.path));
  await bucket.download(file, path, (bytes) => onBytes(bytes, bucket.urlOf(file.path)));
  return path;
}

/** The file itself where it is no zip archive of one CSV file. */
async function unpacked(path: string, name: string, folder: string, signal: AbortSignal): Promise<string> {
  await mkdir(folder, { recursive: true });
  const csv = join(folder, 'unpacked.csv');
  return (await unzipCsv(path, name, csv, signal)) ? csv : path;
}
