import Database from 'better-sqlite3';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { APPLICATION_ID, SCHEMA_VERSION } from '../../src/store/schema-version.ts';
import { openStore } from '../../src/store/open-store.ts';
import { dictionaries, dumpedTables } from '../support/store-dump.ts';
import { at } from '../support/store-records.ts';
import { storeFolder } from '../support/store-temp.ts';

const location = join(storeFolder(), 'schema.db');

interface Table {
  readonly name: string;
  readonly type: 'table' | 'view';
  readonly strict: 0 | 1;
}

let tables: readonly Table[];
let infoNames: readonly string[];
let db: Database.Database;

beforeAll(async () => {
  const store = await openStore({ location, mode: 'write', now: at(0) });
  infoNames = (await store.info()).tables.map(({ name }) => name);
  await store.close();
  db = new Database(location, { readonly: true });
  tables = db
    .prepare(`SELECT name, type, strict FROM pragma_table_list WHERE schema = 'main' AND name NOT LIKE 'sqlite_%'`)
    .all() as Table[];
  return () => db.close();
});

const ofType = (type: Table['type']): readonly string[] => tables.filter((of) => of.type === type).map((of) => of.name);
const columnsOf = (table: string): readonly string[] =>
  db.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table) as string[];

describe('the schema', () => {
  it('says whose it is and which version', () => {
    expect(db.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
    expect(db.pragma('user_version', { simple: true })).toBe(SCHEMA_VERSION);
    expect(db.pragma('journal_mode', { simple: true })).toBe('wal');
  });

  it('has typed tables only', () => {
    expect(tables.filter((of) => of.type === 'table' && of.strict !== 1)).toEqual([]);
  });

  it('has account_id in every primary and unique key of what belongs to an account', () => {
    const lacking = ofType('table')
      .filter((table) => columnsOf(table).includes('account_id') && !dictionaries.includes(table))
      .flatMap((table) => {
        const keys = db
          .prepare(`SELECT name FROM pragma_index_list(?) WHERE "unique" = 1`)
          .pluck()
          .all(table) as string[];
        const rowKey = db.prepare('SELECT name FROM pragma_table_info(?) WHERE pk > 0').pluck().all(table) as string[];
        const columns = keys.map(
          (key) => db.prepare('SELECT name FROM pragma_index_info(?)').pluck().all(key) as string[],
        );
        return [...columns, rowKey]
          .filter((key) => key.length > 0 && !key.includes('account_id'))
          .map((key) => `${table}(${key.join()})`);
      });
    expect(lacking).toEqual([]);
  });

  it('has foreign keys to dictionaries only', () => {
    const targets = ofType('table').flatMap(
      (table) => db.prepare('SELECT "table" FROM pragma_foreign_key_list(?)').pluck().all(table) as string[],
    );
    expect(targets.length).toBeGreaterThan(0);
    expect(targets.filter((target) => !dictionaries.includes(target))).toEqual([]);
  });

  it('is dumped whole by the tests, and its views are those that info names', () => {
    expect([...dumpedTables, ...dictionaries].toSorted()).toEqual(ofType('table').toSorted());
    expect(infoNames.toSorted()).toEqual(ofType('view').toSorted());
  });
});
