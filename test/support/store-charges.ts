import fc from 'fast-check';
import type { Charge, ChargeSource } from '../../src/domain/charges.ts';
import { addDays, monthOf } from '../../src/domain/instant.ts';
import type { ChargeRepository, CostQuery } from '../../src/domain/ports/store.ts';
import { at, charge, day } from './store-records.ts';

/** Loads charges in one go. */
export async function load(
  charges: ChargeRepository,
  source: ChargeSource,
  list: readonly Charge[],
): Promise<{ readonly rows: number; readonly months: readonly string[] }> {
  const open = await charges.beginLoad(source, at(1));
  await open.add(list);
  return open.commit();
}

const nanos = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 18n / 100n });

/** Charges of a quarter over few values of each dimension, so that groups meet; some lack a dimension or a cost. */
export const anyCharge: fc.Arbitrary<Charge> = fc
  .record({
    day: fc.nat(75).map((days) => addDays(day('2026-08-25'), days)),
    provider: fc.constantFrom('aws' as const, 'gcp' as const, 'other' as const),
    billingAccountId: fc.constantFrom('payer', null),
    subAccountId: fc.constantFrom('a', 'b', null),
    regionId: fc.constantFrom('us-east-1', 'eu-west-1', null),
    serviceName: fc.constantFrom('EC2', 'S3', 'RDS'),
    serviceCategory: fc.constantFrom('Compute', null),
    chargeCategory: fc.constantFrom('Usage' as const, 'Credit' as const, 'Tax' as const),
    pricingCategory: fc.constantFrom('Standard', 'Committed', null),
    commitmentDiscountType: fc.constantFrom('Savings Plan', null),
    skuId: fc.constantFrom('sku-1', 'sku-2', null),
    resourceId: fc.constantFrom('i-1', 'i-2', 'vol-1', null),
    resourceType: fc.constantFrom('instance', null),
    tags: fc.constantFrom({ team: 'web' }, { team: 'data', env: 'prod' }, {}, null),
    currency: fc.constantFrom('USD', 'EUR'),
    billedCost: nanos,
    effectiveCost: nanos,
    listCost: fc.option(nanos, { freq: 4, nil: null }),
    contractedCost: fc.option(nanos, { freq: 20, nil: null }),
    consumedQuantity: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }), { nil: null }),
    invoicedLater: fc.boolean(),
  })
  .map(({ invoicedLater, ...of }) =>
    charge({ ...of, billingMonth: monthOf(invoicedLater ? addDays(of.day, 31) : of.day) }),
  );

/** A report over all time as `bucket/keys/currency` to billed cost. */
export async function reportOf(
  charges: ChargeRepository,
  query: Partial<CostQuery>,
): Promise<Readonly<Record<string, bigint>>> {
  const rows = await charges.report({
    range: { from: day('2020-01-01'), to: day('2030-01-01') },
    groupBy: [],
    granularity: 'total',
    ...query,
  });
  return Object.fromEntries(
    rows.map((row) => [[row.bucket, ...Object.values(row.keys), row.currency].map(String).join('/'), row.billedCost]),
  );
}

/** What `reportOf` must say of these charges by one key. */
export function sumBy(
  list: readonly Charge[],
  key: (of: Charge) => string | null,
  bucket: (of: Charge) => string | null = () => null,
): Readonly<Record<string, bigint>> {
  const sums: Record<string, bigint> = {};
  for (const of of list) {
    const place = [bucket(of), key(of), of.currency].map(String).join('/');
    sums[place] = (sums[place] ?? 0n) + of.billedCost;
  }
  return sums;
}
