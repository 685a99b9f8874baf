import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

import type { SourceFile } from './sources.ts';

/** Files ready to be read, on this machine. */
export interface FetchedFiles {
  readonly pathOf: ReadonlyMap<SourceFile, string>;
  /** Removes what was fetched. */
  remove(): Promise<void>;
}

/**
 * Copies files out of buckets to a temporary folder, which is gone again after `remove`, or when this throws. Files on
 * this machine stay where they are.
 */
export async function fetchFiles(
  files: readonly SourceFile[],
  onProgress: (done: number, total: number, what: string) => void,
): Promise<FetchedFiles> {
  const pathOf = new Map<SourceFile, string>();
  const remote = files.filter(({ bucket }) => bucket !== undefined);
  const folder = remote.length === 0 ? undefined : await mkdtemp(join(tmpdir(), 'ballast-objects-'));
  const remove = async (): Promise<void> => {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  };
  try {
    const total = remote.reduce((sum, { file }) => sum + file.sizeBytes, 0);
    let done = 0;
    for (const [at, source] of files.entries()) {
      const { tree, bucket, file } = source;
      if (bucket === undefined || folder === undefined) {
        pathOf.set(source, tree.urlOf(file.path));
        continue;
      }
      // A folder each: parts of different months have the same names.
      await mkdir(join(folder, String(at)));
      const path = join(folder, String(at), basename(file.path));
      await bucket.download(file, path, (bytes) => onProgress((done += bytes), total, bucket.urlOf(file.path)));
      pathOf.set(source, path);
    }
    return { pathOf, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
