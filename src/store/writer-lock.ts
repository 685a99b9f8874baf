import Database from 'better-sqlite3';
import { truncateSync } from 'node:fs';
import { AppError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import { storeError } from './store-error.ts';

export const lockFileOf = (location: string): string => `${location}-lock`;

/** How long to wait for another process that is just writing its name into the lock file. */
const HOLDER_TIMEOUT_MS = 200;

interface Holder {
  readonly pid: number;
  readonly since: string;
}

/**
 * One writer at a time, over a whole run and not only a transaction. The lock is an open write transaction on a
 * small SQLite file beside the store: SQLite's file locks work on every system and end with the process, however it
 * ends, so no stale lock is left; and readers of that file still see who holds it. The file itself stays: deleting
 * it would let two processes lock two files of the same name.
 */
export class WriterLock {
  readonly #db: Database.Database;

  private constructor(db: Database.Database) {
    this.#db = db;
  }

  /** Throws `store-locked` with the holder's process id and start. */
  static acquire(location: string, now: Instant): WriterLock {
    const file = lockFileOf(location);
    try {
      return WriterLock.#tryToAcquire(file, now);
    } catch (thrown) {
      if (isCode(thrown, 'SQLITE_NOTADB') || isCode(thrown, 'SQLITE_CORRUPT')) {
        // Left so by a power cut, since it is written without waiting for the disk. Emptied rather than deleted: a
        // lock is on the file, not on its name.
        truncateSync(file, 0);
        return WriterLock.acquire(location, now);
      }
      if (!isCode(thrown, 'SQLITE_BUSY')) throw storeError(thrown, file);
      const holder = holderOf(file);
      const who = holder ? `process ${holder.pid} since ${holder.since}` : 'another process';
      throw new AppError('store-locked', `${location} is being written by ${who}`, { cause: thrown });
    }
  }

  static #tryToAcquire(file: string, now: Instant): WriterLock {
    const db = new Database(file, { timeout: 0 });
    try {
      db.exec('PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY; BEGIN IMMEDIATE');
      db.exec(
        'CREATE TABLE IF NOT EXISTS holder (pid INTEGER NOT NULL, since TEXT NOT NULL) STRICT; DELETE FROM holder',
      );
      db.prepare('INSERT INTO holder VALUES (?, ?)').run(process.pid, now);
      db.exec('COMMIT; BEGIN IMMEDIATE');
      return new WriterLock(db);
    } catch (thrown) {
      db.close();
      throw thrown;
    }
  }

  release(): void {
    this.#db.close();
  }
}

const isCode = (thrown: unknown, code: string): boolean =>
  thrown instanceof Database.SqliteError && thrown.code.startsWith(code);

function holderOf(file: string): Holder | undefined {
  const db = new Database(file, { readonly: true, timeout: HOLDER_TIMEOUT_MS });
  try {
    return db.prepare<[], Holder>('SELECT pid, since FROM holder').get();
  } catch {
    // Only the message is poorer for it.
    return undefined;
  } finally {
    db.close();
  }
}
