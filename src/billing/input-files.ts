import { glob, readdir, realpath, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { AppError } from '../domain/errors.ts';

/** Names that a folder is searched for (manifests are called `.json`); a file that is named itself may be called anything. */
const BILLING_NAME = /\.(csv|csv\.gz|csv\.zip|json\.gz|(jsonl|ndjson)(\.gz)?|parquet)$/i;

export const isBillingName = (path: string): boolean => {
  const name = path.split('/').at(-1) ?? '';
  return BILLING_NAME.test(name) && !/^[._]/.test(name);
};

/**
 * The files that these paths name, in a stable order and each once: a file is itself, a folder is every
 * `*.csv`, `*.csv.gz`, `*.csv.zip`, `*.jsonl`, `*.json.gz` and `*.parquet` beneath it (manifests and checksums lie there too), a pattern with `*`, `?`
 * or `[` is what it matches. Throws `import-unreadable` for a path that is not there, may not be read, is no
 * file, or names nothing.
 */
export async function expandInputs(paths: readonly string[]): Promise<readonly string[]> {
  const files = new Map<string, string>();
  for (const path of paths) {
    for (const file of await expandOne(path)) {
      const key = await realpath(file).catch((error: unknown) => Promise.reject(unreadable(file, error)));
      if (!files.has(key)) files.set(key, file);
    }
  }
  return [...files.values()];
}

async function expandOne(path: string): Promise<readonly string[]> {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) {
    throw new AppError('import-unreadable', `${path}: only files on this machine are read; download it first`);
  }
  const absolute = resolve(path);
  const found = await stat(absolute).catch((error: unknown) => error);
  if (found instanceof Error) {
    if (/[*?[{]/.test(path) && 'code' in found && found.code === 'ENOENT') return matches(path);
    throw unreadable(path, found);
  }
  const info = found as Awaited<ReturnType<typeof stat>>;
  if (info.isFile()) return [absolute];
  if (!info.isDirectory()) throw new AppError('import-unreadable', `${path}: neither a file nor a folder`);
  const entries = await readdir(absolute, { recursive: true, withFileTypes: true }).catch((error: unknown) =>
    Promise.reject(unreadable(path, error)),
  );
  const files = entries
    .filter((entry) => entry.isFile() && BILLING_NAME.test(entry.name) && !/^[._]/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  if (files.length > 0) return files;
  throw new AppError(
    'import-unreadable',
    `${path}: the folder holds no .csv, .csv.gz, .jsonl, .json.gz or .parquet file`,
  );
}

async function matches(pattern: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const entry of glob(pattern, { withFileTypes: true })) {
    if (entry.isFile()) files.push(resolve(entry.parentPath, entry.name));
  }
  if (files.length > 0) return files.toSorted();
  throw new AppError('import-unreadable', `${pattern}: no file matches`);
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission to read it is denied',
  EPERM: 'permission to read it is denied',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'the name is too long',
};

/** A path that the system does not let us read, in words. */
export function unreadable(path: string, cause: unknown): AppError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  return new AppError(
    'import-unreadable',
    `${basename(path)}: ${reasons[code] ?? `not readable (${code || String(cause)})`}`,
    { cause },
  );
}
