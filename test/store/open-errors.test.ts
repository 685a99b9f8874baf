import Database from 'better-sqlite3';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { load } from '../support/store-charges.ts';
import { at, charge, scope, volume } from '../support/store-records.ts';
import { contentsOf, storeFolder } from '../support/store-temp.ts';

const root = storeFolder();
let folders = 0;

/** A folder of its own, and the path of a store in it. */
function place(): { readonly folder: string; readonly location: string } {
  folders += 1;
  const folder = join(root, String(folders));
  mkdirSync(folder);
  return { folder, location: join(folder, 'ballast.db') };
}

async function filledStore(location: string): Promise<void> {
  const store = await openStore({ location, mode: 'write', now: at(0) });
  await store.resources.upsert(1, Array.from({ length: 200 }, (_, index) => volume(`vol-${index}`)), at(0));
  await load(store.charges, { kind: 'api', name: 'x' }, [charge()]);
  await store.close();
}

const foreign = (location: string, applicationId: number, journal: 'wal' | 'delete'): void => {
  const db = new Database(location);
  db.pragma(`application_id = ${applicationId}`);
  db.pragma(`journal_mode = ${journal}`);
  db.exec('CREATE TABLE customer (name TEXT); INSERT INTO customer VALUES (1)');
  db.close();
};

type Case = readonly [
  what: string,
  make: (location: string) => void | Promise<void>,
  code: string,
  message: RegExp,
];

const cases: readonly Case[] = [
  ['a text file', (location) => writeFileSync(location, '# My notes\n'.repeat(50)), 'store-foreign', /is not a Ballast store: it is no SQLite database/],
  ['another program’s database', (location) => foreign(location, 0, 'delete'), 'store-foreign', /SQLite database of another program/],
  ['another program’s database in WAL', (location) => foreign(location, 0x47504b47, 'wal'), 'store-foreign', /SQLite database of another program/],
  ['a folder', (location) => void mkdirSync(location), 'store-foreign', /is not a file/],
  [
    'a store that something has written over',
    async (location) => {
      await filledStore(location);
      writeFileSync(location, Buffer.alloc(100_000, 'garbage'));
    },
    'store-damaged',
    /its header is not that of a database/,
  ],
  [
    'a store that was cut in its header',
    async (location) => {
      await filledStore(location);
      truncateSync(location, 60);
    },
    'store-damaged',
    /it ends in its header/,
  ],
  [
    'a store that was cut in half',
    async (location) => {
      await filledStore(location);
      truncateSync(location, Math.floor(readFileSync(location).length / 2));
    },
    'store-damaged',
    /is damaged \(SQLITE_CORRUPT/,
  ],
  [
    'a store whose schema is overwritten',
    async (location) => {
      await filledStore(location);
      const bytes = readFileSync(location);
      bytes.fill(0xff, 100, 4096);
      writeFileSync(location, bytes);
    },
    'store-damaged',
    /is damaged \(SQLITE_CORRUPT/,
  ],
  [
    'a store of a newer Ballast',
    async (location) => {
      await filledStore(location);
      const db = new Database(location);
      db.pragma('user_version = 99');
      db.close();
    },
    'store-newer',
    /schema version 99; this Ballast knows versions up to 1$/,
  ],
];

describe.each(['read', 'write'] as const)('opened for %s,', (mode) => {
  it.each(cases)('%s is refused and left as it is', async (_what, make, code, message) => {
    const { folder, location } = place();
    await make(location);
    const before = code === 'store-foreign' && folders > 0 ? snapshot(folder) : contentsOf(folder);
    await expect(openStore({ location, mode, now: at(1) })).rejects.toMatchObject({
      name: 'AppError',
      code,
      message: expect.stringMatching(message),
    });
    const after = code === 'store-foreign' && folders > 0 ? snapshot(folder) : contentsOf(folder);
    // SQLite may leave its empty helpers beside a store of ours; the store itself must not change.
    for (const name of Object.keys(before)) expect(after[name], name).toBe(before[name]);
    if (code === 'store-foreign') expect(Object.keys(after)).toEqual(Object.keys(before));
  });
});
