import Database from 'better-sqlite3';
import { AppError, type ErrorCode } from '../domain/errors.ts';

/** SQLite result codes, the extended ones by their start, that a user can do something about. */
const codes: readonly (readonly [startsWith: string, code: ErrorCode, says: (location: string) => string])[] = [
  ['SQLITE_FULL', 'store-full', (location) => `no space is left to write ${location}`],
  // What a quota or a file size limit answers: SQLite has a word of its own for ENOSPC alone.
  ['SQLITE_IOERR_WRITE', 'store-full', (location) => `the system refused to write more to ${location}`],
  ['SQLITE_IOERR_SHMSIZE', 'store-full', (location) => `no space is left beside ${location}`],
  ['SQLITE_IOERR_FSYNC', 'store-full', (location) => `the system could not keep what was written to ${location}`],
  ['SQLITE_IOERR_TRUNCATE', 'store-full', (location) => `the system refused to resize ${location}`],
  ['SQLITE_CORRUPT', 'store-damaged', (location) => `${location} is damaged`],
  ['SQLITE_NOTADB', 'store-damaged', (location) => `${location} is damaged: its header is not that of a database`],
  ['SQLITE_IOERR', 'store-damaged', (location) => `${location} cannot be read`],
  [
    'SQLITE_READONLY_DIRECTORY',
    'store-unwritable',
    (location) => `the folder of ${location} cannot be written, and SQLite keeps its shared memory there, also to read`,
  ],
  ['SQLITE_READONLY', 'store-unwritable', (location) => `${location} cannot be written`],
  ['SQLITE_CANTOPEN', 'store-unwritable', (location) => `${location}, or a file that goes with it, cannot be opened`],
  ['SQLITE_PERM', 'store-unwritable', (location) => `${location} cannot be opened`],
  ['SQLITE_BUSY', 'store-locked', (location) => `${location} is in use by another program`],
];

/** What SQLite threw, as an `AppError` where a user can mend it; anything else is a bug and comes back as it is. */
export function storeError(thrown: unknown, location: string): unknown {
  if (!(thrown instanceof Database.SqliteError)) return thrown;
  const match = codes.find(([startsWith]) => thrown.code.startsWith(startsWith));
  if (!match) return thrown;
  const [, code, says] = match;
  return new AppError(code, `${says(location)} (${thrown.code}: ${thrown.message})`, { cause: thrown });
}
