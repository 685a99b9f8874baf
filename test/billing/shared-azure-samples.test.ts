import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Charge } from '../../src/domain/charges.ts';
import { literal } from '../../src/billing/sql-text.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { columnSum, csvRecords } from './support/csv-sums.ts';
import { asked } from './support/duck.ts';
import { reading, refusal, written } from './support/focus-csv.ts';

const samples = fileURLToPath(new URL('../../../shared/data/billing/', import.meta.url));
const folder = tempFolder();

/** A sample as a file that can be read: two of them have a fault each, which is mended here and refused below. */
function mended(name: string): string {
  const text = readFileSync(join(samples, name), 'utf8').replaceAll('\r\n', '\n');
  return written(folder, text.replaceAll(',MC,', ',USD,'), name);
}

/** Sums are exact to 18 decimals; one of the samples has numbers with 25. */
const toEighteen = (exact: string): string => exact.replace(/^(-?\d+\.\d{18})\d+$/, '$1');
const recordsOf = (name: string) => csvRecords(readFileSync(join(samples, name), 'utf8'));
const ownSum = (name: string, column: string): string => toEighteen(columnSum(recordsOf(name), column));

const inCents = (exact: string): string => Number(exact).toFixed(2);
const sum = (
  charges: readonly Charge[],
  field: 'billedCost' | 'effectiveCost' | 'listCost' | 'contractedCost',
): number => charges.reduce((total, charge) => total + Number(charge[field] ?? 0n), 0) / 1e9;

describe.skipIf(!existsSync(samples))('the shared Azure exports (needs ../shared; skipped without it)', () => {
  describe.each([
    ['azure-ea-actual-2023-09.csv', 11, '8611537', '2023-09-01', 'USD', 'Cost', 'billedCost'],
    ['azure-ea-amortized-2023-09.csv', 28, '8611537', '2023-09-01', 'USD', 'Cost', 'effectiveCost'],
    [
      'azure-ea-export-anonymous-2023-09.csv',
      27,
      '12345678',
      '2023-09-01',
      'CAD',
      'CostInBillingCurrency',
      'billedCost',
    ],
    ['azure-export-v2.csv', 5, '99999999', '2020-09-01', 'USD', 'CostInBillingCurrency', 'billedCost'],
    ['azure-export-v2-camel.csv', 4, 'NF5V-BI6B-BG7-PGB', '2023-08-01', 'USD', 'costInBillingCurrency', 'billedCost'],
    [
      'azure-export-legacy-payg.csv',
      3,
      '0039de71-ca37-4a17-a104-17665a50e7fc',
      '2019-07-01',
      'USD',
      'PreTaxCost',
      'billedCost',
    ],
  ] as const)('%s', (name, rows, account, month, currency, column, metric) => {
    it("sums to the file's own sum, to the last digit, and by charge to the cent", async () => {
      const own = ownSum(name, column);
      await reading(mended(name), (delivery, charges) => {
        expect(delivery.files[0]).toMatchObject({ kind: 'azure-cost', columns: { unknown: [] } });
        expect([delivery.rows, delivery.totals.map((of) => [of.currency, of[metric]])]).toEqual([
          rows,
          [[currency, own]],
        ]);
        expect(delivery.files[0]?.slices).toMatchObject([
          { billingAccountId: account, billingMonth: month, [metric]: own },
        ]);
        expect(sum(charges, metric).toFixed(2)).toBe(inCents(own));
      });
    });

    it('gives the same charges from gzip and from Parquet', async () => {
      const path = mended(name);
      const expected = await reading(path, (_delivery, charges) => charges);
      const gzip = written(folder, gzipSync(readFileSync(path)), `${name}.gz`);
      expect(await reading(gzip, (_delivery, charges) => charges)).toEqual(expected);
      const parquet = join(folder, `${name}.parquet`);
      await asked(`COPY (SELECT * FROM read_csv(${literal(path)}, all_varchar = true, header = true))
        TO ${literal(parquet)} (FORMAT parquet)`);
      expect(await reading(parquet, (_delivery, charges) => charges)).toEqual(expected);
    });
  });

  it('is billed without what is spread: an amortized export has no purchase of a reservation', async () => {
    const name = 'azure-ea-amortized-2023-09.csv';
    const spread = recordsOf(name).filter(({ PricingModel = '' }) => PricingModel !== 'OnDemand');
    const others = recordsOf(name).filter(({ PricingModel = '' }) => PricingModel === 'OnDemand');
    expect(spread.map(({ Cost }) => Cost)).toEqual(['0.493152', '0.006000000468']);
    await reading(mended(name), ({ totals }, charges) => {
      expect(totals).toMatchObject([{ billedCost: toEighteen(columnSum(others, 'Cost')) }]);
      expect(charges.filter((charge) => charge.pricingCategory === 'Committed')).toMatchObject([
        { commitmentDiscountType: 'Savings Plan', billedCost: 0n, effectiveCost: 6_000_000n },
        { commitmentDiscountType: 'Reservation', billedCost: 0n, effectiveCost: 493_152_000n },
      ]);
    });
  });

  it('actual and amortized of one month are together what each of them says', async () => {
    const [actual, amortized] = ['azure-ea-actual-2023-09.csv', 'azure-ea-amortized-2023-09.csv'] as const;
    // The samples are parts of exports: a subscription that only the amortized one has is billed what that says.
    const subscriptions = new Set(
      recordsOf(actual).flatMap((row) => (row['ChargeType'] === 'Purchase' ? [] : [row['SubscriptionId']])),
    );
    const others = recordsOf(amortized).filter(
      (row) => !subscriptions.has(row['SubscriptionId']) && row['PricingModel'] === 'OnDemand',
    );
    const billed = toEighteen(columnSum([...recordsOf(actual), ...others], 'Cost'));
    await reading([mended(actual), mended(amortized)], ({ totals, rows }) => {
      expect(rows).toBe(39);
      expect(totals).toMatchObject([{ billedCost: billed, effectiveCost: ownSum(amortized, 'Cost') }]);
    });
  });

  it('price times quantity is the cost of what no commitment covers: prices are for the unit of the quantity', () =>
    reading(mended('azure-ea-actual-2023-09.csv'), (_delivery, charges) => {
      const usage = charges.filter(({ chargeCategory }) => chargeCategory === 'Usage');
      expect(usage).toHaveLength(10);
      expect(sum(usage, 'listCost')).toBeCloseTo(sum(usage, 'billedCost'), 6);
      expect(sum(usage, 'contractedCost')).toBeCloseTo(sum(usage, 'billedCost'), 6);
    }));

  it('with a masked currency, or with line ends of two kinds, is refused', async () => {
    expect(await refusal(join(samples, 'azure-export-v2.csv'))).toBe(
      'import-invalid: azure-export-v2.csv line 2, column BillingCurrencyCode: "MC" is no currency code of three letters',
    );
    expect(await refusal(join(samples, 'azure-export-v2-camel.csv'))).toBe(
      'import-invalid: azure-export-v2-camel.csv line 5: ends with LF where the lines before end with CRLF',
    );
  });
});
