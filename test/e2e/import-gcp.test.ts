import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { type GcpRow, credit, gcpCsv, gcpJson } from '../billing/support/gcp-rows.ts';
import { projectRoot, runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

const folder = tempFolder();
const samples = join(process.env['BALLAST_SHARED'] ?? join(projectRoot, '..', 'shared'), 'data', 'billing');

let stores = 0;
const newStore = (): string => join(folder, `store-${(stores += 1)}.db`);

/** A store file to the byte; SQLite's journal is empty between commands. */
const bytesOf = (store: string): string => readFileSync(store).toString('base64');

interface ImportDocument {
  readonly files: readonly { readonly schema: string; readonly rows: number; readonly status: string }[];
  readonly costs: readonly { readonly billedCost: { readonly amount: string } }[];
}

const imported = async (store: string, ...args: readonly string[]): Promise<ImportDocument> => {
  const run = await runCli(['import', ...args, '--store', store, '--json']);
  expect(run.stderr).toBe('');
  expect(run.code).toBe(0);
  return JSON.parse(run.stdout) as ImportDocument;
};

const refused = async (store: string, ...args: readonly string[]): Promise<string> => {
  const run = await runCli(['import', ...args, '--store', store]);
  expect([run.stdout, run.code]).toEqual(['', 1]);
  return run.stderr.split('\n')[0] ?? '';
};

/** Amounts of a report by its first dimension. */
async function costs(store: string, by: string): Promise<Readonly<Record<string, string>>> {
  const args = ['cost', 'report', '--metric', 'billed', '--group-by', by, '--from', '2020-01-01', '--to', '2027-01-01'];
  const run = await runCli([...args, '--json', '--store', store]);
  const { rows } = JSON.parse(run.stdout) as {
    readonly rows: readonly {
      readonly keys: Readonly<Record<string, string>>;
      readonly cost: { readonly amount: string };
    }[];
  };
  return Object.fromEntries(rows.map(({ keys, cost }) => [keys[by] ?? '', cost.amount]));
}

function plant(path: string, content: string | Uint8Array): string {
  const full = join(folder, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, content);
  return full;
}

const june: GcpRow = { invoice: { month: '202606' }, usage_start_time: '2026-06-03 00:00:00 UTC', usage_end_time: '' };

describe('importing a Cloud Billing export', () => {
  it('keeps what is left to pay, with promotions apart, and replaces the months that come again', async () => {
    const store = newStore();
    plant('export/may/part-0.csv.gz', gzipSync(gcpCsv([{ cost: 10, credits: [credit('FREE_TIER', -4)] }])));
    plant('export/may/part-1.jsonl', gcpJson([{ cost: 3, credits: [credit('PROMOTION', -2)] }]));
    plant('export/june.csv', gcpCsv([{ ...june, cost: 100 }]));
    expect(await imported(store, join(folder, 'export'))).toMatchObject({
      files: ['csv', 'csv.gz', 'json'].map(() => ({ schema: 'Google Cloud detailed usage cost', status: 'new' })),
      costs: [{ billedCost: { amount: '107.00' } }],
    });
    expect(await costs(store, 'chargeCategory')).toEqual({ Usage: '109.00', Credit: '-2.00' });
    const again = plant('again.csv', gcpCsv([{ ...june, cost: 50 }]));
    expect(await imported(store, again)).toMatchObject({ files: [{ rows: 1, status: 'replaced' }] });
    expect(await costs(store, 'provider')).toEqual({ gcp: '57.00' });
  });
});

describe.skipIf(!existsSync(samples))(
  'copies of the real samples with a mistake (needs ../shared; skipped without it)',
  () => {
    const standard = join(samples, 'gcp-bq-standard-export-2020-11.csv');
    const at = (line: number, change: (text: string) => string) => (text: string) =>
      text
        .split('\n')
        .map((row, index) => (index === line - 1 ? change(row) : row))
        .join('\n');

    it.each<[string, (text: string) => string | Uint8Array, RegExp]>([
      [
        'another currency',
        at(9, (row) => row.replace(',USD,', ',EUR,')),
        /import-invalid.*bad\.csv line 9, column currency: "EUR" where 24 rows of billing account 000000-B0BBA4-940A77 in 2020-11 have "USD"/,
      ],
      [
        'a missing column',
        (text) => text.replace(',credits,', ',discounts,'),
        /import-invalid.*bad\.csv: the required column credits is missing/,
      ],
      [
        'a text as cost',
        at(2, (row) => row.replace(',5e-06,USD', ',nothing,USD')),
        /import-invalid.*bad\.csv line 2, column cost: "nothing" is no number/,
      ],
      [
        'credits that are no list',
        at(3, (row) => row.replace(/"\[\{'name'.*?\}\]"/, 'five')),
        /import-invalid.*bad\.csv line 3, column credits: "five" is no list of credits with amounts/,
      ],
      ['a cut gzip', (text) => gzipSync(text).subarray(0, 1_000), /import-unreadable.*the gzip data ends too early/],
    ])('%s is refused, and the store stays to the byte', async (_mistake, spoil, complaint) => {
      const store = newStore();
      await imported(store, standard);
      const content = bytesOf(store);
      expect(await refused(store, plant('bad.csv', spoil(readFileSync(standard, 'utf8'))))).toMatch(complaint);
      expect(bytesOf(store)).toBe(content);
    });
  },
);
