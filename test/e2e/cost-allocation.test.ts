import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Amount {
  readonly amount: string;
  readonly currency: string;
}

interface Allocation {
  readonly payers: readonly {
    readonly payerAccountId: string;
    readonly range: { readonly from: string; readonly to: string };
    readonly totals: readonly { readonly effectiveCost: Amount; readonly billedCost: Amount | null }[];
  }[];
  readonly reason: string | null;
  readonly rows: readonly {
    readonly value: string | null;
    readonly accountId: string | null;
    readonly effectiveCost: Amount;
    readonly share: number;
  }[];
}

const NOW = '2026-11-24T06:00:00.000Z';
const folder = tempFolder();
let sandbox: RunningSandbox;

const cli = (store: string, ...args: readonly string[]) =>
  runCli([...args, '--store', join(folder, store)], { env: { BALLAST_NOW: NOW } });

const sync = (store: string) => cli(store, 'sync', '--sandbox', sandbox.url);

async function allocation(store: string, ...args: readonly string[]): Promise<Allocation & { readonly code: number }> {
  const { code, stdout, stderr } = await cli(store, 'cost', 'allocation', '--json', ...args);
  expect(stderr).toBe('');
  return { code, ...(JSON.parse(stdout) as Allocation) };
}

const cents = ({ amount }: Amount): number => Math.round(Number(amount) * 100);
const total = (of: Allocation): Amount => of.payers[0]!.totals[0]!.effectiveCost;
const sumOfRows = ({ rows }: Allocation): number =>
  rows.reduce((sum, { effectiveCost }) => sum + Number(effectiveCost.amount), 0);

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 4, resources: 300, accounts: 3, now: Date.parse(NOW) });
  expect((await sync('whole.db')).stderr).toBe('');
});
afterAll(() => sandbox.close());

describe('cost allocation of a synced store', () => {
  it('by purchase type is the whole bill of the window, as the charges have it', async () => {
    const report = await allocation('whole.db');
    expect(report.code).toBe(0);
    expect(report.rows.map(({ value }) => value)).toContain('On Demand Instances');
    const { from, to } = report.payers[0]!.range;
    for (const metric of ['effective', 'billed'] as const) {
      const { stdout } = await cli(
        'whole.db',
        'cost',
        'report',
        '--json',
        '--metric',
        metric,
        '--from',
        from,
        '--to',
        to,
      );
      const charges = JSON.parse(stdout) as { readonly total: Amount };
      expect(cents(report.payers[0]!.totals[0]![`${metric}Cost`]!)).toBe(cents(charges.total));
    }
    expect(sumOfRows(report)).toBeCloseTo(Number(total(report).amount), 6);
    expect(sumOfRows(await allocation('whole.db', '--by-service'))).toBeCloseTo(sumOfRows(report), 6);
  });

  it('by each tag and category is the same usage, with and without accounts', async () => {
    const refused = await cli('whole.db', 'cost', 'allocation', '--by', 'tag:nobody');
    expect(refused.code).toBe(2);
    const named = refused.stderr.match(/(?:tag|cost-category):[\w-]+(?=[,\n])/g) ?? [];
    expect(named.map((name) => name.split(':')[0])).toEqual(expect.arrayContaining(['tag', 'cost-category']));
    expect(named).toContain('tag:team');
    const totals = new Set<number>();
    for (const by of named) {
      const report = await allocation('whole.db', '--by', by);
      const split = await allocation('whole.db', '--by', by, '--by-account');
      expect(report.code).toBe(0);
      // An environment of this estate may be a whole account; every team is in several.
      expect(split.rows.length).toBeGreaterThanOrEqual(report.rows.length + (by === 'tag:team' ? 1 : 0));
      expect(split.rows.every(({ accountId }) => accountId !== null)).toBe(true);
      expect(sumOfRows(split)).toBeCloseTo(sumOfRows(report), 6);
      expect(report.rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      totals.add(cents(total(report)));
    }
    expect(totals.size).toBe(1);
  });

  it('says in a table and on a narrow terminal what nobody is accountable for', async () => {
    const { code, stdout } = await cli('whole.db', 'cost', 'allocation', '--by', 'tag:team');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\(none\) /m);
    expect(stdout).toMatch(/^Without tag team: \$[\d,.]+ \(\d+ %\), which nobody is accountable for$/m);
  });

  it('is no empty list where Cost Explorer may not be asked', async () => {
    const fault = { kind: 'deny', service: 'ce', operation: 'GetCostAndUsage' };
    await fetch(`${sandbox.url}/_sandbox/fault`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    expect((await sync('denied.db')).code).toBe(3);
    for (const by of ['purchase-type', 'tag:team']) {
      const report = await allocation('denied.db', '--by', by);
      expect(report).toMatchObject({ code: 3, rows: [], payers: [] });
      expect(report.reason).toContain('ce:GetCostAndUsage');
      const { code, stdout } = await cli('denied.db', 'cost', 'allocation', '--by', by);
      expect(code).toBe(3);
      expect(stdout).toMatch(/^Not read: cost by .* of payer \d{12}: denied: ce:GetCostAndUsage/m);
    }
  });
});
