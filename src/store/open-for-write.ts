import Database from 'better-sqlite3';
import { accessSync, constants, existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '../domain/errors.ts';
import type { Instant } from '../domain/instant.ts';
import type { Store } from '../domain/ports/store.ts';
import { Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import { migrations as ownMigrations } from './migrations/index.ts';
import type { Migration } from './migrations/migration.ts';
import { rememberOpen } from './open-files.ts';
import { openReadable } from './open-store.ts';
import { APPLICATION_ID } from './schema-version.ts';
import { SqliteStore } from './sqlite-store.ts';
import { storeError } from './store-error.ts';
import { WriterLock } from './writer-lock.ts';

/** For a program that is no Ballast and writes to the file for a moment. */
const BUSY_TIMEOUT_MS = 5000;
/** A load leaves a journal as large as itself; beyond this it is cut back at the next checkpoint. */
const JOURNAL_LIMIT_BYTES = 64 * 2 ** 20;
/** Sorting and index pages of a load. Memory that a small store never fills and a large one does: more would not be flat. */
const CACHE_KIB = 16 * 1024;

/** Everything that can be refused is refused before the first byte is written, the lock's file included. */
export async function openForWrite(
  location: string,
  now: Instant,
  found: 'absent' | 'present',
  migrations: readonly Migration[] = ownMigrations,
): Promise<Store> {
  refuseUnwritable(location);
  if (found === 'present') openReadable(location, newestOf(migrations)).connection.close();
  const lock = WriterLock.acquire(location, now);
  let connection: Connection | undefined;
  try {
    connection = openWritable(location);
    await migrate(connection, migrations);
    return new SqliteStore(connection, [rememberOpen(location), () => lock.release()]);
  } catch (thrown) {
    connection?.close();
    lock.release();
    throw storeError(thrown, location);
  }
}

const newestOf = (migrations: readonly Migration[]): number => migrations.at(-1)?.version ?? 0;

function refuseUnwritable(location: string): void {
  const folder = dirname(location);
  if (!existsSync(folder)) throw new AppError('store-unwritable', `the folder ${folder} does not exist`);
  for (const path of existsSync(location) ? [folder, location] : [folder]) {
    try {
      accessSync(path, constants.W_OK);
    } catch (cause) {
      throw new AppError('store-unwritable', `${path} cannot be written: ${(cause as Error).message}`, { cause });
    }
  }
}

function openWritable(location: string): Connection {
  const db = new Database(location, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.pragma('synchronous = NORMAL');
    // Before WAL: the file says whose it is from its first page on, also when nothing more gets written.
    if (db.pragma('application_id', { simple: true }) !== APPLICATION_ID) {
      db.pragma(`application_id = ${APPLICATION_ID}`);
    }
    db.pragma('journal_mode = WAL');
    db.pragma('foreign_keys = ON');
    db.pragma(`journal_size_limit = ${JOURNAL_LIMIT_BYTES}`);
    db.pragma(`cache_size = -${CACHE_KIB}`);
    return new Connection(db, location);
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}
