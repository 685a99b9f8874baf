import Database from 'better-sqlite3';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { copyBefore } from '../../src/store/migrate.ts';
import { migrations } from '../../src/store/migrations/index.ts';
import type { Migration } from '../../src/store/migrations/migration.ts';
import { openForWrite } from '../../src/store/open-for-write.ts';
import { openStore } from '../../src/store/open-store.ts';
import { SCHEMA_VERSION } from '../../src/store/schema-version.ts';
import { dumpStore } from '../support/store-dump.ts';
import { at, volume } from '../support/store-records.ts';
import { contentsOf, storeFolder } from '../support/store-temp.ts';

const folder = storeFolder();
const next = SCHEMA_VERSION + 1;

const made = (up: Migration['up'], of: Partial<Migration> = {}): Migration => ({
  version: next,
  name: 'made up',
  destructive: false,
  up,
  ...of,
});

const addsTable = made(({ db }) => db.exec('CREATE TABLE extra (x INTEGER) STRICT'));
const dropsSizes = made(({ db }) => db.exec('DROP VIEW sizes; DROP TABLE size'), { destructive: true });
const failsLate = made(
  ({ db }) => {
    db.exec('DELETE FROM resource; CREATE TABLE half (x INTEGER) STRICT');
    throw new Error('the disk of the test is made of cheese');
  },
  { destructive: true },
);

async function filled(name: string): Promise<string> {
  const location = join(folder, name);
  const store = await openStore({ location, mode: 'write', now: at(0) });
  await store.resources.upsert(1, [volume('vol-1'), volume('vol-2')], at(0));
  await store.close();
  return location;
}

const migrated = (location: string, extra: readonly Migration[]) =>
  openForWrite(location, at(1), 'present', [...migrations, ...extra]);

const versionOf = (location: string): unknown => {
  const db = new Database(location, { readonly: true });
  try {
    return db.pragma('user_version', { simple: true });
  } finally {
    db.close();
  }
};

describe('the migrations of this release', () => {
  it('are numbered without a gap, and end at the version that readers know', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
    expect(migrations.at(-1)?.version).toBe(SCHEMA_VERSION);
  });

  it('run once: opening again changes nothing', async () => {
    const location = await filled('once.db');
    const before = dumpStore(location);
    await (await openStore({ location, mode: 'write', now: at(1) })).close();
    expect(dumpStore(location)).toEqual(before);
    expect(versionOf(location)).toBe(SCHEMA_VERSION);
    expect(existsSync(copyBefore(location, SCHEMA_VERSION))).toBe(false);
  });
});

describe('a migration', () => {
  it('brings the store to its version and keeps what is in it', async () => {
    const location = await filled('adds.db');
    const store = await migrated(location, [addsTable]);
    expect((await store.info()).schemaVersion).toBe(next);
    expect(await store.resources.count({})).toBe(2);
    await store.close();
    expect(existsSync(copyBefore(location, next))).toBe(false);
  });

  it('that is destructive keeps a copy first: a whole store, openable as it was', async () => {
    const location = await filled('drops.db');
    const before = dumpStore(location);
    await (await migrated(location, [dropsSizes])).close();
    const copy = `${location}.before-v${next}.bak`;
    expect(dumpStore(copy)).toEqual(before);
    const store = await openStore({ location: copy, mode: 'read', now: at(2) });
    expect(await store.info()).toMatchObject({ schemaVersion: SCHEMA_VERSION });
    await store.close();
    expect(versionOf(location)).toBe(next);
  });

  it('has in its copy what a killed writer left in the journal', async () => {
    const location = await filled('journal.db');
    // A second connection keeps the journal from being folded into the file.
    const reader = new Database(location, { readonly: true });
    reader.pragma('user_version');
    const store = await openStore({ location, mode: 'write', now: at(1) });
    await store.resources.upsert(2, [volume('vol-3')], at(1));
    await store.close();
    expect(readFileSync(`${location}-wal`).length).toBeGreaterThan(0);
    await (await migrated(location, [dropsSizes])).close();
    reader.close();
    const copy = await openStore({ location: copyBefore(location, next), mode: 'read', now: at(2) });
    expect(await copy.resources.count({})).toBe(3);
    await copy.close();
  });

  it('that fails leaves the store as it was, and lets go of the lock', async () => {
    const location = await filled('fails.db');
    const before = { dump: dumpStore(location), bytes: readFileSync(location) };
    await expect(migrated(location, [failsLate])).rejects.toThrow('made of cheese');
    expect(dumpStore(location)).toEqual(before.dump);
    expect(readFileSync(location).equals(before.bytes)).toBe(true);
    expect(versionOf(location)).toBe(SCHEMA_VERSION);
    const store = await openStore({ location, mode: 'write', now: at(2) });
    expect(await store.resources.count({})).toBe(2);
    await store.close();
  });

  it('that fails after another leaves the store at the other’s version', async () => {
    const location = await filled('second.db');
    await expect(migrated(location, [addsTable, { ...failsLate, version: next + 1 }])).rejects.toThrow(
      'made of cheese',
    );
    expect(versionOf(location)).toBe(next);
  });

  it('whose copy cannot be written does not run', async () => {
    const location = await filled('nocopy.db');
    const before = readFileSync(location);
    // A folder that has the copy's name stands in the way.
    mkdirSync(copyBefore(location, next));
    writeFileSync(join(copyBefore(location, next), 'x'), '');
    await expect(migrated(location, [dropsSizes])).rejects.toThrow();
    expect(readFileSync(location).equals(before)).toBe(true);
    expect(Object.keys(contentsOf(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
