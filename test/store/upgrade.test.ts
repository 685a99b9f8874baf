import Database from 'better-sqlite3';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { migrations } from '../../src/store/migrations/index.ts';
import { openStore } from '../../src/store/open-store.ts';
import { APPLICATION_ID, SCHEMA_VERSION } from '../../src/store/schema-version.ts';
import { at, instance, scope, volume } from '../support/store-records.ts';
import { storeFolder } from '../support/store-temp.ts';

const [firstSchema] = migrations;

function findingRow(resourceId: string, nanos: bigint | null, range: { low: string; high: string } | null): string {
  const money = (amount: string) => ({ amount, currency: 'USD' });
  const savings =
    range === null
      ? { known: false, reason: 'no price' }
      : { known: true, value: { low: money(range.low), high: money(range.high), basis: 'price-api', terms: [] } };
  return `INSERT INTO finding (account_id, finding_id, check_id, region_id, resource_kind, resource_type, resource_id,
      title, verdict, evidence, savings_nanos, savings_currency, savings, confidence, risk, action, counts_towards_total,
      status, first_seen, last_seen)
    VALUES (1, '${resourceId}', 'aws-ebs-volume-unattached', '${scope.regionId}', 'block-volume', 'aws:ec2:volume',
      '${resourceId}', 'T', 'waste', '{}', ${nanos}, ${nanos === null ? null : `'USD'`}, '${JSON.stringify(savings)}', 0.9,
      'low', '{}', 1, 'open', '${at(0)}', '${at(0)}');`;
}

/** A store as the first release left it: the first schema, with resources in it. */
async function firstStore(): Promise<string> {
  const location = join(storeFolder(), 'first.db');
  const db = new Database(location);
  db.pragma('journal_mode = WAL');
  db.pragma(`application_id = ${APPLICATION_ID}`);
  firstSchema?.up({ db } as Parameters<NonNullable<typeof firstSchema>['up']>[0]);
  db.pragma('user_version = 1');
  db.exec(`
    INSERT INTO account VALUES (1, 'aws', 'sub-account', '${scope.accountId}');
    INSERT INTO resource (account_id, region_id, kind, resource_id, type, state, first_seen, last_seen, last_sync, body)
    VALUES (1, '${scope.regionId}', 'block-volume', 'vol-old', 'aws:ec2:volume', 'available', '${at(0)}', '${at(0)}', 1,
      '${JSON.stringify({ ...volume('vol-old'), kind: undefined, type: undefined, resourceId: undefined, scope: undefined })}');
    ${findingRow('vol-old', 8_050_000_001n, { low: '-0.05', high: '12.3456789' })}
    ${findingRow('vol-2', 1_000_000_000n, { low: '1.00', high: '1.00' })}
    ${findingRow('vol-3', null, null)}`);
  db.close();
  return location;
}

it('a store of the first release is brought up to date by whoever may write, and keeps what it had', async () => {
  const location = await firstStore();
  await expect(openStore({ location, mode: 'read', now: at(1) })).rejects.toMatchObject({ code: 'store-outdated' });
  const store = await openStore({ location, mode: 'write', now: at(1) });
  expect((await store.info()).schemaVersion).toBe(SCHEMA_VERSION);
  expect((await store.resources.byId(scope, ['vol-old'])).get('vol-old')).toMatchObject({
    firstSeen: at(0),
    resource: { ...volume('vol-old'), state: 'available' },
  });
  expect((await store.findings.totals({})).savings).toEqual([
    {
      currency: 'USD',
      deduplicated: 9_050_000_001n,
      low: 950_000_000n,
      high: 13_345_678_900n,
      plainSum: 9_050_000_001n,
    },
  ]);
  await store.resources.upsert(2, [instance('i-new')], at(1));
  await store.close();
  const reader = await openStore({ location, mode: 'read', now: at(2) });
  expect(await reader.resources.count({})).toBe(2);
  await reader.close();
});

it('the version that readers know is that of the newest migration', () => {
  expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1));
  expect(SCHEMA_VERSION).toBe(migrations.at(-1)?.version);
});
