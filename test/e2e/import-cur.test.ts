import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';

import { type CurRow, curCsv, lines } from '../billing/support/cur-csv.ts';
import { curManifest, exportManifest } from '../billing/support/manifests.ts';
import { csvOf } from '../billing/support/focus-csv.ts';
import { zip } from '../billing/support/zip.ts';
import { projectRoot, runCli } from '../support/cli.ts';
import { s3Server } from '../support/s3-server.ts';
import { dumpStore } from '../support/store-dump.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface ImportDocument {
  readonly files: readonly {
    readonly path: string;
    readonly schema: string;
    readonly rows: number;
    readonly status: string;
    readonly costs: readonly { readonly billedCost: { readonly amount: string } }[];
  }[];
  readonly deliveries: readonly {
    readonly billingMonth: string;
    readonly status: string;
    readonly files: readonly string[];
  }[];
  readonly supersededFiles: number;
  readonly costs: readonly {
    readonly billedCost: { readonly amount: string };
    readonly effectiveCost: { readonly amount: string };
  }[];
}

const folder = tempFolder();
const s3 = await s3Server();
const samples = join(process.env['BALLAST_SHARED'] ?? join(projectRoot, '..', 'shared'), 'data');

let stores = 0;
const newStore = (): string => join(folder, `store-${(stores += 1)}.db`);

/** A store file to the byte; SQLite's journal is empty between commands. */
const bytesOf = (store: string): string => readFileSync(store).toString('base64');

const imported = async (store: string, ...args: readonly string[]): Promise<ImportDocument> => {
  const run = await runCli(['import', ...args, '--store', store, '--json'], { env });
  expect(run.stderr).toBe('');
  expect(run.code).toBe(0);
  return JSON.parse(run.stdout) as ImportDocument;
};

const refused = async (store: string, ...args: readonly string[]): Promise<string> => {
  const run = await runCli(['import', ...args, '--store', store], { env });
  expect(run.stdout).toBe('');
  expect(run.code).toBe(1);
  return run.stderr.split('\n')[0] ?? '';
};

/** The only amount of a report of everything. */
const billed = async (store: string): Promise<string> => {
  const args = ['cost', 'report', '--metric', 'billed', '--from', '2026-01-01', '--to', '2027-01-01', '--json'];
  const run = await runCli([...args, '--store', store]);
  const { total } = JSON.parse(run.stdout) as { readonly total: { readonly amount: string } };
  return total.amount;
};

function plant(root: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, root, path)), { recursive: true });
    writeFileSync(join(folder, root, path), content);
  }
  return join(folder, root);
}

/** The text with another value in one cell of a line; no cell of the samples has a quote or a line end in it. */
function withCell(text: string, line: number, column: string, value: string): string {
  const rows = text.split('\n');
  const cells = (of: string | undefined): string[] =>
    of?.match(/("[^"]*"|[^,]*)(,|$)/g)?.map((cell) => cell.replace(/,$/, '')) ?? [];
  const at = cells(rows[0]).indexOf(column);
  rows[line - 1] = cells(rows[line - 1])
    .map((cell, place) => (place === at ? value : cell))
    .slice(0, cells(rows[0]).length)
    .join(',');
  return rows.join('\n');
}

const june: CurRow = {
  'bill/BillingPeriodStartDate': '2026-06-01T00:00:00Z',
  'bill/BillingPeriodEndDate': '2026-07-01T00:00:00Z',
  'lineItem/UsageStartDate': '2026-06-03T00:00:00Z',
  'lineItem/UsageEndDate': '2026-06-03T01:00:00Z',
};
const gz = (...rows: readonly CurRow[]): Buffer => gzipSync(curCsv(rows));

/** Where the command keeps what it fetches. */
const temporary = join(folder, 'tmp');
mkdirSync(temporary);
const env = { ...s3.env, TMPDIR: temporary };

afterEach(() => {
  s3.fault = () => undefined;
  s3.requests.length = 0;
  expect(readdirSync(temporary)).toEqual([]);
});

describe('importing a Cost and Usage Report', () => {
  it('keeps what it says, and a FOCUS export of the same account and month takes its place', async () => {
    const store = newStore();
    const report = plant('plain', { 'cur.csv': curCsv([lines.covered, lines.negation, lines.planFee, lines.tax]) });
    expect(await imported(store, join(report, 'cur.csv'))).toMatchObject({
      files: [{ schema: 'AWS CUR', rows: 4, status: 'new', costs: [{ billedCost: { amount: '1.28' } }] }],
      costs: [{ billedCost: { amount: '1.28' }, effectiveCost: { amount: '1.28' } }],
    });
    expect(await billed(store)).toBe('1.28');
    const focus = plant('plain', { 'focus.csv': csvOf([{ BillingAccountId: '111111111111', BilledCost: '7' }]) });
    expect(await imported(store, join(focus, 'focus.csv'))).toMatchObject({ files: [{ status: 'replaced' }] });
    expect(await billed(store)).toBe('7.00');
  });

  it.each<[string, (whole: string) => string | Uint8Array, RegExp]>([
    [
      'a missing column',
      (text) => text.replace('lineItem/UnblendedCost', 'lineItem/Cost'),
      /import-invalid.*bad\.csv: the required column lineItem\/UnblendedCost is missing/,
    ],
    [
      'a bad number',
      (text) => text.replace('0.096', '0.0.96'),
      /import-invalid.*bad\.csv line 2, column lineItem\/UnblendedCost: "0\.0\.96" is no number/,
    ],
    [
      'another currency',
      (text) => text.replace(/USD(?![\s\S]*USD)/, 'EUR'),
      /import-invalid.*bad\.csv line 4, column lineItem\/CurrencyCode: "EUR" where 2 rows/,
    ],
    [
      'no currency',
      (text) => text.replace('USD', 'dollars'),
      /import-invalid.*bad\.csv line 2, column lineItem\/CurrencyCode: "dollars"/,
    ],
    [
      'a wrong date',
      (text) => text.replace('2026-05-10T07', '2026-15-10T07'),
      /import-invalid.*bad\.csv line 2, column lineItem\/UsageStartDate: "2026-15-10T07:00:00Z"/,
    ],
    [
      'half of its gzip',
      (text) => gzipSync(text).subarray(0, 200),
      /import-unreadable.*bad\.csv: the gzip data ends too early/,
    ],
    ['a cut last line', (text) => text.slice(0, -60), /import-invalid.*bad\.csv line 4/],
  ])('with %s is refused, and the store stays to the byte', async (_mistake, plantIn, complaint) => {
    const store = newStore();
    const good = plant('mistakes', { 'good.csv': curCsv([{}, {}, {}]) });
    await imported(store, join(good, 'good.csv'));
    const content = bytesOf(store);
    const bad = plant('mistakes', { 'bad.csv': plantIn(curCsv([{}, {}, {}])) });
    expect(await refused(store, join(bad, 'bad.csv'))).toMatch(complaint);
    expect(bytesOf(store)).toBe(content);
  });
});

describe('importing a zip archive', () => {
  it('reads the CSV file in it, and names the archive in what it refuses', async () => {
    const store = newStore();
    const root = plant('zip', {
      'bill.csv.zip': zip([{ name: 'bill.csv', content: curCsv([{}]) }]),
      'bad.csv.zip': zip([{ name: 'bad.csv', content: curCsv([{ 'lineItem/UnblendedCost': 'x' }]) }]),
      'book.csv.zip': zip([{ name: 'xl/workbook.xml', content: '<x/>' }]),
    });
    expect(await imported(store, join(root, 'bill.csv.zip'))).toMatchObject({
      files: [{ path: join(root, 'bill.csv.zip'), rows: 1 }],
    });
    expect(await refused(store, join(root, 'bad.csv.zip'))).toMatch(
      /bad\.csv\.zip line 2, column lineItem\/UnblendedCost/,
    );
    expect(await refused(store, join(root, 'book.csv.zip'))).toMatch(/book\.csv\.zip: looks like a zip archive/);
  });
});

describe.skipIf(!existsSync(samples))(
  'copies of the real samples with a mistake (needs ../shared; skipped without it)',
  () => {
    const cur = join(samples, 'billing', 'aws-cur-legacy-anonymous-2023-11.csv');
    const focus = join(samples, 'focus', 'focus-1.0-real-sample.csv');

    it.each<[string, string, (text: string) => string | Uint8Array, RegExp]>([
      [
        'CUR',
        'a missing column',
        (text) => text.replace('lineItem/CurrencyCode', 'Currency'),
        /the required column lineItem\/CurrencyCode is missing/,
      ],
      [
        'CUR',
        'a bad number',
        (text) => withCell(text, 700, 'lineItem/UnblendedCost', '0.00x21'),
        /bad\.csv line 700, column lineItem\/UnblendedCost: "0\.00x21" is no number/,
      ],
      [
        'CUR',
        'a bad quantity in a tax line',
        (text) => withCell(text, 2, 'lineItem/UsageAmount', 'one'),
        /bad\.csv line 2, column lineItem\/UsageAmount: "one" is no number/,
      ],
      [
        'CUR',
        'another currency',
        (text) => withCell(text, 1282, 'lineItem/CurrencyCode', 'CAD'),
        /bad\.csv line 1282, column lineItem\/CurrencyCode: "CAD" where 1280 rows of billing account 123412340534 in 2023-11 have "USD"/,
      ],
      [
        'CUR',
        'a date of no calendar',
        (text) => withCell(text, 3, 'lineItem/UsageStartDate', '2023-11-31T00:00:00Z'),
        /bad\.csv line 3, column lineItem\/UsageStartDate: "2023-11-31T00:00:00Z"/,
      ],
      ['CUR', 'a cut gzip', (text) => gzipSync(text).subarray(0, 20_000), /the gzip data ends too early/],
      [
        'FOCUS',
        'a missing column',
        (text) => text.replace('BilledCost', 'Cost'),
        /the required column BilledCost is missing/,
      ],
      [
        'FOCUS',
        'another currency',
        (text) => text.replace(/USD(?![\s\S]*USD)/, 'EUR'),
        /line \d+, column BillingCurrency: "EUR" where \d+ rows/,
      ],
      ['FOCUS', 'a cut gzip', (text) => gzipSync(text).subarray(0, 20_000), /the gzip data ends too early/],
    ])('%s with %s are refused, and the store stays to the byte', async (kind, _mistake, plantIn, complaint) => {
      const sample = kind === 'CUR' ? cur : focus;
      const store = newStore();
      await imported(store, sample);
      const content = bytesOf(store);
      const bad = plant('samples', { 'bad.csv': plantIn(readFileSync(sample, 'utf8')) });
      expect(await refused(store, join(bad, 'bad.csv'))).toMatch(complaint);
      expect(bytesOf(store)).toBe(content);
    });
  },
);

describe('importing the folder of a report', () => {
  const period = { may: 'daily/20260501-20260601', june: 'daily/20260601-20260701' };
  const manifest = (month: '202605' | '202606', assembly: string, ...names: readonly string[]): string =>
    curManifest({
      month,
      assembly,
      keys: names.map((name) => `prefix/${month === '202605' ? period.may : period.june}/${name}`),
    });

  it('reads the newest delivery of each month, and again only what has changed', async () => {
    const store = newStore();
    const root = plant('report', {
      [`${period.may}/daily-Manifest.json`]: manifest('202605', 'a-1', 'a-1/daily-1.csv.gz', 'a-1/daily-2.csv.gz'),
      [`${period.may}/a-1/daily-1.csv.gz`]: gz({ 'lineItem/UnblendedCost': '1' }),
      [`${period.may}/a-1/daily-2.csv.gz`]: gz({ 'lineItem/UnblendedCost': '2' }),
      [`${period.june}/daily-Manifest.json`]: manifest('202606', 'b-1', 'b-1/daily-1.csv.gz'),
      [`${period.june}/b-1/daily-1.csv.gz`]: gz({ ...june, 'lineItem/UnblendedCost': '10' }),
    });
    const first = await imported(store, root);
    expect(first.files).toHaveLength(3);
    expect(first.deliveries).toMatchObject([
      { billingMonth: '2026-05-01', status: 'new', files: [{}, {}].map(() => expect.any(String) as string) },
      { billingMonth: '2026-06-01', status: 'new' },
    ]);
    expect(await billed(store)).toBe('13.00');

    const content = bytesOf(store);
    const second = await imported(store, root);
    expect(second).toMatchObject({ files: [], deliveries: [{ status: 'unchanged' }, { status: 'unchanged' }] });
    expect(bytesOf(store)).toBe(content);

    plant('report', {
      [`${period.june}/daily-Manifest.json`]: manifest('202606', 'b-2', 'b-2/daily-1.csv.gz'),
      [`${period.june}/b-2/daily-1.csv.gz`]: gz({ ...june, 'lineItem/UnblendedCost': '20' }),
    });
    expect(await imported(store, root)).toMatchObject({
      files: [{ rows: 1, status: 'replaced' }],
      deliveries: [{ status: 'unchanged' }, { status: 'replaced' }],
      supersededFiles: 1,
    });
    expect(await billed(store)).toBe('23.00');
    expect(await imported(store, root, '--force')).toMatchObject({
      files: [{}, {}, {}],
      deliveries: [{ status: 'replaced' }, { status: 'replaced' }],
    });
    expect(await billed(store)).toBe('23.00');
  });

  it('reads a month again that something else has replaced meanwhile', async () => {
    const store = newStore();
    const root = plant('replaced', {
      [`${period.may}/daily-Manifest.json`]: manifest('202605', 'a-1', 'daily-1.csv.gz'),
      [`${period.may}/daily-1.csv.gz`]: gz({ 'lineItem/UnblendedCost': '1' }),
      'other.csv': curCsv([{ 'lineItem/UnblendedCost': '99' }]),
    });
    await imported(store, join(root, 'daily'));
    await imported(store, join(root, 'other.csv'));
    expect(await billed(store)).toBe('99.00');
    expect((await imported(store, join(root, period.may, 'daily-Manifest.json'))).deliveries).toMatchObject([
      { status: 'replaced' },
    ]);
    expect(await billed(store)).toBe('1.00');
  });

  it('keeps nothing when a manifest names a file that is not there, or that is of another month', async () => {
    const store = newStore();
    const root = plant('gaps', {
      [`${period.may}/daily-Manifest.json`]: manifest('202605', 'a-1', 'daily-1.csv.gz'),
      [`${period.may}/daily-1.csv.gz`]: gz({}),
    });
    await imported(store, root);
    const content = dumpStore(store);
    plant('gaps', {
      [`${period.may}/daily-Manifest.json`]: manifest('202605', 'a-2', 'daily-1.csv.gz'),
      [`${period.june}/daily-Manifest.json`]: manifest('202606', 'b-1', 'daily-1.csv.gz'),
    });
    expect(await refused(store, root)).toMatch(
      /import-unreadable.*names prefix\/daily\/20260601-20260701\/daily-1\.csv\.gz, which is not there/,
    );
    plant('gaps', { [`${period.june}/daily-1.csv.gz`]: gz({ ...june }, {}) });
    expect(await refused(store, root)).toMatch(
      /import-invalid.*20260601-20260701\/daily-1\.csv\.gz line 3, column bill\/BillingPeriodStartDate: "2026-05-01T00:00:00Z" is of another month than 2026-06/,
    );
    expect(dumpStore(store)).toEqual(content);
  });

  it('refuses two exports of the same bill', async () => {
    const root = plant('twice', {
      [`${period.may}/daily-Manifest.json`]: manifest('202605', 'a-1', 'daily-1.csv.gz'),
      [`${period.may}/daily-1.csv.gz`]: gz({}),
      'hourly/20260501-20260601/hourly-Manifest.json': curManifest({
        month: '202605',
        assembly: 'h-1',
        report: 'hourly',
        keys: ['hourly/20260501-20260601/hourly-1.csv.gz'],
      }),
      'hourly/20260501-20260601/hourly-1.csv.gz': gz({}),
    });
    expect(await refused(newStore(), root)).toMatch(
      /import-invalid.*daily-1\.csv\.gz and hourly-1\.csv\.gz are of different exports that both bill billing account 111111111111 for 2026-05/,
    );
  });
});

describe('importing from s3://', () => {
  const key = (month: string, name: string): string => `exports/cur2/data/BILLING_PERIOD=${month}/${name}`;
  const manifestKey = (month: string): string => `exports/cur2/metadata/BILLING_PERIOD=${month}/cur2-Manifest.json`;
  const deliver = (month: string, id: string, row: CurRow): void => {
    s3.put('bills', key(month, 'cur2-00001.csv.gz'), gz(row));
    s3.put('bills', manifestKey(month), exportManifest(id, [`s3://bills/${key(month, 'cur2-00001.csv.gz')}`]));
  };
  const reads = (): readonly string[] =>
    s3.requests.filter(({ operation }) => operation === 'GetObject').map((of) => of.key);

  it('reads what is new of an export, and only that', async () => {
    const store = newStore();
    deliver('2026-05', 'e-1', { 'lineItem/UnblendedCost': '1' });
    deliver('2026-06', 'e-2', { ...june, 'lineItem/UnblendedCost': '10' });
    s3.put(
      'bills',
      'exports/cur2-old/data/BILLING_PERIOD=2026-05/old.csv.gz',
      gz({ 'lineItem/UnblendedCost': '1000' }),
    );
    expect(await imported(store, 's3://bills/exports/cur2')).toMatchObject({
      files: [
        { path: `s3://bills/${key('2026-05', 'cur2-00001.csv.gz')}`, rows: 1 },
        { path: `s3://bills/${key('2026-06', 'cur2-00001.csv.gz')}`, rows: 1 },
      ],
    });
    expect(await billed(store)).toBe('11.00');
    s3.requests.length = 0;
    deliver('2026-06', 'e-3', { ...june, 'lineItem/UnblendedCost': '30' });
    expect((await imported(store, 's3://bills/exports/cur2/')).deliveries).toMatchObject([
      { status: 'unchanged' },
      { status: 'replaced' },
    ]);
    expect(reads()).toEqual([manifestKey('2026-05'), manifestKey('2026-06'), key('2026-06', 'cur2-00001.csv.gz')]);
    expect(await billed(store)).toBe('31.00');
  });

  it('reads one object, and what one manifest names', async () => {
    const store = newStore();
    deliver('2026-05', 'e-1', { 'lineItem/UnblendedCost': '5' });
    await imported(store, `s3://bills/${key('2026-05', 'cur2-00001.csv.gz')}`);
    expect(await billed(store)).toBe('5.00');
    expect((await imported(store, `s3://bills/${manifestKey('2026-05')}`)).deliveries).toMatchObject([
      { status: 'replaced' },
    ]);
  });

  it.each<[string, () => void, RegExp]>([
    [
      'may not be listed',
      () => (s3.fault = ({ operation }) => (operation === 'ListObjectsV2' ? 'denied' : undefined)),
      /import-unreadable.*s3:\/\/bills\/exports\/cur2\/: denied: s3:ListBucket \(AccessDenied\)/,
    ],
    [
      'may not be read',
      () => (s3.fault = ({ key: of }) => (of.endsWith('.gz') ? 'denied' : undefined)),
      /import-unreadable.*s3:\/\/bills\/exports\/cur2\/data\/BILLING_PERIOD=2026-05\/cur2-00001\.csv\.gz: denied: s3:GetObject \(AccessDenied\)/,
    ],
    [
      'comes altered',
      () => (s3.fault = ({ key: of }) => (of.endsWith('.gz') ? 'altered' : undefined)),
      /import-unreadable.*does not have the checksum/,
    ],
    [
      'lacks a file',
      () => s3.remove('bills', key('2026-05', 'cur2-00001.csv.gz')),
      /import-unreadable.*cur2-Manifest\.json names .*cur2-00001\.csv\.gz, which is not there/,
    ],
    [
      'has a bad row',
      () => deliver('2026-05', 'e-9', { 'lineItem/UnblendedCost': 'x' }),
      /import-invalid.*cur2-00001\.csv\.gz line 2, column lineItem\/UnblendedCost: "x" is no number/,
    ],
  ])('keeps nothing of an export that %s', async (_what, breakIt, complaint) => {
    const store = newStore();
    deliver('2026-05', 'e-1', {});
    deliver('2026-06', 'e-2', june);
    await imported(store, 's3://bills/exports/cur2/');
    const content = dumpStore(store);
    deliver('2026-05', 'e-3', { 'lineItem/UnblendedCost': '2' });
    breakIt();
    expect(await refused(store, 's3://bills/exports/cur2/')).toMatch(complaint);
    expect(dumpStore(store)).toEqual(content);
  });

  it.each([
    [
      's3://bills/nothing/',
      /import-unreadable.*s3:\/\/bills\/nothing\/: the bucket holds, under this prefix, no \.csv/,
    ],
    ['s3://bills/none.csv', /import-unreadable.*s3:\/\/bills\/none\.csv: there is no such object/],
    ['s3://none/x/', /import-unreadable.*s3:\/\/none\/x\/: not-found: s3:ListBucket \(NoSuchBucket\)/],
    ['https://x/y.csv', /import-unreadable.*https:\/\/x\/y\.csv: files on this machine are read, and s3:\/\//],
  ])('says of %s what is wrong', async (url, complaint) => {
    expect(await refused(newStore(), url)).toMatch(complaint);
  });

  it('asks which connection when several are configured', async () => {
    const store = newStore();
    deliver('2026-05', 'e-1', {});
    const config = join(folder, 'two.yaml');
    writeFileSync(config, 'version: 1\nclouds:\n  aws:\n    - name: one\n    - name: two\n');
    const run = (...args: readonly string[]) =>
      runCli(['import', 's3://bills/exports/cur2/', '--store', store, '--config', config, ...args], { env });
    const unsaid = await run();
    expect([unsaid.code, unsaid.stderr]).toEqual([
      2,
      expect.stringContaining('several AWS connections are configured (one, two)'),
    ]);
    expect((await run('--connection', 'three')).code).toBe(2);
    expect((await run('--connection', 'two')).code).toBe(0);
  });

  it('tells missing credentials as such', async () => {
    const noKeys = { ...env, AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined };
    const run = await runCli(['import', 's3://bills/exports/cur2/', '--store', newStore()], { env: noKeys });
    expect([run.code, run.stderr.split('\n')[0]]).toEqual([1, expect.stringContaining('credentials-missing')]);
  });
});
