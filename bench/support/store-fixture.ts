import Database from 'better-sqlite3';
import { hash } from 'node:crypto';
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { known } from '../../src/domain/fact.ts';
import { addDays, addMonths, type Day, epochDay, instant, monthOf, startOfDay } from '../../src/domain/instant.ts';
import type { BlockVolume } from '../../src/domain/resources.ts';
import { Connection } from '../../src/store/connection.ts';
import { openStore } from '../../src/store/open-store.ts';
import { countMonth, writeParts } from '../../src/store/repositories/charge-parts.ts';
import { writeRollups } from '../../src/store/repositories/charge-rollups.ts';

export interface ChargeStoreOptions {
  readonly path: string;
  /** How many resources are charged, and stand in the inventory. */
  readonly resources: number;
  readonly days: number;
  readonly accounts: number;
  /** Charges a day; one for each resource when left out. More of them give resources several SKUs. */
  readonly rowsPerDay?: number;
  /** Last day that has charges. */
  readonly lastDay?: Day;
}

export interface ChargeStore {
  readonly path: string;
  readonly rows: number;
  readonly seconds: number;
  readonly sizeBytes: number;
}

const LAST_DAY = '2026-11-23' as Day;
const regions = ['us-east-1', 'eu-west-1', 'ap-southeast-1', 'us-west-2'];
const services = [
  ['Amazon Elastic Compute Cloud', 'Compute', 'instance'],
  ['Amazon Elastic Block Store', 'Storage', 'volume'],
  ['Amazon Relational Database Service', 'Databases', 'database'],
  ['Amazon Simple Storage Service', 'Storage', 'bucket'],
  ['AWS Lambda', 'Compute', 'function'],
  ['Amazon Virtual Private Cloud', 'Networking', 'nat-gateway'],
  ['Elastic Load Balancing', 'Networking', 'load-balancer'],
  ['Amazon DynamoDB', 'Databases', 'table'],
  ['Amazon CloudWatch', 'Management and Governance', 'log-group'],
  ['AWS Key Management Service', 'Security', 'key'],
] as const;

export const accountIdOf = (index: number): string => String(100_000_000_000 + index);
const resourceIdOf = (index: number): string => `vol-${index.toString(16).padStart(17, '0')}`;

/**
 * Builds a store of daily charges, the same for the same options, straight by SQL: a load through the port would
 * spend its time on making millions of objects. Roll-ups and counting are the store's own. The file gets its name
 * when it is complete.
 */
export async function buildChargeStore(options: ChargeStoreOptions): Promise<ChargeStore> {
  const started = performance.now();
  const unfinished = `${options.path}.building`;
  removeStore(unfinished);
  removeStore(options.path);
  await writeInventory(unfinished, options);
  const rows = writeCharges(unfinished, options);
  renameSync(unfinished, options.path);
  removeStore(unfinished);
  return {
    path: options.path,
    rows,
    seconds: (performance.now() - started) / 1000,
    sizeBytes: statSync(options.path).size,
  };
}

/** As `buildChargeStore`, unless the file is there already. */
export async function cachedChargeStore(options: ChargeStoreOptions): Promise<string> {
  if (!existsSync(options.path)) await buildChargeStore(options);
  return options.path;
}

function removeStore(path: string): void {
  for (const suffix of ['', '-wal', '-shm', '-lock', '-journal']) rmSync(`${path}${suffix}`, { force: true });
}

const PAGE = 1000;

async function writeInventory(
  path: string,
  { resources, accounts, lastDay = LAST_DAY }: ChargeStoreOptions,
): Promise<void> {
  const now = startOfDay(addDays(lastDay, 1));
  const store = await openStore({ location: path, mode: 'write', now });
  await store.accounts.upsert(
    Array.from({ length: accounts }, (_, index) => ({
      provider: 'aws' as const,
      accountId: accountIdOf(index),
      name: `account-${index}`,
      parentPath: known(['Root']),
      billingAccountId: known(accountIdOf(0)),
      state: 'active' as const,
      tags: known({}),
    })),
    now,
  );
  const { run } = await store.syncs.begin('fixture', now, now);
  for (let first = 0; first < resources; first += PAGE) {
    const length = Math.min(PAGE, resources - first);
    await store.resources.upsert(
      run.id,
      Array.from({ length }, (_, index) => resourceOf(first + index, accounts)),
      now,
    );
  }
  await store.syncs.finish(run.id, 'complete', now);
  await store.close();
}

const resourceOf = (index: number, accounts: number): BlockVolume => ({
  kind: 'block-volume',
  type: 'aws:ec2:volume',
  resourceId: resourceIdOf(index),
  scope: { provider: 'aws', accountId: accountIdOf(index % accounts), regionId: regions[index % regions.length] ?? '' },
  name: `data-${index}`,
  state: index % 20 === 0 ? 'available' : 'in-use',
  createdAt: known(instant(Date.UTC(2025, index % 12, 1))),
  tags: known({ team: `team-${index % 25}`, env: index % 3 === 0 ? 'test' : 'prod' }),
  sizeGiB: 8 + (index % 500),
  tier: index % 4 === 0 ? 'gp2' : 'gp3',
  attachedTo: known(index % 20 === 0 ? [] : [`i-${(index >> 1).toString(16).padStart(17, '0')}`]),
});

function writeCharges(path: string, options: ChargeStoreOptions): number {
  const { days, lastDay = LAST_DAY } = options;
  const connection = new Connection(new Database(path), path);
  try {
    connection.db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 0');
    writeItems(connection, options);
    const from = addDays(lastDay, 1 - days);
    let rows = 0;
    for (let month = monthOf(from); month <= lastDay; month = addMonths(month, 1)) {
      const first = from > month ? from : month;
      const end = addMonths(month, 1);
      const last = end <= lastDay ? addDays(end, -1) : lastDay;
      rows += connection.db.transaction(() => writeMonth(connection, month, first, last))();
    }
    connection.db.pragma('wal_checkpoint(TRUNCATE)');
    return rows;
  } finally {
    connection.close();
  }
}

/** Item n of an account is of the resource that stands n-th there; groups and SKUs follow from its number. */
function writeItems(connection: Connection, { resources, accounts, rowsPerDay = resources }: ChargeStoreOptions): void {
  const group = connection.prepare(
    `INSERT INTO charge_group (group_id, digest, billing_account_id, region_id, service_name, service_category,
       charge_category, pricing_category, resource_type, currency)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'USD')`,
  );
  const item = connection.prepare(
    `INSERT INTO charge_item (account_id, item_id, group_id, digest, sub_account_name, sku_id, resource_id,
       resource_name, tag_set_id, consumed_unit)
     VALUES ((SELECT account_id FROM account WHERE native_id = ?), ?, ?, ?, ?, ?, ?, ?, ?, 'Hours')`,
  );
  const tags = connection.prepare('INSERT INTO tag_set VALUES (?, ?)');
  const digest = (of: string): Buffer => hash('sha256', of, 'buffer').subarray(0, 16);
  connection.db.transaction(() => {
    for (let team = 0; team < 25; team += 1) tags.run(team + 1, JSON.stringify({ team: `team-${team}` }));
    const groups = services.length * regions.length * 2;
    for (let of = 0; of < groups; of += 1) {
      const [service, category, type] = services[of % services.length] ?? services[0];
      const region = regions[Math.floor(of / services.length) % regions.length] ?? '';
      const pricing = of < groups / 2 ? 'Standard' : 'Committed';
      group.run(of + 1, digest(`group ${of}`), accountIdOf(0), region, service, category, 'Usage', pricing, type);
    }
    for (let of = 0; of < rowsPerDay; of += 1) {
      const resource = of % resources;
      const account = resource % accounts;
      item.run(
        accountIdOf(account),
        Math.floor(of / accounts) + 1,
        1 + ((of * 7 + Math.floor(of / groups)) % groups),
        digest(`item ${of}`),
        `account-${account}`,
        `SKU${of % 400}`,
        resourceIdOf(resource),
        `data-${resource}`,
        1 + (resource % 25),
      );
    }
  })();
}

/** Costs from 0.01 to 10 a day, uneven over items and days, without randomness. Already in the table's order. */
function writeMonth(connection: Connection, month: Day, first: Day, last: Day): number {
  const loadId = Number(
    connection
      .prepare(
        `INSERT INTO charge_load (source_kind, source_name, billing_month, charges, loaded_at)
         VALUES ('export', 'focus:fixture', ?, 0, ?)`,
      )
      .run(epochDay(month), startOfDay(addMonths(month, 1))).lastInsertRowid,
  );
  const { changes } = connection
    .prepare(
      `INSERT INTO charge
       WITH RECURSIVE days(day) AS (SELECT CAST(:first AS INTEGER) UNION ALL SELECT day + 1 FROM days WHERE day < :last),
       costs AS (
         SELECT i.account_id, i.item_id, d.day,
           10000000 + (i.item_id * 2654435761 + i.account_id * 40503 + (d.day % 7) * 97) % 9990000000 AS nanos
         FROM charge_item i CROSS JOIN days d)
       SELECT :load, account_id, item_id, day, nanos, nanos * 9 / 10, nanos * 11 / 10, nanos, 24.0 FROM costs`,
    )
    .run({ load: loadId, first: epochDay(first), last: epochDay(last) });
  connection.prepare('UPDATE charge_load SET charges = ? WHERE load_id = ?').run(changes, loadId);
  writeParts(connection, loadId);
  writeRollups(connection, loadId);
  countMonth(connection, epochDay(month));
  return changes;
}
