import Database from 'better-sqlite3';
import fc from 'fast-check';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { chargeDimensions } from '../../src/domain/charges.ts';
import { addDays } from '../../src/domain/instant.ts';
import type { CostQuery } from '../../src/domain/ports/store.ts';
import { Connection } from '../../src/store/connection.ts';
import { openStore } from '../../src/store/open-store.ts';
import { SqliteChargeRepository } from '../../src/store/repositories/charges.ts';
import { costReport } from '../../src/store/repositories/cost-report.ts';
import { anyCharge, load } from '../support/store-charges.ts';
import { at, charge, day } from '../support/store-records.ts';
import { storeFolder } from '../support/store-temp.ts';

const folder = storeFolder();

const queries: fc.Arbitrary<CostQuery> = fc
  .tuple(
    fc.subarray([...chargeDimensions], { maxLength: 5 }),
    fc.constantFrom<CostQuery['granularity']>('total', 'daily', 'monthly'),
    fc.nat(80),
    fc.nat(70),
  )
  .map(([groupBy, granularity, start, length]) => ({
    groupBy,
    granularity,
    range: { from: addDays(day('2026-08-20'), start), to: addDays(day('2026-08-20'), start + length) },
  }));

describe('roll-ups', () => {
  it('answer as the facts do, after deliveries from an API and an export in any order', async () => {
    let store = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.constantFrom('api' as const, 'export' as const),
            fc.array(anyCharge, { minLength: 1, maxLength: 25 }),
          ),
          {
            minLength: 1,
            maxLength: 4,
          },
        ),
        fc.array(queries, { minLength: 12, maxLength: 12 }),
        async (deliveries, asked) => {
          store += 1;
          const location = join(folder, `${store}.db`);
          const writer = await openStore({ location, mode: 'write', now: at(0) });
          for (const [kind, charges] of deliveries) await load(writer.charges, { kind, name: kind }, charges);
          await writer.close();
          const connection = new Connection(new Database(location, { readonly: true }), location);
          try {
            for (const query of asked) {
              expect(costReport(connection, query)).toEqual(costReport(connection, query, { factsOnly: true }));
            }
          } finally {
            connection.close();
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it('of a load go with it when its month is taken back', async () => {
    const location = join(folder, 'removed.db');
    const { charges, close } = await openSqlite(location);
    const source = { kind: 'export', name: 'focus' } as const;
    await load(charges, { kind: 'api', name: 'api' }, [charge({ billedCost: 1n })]);
    await load(charges, source, [charge({ billedCost: 2n }), charge({ billedCost: 4n, day: day('2026-09-01') })]);
    expect(await charges.remove(source, day('2026-10-01'))).toBe(true);
    expect(await charges.remove(source, day('2026-10-01'))).toBe(false);
    const range = { from: day('2026-09-01'), to: day('2026-11-01') };
    for (const groupBy of [['serviceName'], ['resourceId']] as const) {
      const rows = await charges.report({ range, groupBy, granularity: 'monthly' });
      expect(rows.map((row) => [row.bucket, row.billedCost])).toEqual([
        ['2026-09-01', 4n],
        ['2026-10-01', 1n],
      ]);
    }
    const daily = await charges.report({ range, groupBy: ['serviceName'], granularity: 'daily' });
    expect(daily.map(({ billedCost }) => billedCost)).toEqual([4n, 1n]);
    await close();
  });

  it('give the most expensive groups alone where that is asked', async () => {
    const { charges, close } = await openSqlite(join(folder, 'top.db'));
    const costs = [5n, 30n, 20n, -1n];
    await load(
      charges,
      { kind: 'export', name: 'focus' },
      costs.map((billedCost, index) => charge({ billedCost, effectiveCost: -billedCost, resourceId: `i-${index}` })),
    );
    const top = async (by: 'billedCost' | 'effectiveCost') =>
      (
        await charges.report({
          range: { from: day('2026-10-01'), to: day('2026-11-01') },
          groupBy: ['resourceId'],
          granularity: 'total',
          top: { by, count: 2 },
        })
      ).map((row) => row.keys.resourceId);
    expect(await top('billedCost')).toEqual(['i-1', 'i-2']);
    expect(await top('effectiveCost')).toEqual(['i-3', 'i-0']);
    await close();
  });
});

/** The store with what it can do beyond the port. */
async function openSqlite(location: string) {
  const store = await openStore({ location, mode: 'write', now: at(0) });
  const { charges } = store;
  if (!(charges instanceof SqliteChargeRepository)) throw new Error('not the SQLite store');
  return { charges, close: () => store.close() };
}
