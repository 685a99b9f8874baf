import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { literal } from '../../src/billing/sql-text.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { asked } from './support/duck.ts';
import { refusal, written } from './support/focus-csv.ts';
import { type GcpRow, credit, gcpCsv, gcpJson, python } from './support/gcp-rows.ts';

const folder = tempFolder();

/** What refuses three rows, the second with something special: it stands on line 3. */
const second = (row: GcpRow): Promise<string> => refusal(written(folder, gcpCsv([{}, row, {}]), 'bill.csv'));

const noCredits = 'is no list of credits with amounts, [{"amount": -0.5, "type": …}]';
const noMoment = 'is no date and time of the years 2000 to 2099 (2026-05-01T00:00:00Z)';

describe('a bad cell of a Cloud Billing export is refused with file, line, column and value', () => {
  it.each<[GcpRow, string]>([
    [{ cost: 'twelve' }, 'column cost: "twelve" is no number'],
    [{ cost: '0,5' }, 'column cost: "0,5" is no number: the decimal sign must be a point'],
    [{ cost: '' }, 'column cost: the cell is empty, and must not be'],
    [{ cost: 'NaN' }, 'column cost: "NaN" is no number'],
    [{ cost_at_list: 'free' }, 'column cost_at_list: "free" is no number'],
    [{ usage: { amount: 'much' } }, 'column usage.amount: "much" is no number'],
    [{ currency: '' }, 'column currency: the cell is empty, and must not be'],
    [{ currency: 'US$' }, 'column currency: "US$" is no currency code of three letters'],
    [
      { currency: 'EUR' },
      'column currency: "EUR" where 2 rows of billing account 000000-AAAAAA-111111 in 2026-05 have "USD": a bill has one currency',
    ],
    [{ billing_account_id: '' }, 'column billing_account_id: the cell is empty, and must not be'],
    [{ service: { id: '', description: '' } }, 'column service.description: the cell is empty, and must not be'],
    [{ usage_start_time: '05/10/2026' }, `column usage_start_time: "05/10/2026" ${noMoment}`],
    [
      { usage_end_time: '2026-05-10 06:00:00 UTC' },
      'column usage_end_time: "2026-05-10 06:00:00 UTC" is before the start of the usage',
    ],
    [{ invoice: { month: '' } }, 'column invoice.month: the cell is empty, and must not be'],
    [{ invoice: { month: '2026-05' } }, 'column invoice.month: "2026-05" is no month as 202611 is'],
    [{ invoice: { month: '202613' } }, 'column invoice.month: "202613" is no month as 202611 is'],
    [{ invoice: { month: '180005' } }, 'column invoice.month: "180005" is no month as 202611 is'],
    [{ cost_type: 'gift' }, 'column cost_type: "gift" is none of regular, tax, adjustment, rounding_error'],
    [{ credits: 'none' }, `column credits: "none" ${noCredits}`],
    [{ credits: '-0.5' }, `column credits: "-0.5" ${noCredits}`],
    [{ credits: '{"amount": -0.5}' }, `column credits: "{\\"amount\\": -0.5}" ${noCredits}`],
    [{ credits: [1] }, `column credits: "[1]" ${noCredits}`],
    [{ credits: [null] }, `column credits: "[null]" ${noCredits}`],
    [{ credits: [{ name: 'x' }] }, `column credits: "[{\\"name\\":\\"x\\"}]" ${noCredits}`],
    [{ credits: [{ amount: 'x' }] }, `column credits: "[{\\"amount\\":\\"x\\"}]" ${noCredits}`],
    [{ credits: [{ amount: '1_0' }] }, `column credits: "[{\\"amount\\":\\"1_0\\"}]" ${noCredits}`],
    [{ credits: "[{'amount': nan}]" }, `column credits: "[{'amount': nan}]" ${noCredits}`],
    [{ credits: "[{'amount': -0.5}" }, `column credits: "[{'amount': -0.5}" ${noCredits}`],
    [{ credits: '[{"amount": -1e30}]' }, `column credits: "[{\\"amount\\": -1e30}]" ${noCredits}`],
    [{ labels: 'team' }, 'column labels: "team" is no list of labels, [{"key": …, "value": …}]'],
    [
      { project: { labels: '{"team": "web"}' } },
      'column project.labels: "{\\"team\\": \\"web\\"}" is no list of labels, [{"key": …, "value": …}]',
    ],
  ])('%j', async (row, message) => {
    expect(await second(row)).toBe(`import-invalid: bill.csv line 3, ${message}`);
  });

  it('labels without keys', async () => {
    expect(await second({ labels: [1] })).toBe(
      'import-invalid: bill.csv line 3, column labels: "[1]" is no JSON object',
    );
  });

  it('a text that Python had to escape, rather than half of it', async () => {
    const row = { labels: `[{'key': 'a', 'value': 'it\\'s "so"'}]` };
    expect(await second(row)).toMatch(/^import-invalid: bill\.csv line 3, column labels: .* is no list of labels/);
    expect(await second({ credits: `[{'name': 'a\\'b', 'amount': -1}]` })).toMatch(/line 3, column credits: /);
    expect(await second({ credits: `[{'name': 'a"b', 'id': 'c"d', 'amount': -1}]` })).toMatch(
      /line 3, column credits: /,
    );
  });

  it('a credit is not made up of what stands in a name', async () => {
    const name = `', 'amount': -99, 'x': '`;
    const credits = python([{ name, amount: 'none' }]);
    expect(await second({ credits })).toMatch(/^import-invalid: bill\.csv line 3, column credits: /);
  });
});

describe('a bad file is refused', () => {
  const of = (text: string | Uint8Array, name = 'bill.csv'): Promise<string> => refusal(written(folder, text, name));

  it('without its credits: what is left to pay would not be known', async () => {
    expect(await of(gcpCsv([{}], { without: ['credits'] }))).toBe(
      'import-invalid: bill.csv: the required column credits is missing',
    );
    expect(await of(gcpCsv([{}], { without: ['invoice.month', 'cost'] }))).toBe(
      'import-invalid: bill.csv: the required columns cost, invoice.month are missing',
    );
  });

  it('that was cut', async () => {
    const whole = gzipSync(gcpCsv(Array.from({ length: 50 }, () => ({}))));
    expect(await of(whole.subarray(0, -9), 'bill.csv.gz')).toBe(
      'import-unreadable: bill.csv.gz: the gzip data ends too early: the file was cut off',
    );
    const lines = gzipSync(gcpJson(Array.from({ length: 50 }, () => ({}))));
    expect(await of(lines.subarray(0, -9), 'bill.json.gz')).toBe(
      'import-unreadable: bill.json.gz: the gzip data ends too early: the file was cut off',
    );
  });

  it('with a field too few', async () => {
    expect(await of(`${gcpCsv([{}])}1,2,3\n`)).toMatch(
      /^import-invalid: bill\.csv line 3: 3 fields where the header has /,
    );
  });

  it('of prices instead of costs', async () => {
    expect(await of('export_time,product_taxonomy,geo_taxonomy,list_price\n')).toBe(
      'import-format-unknown: bill.csv: looks like the Google Cloud pricing export: prices, and no costs',
    );
  });

  it('of Parquet whose credits are numbers', async () => {
    const source = written(folder, gcpJson([{}]), 'source.json');
    const path = source.replace('.json', '.parquet');
    await asked(`COPY (SELECT * REPLACE (-0.5::DOUBLE AS credits) FROM read_json_auto(${literal(source)}))
      TO ${literal(path)} (FORMAT parquet)`);
    expect(await refusal(path)).toBe(`import-invalid: source.parquet row 1, column credits: "-0.5" ${noCredits}`);
  });
});

describe('JSON lines are refused', () => {
  const of = (text: string): Promise<string> => refusal(written(folder, text, 'bill.json'));
  const [good, bad] = [gcpJson([{}]), gcpJson([{ credits: [credit('FREE_TIER', 'x')] }])];

  it.each<[string, string, string]>([
    [
      'with a bad cell',
      `${good}${gcpJson([{ cost: 'much' }])}`,
      'import-invalid: bill.json line 2, column cost: "much" is no number',
    ],
    [
      'after a blank line',
      `${good}\n${gcpJson([{ cost: 'much' }])}`,
      'import-invalid: bill.json line 3, column cost: "much" is no number',
    ],
    [
      'without a required cell',
      `${good}${gcpJson([{ cost: null }])}`,
      'import-invalid: bill.json line 2, column cost: the cell is empty, and must not be',
    ],
    [
      'that were cut off',
      `${good}${good}${good.slice(0, 100)}`,
      'import-invalid: bill.json line 3: is no JSON object: the line is damaged or was cut off',
    ],
    ['with a list among them', `${good}[1]\n${good}`, 'import-invalid: bill.json line 2: is no JSON object'],
    [
      'with something else in a record',
      `${good}{"service": "x"}\n`,
      'import-invalid: bill.json line 2, column billing_account_id: the cell is empty, and must not be',
    ],
    [
      'with a byte order mark',
      `\uFEFF${good}`,
      'import-invalid: bill.json line 1: a byte order mark stands before the JSON: save it without',
    ],
    ['of another table', '{"name": "x"}\n', 'import-format-unknown: bill.json: looks like JSON'],
    ['in one document', `[${good.trim()}]`, 'import-format-unknown: bill.json: looks like JSON'],
    [
      'without credits',
      `${JSON.stringify({ ...JSON.parse(good), credits: undefined })}\n`,
      'import-invalid: bill.json: the required column credits is missing',
    ],
  ])('%s', async (_what, text, message) => {
    expect(await of(text)).toBe(message);
  });

  it('with a credit that has no amount', async () => {
    expect(await of(`${good}${bad}`)).toMatch(
      /^import-invalid: bill\.json line 2, column credits: .* is no list of credits/,
    );
  });

  it('with an endless line', async () => {
    expect(await of(`${good}${gcpJson([{ labels: [{ key: 'k', value: 'x'.repeat(33 << 20) }] }])}`)).toBe(
      'import-invalid: bill.json line 2: longer than 16384 KiB',
    );
  });
});
