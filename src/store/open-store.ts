import Database from 'better-sqlite3';
import { resolve } from 'node:path';
import { AppError } from '../domain/errors.ts';
import type { OpenStoreOptions, Store } from '../domain/ports/store.ts';
import { Connection } from './connection.ts';
import { inspectFile } from './inspect-file.ts';
import { rememberOpen } from './open-files.ts';
import { SCHEMA_VERSION } from './schema-version.ts';
import { SqliteStore } from './sqlite-store.ts';
import { storeError } from './store-error.ts';

/**
 * Opens the store in a file. `write` creates it where there is none, brings its schema up to date and holds the
 * writer's lock until it is closed; `read` changes nothing, and goes on while another process writes.
 *
 * Throws `store-missing`, `store-foreign`, `store-damaged`, `store-newer`, `store-outdated`, `store-unwritable`, `store-locked` or
 * `store-full`; the file is then as it was. A damage that only a query comes across is told by that query.
 */
export async function openStore(options: OpenStoreOptions): Promise<Store> {
  const location = resolve(options.location);
  const found = inspectFile(location);
  if (options.mode === 'write') {
    // Loaded here, so that a command that only reads never pays for it.
    const { openForWrite } = await import('./open-for-write.ts');
    return openForWrite(location, options.now, found);
  }
  if (found === 'absent') throw new AppError('store-missing', `there is no store at ${location}`);
  const { connection, version } = openReadable(location, SCHEMA_VERSION);
  if (version < SCHEMA_VERSION) {
    connection.close();
    if (version === 0) throw new AppError('store-missing', `${location} holds nothing yet: its creation was cut short`);
    const versions = `schema version ${version}; this Ballast reads version ${SCHEMA_VERSION}`;
    throw new AppError('store-outdated', `${location} has ${versions}`);
  }
  return new SqliteStore(connection, [rememberOpen(location)]);
}

/** How long a reader waits while a store that a killed writer left is being recovered; never for a writer. */
const RECOVERY_TIMEOUT_MS = 2000;

/** A connection that cannot write, and the schema's version. Throws `store-newer` for one beyond `newest`. */
export function openReadable(location: string, newest: number): { connection: Connection; version: number } {
  let db: Database.Database | undefined;
  try {
    db = new Database(location, { readonly: true, timeout: RECOVERY_TIMEOUT_MS });
    const version = db.pragma('user_version', { simple: true }) as number;
    if (version > newest) {
      throw new AppError(
        'store-newer',
        `${location} has schema version ${version}; this Ballast knows versions up to ${newest}`,
      );
    }
    // Reads the whole schema: a page of it that is damaged is found now.
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
    return { connection: new Connection(db, location), version };
  } catch (thrown) {
    db?.close();
    throw storeError(thrown, location);
  }
}
