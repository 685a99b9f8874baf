import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ChargeSource } from '../../../src/domain/charges.ts';
import { money } from '../../../src/domain/money.ts';
import { at, charge, day, scope } from '../../support/store-records.ts';
import { anyCharge, load, reportOf, sumBy } from '../../support/store-charges.ts';
import { withStore } from '../../support/store-temp.ts';
import type { OpenEmptyStore } from '../conformance.ts';

const focus: ChargeSource = { kind: 'export', name: 'focus:999999999999' };
const october = { from: day('2026-10-01'), to: day('2026-11-01') };

export function chargeConformance(open: OpenEmptyStore): void {
  it('nothing of a load is visible before it is committed, and nothing after it is rolled back', () =>
    withStore(open, async ({ charges }) => {
      const first = await charges.beginLoad(focus, at(1));
      await first.add([charge()]);
      expect([await charges.extent(), await charges.sources(), await charges.currencies()]).toEqual([null, [], []]);
      await first.rollback();
      expect([await charges.extent(), await charges.sources(), await charges.currencies()]).toEqual([null, [], []]);
      const again = await charges.beginLoad(focus, at(2));
      await again.add([charge()]);
      expect(await again.commit()).toEqual({ rows: 1, months: ['2026-10-01'] });
      expect(await charges.sources()).toEqual([
        { source: focus, billingMonth: '2026-10-01', rows: 1, loadedAt: at(2), delivery: null },
      ]);
      expect(await charges.extent()).toEqual({ from: '2026-10-05', to: '2026-10-06' });
      expect(await charges.currencies()).toEqual(['USD']);
    }));

  it('keeps which delivery of an export a month came with, until another load replaces it', () =>
    withStore(open, async ({ charges }) => {
      const delivery = { exportId: 'cur:daily', deliveryId: 'assembly-1', loads: 1 };
      const first = await charges.beginLoad(focus, at(1));
      await first.add([charge(), charge({ day: day('2026-09-05'), billingMonth: day('2026-09-01') })]);
      await first.commit([], new Map([[day('2026-10-01'), delivery]]));
      const held = async () => (await charges.sources()).map((of) => [of.billingMonth, of.delivery]);
      expect(await held()).toEqual([
        ['2026-09-01', null],
        ['2026-10-01', delivery],
      ]);
      await load(charges, focus, [charge()]);
      expect(await held()).toEqual([
        ['2026-09-01', null],
        ['2026-10-01', null],
      ]);
    }));

  it('a month that came whole and without a charge replaces what was held of it; other months stay', () =>
    withStore(open, async ({ charges }) => {
      const first = await charges.beginLoad(focus, at(1));
      await first.add([charge(), charge({ day: day('2026-09-05'), billingMonth: day('2026-09-01') })]);
      await first.commit();
      const second = await charges.beginLoad(focus, at(2));
      await second.commit([day('2026-10-01')]);
      expect((await charges.sources()).map(({ billingMonth }) => billingMonth)).toEqual(['2026-09-01']);
      expect(await charges.extent()).toEqual({ from: '2026-09-05', to: '2026-09-06' });
    }));

  it('only one load is under way at a time', () =>
    withStore(open, async ({ charges }) => {
      const first = await charges.beginLoad(focus, at(1));
      await expect(charges.beginLoad(focus, at(1))).rejects.toThrow(/under way/);
      await first.rollback();
      await (await charges.beginLoad(focus, at(1))).rollback();
    }));

  it('a load without a charge replaces nothing', () =>
    withStore(open, async ({ charges }) => {
      await load(charges, focus, [charge()]);
      expect(await load(charges, focus, [])).toEqual({ rows: 0, months: [] });
      expect(await charges.sources()).toHaveLength(1);
    }));

  it('other parts are written while a load is under way, and survive its end', () =>
    withStore(open, async ({ charges, syncs }) => {
      const slow = await charges.beginLoad(focus, at(1));
      await slow.add([charge()]);
      await syncs.begin('all', at(1), at(0));
      await slow.rollback();
      expect((await syncs.latest())?.id).toBe(1);
    }));

  it('the last delivery of a month is what counts, whatever came before', () =>
    withStore(open, async ({ charges }) => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(fc.array(anyCharge, { minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 3 }),
          fc.nat(),
          async (deliveries, number) => {
            // A source of its own for each run, in an account of its own, so that one store serves all runs.
            const source: ChargeSource = { kind: 'export', name: `focus:${number}-${Math.random()}` };
            const accountIds = [`account-${source.name}`];
            const own = deliveries.map((delivery) =>
              delivery.map((of) => ({ ...of, subAccountId: accountIds[0] ?? '' })),
            );
            for (const delivery of own) await load(charges, source, delivery);
            const months = new Set(own.flat().map((of) => of.billingMonth));
            const expected = [...months].flatMap((month) => {
              const last = own.findLast((delivery) => delivery.some((of) => of.billingMonth === month)) ?? [];
              return last.filter((of) => of.billingMonth === month);
            });
            expect(await reportOf(charges, { accountIds, groupBy: ['serviceName'] })).toEqual(
              sumBy(expected, (of) => of.serviceName),
            );
          },
        ),
        { numRuns: 40 },
      );
    }));

  it('charges of one day with the same dimensions are added up', () =>
    withStore(open, async ({ charges }) => {
      const twice = [
        charge({ resourceId: 'i-1' }),
        charge({ resourceId: 'i-1', billedCost: -300_000_000n, listCost: null }),
      ];
      expect(await load(charges, focus, twice)).toMatchObject({ rows: 2 });
      expect(await charges.report({ range: october, groupBy: ['resourceId'], granularity: 'daily' })).toEqual([
        {
          bucket: '2026-10-05',
          keys: { resourceId: 'i-1' },
          currency: 'USD',
          billedCost: 700_000_000n,
          effectiveCost: 1_800_000_000n,
          listCost: null,
          contractedCost: 2_000_000_000n,
        },
      ]);
    }));

  it('tags in another order are the same tags; other tags are another item of the same sum', () =>
    withStore(open, async ({ charges }) => {
      await load(charges, focus, [
        charge({ tags: { a: '1', b: '2' } }),
        charge({ tags: { b: '2', a: '1' } }),
        charge({ tags: {} }),
        charge({ tags: null }),
      ]);
      const [row] = await charges.report({ range: october, groupBy: [], granularity: 'total' });
      expect(row?.billedCost).toBe(4_000_000_000n);
    }));

  it('costs of resources: what was counted in the range, and on how many days', () =>
    withStore(open, async ({ charges }) => {
      const of = (
        resourceId: string,
        on: string,
        effectiveCost: bigint,
        currency = 'USD',
        skuId: string | null = null,
      ) => charge({ resourceId, day: day(on), effectiveCost, currency, skuId });
      await load(charges, focus, [
        of('i-1', '2026-09-30', 1n),
        of('i-1', '2026-10-01', 2n),
        of('i-1', '2026-10-01', 4n, 'USD', 'second-sku'),
        of('i-1', '2026-10-31', 8n),
        of('i-1', '2026-11-01', 16n),
        of('i-2', '2026-10-02', -5n),
        of('i-3', '2026-10-02', 1n, 'USD'),
        of('i-3', '2026-10-03', 1n, 'EUR'),
      ]);
      expect(await charges.ofResources('aws', scope.accountId, ['i-1', 'i-2', 'i-3', 'i-4', 'i-1'], october)).toEqual(
        new Map([
          ['i-1', { effectiveCost: money(14n, 'USD'), days: 2 }],
          ['i-2', { effectiveCost: money(-5n, 'USD'), days: 1 }],
        ]),
      );
      expect(await charges.ofResources('aws', 'nobody', ['i-1'], october)).toEqual(new Map());
      expect(await charges.ofResources('gcp', scope.accountId, ['i-1'], october)).toEqual(new Map());
    }));

  it('a cost that no store can hold is refused with its day, and the load can be rolled back', () =>
    withStore(open, async ({ charges }) => {
      const broken = await charges.beginLoad(focus, at(1));
      await expect(broken.add([charge({ billedCost: 2n ** 63n })])).rejects.toMatchObject({
        code: 'import-invalid',
        message: expect.stringContaining('billedCost of 2026-10-05 is 9223372036.854775808 USD'),
      });
      await broken.rollback();
      expect(await charges.extent()).toBeNull();
    }));

  it('charges of a day that add up to more than the store can hold are refused, and nothing of them stays', () =>
    withStore(open, async ({ charges }) => {
      await load(charges, focus, [charge()]);
      const largest = charge({ currency: 'IDR', billedCost: 2n ** 63n - 1n });
      const broken = await charges.beginLoad(focus, at(2));
      await broken.add([largest, largest]);
      await expect(broken.commit()).rejects.toMatchObject({ code: 'import-invalid' });
      await broken.rollback();
      expect(await charges.sources()).toEqual([
        { source: focus, billingMonth: '2026-10-01', rows: 1, loadedAt: at(1), delivery: null },
      ]);
      expect(await charges.currencies()).toEqual(['USD']);
    }));
}
