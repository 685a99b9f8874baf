import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { DuckDBInstance } from '@duckdb/node-api';
import { describe, expect, it } from 'vitest';

import { projectRoot, runCli } from '../support/cli.ts';
import { dumpStore } from '../support/store-dump.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface CostDocument {
  readonly rows: readonly {
    readonly keys: { readonly serviceName: string };
    readonly cost: { readonly amount: string; readonly currency: string } | null;
  }[];
}

const folder = tempFolder();
const samples = process.env['BALLAST_SHARED'] ?? join(projectRoot, '..', 'shared');
const sample = join(samples, 'data', 'focus', 'focus-1.0-real-sample.csv');
const range = ['--from', '2024-09-01', '--to', '2024-10-01'];

const report = async (store: string, metric: string): Promise<Map<string, bigint>> => {
  const run = await runCli([
    'cost',
    'report',
    '--group-by',
    'service',
    '--metric',
    metric,
    ...range,
    '--json',
    '--store',
    store,
  ]);
  expect(run.stderr).toBe('');
  const { rows } = JSON.parse(run.stdout) as CostDocument;
  return new Map(rows.map(({ keys, cost }) => [keys.serviceName, nanos(cost?.amount ?? '')]));
};

/** `12.34` in billionths. */
function nanos(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  const sign = whole.startsWith('-') ? -1n : 1n;
  return BigInt(whole) * 1_000_000_000n + sign * BigInt(fraction.padEnd(9, '0').slice(0, 9));
}

describe.skipIf(!existsSync(sample))('the real FOCUS 1.0 sample (needs ../shared)', () => {
  const store = join(folder, 'sample.db');

  it.each(['billed', 'effective', 'list'])(
    'costs by service (%s) what a DuckDB query over the file says',
    async (metric) => {
      const imported = await runCli(['import', sample, '--store', store]);
      expect(imported.stderr).toBe('');
      expect(imported.code).toBe(0);
      const column = { billed: 'BilledCost', effective: 'EffectiveCost', list: 'ListCost' }[metric] ?? '';
      const duckDb = await (await DuckDBInstance.create(':memory:')).connect();
      const answer = await duckDb.runAndReadAll(
        `SELECT ServiceName, (sum(${column}::DECIMAL(38, 15)) * 100)::DECIMAL(38, 3)::VARCHAR
       FROM read_csv('${sample}', all_varchar = true, nullstr = 'NULL') GROUP BY 1`,
      );
      const expected = new Map(answer.getRows().map(([service, cents]) => [String(service), String(cents)]));
      const found = await report(store, metric);
      expect([...found.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
      for (const [service, cost] of found) {
        // Each daily charge is rounded once to a billionth: far below the thousandth of a cent that is compared.
        expect(Math.abs(Number(cost) / 1e7 - Number(expected.get(service))), service).toBeLessThan(0.001);
      }
    },
  );

  it('is replaced, not added to, when it is imported again', async () => {
    const before = await report(store, 'billed');
    await runCli(['import', sample, '--store', store]);
    expect(await report(store, 'billed')).toEqual(before);
  });

  it('leaves the store as it was when a copy has a bad number', async () => {
    const before = dumpStore(store);
    const lines = readFileSync(sample, 'utf8').split('\n');
    lines[500] = lines[500]?.replace(/^([^,]*),[^,]*,/, '$1,1.2.3,') ?? '';
    const broken = join(folder, 'broken.csv');
    writeFileSync(broken, lines.join('\n'));
    const run = await runCli(['import', broken, '--store', store]);
    expect(run.code).toBe(1);
    expect(run.stderr).toMatch(
      /^Error \[import-invalid\]: broken\.csv line 501, column BilledCost: "1\.2\.3" is no number/,
    );
    expect(run.stdout).toBe('');
    expect(dumpStore(store)).toEqual(before);
  });
});
