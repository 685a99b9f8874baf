import { statSync } from 'node:fs';

/**
 * Files that this process has open through SQLite. Closing any other descriptor of such a file would drop the
 * process's POSIX locks on it (sqlite.org/howtocorrupt.html, section 2.2), so its header is not read by `fs` then.
 */
const open = new Map<string, number>();

const identity = (location: string): string | undefined => {
  const file = statSync(location, { throwIfNoEntry: false, bigint: true });
  return file && `${file.dev}:${file.ino}`;
};

export const isOpenHere = (location: string): boolean => open.has(identity(location) ?? '');

/** Returns what to call when the connection is closed. */
export function rememberOpen(location: string): () => void {
  const key = identity(location);
  if (key === undefined) return () => {};
  open.set(key, (open.get(key) ?? 0) + 1);
  return () => {
    const left = (open.get(key) ?? 1) - 1;
    if (left === 0) open.delete(key);
    else open.set(key, left);
  };
}
