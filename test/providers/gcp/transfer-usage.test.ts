import { describe, expect, it } from 'vitest';
import { wayOf } from '../../../src/providers/gcp/cost-facts/transfer-usage.ts';
import { type Asked, replay } from './replay.ts';

/** SKUs as the catalogue and bills name them. */
describe('the way of traffic', () => {
  it.each`
    sku                                                                      | way
    ${'Network Internet Data Transfer Out from Americas to Australia'}       | ${'to the internet, Premium Tier'}
    ${'Network Internet Egress from Americas to Americas'}                   | ${'to the internet, Premium Tier'}
    ${'Cloud Run Network Internet Data Transfer Out North America to EMEA'}  | ${'to the internet, Premium Tier'}
    ${'Network Internet Standard Tier Data Transfer Out from Iowa'}          | ${undefined}
    ${'Network Inter Zone Data Transfer Out'}                                | ${'between zones'}
    ${'Network Inter Region Data Transfer Out from Americas to Los Angeles'} | ${'between regions'}
    ${'Network Inter Region Data Transfer In from APAC to Americas'}         | ${undefined}
    ${'Networking Cloud Nat Data Processing'}                                | ${undefined}
    ${'N2 Instance Core running in Americas'}                                | ${undefined}
  `('$sku: $way', ({ sku, way }) => {
    expect(wayOf(sku)?.usageType).toBe(way);
  });
});

const COLUMNS = ['project_id', 'sku', 'currency', 'is_current', 'cost', 'quantity'];
const TO_AMERICAS = 'Network Internet Data Transfer Out from Americas to Americas';
const TO_EMEA = 'Network Internet Data Transfer Out from Americas to EMEA';

const ROWS: readonly (readonly (string | null)[])[] = [
  ['shop', TO_AMERICAS, 'USD', '1', '12.5', '104.2'],
  ['shop', TO_EMEA, 'USD', '1', '2.5', '20'],
  ['shop', TO_AMERICAS, 'USD', '0', '10', '80'],
  ['shop', 'Network Inter Zone Data Transfer Out', 'USD', '0', '4', '400'],
  ['shop', TO_AMERICAS, 'EUR', '1', '3', null],
  [null, TO_AMERICAS, 'USD', '1', '9', '90'],
];

describe('traffic from the billing export', () => {
  it('is summed up by project, way and currency, of both windows', async () => {
    const asked: Asked[] = [];
    const server = await replay(
      (one) => {
        asked.push(one);
        const isDry = (one.body as { readonly dryRun?: boolean }).dryRun === true;
        return {
          body: {
            jobComplete: true,
            totalBytesProcessed: '1000',
            schema: { fields: COLUMNS.map((name) => ({ name })) },
            ...(!isDry && {
              jobReference: { projectId: 'billing', jobId: 'j' },
              totalBytesBilled: '10485760',
              rows: ROWS.map((row) => ({ f: row.map((v) => ({ v })) })),
            }),
          },
        };
      },
      { billingExport: 'billing.costs.gcp_billing_export_resource_v1_ABC', projects: ['billing'] },
    );
    try {
      const facts = await server.connection.costFacts('transfer-usage', {
        allocationTags: [],
        isAllocationTag: () => false,
      } as unknown as Parameters<typeof server.connection.costFacts>[1]);
      const window = { from: '2026-10-23', to: '2026-11-22' };
      const internet = { accountId: 'shop', route: 'internet', usageType: 'to the internet, Premium Tier', window };
      expect(facts).toMatchObject([
        { ...internet, currency: 'USD', quantityGiB: 124.2, formerQuantityGiB: 80 },
        { accountId: 'shop', route: 'zones', usageType: 'between zones', currency: 'USD', quantityGiB: 0 },
        { ...internet, currency: 'EUR', quantityGiB: 0 },
      ]);
      expect(facts.map(({ cost, formerCost }) => [Number(cost), Number(formerCost)])).toEqual([
        [15, 10],
        [0, 4],
        [3, 0],
      ]);
      const { queryParameters } = asked.at(-1)!.body as {
        readonly queryParameters: readonly {
          readonly name: string;
          readonly parameterValue: { readonly value: string };
        }[];
      };
      const told = Object.fromEntries(queryParameters.map(({ name, parameterValue }) => [name, parameterValue.value]));
      expect(told).toMatchObject({ usage_from: '2026-09-23', current_from: '2026-10-23', usage_to: '2026-11-22' });
    } finally {
      await server.close();
    }
  });
});
