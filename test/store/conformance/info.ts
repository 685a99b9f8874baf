import { describe, expect, it } from 'vitest';
import { load } from '../../support/store-charges.ts';
import { at, charge, day, finding, scope, volume } from '../../support/store-records.ts';
import { withStore } from '../../support/store-temp.ts';
import type { OpenEmptyStore } from '../conformance.ts';

export function infoConformance(open: OpenEmptyStore): void {
  it('an empty store says so', () =>
    withStore(open, async (store) => {
      const info = await store.info();
      expect(info).toMatchObject({ firstChargeDay: null, lastChargeDay: null, lastSync: null });
      expect(info.tables.map(({ rows }) => rows)).toEqual(info.tables.map(() => 0));
    }));

  it('tells how much there is of what', () =>
    withStore(open, async (store) => {
      const { run } = await store.syncs.begin('all', at(1), at(0));
      await store.resources.upsert(run.id, [volume('vol-1'), volume('vol-2')], at(1));
      await load(store.charges, { kind: 'api', name: 'x' }, [charge(), charge({ day: day('2026-10-09') })]);
      const info = await store.info();
      expect(info).toMatchObject({ firstChargeDay: '2026-10-05', lastChargeDay: '2026-10-09', lastSync: run });
      expect(info.sizeBytes).toBeGreaterThan(0);
      const rows = Object.fromEntries(info.tables.map((table) => [table.name, table.rows]));
      expect(rows).toMatchObject({ resources: 2, charges: 2, findings: 0, sync_runs: 1 });
    }));

  describe('a query', () => {
    it('reads every table that info names, by its words', () =>
      withStore(open, async (store) => {
        await store.resources.upsert(1, [volume('vol-1', { name: 'data' })], at(1));
        await load(store.charges, { kind: 'api', name: 'x' }, [
          charge({ tags: { team: 'web' }, billedCost: 12_340_000_000n }),
        ]);
        const loadOf = await store.findings.beginLoad(at(1));
        await loadOf.add([finding('vol-1')]);
        await loadOf.commit({ checkIds: [], filter: {} });
        for (const { name } of (await store.info()).tables) {
          const { columns, rows } = await store.query(`SELECT * FROM ${name}`);
          expect(columns.every((column) => /^[a-z0-9_]+$/.test(column))).toBe(true);
          expect(rows.length, name).toBe((await store.query(`SELECT count(*) FROM ${name}`)).rows[0]?.[0]);
        }
        expect(
          await store.query(`SELECT c.service_name, c.billed_cost, c.billed_cost_nanos, c.tags ->> 'team' AS team, r.name, f.status,
              f.monthly_savings, f.savings_basis
            FROM charges c JOIN resources r ON r.account_id = c.sub_account_id JOIN findings f ON f.resource_id = r.resource_id`),
        ).toEqual({
          columns: [
            'service_name',
            'billed_cost',
            'billed_cost_nanos',
            'team',
            'name',
            'status',
            'monthly_savings',
            'savings_basis',
          ],
          rows: [['Amazon Elastic Compute Cloud', 12.34, 12_340_000_000, 'web', 'data', 'open', 8, 'price-api']],
        });
      }));

    it('gives integers beyond 2^53 as text, and blobs as hexadecimal', () =>
      withStore(open, async (store) => {
        const { rows } = await store.query(`SELECT 9007199254740993, -9007199254740993, 42, 0.5, NULL, 'x', x'00ff'`);
        expect(rows).toEqual([['9007199254740993', '-9007199254740993', 42, 0.5, null, 'x', '00ff']]);
      }));

    it.each([
      ['DELETE FROM resource', /does not begin/],
      ['WITH x AS (SELECT 1) DELETE FROM resource', /would write/],
      ['SELECT 1; SELECT 2', /more than one statement/],
      ['SELECT 1; DELETE FROM resource', /more than one statement/],
      ['', /does not begin/],
      ['-- nothing', /does not begin/],
      ['PRAGMA query_only = OFF', /does not begin/],
      ['/* x */ PRAGMA journal_mode = DELETE', /does not begin/],
      [`ATTACH 'other.db' AS other`, /does not begin/],
      ['VACUUM', /does not begin/],
      ['SELECT * FROM nothing_there', /no such table: nothing_there/],
      ['SELECT FROM', /syntax error/],
      [`SELECT load_extension('x')`, /no such function|not authorized/],
    ])('refuses %j', (sql, says) =>
      withStore(open, async (store) => {
        await store.resources.upsert(1, [volume('vol-1')], at(1));
        await expect(store.query(sql)).rejects.toMatchObject({
          code: 'query-invalid',
          message: expect.stringMatching(says),
        });
        expect(await store.resources.byId(scope, ['vol-1'])).toHaveProperty('size', 1);
      }),
    );

    it.each([
      'SELECT 1 AS x',
      '  -- why\n/* how */ with a AS (SELECT 1 AS x) SELECT * FROM a',
      'VALUES (1)',
      'SELECT 1;',
    ])('takes %j', (sql) =>
      withStore(open, async (store) => {
        expect((await store.query(sql)).rows).toEqual([[1]]);
      }),
    );
  });
}
