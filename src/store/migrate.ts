import { renameSync, rmSync } from 'node:fs';
import type { Connection } from './connection.ts';
import type { Migration } from './migrations/migration.ts';
import { storeError } from './store-error.ts';

export const copyBefore = (location: string, version: number): string => `${location}.before-v${version}.bak`;

export const schemaVersion = (connection: Connection): number =>
  connection.db.pragma('user_version', { simple: true }) as number;

/**
 * Brings the store to the version of the last of `migrations`, each in a transaction of its own. Before a
 * destructive one a copy of the whole store is kept beside it. One that fails leaves the store at the version
 * before it.
 */
export async function migrate(connection: Connection, migrations: readonly Migration[]): Promise<void> {
  for (const migration of migrations) {
    const version = schemaVersion(connection);
    if (migration.version <= version) continue;
    if (migration.destructive) await keepCopy(connection, copyBefore(connection.location, migration.version));
    await connection.write(() => {
      migration.up(connection);
      connection.db.pragma(`user_version = ${migration.version}`);
    });
  }
}

/** The copy has what is still in the journal too, and gets its name when it is complete. */
async function keepCopy(connection: Connection, file: string): Promise<void> {
  const unfinished = `${file}.tmp`;
  try {
    await connection.db.backup(unfinished);
    renameSync(unfinished, file);
  } catch (thrown) {
    rmSync(unfinished, { force: true });
    throw storeError(thrown, file);
  }
}
