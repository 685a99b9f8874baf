import { afterEach, describe, expect, it } from 'vitest';
import { CloudError } from '../../../src/domain/cloud-error.ts';
import type { Day } from '../../../src/domain/instant.ts';
import type { ChargePage } from '../../../src/domain/ports/provider.ts';
import { type Asked, replay, type Replay } from './replay.ts';

const EXPORT = 'billing.costs.gcp_billing_export_resource_v1_ABC';
const RANGE = { from: '2026-10-01' as Day, to: '2026-11-01' as Day };

const columns = [
  'billing_account',
  'project_id',
  'project_number',
  'project_name',
  'service',
  'sku_id',
  'sku',
  'region',
  'location',
  'cost_type',
  'currency',
  'usage_unit',
  'labels',
  'commitment',
  'fee_offset',
  'resource_id',
  'resource_name',
  'days',
] as const;

interface DayMeasures {
  readonly day?: string;
  readonly cost?: string;
  readonly list_cost?: string | null;
  readonly credits?: string;
  readonly promotions?: string;
  readonly quantity?: string;
  /** Further days of the row, as the query packs them. */
  readonly more?: string;
}

const usual: Readonly<Partial<Record<Exclude<(typeof columns)[number], 'days'>, string | null>>> & DayMeasures = {
  day: '2026-10-05',
  billing_account: 'ABC',
  project_id: 'shop',
  project_number: '77',
  service: 'Compute Engine',
  sku_id: 'CORE',
  sku: 'N2 Instance Core running in Americas',
  region: 'us-central1',
  cost_type: 'regular',
  currency: 'USD',
  fee_offset: 'false',
  labels: '[{"key":"team","value":"web"}]',
  resource_id: '//compute.googleapis.com/projects/77/zones/us-central1-a/instances/1',
  cost: '10',
  list_cost: '12',
  credits: '0',
  promotions: '0',
};

function cellsOf(row: typeof usual): object {
  const { day, cost, list_cost, credits, promotions, quantity, more } = row;
  const measures = [day, cost, list_cost ?? '', credits, promotions, quantity ?? ''].join(' ');
  const cells: Readonly<Record<string, unknown>> = {
    ...row,
    days: more === undefined ? measures : `${measures},${more}`,
  };
  return { f: columns.map((name) => ({ v: cells[name] ?? null })) };
}

/** BigQuery's answer to a query: a dry run tells bytes alone. */
function bigQuery(rows: readonly (typeof usual)[], bytes = 5_000_000) {
  return ({ body }: Asked) => ({
    body: {
      kind: 'bigquery#queryResponse',
      jobComplete: true,
      jobReference: { projectId: 'billing', jobId: 'job', location: 'EU' },
      totalBytesProcessed: String(bytes),
      schema: { fields: columns.map((name) => ({ name, type: 'STRING' })) },
      ...((body as { dryRun?: boolean }).dryRun === true
        ? {}
        : { rows: rows.map((row) => cellsOf({ ...usual, ...row })) }),
    },
  });
}

let server: Replay | undefined;
afterEach(async () => server?.close());

async function chargesFrom(rows: readonly (typeof usual)[], limit?: number) {
  server = await replay(bigQuery(rows), {
    billingExport: EXPORT,
    ...(limit !== undefined && { limits: { bytesBilledPerSync: limit } }),
  });
  const pages: ChargePage[] = [];
  for await (const page of server.connection.charges(RANGE)) pages.push(page);
  return pages;
}

describe('cost from the billing export', () => {
  it('pays the cost with its credits, and sets promotions apart', async () => {
    const pages = await chargesFrom([{ credits: '-3', promotions: '-1.5' }]);
    expect(pages.map(({ monthComplete, billingMonth }) => [billingMonth, monthComplete])).toEqual([
      ['2026-10-01', false],
      ['2026-10-01', true],
    ]);
    expect(pages[0]?.charges).toMatchObject([
      {
        chargeCategory: 'Usage',
        billedCost: 7_000_000_000n,
        effectiveCost: 7_000_000_000n,
        listCost: 12_000_000_000n,
        contractedCost: 10_000_000_000n,
        resourceId: '//compute.googleapis.com/projects/shop/zones/us-central1-a/instances/1',
        tags: { team: 'web' },
        subAccountId: 'shop',
      },
      { chargeCategory: 'Credit', billedCost: -1_500_000_000n, contractedCost: -1_500_000_000n },
    ]);
  });

  it.each`
    what                     | row                                                                 | expected
    ${'a commitment fee'}    | ${{ sku: 'Commitment v1: N2 Cpu in Americas for 1 Year' }}          | ${{ chargeCategory: 'Purchase', commitmentDiscountType: 'Resource-based committed use discount' }}
    ${'committed usage'}     | ${{ commitment: 'COMMITTED_USAGE_DISCOUNT' }}                       | ${{ chargeCategory: 'Usage', pricingCategory: 'Committed', commitmentDiscountStatus: 'Used' }}
    ${'a spot machine'}      | ${{ sku: 'Spot Preemptible N2 Instance Core running in Americas' }} | ${{ pricingCategory: 'Dynamic' }}
    ${'tax'}                 | ${{ cost_type: 'tax', list_cost: null }}                            | ${{ chargeCategory: 'Tax', listCost: 10_000_000_000n, pricingCategory: null }}
    ${'a rounding error'}    | ${{ cost_type: 'rounding_error', cost: '-0.000001' }}               | ${{ chargeCategory: 'Adjustment', billedCost: -1000n }}
    ${'a place by its zone'} | ${{ region: null, location: 'europe-west1-b' }}                     | ${{ regionId: 'europe-west1' }}
  `('reads $what', async ({ row, expected }) => {
    const [page] = await chargesFrom([row as typeof usual]);
    expect(page?.charges[0]).toMatchObject(expected as object);
  });

  it('reads the partitions of the month alone, after a dry run, and tells what was billed', async () => {
    await chargesFrom([{}]);
    const bodies = (server?.asked ?? []).map(({ body }) => body as Readonly<Record<string, unknown>>);
    expect(bodies.map(({ dryRun }) => dryRun)).toEqual([true, false]);
    expect(bodies[1]?.['query']).toContain('_PARTITIONTIME >= TIMESTAMP(@partitions_from)');
    expect(bodies[1]?.['queryParameters']).toContainEqual({
      name: 'month',
      parameterType: { type: 'STRING' },
      parameterValue: { value: '202610' },
    });
    expect(server?.connection.paidCalls()).toMatchObject([{ operation: 'bigquery:bytes', quantity: 10 * 2 ** 20 }]);
  });

  it('does not run what would exceed the cap', async () => {
    const failed = chargesFrom([{}], 1_000_000);
    await expect(failed).rejects.toMatchObject({ category: 'limit' });
    expect(server?.asked).toHaveLength(1);
    expect(server?.connection.paidCalls()).toMatchObject([{ quantity: 0, capped: 5_000_000 }]);
  });

  it('makes a charge of each day of a row', async () => {
    const [page] = await chargesFrom([{ more: '2026-10-06 0.5  -0.25 0 8' }]);
    expect(page?.charges).toMatchObject([
      { day: '2026-10-05', billedCost: 10_000_000_000n, consumedQuantity: null },
      {
        day: '2026-10-06',
        billedCost: 250_000_000n,
        contractedCost: 500_000_000n,
        listCost: null,
        consumedQuantity: 8,
      },
    ]);
  });

  it.each([
    ['an amount', { cost: 'much' }],
    ['no amount', { cost: '' }],
    ['a day', { day: '2026-13-05' }],
    ['a quantity', { quantity: 'x' }],
    ['its end', { more: '2026-10-06 1 1' }],
    ['more than there is', { more: '2026-10-06 1 1 1 1 1 1' }],
  ])('refuses a row with %s that is none', async (_what, row) => {
    await expect(chargesFrom([row])).rejects.toMatchObject({ category: 'malformed' });
  });

  it('says that no export is named', async () => {
    server = await replay(() => undefined);
    const read = async () => {
      for await (const page of server!.connection.charges(RANGE)) throw new Error(page.billingMonth);
    };
    await expect(read()).rejects.toThrow(CloudError);
    await expect(read()).rejects.toMatchObject({ category: 'not-enabled' });
  });
});
