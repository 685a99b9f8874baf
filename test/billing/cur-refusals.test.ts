import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { literal } from '../../src/billing/sql-text.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type CurRow, curCsv, goodUsage, lines, snake, snakeRow } from './support/cur-csv.ts';
import { asked } from './support/duck.ts';
import { csvOf, reading, refusal, written } from './support/focus-csv.ts';

const folder = tempFolder();

/** What refuses three rows, the second with something special: it stands on line 3. */
const second = (row: CurRow, good = goodUsage): Promise<string> =>
  refusal(written(folder, curCsv([{}, row, {}], good), 'bill.csv'));

describe('a bad cell of a Cost and Usage Report is refused with file, line, column and value', () => {
  it.each<[CurRow, string]>([
    [{ 'lineItem/UnblendedCost': 'twelve' }, 'column lineItem/UnblendedCost: "twelve" is no number'],
    [
      { 'lineItem/UnblendedCost': '1,5' },
      'column lineItem/UnblendedCost: "1,5" is no number: the decimal sign must be a point',
    ],
    [{ 'lineItem/UnblendedCost': '' }, 'column lineItem/UnblendedCost: the cell is empty, and must not be'],
    [{ 'lineItem/UnblendedCost': 'NaN' }, 'column lineItem/UnblendedCost: "NaN" is no number'],
    [{ 'lineItem/UnblendedCost': '1_0' }, 'column lineItem/UnblendedCost: "1_0" is no number'],
    [{ 'pricing/publicOnDemandCost': 'free' }, 'column pricing/publicOnDemandCost: "free" is no number'],
    [{ 'lineItem/UsageAmount': 'much' }, 'column lineItem/UsageAmount: "much" is no number'],
    [
      { 'savingsPlan/SavingsPlanEffectiveCost': 'x' },
      'column savingsPlan/SavingsPlanEffectiveCost: "x" is no number', // although nothing of this row is made of it
    ],
    [
      { ...lines.covered, 'savingsPlan/SavingsPlanEffectiveCost': '' },
      'column savingsPlan/SavingsPlanEffectiveCost: the cell is empty, and must not be',
    ],
    [
      { ...lines.planFee, 'savingsPlan/UsedCommitment': '' },
      'column savingsPlan/UsedCommitment: the cell is empty, and must not be',
    ],
    [
      { ...lines.planFee, 'savingsPlan/TotalCommitmentToDate': '' },
      'column savingsPlan/TotalCommitmentToDate: the cell is empty, and must not be',
    ],
    [
      { ...lines.reserved, 'reservation/EffectiveCost': '' },
      'column reservation/EffectiveCost: the cell is empty, and must not be',
    ],
    [
      {
        ...lines.reservedFee,
        'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '',
        'reservation/UnusedRecurringFee': '',
      },
      'column reservation/UnusedRecurringFee: the cell is empty, and must not be',
    ],
    [{ 'lineItem/CurrencyCode': '' }, 'column lineItem/CurrencyCode: the cell is empty, and must not be'],
    [{ 'lineItem/CurrencyCode': 'US$' }, 'column lineItem/CurrencyCode: "US$" is no currency code of three letters'],
    [
      { 'lineItem/CurrencyCode': 'EUR' },
      'column lineItem/CurrencyCode: "EUR" where 2 rows of billing account 111111111111 in 2026-05 have "USD": a bill has one currency',
    ],
    [{ 'bill/PayerAccountId': '' }, 'column bill/PayerAccountId: the cell is empty, and must not be'],
    [
      { 'lineItem/LineItemType': 'Gift' },
      'column lineItem/LineItemType: "Gift" is no line item type that Ballast knows',
    ],
    [{ 'lineItem/LineItemType': '' }, 'column lineItem/LineItemType: the cell is empty, and must not be'],
    [
      { 'lineItem/ProductCode': '', 'product/ProductName': '' },
      'column lineItem/ProductCode: the cell is empty, and must not be',
    ],
    [
      { 'lineItem/UsageStartDate': '05/10/2026' },
      'column lineItem/UsageStartDate: "05/10/2026" is no date and time of the years 2000 to 2099 (2026-05-01T00:00:00Z)',
    ],
    [
      { 'lineItem/UsageStartDate': '2026-02-30T00:00:00Z' },
      'column lineItem/UsageStartDate: "2026-02-30T00:00:00Z" is no date and time of the years 2000 to 2099 (2026-05-01T00:00:00Z)',
    ],
    [
      { 'lineItem/UsageStartDate': '2026-06-01T00:00:00Z', 'lineItem/UsageEndDate': '' },
      'column lineItem/UsageStartDate: "2026-06-01T00:00:00Z" is after the billing period, and usage is not billed ahead',
    ],
    [
      { 'lineItem/UsageEndDate': '2026-05-09T00:00:00Z' },
      'column lineItem/UsageEndDate: "2026-05-09T00:00:00Z" is before the start of the usage',
    ],
    [
      { 'bill/BillingPeriodStartDate': 'May' },
      'column bill/BillingPeriodStartDate: "May" is no date and time of the years 2000 to 2099 (2026-05-01T00:00:00Z)',
    ],
    [
      { 'bill/BillingPeriodEndDate': '2026-05-01T00:00:00Z' },
      'column bill/BillingPeriodEndDate: "2026-05-01T00:00:00Z" is not after the start of the billing period',
    ],
  ])('%j', async (row, complaint) => {
    expect(await second(row)).toBe(`import-invalid: bill.csv line 3, ${complaint}`);
  });

  it.each<[CurRow, string]>([
    [{ resource_tags: '{broken' }, 'column resource_tags: "{broken" is no JSON object'],
    [{ cost_category: '[]' }, 'column cost_category: "[]" is no JSON object'],
    [{ product: '"x"' }, 'column product: "\\"x\\"" is no JSON object'],
  ])('of CUR 2.0, %j', async (row, complaint) => {
    const good = { ...snakeRow(goodUsage), resource_tags: '{}', cost_category: '{}', product: '{}' };
    expect(await second(row, good)).toBe(`import-invalid: bill.csv line 3, ${complaint}`);
  });

  it('names columns as the file spells them', async () => {
    expect(await second({ line_item_unblended_cost: 'x' }, snakeRow(goodUsage))).toBe(
      'import-invalid: bill.csv line 3, column line_item_unblended_cost: "x" is no number',
    );
  });

  it('in Parquet with its row', async () => {
    const csv = written(folder, curCsv([{}, { 'lineItem/CurrencyCode': 'dollar' }]));
    const path = join(folder, 'bill.parquet');
    const columns = Object.keys(goodUsage).map((column) => `"${column}" AS ${snake(column)}`);
    await asked(`COPY (SELECT ${columns.join(', ')} FROM read_csv(${literal(csv)}, all_varchar = true, header = true))
      TO ${literal(path)} (FORMAT parquet)`);
    expect(await refusal(path)).toBe(
      'import-invalid: bill.parquet row 2, column line_item_currency_code: "dollar" is no currency code of three letters',
    );
  });

  it('a commitment without the columns that tell what it costs', async () => {
    const content = curCsv([{}, { 'lineItem/LineItemType': 'DiscountedUsage' }], goodUsage, [
      'reservation/EffectiveCost',
    ]);
    expect(await refusal(written(folder, content, 'bill.csv'))).toBe(
      'import-invalid: bill.csv line 3, column lineItem/LineItemType: "DiscountedUsage" needs the column reservation/EffectiveCost, which the file does not have',
    );
  });

  it('a gzip file that was cut', async () => {
    const whole = gzipSync(
      curCsv(Array.from({ length: 5_000 }, (_, at) => ({ 'lineItem/ResourceId': `i-${(at * 7919) % 5_000}` }))),
    );
    expect(await refusal(written(folder, whole.subarray(0, whole.length >> 1), 'bill.csv.gz'))).toBe(
      'import-unreadable: bill.csv.gz: the gzip data ends too early: the file was cut off',
    );
  });
});

describe('a header of a Cost and Usage Report', () => {
  it.each([
    [['lineItem/UnblendedCost'], 'the required column lineItem/UnblendedCost is missing'],
    [
      ['lineItem/UsageAccountId', 'bill/PayerAccountId'],
      'the required columns bill/PayerAccountId, lineItem/UsageAccountId are missing',
    ],
  ])('without %j is refused', async (without, what) => {
    expect(await refusal(written(folder, curCsv([{}], goodUsage, without), 'bill.csv'))).toBe(
      `import-invalid: bill.csv: ${what}`,
    );
  });

  it('is told its missing columns in its own spelling', async () => {
    const content = curCsv([snakeRow({})], snakeRow(goodUsage), ['line_item_currency_code']);
    expect(await refusal(written(folder, content, 'bill.csv'))).toBe(
      'import-invalid: bill.csv: the required column line_item_currency_code is missing',
    );
  });

  it('says what it lacks and what is not of it', () =>
    reading(
      written(folder, curCsv([{ mine: '1' }], goodUsage, ['pricing/publicOnDemandCost'])),
      ({ files }, charges) => {
        expect(files[0]?.columns).toMatchObject({ unknown: ['mine'], missing: ['pricing/publicOnDemandCost'] });
        expect(charges[0]?.listCost).toBeNull();
      },
    ));
});

describe('a bill in two currencies', () => {
  it('is refused, whichever file the odd row is in', async () => {
    const usd = written(folder, csvOf([{}, {}]), 'a.csv');
    const eur = written(folder, csvOf([{ BillingCurrency: 'EUR' }]), 'b.csv');
    expect(await refusal([eur, usd])).toBe(
      'import-invalid: b.csv line 2, column BillingCurrency: "EUR" where 2 rows of billing account payer-1 in 2026-05 have "USD": a bill has one currency',
    );
  });

  it('of two accounts, or two months, is none', () =>
    reading(
      written(
        folder,
        csvOf([
          {},
          { BillingAccountId: 'payer-2', BillingCurrency: 'EUR' },
          { BillingPeriodStart: '2026-06-01', BillingCurrency: 'GBP' },
        ]),
      ),
      ({ totals }) => {
        expect(totals.map(({ currency }) => currency)).toEqual(['EUR', 'GBP', 'USD']);
      },
    ));

  it('is taken as it is when the user says so', () =>
    reading(
      written(folder, csvOf([{}, { BillingCurrency: 'EUR' }])),
      ({ totals }) => expect(totals.map(({ currency }) => currency)).toEqual(['EUR', 'USD']),
      { mixedCurrencies: true },
    ));
});

describe('two kinds of export in one delivery', () => {
  const cur = () => written(folder, curCsv([{}]), 'cur.csv');
  const focus = (account: string) => written(folder, csvOf([{ BillingAccountId: account }]), `focus-${account}.csv`);

  it('that bill the same account and month would count it twice', async () => {
    expect(await refusal([cur(), focus('111111111111')])).toBe(
      'import-invalid: cur.csv and focus-111111111111.csv are of different exports that both bill billing account 111111111111 for 2026-05: import one of the two, or its cost would count twice',
    );
  });

  it('of different accounts are read together', () =>
    reading([cur(), focus('payer-1')], ({ files, totals }) => {
      expect(files.map(({ kind, slices }) => [kind, slices.map(({ rows }) => rows)])).toEqual([
        ['aws-cur', [1]],
        ['focus', [1]],
      ]);
      expect(totals).toMatchObject([{ billedCost: '1.596' }]);
    }));
});
