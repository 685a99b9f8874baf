import Database from 'better-sqlite3';
import { hash } from 'node:crypto';
import { rmSync } from 'node:fs';

import { Connection } from '../../src/store/connection.ts';
import { countMonth, writeParts } from '../../src/store/repositories/charge-parts.ts';
import { writeRollups } from '../../src/store/repositories/charge-rollups.ts';
import { type AccountNames, Renaming } from './renamed-copies.ts';

/** How often an estate stands in the multiplied one: in so many sets of accounts, and so often in each account. */
export interface Copies {
  readonly ofAccounts: number;
  readonly perAccount: number;
}

const copied = ['account_detail', 'sync_task', 'resource', 'attachment', 'resource_use', 'metric_digest'] as const;
const sources = [...copied, 'recommendation', 'cost_fact', 'charge_item', 'charge'] as const;

/**
 * Writes to `target` the store of an estate that is a synced one many times over: new accounts, and in each account the
 * resources again and again, under names of their own, with relations, digests, charges and recommendations. Prices and
 * what a payer's cost services tell of no single account stay as they are. The same inputs give the same store.
 */
export function multiplyStore(source: string, target: string, copies: Copies): void {
  for (const suffix of ['', '-wal', '-shm', '-lock', '-journal']) rmSync(`${target}${suffix}`, { force: true });
  const original = new Database(source, { readonly: true });
  original.prepare('VACUUM INTO ?').run(target);
  original.close();
  const connection = new Connection(new Database(target), target);
  const { db } = connection;
  try {
    db.exec(
      'PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -131072; PRAGMA foreign_keys = OFF',
    );
    db.transaction(() => {
      for (const table of sources) db.exec(`CREATE TEMP TABLE base_${table} AS SELECT * FROM main.${table}`);
      const accounts = copyAccounts(db, copies.ofAccounts);
      defineRenaming(db, copies, accounts);
      for (let copy = 1; copy < copies.ofAccounts * copies.perAccount; copy += 1) copyFacts(db, copy, copies);
      copyCharges(db, copies);
    })();
    db.transaction(() => sumUp(connection))();
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    connection.close();
  }
}

/** Names of each set of accounts; `account_copy` has their numbers. */
function copyAccounts(db: Database.Database, sets: number): readonly AccountNames[] {
  db.exec(`CREATE TEMP TABLE account_copy (a INTEGER, base INTEGER, target INTEGER, PRIMARY KEY (a, base))`);
  const originals = db
    .prepare(
      "SELECT account_id AS number, native_id AS id, provider FROM account WHERE kind = 'sub-account' ORDER BY 1",
    )
    .all() as readonly { number: number; id: string; provider: string }[];
  const add = db.prepare("INSERT INTO account (provider, kind, native_id) VALUES (?, 'sub-account', ?)");
  const link = db.prepare('INSERT INTO account_copy VALUES (?, ?, ?)');
  return Array.from({ length: sets }, (_, set) => {
    const names = new Map<string, string>();
    for (const [index, { number, id, provider }] of originals.entries()) {
      const name = set === 0 ? id : String(200_000_000_000 + set * 1_000_000 + index);
      names.set(id, name);
      link.run(set, number, set === 0 ? number : add.run(provider, name).lastInsertRowid);
    }
    return names;
  });
}

function defineRenaming(db: Database.Database, { perAccount }: Copies, accounts: readonly AccountNames[]): void {
  const ids = new Set<string>();
  const rows = db.prepare('SELECT resource_id AS id, body FROM base_resource').all() as readonly {
    id: string;
    body: string;
  }[];
  for (const { id, body } of rows) {
    ids.add(id);
    const { aliases = [], billingIds = [] } = JSON.parse(body) as { aliases?: string[]; billingIds?: string[] };
    for (const other of [...aliases, ...billingIds]) ids.add(other);
  }
  const renaming = new Renaming(ids);
  const accountsOf = (copy: number): AccountNames => accounts[Math.floor(copy / perAccount)] ?? new Map();
  const options = { deterministic: true };
  db.function('renamed', options, (text, copy) =>
    text === null ? null : renaming.text(text as string, copy as number, accountsOf(copy as number)),
  );
  db.function('renamed_json', options, (json, copy) =>
    renaming.json(json as string, copy as number, accountsOf(copy as number)),
  );
  db.function('digest_of', options, (digest, copy) =>
    hash('sha256', `${(digest as Buffer).toString('hex')} ${String(copy)}`, 'buffer').subarray(0, 16),
  );
}

/** Everything but charges, of one copy. What stands once per account comes with the first copy in it. */
function copyFacts(db: Database.Database, copy: number, { perAccount }: Copies): void {
  const set = Math.floor(copy / perAccount);
  const isFirst = copy % perAccount === 0;
  const replaced: Readonly<Record<string, string>> = {
    account_id: 'm.target',
    resource_id: 'renamed(b.resource_id, :copy)',
    target_id: 'renamed(b.target_id, :copy)',
    body: 'renamed_json(b.body, :copy)',
    recommendation_id: "b.recommendation_id || '-c' || :copy",
  };
  const copyTable = (table: string, also: Readonly<Record<string, string>> = {}, where = 'TRUE'): void => {
    const names = columnsOf(db, table);
    const values = names.map((name) => also[name] ?? replaced[name] ?? `b.${name}`);
    db.prepare(
      `INSERT INTO main.${table} (${names.join(', ')}) SELECT ${values.join(', ')}
       FROM base_${table} b JOIN account_copy m ON m.a = :set AND m.base = b.account_id WHERE ${where}`,
    ).run({ set, ...(/:copy/.test(values.join(' ')) && { copy }) });
  };
  for (const table of copied) {
    if (isFirst || (table !== 'account_detail' && table !== 'sync_task')) copyTable(table);
  }
  copyTable('recommendation');
  // The payer tells of each account.
  if (isFirst) {
    const stride = (db.prepare('SELECT max(position) + 1 FROM base_cost_fact').pluck().get() as number | null) ?? 1;
    const ofAccounts =
      'EXISTS (SELECT 1 FROM account o WHERE o.account_id IN (SELECT base FROM account_copy) ' +
      `AND instr(b.body, '"' || o.native_id || '"') > 0)`;
    copyTable('cost_fact', { account_id: 'b.account_id', position: `b.position + ${set * stride}` }, ofAccounts);
    db.exec(`UPDATE cost_fact_set AS s SET records = (
      SELECT count(*) FROM cost_fact f WHERE f.account_id = s.account_id AND f.subject = s.subject)`);
  }
}

/** What is billed by resource is so in every copy; the rest of an account's bill is as many times as high. */
function copyCharges(db: Database.Database, { ofAccounts, perAccount }: Copies): void {
  const items = columnsOf(db, 'charge_item');
  const costs = ['billed', 'effective', 'list', 'contracted', 'quantity'];
  db.exec('CREATE TEMP TABLE whole_item AS SELECT account_id, item_id FROM base_charge_item WHERE resource_id IS NULL');
  db.exec('CREATE UNIQUE INDEX whole_item_key ON whole_item (account_id, item_id)');
  db.exec(
    `UPDATE main.charge SET ${costs.map((name) => `${name} = ${name} * ${perAccount}`).join(', ')}
     WHERE (account_id, item_id) IN (SELECT account_id, item_id FROM whole_item)`,
  );
  const stride = (db.prepare('SELECT max(item_id) + 1 FROM base_charge_item').pluck().get() as number | null) ?? 1;
  for (let copy = 1; copy < ofAccounts * perAccount; copy += 1) {
    const set = Math.floor(copy / perAccount);
    const within = copy % perAccount;
    const itemValues: Readonly<Record<string, string>> = {
      account_id: 'm.target',
      item_id: `b.item_id + ${within * stride}`,
      digest: 'digest_of(b.digest, :copy)',
      resource_id: 'renamed(b.resource_id, :copy)',
    };
    db.prepare(
      `INSERT INTO main.charge_item (${items.join(', ')}) SELECT ${items.map((name) => itemValues[name] ?? `b.${name}`).join(', ')}
       FROM base_charge_item b JOIN account_copy m ON m.a = :set AND m.base = b.account_id
       WHERE ${within === 0 ? 'TRUE' : 'b.resource_id IS NOT NULL'}`,
    ).run({ set, copy });
    const times = `CASE WHEN w.item_id IS NULL THEN 1 ELSE ${perAccount} END`;
    db.prepare(
      `INSERT INTO main.charge (load_id, account_id, item_id, day, ${costs.join(', ')})
       SELECT b.load_id, m.target, b.item_id + ${within * stride}, b.day, ${costs.map((name) => `b.${name} * ${times}`).join(', ')}
       FROM base_charge b JOIN account_copy m ON m.a = :set AND m.base = b.account_id
       LEFT JOIN whole_item w ON w.account_id = b.account_id AND w.item_id = b.item_id
       WHERE ${within === 0 ? 'TRUE' : 'w.item_id IS NULL'}`,
    ).run({ set });
  }
}

/** Parts, roll-ups and what is counted are the store's own. */
function sumUp(connection: Connection): void {
  const { db } = connection;
  for (const table of ['item_monthly', 'cost_daily', 'cost_monthly', 'charge_part']) db.exec(`DELETE FROM ${table}`);
  const loads = db.prepare('SELECT load_id AS id, billing_month AS month FROM charge_load').all() as readonly {
    id: number;
    month: number;
  }[];
  for (const { id } of loads) {
    writeParts(connection, id);
    writeRollups(connection, id);
    db.prepare(
      'UPDATE charge_load AS l SET charges = (SELECT sum(facts) FROM charge_part p WHERE p.load_id = l.load_id) WHERE load_id = ?',
    ).run(id);
  }
  for (const month of new Set(loads.map((load) => load.month))) countMonth(connection, month);
}

const columnsOf = (db: Database.Database, table: string): readonly string[] =>
  db.prepare('SELECT name FROM main.pragma_table_info(?)').pluck().all(table) as string[];
