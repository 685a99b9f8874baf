import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type RunningSandbox, startSandbox } from '../../src/sandbox/main.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Finding {
  readonly resourceId: string;
  readonly accountId: string;
  readonly region: string;
  readonly savingsBasis: string;
  readonly monthlySavings: { readonly amount: string; readonly currency: string };
}

const NOW = '2026-11-24T06:00:00.000Z';
const DAYS = 30;
const folder = tempFolder();
const store = join(folder, 'ballast.db');
const env = { BALLAST_NOW: NOW };

let sandbox: RunningSandbox;

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 6, resources: 200, accounts: 2, now: Date.parse(NOW) });
});

afterAll(() => sandbox.close());

async function addresses(...more: readonly string[]): Promise<readonly Finding[]> {
  const run = await runCli(['audit', ...more, '--check', 'aws-eip-unassociated', '--store', store, '--json'], { env });
  expect(run.code).toBe(0);
  return (JSON.parse(run.stdout) as { findings: readonly Finding[] }).findings;
}

/** 30 days of an address at 0.06 EUR a day, half of what the list says. */
function focusExport({ resourceId, accountId, region }: Finding): string {
  const header =
    'BilledCost,BillingAccountId,BillingCurrency,BillingPeriodStart,BillingPeriodEnd,ChargeCategory,ChargePeriodStart,' +
    'ChargePeriodEnd,ContractedCost,EffectiveCost,ListCost,ProviderName,PublisherName,InvoiceIssuerName,RegionId,' +
    'ResourceId,ServiceCategory,ServiceName,SubAccountId,ChargeClass,ChargeDescription,PricingQuantity,PricingUnit';
  const day = (offset: number): string =>
    new Date(Date.parse('2026-11-24') + offset * 86_400_000).toISOString().slice(0, 10);
  const month = (of: string): string => (of < '2026-11-01' ? '2026-10-01,2026-11-01' : '2026-11-01,2026-12-01');
  const rows = Array.from({ length: DAYS }, (_, index) => {
    const [start, end] = [day(index - DAYS), day(index - DAYS + 1)];
    return `0.06,payer,EUR,${month(start)},Usage,${start},${end},0.06,0.06,0.12,AWS,AWS,AWS,${region},${resourceId},Networking,Amazon Virtual Private Cloud,${accountId},,address,24,Hours`;
  });
  return [header, ...rows, ''].join('\n');
}

describe('savings of a resource that a bill names', () => {
  it('rest on the bill once it is imported, and on the price list before', async () => {
    const [before] = await addresses('--sandbox', sandbox.url);
    if (before === undefined) throw new Error('the estate has no unassociated address');
    expect([before.savingsBasis, before.monthlySavings]).toEqual(['price-api', { amount: '3.65', currency: 'USD' }]);

    const file = join(folder, 'focus.csv');
    writeFileSync(file, focusExport(before));
    const imported = await runCli(['import', file, '--store', store], { env });
    expect(imported.stderr).toBe('');

    const after = (await addresses('--offline')).find(({ resourceId }) => resourceId === before.resourceId);
    // 0.06 a day for a month of 730 hours: 0.06 x 730 / 24.
    expect([after?.savingsBasis, after?.monthlySavings]).toEqual(['billing', { amount: '1.825', currency: 'EUR' }]);
  });
});
