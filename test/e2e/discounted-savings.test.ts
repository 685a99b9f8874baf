import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { startSandbox } from '../../src/sandbox/main.ts';
import { azureCsv } from '../billing/support/azure-csv.ts';
import { credit, gcpJson } from '../billing/support/gcp-rows.ts';
import { runCli } from '../support/cli.ts';
import { tempFolder } from '../support/temp-folder.ts';

interface Amount {
  readonly amount: string;
  readonly currency: string;
}

interface Finding {
  readonly id: string;
  readonly resourceId: string;
  readonly accountId: string;
  readonly region: string;
  readonly savingsBasis: string;
  readonly monthlySavings: Amount;
}

interface Shown {
  readonly findings: readonly { readonly savingsTerms: readonly object[] }[];
}

const NOW = '2026-11-24T06:00:00.000Z';
const env = { BALLAST_NOW: NOW };
const folder = tempFolder();

/** The last 30 days, oldest first. */
const days = Array.from({ length: 30 }, (_, index) =>
  new Date(Date.parse('2026-11-24') + (index - 30) * 86_400_000).toISOString().slice(0, 10),
);

/** An Enterprise Agreement's export: an address at 0.06 a day, half of what it costs without the agreement. */
const agreement = ({ resourceId, accountId, region }: Finding): string =>
  azureCsv(
    days.map((day) => {
      const [year, month, date] = day.split('-');
      return {
        BillingPeriodStartDate: `${month}/01/${year}`,
        BillingPeriodEndDate: `${month}/28/${year}`,
        Date: `${month}/${date}/${year}`,
        SubscriptionId: accountId,
        MeterCategory: 'Virtual Network',
        MeterName: 'Standard IPv4 Static Public IP',
        Quantity: '24',
        EffectivePrice: '0.0025',
        UnitPrice: '0.0025',
        PayGPrice: '0.005',
        Cost: '0.06',
        ResourceLocation: region,
        ResourceId: resourceId,
        ResourceName: '',
        ConsumedService: 'Microsoft.Network',
      };
    }),
  );

/** A detailed billing export: an address at 0.12 a day, of which a negotiated discount leaves the half. */
const negotiated = ({ resourceId, accountId, region }: Finding): string =>
  gcpJson(
    days.map((day) => ({
      service: { id: '6F81-5844-456A', description: 'Compute Engine' },
      sku: { id: 'C054-7F72-A02E', description: 'Static Ip Charge' },
      usage_start_time: `${day} 00:00:00 UTC`,
      usage_end_time: `${day} 23:59:59 UTC`,
      project: { id: accountId, number: '42', name: accountId, labels: [] },
      location: { location: region, country: 'US', region, zone: null },
      cost: 0.12,
      cost_at_list: 0.12,
      credits: [credit('DISCOUNT', -0.06)],
      usage: { amount: 86_400, unit: 'seconds', amount_in_pricing_units: 24, pricing_unit: 'hour' },
      invoice: { month: day.slice(0, 7).replace('-', '') },
      resource: { name: resourceId.split('/').at(-1), global_name: resourceId },
    })),
  );

describe('a discount of the bill', () => {
  it.each`
    cloud      | check                           | file           | bill
    ${'azure'} | ${'azure-public-ip-unattached'} | ${'azure.csv'} | ${agreement}
    ${'gcp'}   | ${'gcp-address-unused'}         | ${'gcp.jsonl'} | ${negotiated}
  `('of $cloud is in the saving, and in how it came about', async ({ cloud, check, file, bill }) => {
    const store = join(folder, `${cloud}.db`);
    const findings = async (...more: readonly string[]): Promise<readonly Finding[]> => {
      const run = await runCli(['audit', ...more, '--check', check as string, '--store', store, '--json'], { env });
      expect(run.stderr).toBe('');
      return (JSON.parse(run.stdout) as { findings: readonly Finding[] }).findings;
    };
    const sandbox = await startSandbox({
      seed: 6,
      resources: 400,
      clouds: [cloud as 'azure' | 'gcp'],
      now: Date.parse(NOW),
    });
    let before: Finding | undefined;
    try {
      [before] = await findings('--sandbox', sandbox.url);
    } finally {
      await sandbox.close();
    }
    if (before === undefined) throw new Error('the estate has no such address');
    // What the cloud's own bill says of the resource: Cost Management by resource, the detailed export in BigQuery.
    expect(before.savingsBasis).toBe('billing');
    expect(before.monthlySavings.amount).not.toBe('1.825');

    const path = join(folder, file as string);
    writeFileSync(path, (bill as (of: Finding) => string)(before));
    const imported = await runCli(['import', path, '--store', store], { env });
    expect([imported.code, imported.stderr]).toEqual([0, '']);

    const after = (await findings('--offline')).find(({ resourceId }) => resourceId === before.resourceId);
    // 0.06 a day for a month of 730 hours: 0.06 x 730 / 24.
    expect([after?.savingsBasis, after?.monthlySavings]).toEqual(['billing', { amount: '1.825', currency: 'USD' }]);

    const shown = await runCli(['findings', 'show', before.id, '--store', store, '--json'], { env });
    // What it rests on: the price that the bill comes to, not the list's.
    expect((JSON.parse(shown.stdout) as Shown).findings[0]?.savingsTerms).toMatchObject([
      {
        label: 'effective cost of 30 days, as a month of 730 hours',
        unitPrice: '0.0025',
        amount: { amount: '1.825', currency: 'USD' },
        source: 'charges from 2026-10-25 to 2026-11-24',
      },
    ]);
  });
});
