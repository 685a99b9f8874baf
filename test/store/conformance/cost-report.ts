import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Charge, type ChargeDimension, chargeDimensions, type ChargeSource } from '../../../src/domain/charges.ts';
import { addDays, type Day, monthOf } from '../../../src/domain/instant.ts';
import type { CostQuery, CostRow } from '../../../src/domain/ports/store.ts';
import { anyCharge, load, reportOf } from '../../support/store-charges.ts';
import { charge, day } from '../../support/store-records.ts';
import { withStore } from '../../support/store-temp.ts';
import type { OpenEmptyStore } from '../conformance.ts';

const focus: ChargeSource = { kind: 'export', name: 'focus:999999999999' };

const groupings = fc.subarray([...chargeDimensions], { maxLength: 4 });
const granularities = fc.constantFrom<CostQuery['granularity']>('total', 'daily', 'monthly');
const ranges = fc.tuple(fc.nat(80), fc.nat(70)).map(([start, length]) => ({
  from: addDays(day('2026-08-20'), start),
  to: addDays(day('2026-08-20'), start + length),
}));
const filters = fc.record(
  {
    regionIds: fc.subarray(['us-east-1', 'eu-west-1']),
    serviceNames: fc.subarray(['EC2', 'S3']),
    chargeCategories: fc.subarray(['Usage', 'Credit']),
    providers: fc.subarray(['aws' as const, 'gcp' as const]),
    accountIds: fc.subarray(['a', 'b']),
    currency: fc.constantFrom('USD', 'EUR'),
  },
  { requiredKeys: [] },
);
const queries: fc.Arbitrary<CostQuery> = fc
  .tuple(groupings, granularities, ranges, filters)
  .map(([groupBy, granularity, range, filter]) => ({ groupBy, granularity, range, ...filter }));

export function costReportConformance(open: OpenEmptyStore): void {
  it('is what adding up the charges one by one gives, for any question', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(anyCharge, { minLength: 1, maxLength: 40 }),
        fc.array(queries, { minLength: 8, maxLength: 8 }),
        (list, asked) =>
          withStore(open, async ({ charges }) => {
            await load(charges, focus, list);
            for (const query of asked) expect(await charges.report(query)).toEqual(byHand(list, query));
          }),
      ),
      { numRuns: 25 },
    ));

  it('parts sum to the whole, by any grouping and in each currency', () =>
    fc.assert(
      fc.asyncProperty(fc.array(anyCharge, { minLength: 1, maxLength: 40 }), (list) =>
        withStore(open, async ({ charges }) => {
          await load(charges, focus, list);
          const range = { from: day('2026-01-01'), to: day('2027-01-01') };
          const whole = totals(await charges.report({ range, groupBy: [], granularity: 'total' }));
          for (const dimension of chargeDimensions) {
            for (const granularity of ['total', 'daily', 'monthly'] as const) {
              expect(totals(await charges.report({ range, groupBy: [dimension], granularity }))).toEqual(whole);
            }
          }
        }),
      ),
      { numRuns: 10 },
    ));

  it.each<[string, string, CostQuery['granularity'], Record<string, bigint>]>([
    ['a whole month', '2026-10-01/2026-11-01', 'monthly', { '2026-10-01': 6n }],
    ['a month cut at its end', '2026-10-01/2026-10-31', 'monthly', { '2026-10-01': 2n }],
    ['a month cut at its start', '2026-10-02/2026-11-01', 'monthly', { '2026-10-01': 4n }],
    [
      'edges around whole months',
      '2026-09-30/2026-11-02',
      'monthly',
      { '2026-09-01': 1n, '2026-10-01': 6n, '2026-11-01': 8n },
    ],
    [
      'days across months',
      '2026-09-30/2026-11-02',
      'daily',
      { '2026-09-30': 1n, '2026-10-01': 2n, '2026-10-31': 4n, '2026-11-01': 8n },
    ],
    ['all in one', '2026-09-30/2026-11-02', 'total', { null: 15n }],
    ['nothing', '2026-10-01/2026-10-01', 'total', {}],
    ['a range the wrong way round', '2026-11-01/2026-10-01', 'monthly', {}],
    ['days before all charges', '2025-01-01/2025-02-01', 'total', {}],
  ])('over %s (%s, %s)', (_name, range, granularity, expected) =>
    withStore(open, async ({ charges }) => {
      const on = (text: string, billedCost: bigint): Charge =>
        charge({ day: day(text), billedCost, billingMonth: day('2026-10-01') });
      await load(charges, focus, [
        on('2026-09-30', 1n),
        on('2026-10-01', 2n),
        on('2026-10-31', 4n),
        on('2026-11-01', 8n),
      ]);
      const [from = '', to = ''] = range.split('/');
      for (const groupBy of [[], ['resourceId']] as const) {
        const rows = await charges.report({ range: { from: day(from), to: day(to) }, groupBy, granularity });
        expect(Object.fromEntries(rows.map((row) => [String(row.bucket), row.billedCost]))).toEqual(expected);
      }
    }),
  );

  describe('sums', () => {
    it('beyond 2^53 are exact', () =>
      withStore(open, async ({ charges }) => {
        const large = 2n ** 53n + 1n;
        await load(charges, focus, [
          charge({ billedCost: large }),
          charge({ billedCost: large, day: day('2026-10-06') }),
        ]);
        expect(await reportOf(charges, { groupBy: [] })).toEqual({ 'null/USD': 2n * large });
      }));

    it('beyond 2^63 are exact, negative ones too', () =>
      withStore(open, async ({ charges }) => {
        const largest = 2n ** 63n - 1n;
        const months = ['2026-08-01', '2026-09-01', '2026-10-01'];
        await load(
          charges,
          focus,
          months.flatMap((month) => [
            charge({
              day: day(month),
              billedCost: largest,
              effectiveCost: -largest,
              listCost: null,
              contractedCost: largest,
            }),
          ]),
        );
        const [row] = await charges.report({
          range: { from: day('2026-08-01'), to: day('2026-11-01') },
          groupBy: ['serviceName'],
          granularity: 'total',
        });
        expect(row).toMatchObject({
          billedCost: 3n * largest,
          effectiveCost: -3n * largest,
          listCost: null,
          contractedCost: 3n * largest,
        });
      }));
  });

  it.each(['first', 'last'] as const)(
    'a list cost that the %s charge of a group lacks is not known of the group',
    (which) =>
      withStore(open, async ({ charges }) => {
        const without = charge({ regionId: 'a', skuId: which === 'first' ? 'sku-1' : 'sku-3', listCost: null });
        const others = ['sku-2', 'sku-4'].map((skuId) => charge({ regionId: 'a', skuId }));
        const list = which === 'first' ? [without, ...others] : [...others, without];
        await load(charges, focus, [...list, charge({ regionId: 'b' })]);
        const known = (rows: readonly CostRow[]) => rows.map((row) => [row.listCost, row.contractedCost]);
        const whole = { from: day('2026-10-01'), to: day('2026-11-01') };
        const part = { from: day('2026-10-02'), to: day('2026-10-31') };
        for (const range of [whole, part]) {
          for (const granularity of ['total', 'daily', 'monthly'] as const) {
            expect(known(await charges.report({ range, groupBy: ['regionId'], granularity }))).toEqual([
              [null, 3_000_000_000n],
              [1_100_000_000n, 1_000_000_000n],
            ]);
            expect(known(await charges.report({ range, groupBy: [], granularity }))).toEqual([[null, 4_000_000_000n]]);
            expect(known(await charges.report({ range, groupBy: ['resourceId'], granularity }))).toEqual([
              [null, 4_000_000_000n],
            ]);
          }
        }
      }),
  );
}

/** A report made without a store: each charge looked at once. */
function byHand(list: readonly Charge[], query: CostQuery): readonly CostRow[] {
  const within = list.filter(
    (of) =>
      of.day >= query.range.from &&
      of.day < query.range.to &&
      (query.regionIds?.includes(of.regionId ?? '') ?? true) &&
      (query.serviceNames?.includes(of.serviceName) ?? true) &&
      (query.chargeCategories?.includes(of.chargeCategory) ?? true) &&
      (query.providers?.some((provider) => provider === of.provider) ?? true) &&
      (query.accountIds?.includes(of.subAccountId ?? '') ?? true) &&
      (query.currency === undefined || query.currency === of.currency),
  );
  const bucketOf = (of: Charge): Day | null =>
    query.granularity === 'total' ? null : query.granularity === 'daily' ? of.day : monthOf(of.day);
  const keysOf = (of: Charge): Partial<Record<ChargeDimension, string | null>> =>
    Object.fromEntries(query.groupBy.map((dimension) => [dimension, of[dimension]]));
  const groups = [...Map.groupBy(within, (of) => JSON.stringify([bucketOf(of), keysOf(of), of.currency])).values()];
  const sum = (group: readonly Charge[], cost: (of: Charge) => bigint | null): bigint | null =>
    group.reduce<bigint | null>((total, of) => {
      const nanos = cost(of);
      return total === null || nanos === null ? null : total + nanos;
    }, 0n);
  return groups
    .flatMap((group) => {
      const [first] = group;
      if (!first) return [];
      return [
        {
          bucket: bucketOf(first),
          keys: keysOf(first),
          currency: first.currency,
          billedCost: sum(group, (of) => of.billedCost) ?? 0n,
          effectiveCost: sum(group, (of) => of.effectiveCost) ?? 0n,
          listCost: sum(group, (of) => of.listCost),
          contractedCost: sum(group, (of) => of.contractedCost),
        },
      ];
    })
    .toSorted((a, b) =>
      compare(
        [a.bucket, ...query.groupBy.map((of) => a.keys[of] ?? null), a.currency],
        [b.bucket, ...query.groupBy.map((of) => b.keys[of] ?? null), b.currency],
      ),
    );
}

function compare(a: readonly (string | null)[], b: readonly (string | null)[]): number {
  for (const [index, left] of a.entries()) {
    const right = b[index] ?? null;
    if (left === right) continue;
    if (left === null) return -1;
    return right === null || left > right ? 1 : -1;
  }
  return 0;
}

const totals = (rows: readonly CostRow[]): Record<string, readonly bigint[]> =>
  Object.fromEntries(
    [...Map.groupBy(rows, (row) => row.currency)]
      .map(([currency, of]): [string, readonly bigint[]] => [
        currency,
        [of.reduce((sum, row) => sum + row.billedCost, 0n), of.reduce((sum, row) => sum + row.effectiveCost, 0n)],
      ])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
