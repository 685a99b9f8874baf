import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { literal } from '../../src/billing/sql-text.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type AzureRow, azureCsv, eaUsage, mcaUsage, oldUsage } from './support/azure-csv.ts';
import { curCsv } from './support/cur-csv.ts';
import { asked } from './support/duck.ts';
import { csvOf, reading, refusal, written } from './support/focus-csv.ts';

const folder = tempFolder();

/** What refuses three rows, the second with something special: it stands on line 3. */
const second = (row: AzureRow, good = eaUsage): Promise<string> =>
  refusal(written(folder, azureCsv([{}, row, {}], good), 'bill.csv'));

describe('a bad cell of an Azure export is refused with file, line, column and value', () => {
  it.each<[AzureRow, string]>([
    [{ Cost: 'twelve' }, 'column Cost: "twelve" is no number'],
    [{ Cost: '1,5' }, 'column Cost: "1,5" is no number: the decimal sign must be a point'],
    [{ Cost: '' }, 'column Cost: the cell is empty, and must not be'],
    [{ Cost: 'NaN' }, 'column Cost: "NaN" is no number'],
    [{ Cost: '1_0' }, 'column Cost: "1_0" is no number'],
    [{ Quantity: 'much' }, 'column Quantity: "much" is no number'],
    [{ UnitPrice: 'nan' }, 'column UnitPrice: "nan" is no number'],
    [{ PayGPrice: 'free' }, 'column PayGPrice: "free" is no number'],
    [{ EffectivePrice: 'x' }, 'column EffectivePrice: "x" is no number'], // although no charge is made of it
    [{ BillingCurrency: '' }, 'column BillingCurrency: the cell is empty, and must not be'],
    [{ BillingCurrency: 'MC' }, 'column BillingCurrency: "MC" is no currency code of three letters'],
    [
      { BillingCurrency: 'EUR' },
      'column BillingCurrency: "EUR" where 2 rows of billing account 8611537 in 2026-05 have "USD": a bill has one currency',
    ],
    [{ BillingAccountId: '' }, 'column BillingAccountId: the cell is empty, and must not be'],
    [{ ChargeType: 'Gift' }, 'column ChargeType: "Gift" is no charge type that Ballast knows'],
    [{ ChargeType: '' }, 'column ChargeType: the cell is empty, and must not be'],
    [{ PricingModel: 'Barter' }, 'column PricingModel: "Barter" is none of OnDemand, Spot, Reservation, SavingsPlan'],
    [
      { Date: '31/12/2026' },
      'column Date: "31/12/2026" is no date of the years 2000 to 2099 (2026-05-31 or 5/31/2026)',
    ],
    [{ Date: '2/30/2026' }, 'column Date: "2/30/2026" is no date of the years 2000 to 2099 (2026-05-31 or 5/31/2026)'],
    [{ Date: '' }, 'column Date: the cell is empty, and must not be'],
    [
      { BillingPeriodStartDate: 'May' },
      'column BillingPeriodStartDate: "May" is no date of the years 2000 to 2099 (2026-05-31 or 5/31/2026)',
    ],
    [{ Tags: '"a": "b", broken' }, 'column Tags: "\\"a\\": \\"b\\", broken" is no JSON object'],
  ])('%j', async (row, complaint) => {
    expect(await second(row)).toBe(`import-invalid: bill.csv line 3, ${complaint}`);
  });

  it('names columns as the file spells them', async () => {
    expect(await second({ costInBillingCurrency: 'x' }, mcaUsage)).toBe(
      'import-invalid: bill.csv line 3, column costInBillingCurrency: "x" is no number',
    );
    expect(await second({ PreTaxCost: 'x' }, oldUsage)).toBe(
      'import-invalid: bill.csv line 3, column PreTaxCost: "x" is no number',
    );
  });

  it('in Parquet with its row', async () => {
    const csv = written(folder, azureCsv([{}, { BillingCurrency: 'dollar' }]));
    const path = join(folder, 'bill.parquet');
    await asked(`COPY (SELECT * FROM read_csv(${literal(csv)}, all_varchar = true, header = true))
      TO ${literal(path)} (FORMAT parquet)`);
    expect(await refusal(path)).toBe(
      'import-invalid: bill.parquet row 2, column BillingCurrency: "dollar" is no currency code of three letters',
    );
  });

  it('a gzip file that was cut', async () => {
    const whole = gzipSync(
      azureCsv(Array.from({ length: 5_000 }, (_, at) => ({ ResourceName: `vm-${(at * 7919) % 5_000}` }))),
    );
    expect(await refusal(written(folder, whole.subarray(0, whole.length >> 1), 'bill.csv.gz'))).toBe(
      'import-unreadable: bill.csv.gz: the gzip data ends too early: the file was cut off',
    );
  });
});

describe('a header of an Azure export', () => {
  it.each([
    [eaUsage, ['Cost'], 'the required column CostInBillingCurrency is missing'],
    [eaUsage, ['BillingCurrency', 'Date'], 'the required columns Date, BillingCurrency are missing'],
    [mcaUsage, ['billingCurrency'], 'the required column billingCurrency is missing'],
    [oldUsage, ['SubscriptionGuid'], 'the required column SubscriptionId is missing'],
  ])('of %# without %j is refused', async (good, without, what) => {
    expect(await refusal(written(folder, azureCsv([{}], good, without), 'bill.csv'))).toBe(
      `import-invalid: bill.csv: ${what}`,
    );
  });

  it('says what it lacks and what is not of it', () =>
    reading(written(folder, azureCsv([{ mine: '1' }], eaUsage, ['PayGPrice', 'Tags'])), ({ files }, charges) => {
      expect(files[0]?.columns).toMatchObject({ unknown: ['mine'], missing: ['PayGPrice', 'Tags'] });
      expect(charges[0]).toMatchObject({ listCost: null, tags: null });
    }));

  it('may begin with a byte order mark, as the portal writes it', () =>
    reading(written(folder, `\uFEFF${azureCsv([{}])}`), ({ files, totals }) => {
      expect(files).toMatchObject([{ kind: 'azure-cost', columns: { unknown: [], missing: [] } }]);
      expect(totals).toMatchObject([{ billedCost: '2.16' }]);
    }));

  it('is not taken for another kind, nor another for it', () =>
    reading(
      [
        written(folder, azureCsv([{}]), 'azure.csv'),
        written(folder, csvOf([{}]), 'focus.csv'),
        written(folder, curCsv([{}]), 'cur.csv'),
      ],
      ({ files }) => expect(files.map(({ kind }) => kind)).toEqual(['azure-cost', 'focus', 'aws-cur']),
    ));
});

describe('Parquet of an Azure export', () => {
  it('with numbers and dates of its own types means the same as CSV', async () => {
    const csv = written(folder, azureCsv([{}, { Date: '05/11/2026', Cost: '0.1' }]));
    const path = join(folder, 'typed.parquet');
    await asked(`COPY (SELECT * REPLACE (Cost::DOUBLE AS Cost, Quantity::DECIMAL(38, 18) AS Quantity,
        strptime(Date, '%m/%d/%Y')::TIMESTAMP AS Date, strptime(BillingPeriodStartDate, '%m/%d/%Y')::DATE AS BillingPeriodStartDate,
        BillingAccountId::BIGINT AS BillingAccountId, PayGPrice::DOUBLE AS PayGPrice)
      FROM read_csv(${literal(csv)}, all_varchar = true, header = true)) TO ${literal(path)} (FORMAT parquet)`);
    const expected = await reading(csv, (_delivery, charges) => charges);
    expect(expected).toHaveLength(2);
    expect(await reading(path, (_delivery, charges) => charges)).toEqual(expected);
  });
});

describe('a FOCUS export of Azure', () => {
  it('names billing account, subscription and resource as the cost export does', () =>
    reading(
      written(
        folder,
        csvOf([
          {
            ProviderName: 'Microsoft',
            BillingAccountId: '/providers/Microsoft.Billing/billingAccounts/8611537',
            SubAccountId: '/subscriptions/0A0A0A0A-1111-2222-3333-444444444444',
            ResourceId: '/subscriptions/X/resourceGroups/RG/providers/Microsoft.Compute/disks/D1',
          },
          { BillingAccountId: '/providers/Microsoft.Billing/billingAccounts/a:b/billingProfiles/NF5V-BI6B-BG7-PGB' },
        ]),
      ),
      (_delivery, charges) => {
        expect(charges).toMatchObject([
          {
            billingAccountId: '8611537',
            subAccountId: '0a0a0a0a-1111-2222-3333-444444444444',
            resourceId: '/subscriptions/x/resourcegroups/rg/providers/microsoft.compute/disks/d1',
          },
          { billingAccountId: 'NF5V-BI6B-BG7-PGB', subAccountId: 'account-1', resourceId: 'i-1' },
        ]);
      },
    ));
});
