import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { AppError } from '../domain/errors.ts';
import { isOpenHere } from './open-files.ts';
import { APPLICATION_ID } from './schema-version.ts';
import { lockFileOf } from './writer-lock.ts';

/** SQLite's file header: sqlite.org/fileformat.html, section 1.3. */
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';
const APPLICATION_ID_OFFSET = 68;

/**
 * Looks at the first bytes of a file before SQLite opens it, since opening a foreign database would already leave
 * files beside it. The application id is written before anything else, so that it is never only in the journal.
 * Throws `store-foreign` or `store-damaged`. Returns `absent` where there is no file, or an empty one.
 */
export function inspectFile(location: string): 'absent' | 'present' {
  const file = statSync(location, { throwIfNoEntry: false });
  if (!file) return 'absent';
  if (!file.isFile()) throw new AppError('store-foreign', `${location} is not a file`);
  if (isOpenHere(location)) return 'present';
  const header = readHeader(location);
  if (header.length === 0) return 'absent';
  if (!header.toString('latin1').startsWith(MAGIC)) {
    // Its lock file tells that a store stood here, which something has written over since.
    if (existsSync(lockFileOf(location))) {
      throw new AppError('store-damaged', `${location} is damaged: its header is not that of a database`);
    }
    throw new AppError('store-foreign', `${location} is not a Ballast store: it is no SQLite database`);
  }
  if (header.length < HEADER_BYTES)
    throw new AppError('store-damaged', `${location} is damaged: it ends in its header`);
  if (header.readUInt32BE(APPLICATION_ID_OFFSET) !== APPLICATION_ID) {
    throw new AppError('store-foreign', `${location} is a SQLite database of another program, not a Ballast store`);
  }
  return 'present';
}

function readHeader(location: string): Buffer {
  let descriptor: number;
  try {
    descriptor = openSync(location, 'r');
  } catch (cause) {
    throw new AppError('store-unwritable', `${location} cannot be read: ${(cause as Error).message}`, { cause });
  }
  try {
    const header = Buffer.alloc(HEADER_BYTES);
    return header.subarray(0, readSync(descriptor, header, 0, HEADER_BYTES, 0));
  } finally {
    closeSync(descriptor);
  }
}
