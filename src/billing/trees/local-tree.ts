import { readFile, readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { AppError } from '../../domain/errors.ts';
import { unreadable } from '../input-files.ts';
import type { FileTree, TreeFile } from './file-tree.ts';

/** The file system from its root on. Paths are without the leading `/`. */
export function localTree(root = '/'): FileTree {
  const fileAt = async (absolute: string): Promise<TreeFile | undefined> => {
    const info = await stat(absolute).catch((error: unknown) => {
      if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
        return undefined;
      throw unreadable(absolute, error);
    });
    if (info?.isFile() !== true) return undefined;
    return {
      path: relative(root, absolute).split(sep).join('/'),
      sizeBytes: info.size,
      mark: `${info.size}-${info.mtimeMs}`,
      modifiedMs: info.mtimeMs,
    };
  };
  return {
    async list(folder) {
      const absolute = join(root, folder);
      const entries = await readdir(absolute, { recursive: true, withFileTypes: true }).catch((error: unknown) =>
        Promise.reject(unreadable(absolute, error)),
      );
      const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      const files = await Promise.all(paths.toSorted().map(fileAt));
      return files.filter((file) => file !== undefined);
    },
    stat: (path) => fileAt(join(root, path)),
    readText: (file) =>
      readFile(join(root, file.path), 'utf8').catch((cause: unknown) =>
        Promise.reject(new AppError('import-unreadable', `${file.path}: not readable`, { cause })),
      ),
    urlOf: (path) => join(root, path),
  };
}
