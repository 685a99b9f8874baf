import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { type AzureRow, actual, amortized, azureCsv } from '../billing/support/azure-csv.ts';
import { csvOf } from '../billing/support/focus-csv.ts';
import { azureManifest } from '../billing/support/manifests.ts';
import { projectRoot, runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface ImportDocument {
  readonly files: readonly {
    readonly kind: string;
    readonly schema: string;
    readonly rows: number;
    readonly status: string;
  }[];
  readonly deliveries: readonly { readonly exportName: string; readonly status: string }[];
  readonly supersededFiles: number;
  readonly costs: readonly {
    readonly billedCost: { readonly amount: string };
    readonly effectiveCost: { readonly amount: string };
  }[];
}

const folder = tempFolder();
const samples = join(process.env['BALLAST_SHARED'] ?? join(projectRoot, '..', 'shared'), 'data', 'billing');

let stores = 0;
const newStore = (): string => join(folder, `store-${(stores += 1)}.db`);
const bytesOf = (store: string): string => readFileSync(store).toString('base64');

const imported = async (store: string, ...args: readonly string[]): Promise<ImportDocument> => {
  const run = await runCli(['import', ...args, '--store', store, '--json']);
  expect(run.stderr).toBe('');
  expect(run.code).toBe(0);
  return JSON.parse(run.stdout) as ImportDocument;
};

const refused = async (store: string, ...args: readonly string[]): Promise<string> => {
  const run = await runCli(['import', ...args, '--store', store]);
  expect(run.stdout).toBe('');
  expect(run.code).toBe(1);
  return run.stderr;
};

/** The only amount of a report of everything. */
const total = async (store: string, metric: 'billed' | 'effective'): Promise<string> => {
  const args = ['cost', 'report', '--metric', metric, '--from', '2019-01-01', '--to', '2027-01-01', '--json'];
  const run = await runCli([...args, '--store', store]);
  return (JSON.parse(run.stdout) as { readonly total: { readonly amount: string } }).total.amount;
};
const totals = async (store: string) => [await total(store, 'billed'), await total(store, 'effective')];

function plant(root: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, root, path)), { recursive: true });
    writeFileSync(join(folder, root, path), content);
  }
  return join(folder, root);
}

const usage: readonly AzureRow[] = [{}, { Date: '05/11/2026', Cost: '1' }];
const asActual = azureCsv([...usage, actual.bought, { ...actual.reserved, Date: '05/13/2026' }]);
const asAmortized = azureCsv([
  ...usage,
  { ...amortized.reserved, Date: '05/13/2026' },
  { ...amortized.unusedReservation, Date: '05/13/2026' },
]);

describe('importing Azure exports', () => {
  it('of one month one after the other keeps the later one, and in one command both, never twice the money', async () => {
    const store = newStore();
    const root = plant('views', { 'actual.csv': asActual, 'amortized.csv': asAmortized });
    const [first, second] = [join(root, 'actual.csv'), join(root, 'amortized.csv')];
    expect(await imported(store, first)).toMatchObject({
      files: [{ kind: 'azure-cost', schema: 'Azure cost export (EA)', rows: 4, status: 'new' }],
    });
    expect(await totals(store)).toEqual(['879.16', '879.16']);
    expect(await imported(store, second)).toMatchObject({ files: [{ status: 'replaced' }] });
    expect(await totals(store)).toEqual(['3.16', '5.10']);
    expect(await imported(store, first, second)).toMatchObject({
      costs: [{ billedCost: { amount: '879.16' }, effectiveCost: { amount: '5.10' } }],
    });
    expect(await totals(store)).toEqual(['879.16', '5.10']);
  });

  it('takes the place of a FOCUS export of the same account and month, and the other way round', async () => {
    const store = newStore();
    const account = '/providers/Microsoft.Billing/billingAccounts/8611537';
    const focus = csvOf([
      { ProviderName: 'Microsoft', BillingAccountId: account, BilledCost: '7', EffectiveCost: '7' },
    ]);
    const root = plant('focus', { 'cost.csv': azureCsv(usage), 'focus.csv': focus });
    await imported(store, join(root, 'cost.csv'));
    expect(await imported(store, join(root, 'focus.csv'))).toMatchObject({ files: [{ status: 'replaced' }] });
    expect(await totals(store)).toEqual(['7.00', '7.00']);
    await imported(store, join(root, 'cost.csv'));
    expect(await totals(store)).toEqual(['3.16', '3.16']);
    expect(await refused(store, join(root, 'cost.csv'), join(root, 'focus.csv'))).toContain(
      'are of different exports that both bill billing account 8611537 for 2026-05',
    );
  });

  it('with manifests reads the newest run of each, together with the other view of its month', async () => {
    const store = newStore();
    const run = (exportName: string, type: string, name: string, day: string, content: string) => {
      const path = `${exportName}/20260501-20260531/${name}`;
      const blobs = [`costs/${path}/part_0_0001.csv.gz`];
      return {
        [`${path}/manifest.json`]: azureManifest({
          month: '2026-05',
          run: name,
          blobs,
          exportName,
          type,
          submitted: day,
        }),
        [`${path}/part_0_0001.csv.gz`]: gzipSync(content),
      };
    };
    const spent = run('spent', 'ActualCost', 'run-1', '2026-05-20T08:00:00Z', asActual);
    const spread = run('spread', 'AmortizedCost', 'run-2', '2026-05-20T08:00:00Z', asAmortized);
    const root = plant('manifests', { ...spent, ...spread });
    expect(await imported(store, root)).toMatchObject({
      deliveries: [
        { exportName: 'spent', status: 'new' },
        { exportName: 'spread', status: 'new' },
      ],
    });
    expect(await totals(store)).toEqual(['879.16', '5.10']);
    expect(await imported(store, root)).toMatchObject({
      files: [],
      deliveries: [{ status: 'unchanged' }, { status: 'unchanged' }],
    });
    plant(
      'manifests',
      run('spread', 'AmortizedCost', 'run-3', '2026-05-21T08:00:00Z', asAmortized.replace('1.44', '1.54')),
    );
    expect(await imported(store, root)).toMatchObject({
      deliveries: [
        { exportName: 'spent', status: 'replaced' },
        { exportName: 'spread', status: 'replaced' },
      ],
      supersededFiles: 1,
    });
    expect(await totals(store)).toEqual(['879.16', '5.20']);
  });

  it('of the same charges twice is refused', async () => {
    const root = plant('twice', {
      'monday.csv': azureCsv(usage),
      'tuesday.csv': azureCsv([...usage, { Date: '05/12/2026' }]),
    });
    expect(await refused(newStore(), root)).toContain(
      'have the same charges of billing account 8611537 for 2026-05: import one of the two, or their cost would count twice',
    );
  });
});

describe('an Azure export', () => {
  const whole = azureCsv([{}, {}, {}]);
  it.each<[string, string | Uint8Array, RegExp]>([
    [
      'a missing column',
      whole.replace(',Cost,', ',Costs,'),
      /import-invalid.*bad\.csv: the required column CostInBillingCurrency is missing/,
    ],
    [
      'a word for a cost',
      whole.replace('2.16', 'n/a'),
      /import-invalid.*bad\.csv line 2, column Cost: "n\/a" is no number/,
    ],
    [
      'another currency',
      whole.replace(/USD(?![\s\S]*USD)/, 'EUR'),
      /import-invalid.*bad\.csv line 4, column BillingCurrency: "EUR" where 2 rows/,
    ],
    [
      'a day before its month',
      whole.replace('05/10/2026', '10/05/26'),
      /import-invalid.*bad\.csv line 2, column Date: "10\/05\/26" is no date/,
    ],
    ['half of its gzip', gzipSync(whole).subarray(0, 200), /import-unreadable.*bad\.csv: the gzip data ends too early/],
    ['a cut last line', whole.slice(0, -60), /import-invalid.*bad\.csv line 4/],
  ])('with %s is refused, and the store stays to the byte', async (_mistake, content, complaint) => {
    const store = newStore();
    const root = plant('mistakes', { 'good.csv': whole, 'bad.csv': content });
    await imported(store, join(root, 'good.csv'));
    const before = bytesOf(store);
    expect(await refused(store, join(root, 'bad.csv'))).toMatch(complaint);
    expect(bytesOf(store)).toBe(before);
  });
});

describe.skipIf(!existsSync(samples))('the real Azure samples (needs ../shared; skipped without it)', () => {
  it.each([
    ['azure-ea-actual-2023-09.csv', ['8.55', '8.55']],
    ['azure-ea-amortized-2023-09.csv', ['15.80', '16.30']],
    ['azure-ea-export-anonymous-2023-09.csv', ['1.26', '1.26']],
  ])('%s is kept with its own total', async (name, expected) => {
    const store = newStore();
    await imported(store, join(samples, name));
    expect((await totals(store)).map((amount) => Number(amount).toFixed(2))).toEqual(expected);
  });
});
