import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Charge, ChargeSource } from '../../../src/domain/charges.ts';
import { charge, day } from '../../support/store-records.ts';
import { load, reportOf, sumBy } from '../../support/store-charges.ts';
import { withStore } from '../../support/store-temp.ts';
import type { OpenEmptyStore } from '../conformance.ts';

const api: ChargeSource = { kind: 'api', name: 'aws-cost-explorer:999999999999' };
const focus: ChargeSource = { kind: 'export', name: 'focus:999999999999' };

const of = (subAccountId: string | null, on: string, more: Partial<Charge> = {}): Charge =>
  charge({ subAccountId, day: day(on), ...more });

/** Deliveries over a few accounts, months and two sources, the null sub account among them. */
const anyDelivery = fc.record({
  source: fc.constantFrom(api, focus),
  charges: fc.array(
    fc.record({
      subAccountId: fc.constantFrom('a', 'b', null),
      day: fc.constantFrom(day('2026-09-15'), day('2026-10-05'), day('2026-10-06')),
      billedCost: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 15n }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
});

export function chargeCountingConformance(open: OpenEmptyStore): void {
  it('an account and month that an export covers is not counted a second time from the API', () =>
    withStore(open, async ({ charges }) => {
      await load(charges, api, [of('a', '2026-09-05'), of('a', '2026-10-05'), of('b', '2026-10-05')]);
      await load(charges, focus, [of('a', '2026-10-05', { billedCost: 7n })]);
      expect(await reportOf(charges, { groupBy: ['subAccountId'], granularity: 'monthly' })).toEqual({
        '2026-09-01/a/USD': 1_000_000_000n,
        '2026-10-01/a/USD': 7n,
        '2026-10-01/b/USD': 1_000_000_000n,
      });
    }));

  it('it does not matter which of the two came first', () =>
    withStore(open, async ({ charges }) => {
      await load(charges, focus, [of('a', '2026-10-05', { billedCost: 7n })]);
      await load(charges, api, [of('a', '2026-10-05'), of('b', '2026-10-05')]);
      expect(await reportOf(charges, { groupBy: ['subAccountId'] })).toEqual({
        'null/a/USD': 7n,
        'null/b/USD': 1_000_000_000n,
      });
    }));

  it('an export that no longer has the account gives the API’s charges their place back', () =>
    withStore(open, async ({ charges }) => {
      await load(charges, api, [of('a', '2026-10-05')]);
      await load(charges, focus, [
        of('a', '2026-10-05', { billedCost: 7n }),
        of('b', '2026-10-05', { billedCost: 8n }),
      ]);
      await load(charges, focus, [of('b', '2026-10-05', { billedCost: 9n })]);
      expect(await reportOf(charges, { groupBy: ['subAccountId'] })).toEqual({
        'null/a/USD': 1_000_000_000n,
        'null/b/USD': 9n,
      });
    }));

  it('what an export bills to no sub account displaces the same entry of the API alone', () =>
    withStore(open, async ({ charges }) => {
      await load(charges, api, [
        of('a', '2026-10-05'),
        of(null, '2026-10-05'),
        of(null, '2026-10-05', { billingAccountId: 'other' }),
      ]);
      await load(charges, focus, [of(null, '2026-10-05', { billedCost: 5n })]);
      expect(await reportOf(charges, { groupBy: ['subAccountId'] })).toEqual({
        'null/a/USD': 1_000_000_000n,
        'null/null/USD': 1_000_000_005n,
      });
    }));

  it('the same account id at another cloud is another account', () =>
    withStore(open, async ({ charges }) => {
      await load(charges, api, [of('a', '2026-10-05')]);
      await load(charges, focus, [of('a', '2026-10-05', { provider: 'other', billedCost: 5n })]);
      expect(await reportOf(charges, { groupBy: ['provider'] })).toEqual({
        'null/aws/USD': 1_000_000_000n,
        'null/other/USD': 5n,
      });
    }));

  it('resources, extent and currencies see counted charges alone', () =>
    withStore(open, async ({ charges }) => {
      await load(charges, api, [of('a', '2026-10-01', { resourceId: 'i-1', currency: 'EUR' })]);
      await load(charges, focus, [of('a', '2026-10-05', { resourceId: 'i-1', effectiveCost: 3n })]);
      const range = { from: day('2026-01-01'), to: day('2027-01-01') };
      const found = await charges.ofResources('aws', 'a', ['i-1'], range);
      expect(found.get('i-1')).toEqual({ effectiveCost: { nanos: 3n, currency: 'USD' }, days: 1 });
      expect(await charges.extent()).toEqual({ from: '2026-10-05', to: '2026-10-06' });
      expect(await charges.currencies()).toEqual(['USD']);
    }));

  it('nothing is ever counted twice, and nothing is lost, whatever was delivered in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyDelivery, { minLength: 1, maxLength: 5 }), (deliveries) =>
        withStore(open, async ({ charges }) => {
          const stored = new Map<string, readonly Charge[]>();
          for (const delivery of deliveries) {
            const list = delivery.charges.map((one) => charge(one));
            await load(charges, delivery.source, list);
            for (const [month, ofMonth] of Map.groupBy(list, (one) => one.billingMonth)) {
              stored.set(`${delivery.source.kind} ${month}`, ofMonth);
            }
          }
          // The rule, said once more on plain lists.
          const counted = [...stored].flatMap(([key, list]) => {
            const exported = key.startsWith('api ') ? (stored.get(key.replace('api', 'export')) ?? []) : [];
            const covered = new Set(exported.map((one) => one.subAccountId));
            return list.filter((one) => !covered.has(one.subAccountId));
          });
          expect(await reportOf(charges, { groupBy: ['subAccountId'], granularity: 'daily' })).toEqual(
            sumBy(
              counted,
              (one) => one.subAccountId,
              (one) => one.day,
            ),
          );
        }),
      ),
      { numRuns: 30 },
    );
  });
}
