import Database from 'better-sqlite3';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openStore } from '../../src/store/open-store.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from '../../src/store/schema-version.ts';
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
  await store.resources.upsert(
    1,
    Array.from({ length: 200 }, (_, index) => volume(`vol-${index}`)),
    at(0),
  );
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

type Case = readonly [what: string, make: (location: string) => void | Promise<void>, code: string, message: RegExp];

const cases: readonly Case[] = [
  [
    'a text file',
    (location) => writeFileSync(location, '# My notes\n'.repeat(50)),
    'store-foreign',
    /is not a Ballast store: it is no SQLite database/,
  ],
  [
    'another program’s database',
    (location) => foreign(location, 0, 'delete'),
    'store-foreign',
    /SQLite database of another program/,
  ],
  [
    'another program’s database in WAL',
    (location) => foreign(location, 0x47504b47, 'wal'),
    'store-foreign',
    /SQLite database of another program/,
  ],
  ['a folder', (location) => mkdirSync(location), 'store-foreign', /is not a file/],
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
    new RegExp(`schema version 99; this Ballast knows versions up to ${SCHEMA_VERSION}$`),
  ],
];

describe.each(['read', 'write'] as const)('opened for %s,', (mode) => {
  it.each(cases)('%s is refused and left as it is', async (_what, make, code, message) => {
    const { folder, location } = place();
    await make(location);
    const before = contentsOf(folder);
    await expect(openStore({ location, mode, now: at(1) })).rejects.toMatchObject({
      name: 'AppError',
      code,
      message: expect.stringMatching(message),
    });
    const {
      [`${basename(location)}-shm`]: _shm,
      [`${basename(location)}-wal`]: journal,
      ...after
    } = contentsOf(folder);
    // Readers of a store of ours may leave their empty helpers; of a foreign file not even those.
    expect(journal ?? '').toBe('');
    expect(after).toEqual(before);
    if (code === 'store-foreign') expect(contentsOf(folder)).toEqual(before);
  });
});

describe('a store that is not there', () => {
  it.each([
    ['nothing', () => {}, /there is no store at/],
    ['an empty file', (location: string) => writeFileSync(location, ''), /there is no store at/],
    [
      'a creation that was cut short',
      (location: string) => {
        const db = new Database(location);
        db.pragma(`application_id = ${APPLICATION_ID}`);
        db.close();
      },
      /holds nothing yet: its creation was cut short/,
    ],
  ])('is missing to a reader (%s), and made by a writer', async (_what, make, message) => {
    const { folder, location } = place();
    make(location);
    const before = contentsOf(folder);
    await expect(openStore({ location, mode: 'read', now: at(1) })).rejects.toMatchObject({
      code: 'store-missing',
      message: expect.stringMatching(message),
    });
    expect(contentsOf(folder)).toEqual(before);
    await (await openStore({ location, mode: 'write', now: at(1) })).close();
    const store = await openStore({ location, mode: 'read', now: at(2) });
    expect((await store.info()).schemaVersion).toBe(SCHEMA_VERSION);
    await store.close();
  });

  it('cannot be made in a folder that is not there', async () => {
    const { folder } = place();
    const location = join(folder, 'nowhere', 'ballast.db');
    await expect(openStore({ location, mode: 'write', now: at(1) })).rejects.toMatchObject({
      code: 'store-unwritable',
      message: `the folder ${join(folder, 'nowhere')} does not exist`,
    });
    expect(contentsOf(folder)).toEqual({});
  });
});

describe('a damage that the header does not show', () => {
  it('is told by the query that comes across it, and by a person’s query too', async () => {
    const { location } = place();
    await filledStore(location);
    const bytes = readFileSync(location);
    // Every page of the resource table's tree but the schema, whichever they are.
    const db = new Database(location, { readonly: true });
    const pages = db.prepare(`SELECT pageno FROM dbstat WHERE name = 'resource'`).pluck().all() as number[];
    db.close();
    for (const page of pages) bytes.fill(0xff, (page - 1) * 4096, page * 4096);
    writeFileSync(location, bytes);
    const store = await openStore({ location, mode: 'read', now: at(1) });
    const damaged = {
      code: 'store-damaged',
      message: expect.stringMatching(/ballast\.db is damaged \(SQLITE_CORRUPT/),
    };
    await expect(store.resources.byId(scope, ['vol-1'])).rejects.toMatchObject(damaged);
    await expect(store.query('SELECT * FROM resources')).rejects.toMatchObject(damaged);
    expect(await store.charges.currencies()).toEqual(['USD']);
    await store.close();
    expect(readFileSync(location).equals(bytes)).toBe(true);
  });
});
