import { afterEach, describe, expect, it } from 'vitest';
import type { CostFactTypes, CostSubject } from '../../../src/domain/cost-facts.ts';
import type { CostFactRequest } from '../../../src/domain/ports/provider.ts';
import { coveredUsageOf, feeOf, poolName } from '../../../src/providers/gcp/commitment-pools.ts';
import { type Asked, replay, type Replay } from './replay.ts';

const EXPORT = 'billing.costs.gcp_billing_export_v1_ABC';
const FEE = 'Commitment v1: N2 Cpu in Americas for 1 Year';
const CORE = 'N2 Instance Core running in Americas';

type Row = Readonly<Record<string, string | null>>;

/** BigQuery's answer to every query; a dry run tells bytes alone. Source: BigQuery API, jobs.query. */
const bigQuery =
  (rows: readonly Row[], bytes = 5_000_000) =>
  ({ body }: Asked) => {
    const columns = Object.keys(rows[0] ?? {});
    const isDry = (body as { dryRun?: boolean }).dryRun === true;
    return {
      body: {
        kind: 'bigquery#queryResponse',
        jobComplete: true,
        jobReference: { projectId: 'billing', jobId: 'job', location: 'EU' },
        totalBytesProcessed: String(bytes),
        schema: { fields: columns.map((name) => ({ name, type: 'STRING' })) },
        ...(!isDry && { rows: rows.map((row) => ({ f: columns.map((name) => ({ v: row[name] ?? null })) })) }),
      },
    };
  };

const row = (change: Row = {}): Row => ({
  account: '01A2B3-C4D5E6-F7A8B9',
  project_id: 'shop',
  region: 'us-central1',
  sku: FEE,
  currency: 'USD',
  paid: '336',
  covered: '0',
  units: '3360',
  covered_units: null,
  ...change,
});

/** 1680 vCPU-hours that would have cost 500 on demand. */
const covered = (change: Row = {}): Row =>
  row({ sku: CORE, paid: '0', covered: '-500', units: '2000', covered_units: '1680', ...change });

let server: Replay | undefined;
afterEach(async () => server?.close());

const nothingAsked: CostFactRequest = { onDemandUsage: [], allocationTags: [], isAllocationTag: () => true };

async function facts<S extends CostSubject>(
  subject: S,
  rows: readonly Row[],
  { request = nothingAsked, limit }: { readonly request?: CostFactRequest; readonly limit?: number } = {},
): Promise<readonly CostFactTypes[S][]> {
  server = await replay(bigQuery(rows), {
    billingExport: EXPORT,
    ...(limit !== undefined && { limits: { bytesBilledPerSync: limit } }),
  });
  return server.connection.costFacts(subject, request);
}

describe('use of commitments', () => {
  it('is what the credits cover of what the fees are for, and saves what is above the sustained-use discount', async () => {
    expect(await facts('commitment-use', [row(), covered()])).toEqual([
      {
        commitmentId: 'shop:us-central1:n2:12m',
        accountId: 'shop',
        category: 'usage',
        window: { from: '2026-11-08', to: '2026-11-22' },
        currency: 'USD',
        amortizedCost: '336',
        unusedCost: '168',
        utilization: 0.5,
        // Four fifths of 500, less 336: a machine that runs all month has a fifth off anyway.
        netSavings: '64',
      },
    ]);
    const [, query] = server?.asked ?? [];
    const { query: sql, queryParameters } = (query as Asked).body as {
      query: string;
      queryParameters: readonly { name: string; parameterValue: { value: string } }[];
    };
    expect(sql).toContain('_PARTITIONTIME >= TIMESTAMP(@partitions_from)');
    expect(Object.fromEntries(queryParameters.map(({ name, parameterValue }) => [name, parameterValue.value]))).toEqual(
      {
        usage_from: '2026-11-08',
        usage_to: '2026-11-22',
        partitions_from: '2026-11-08',
        partitions_to: '2026-12-12',
      },
    );
  });

  it('weighs vCPUs and memory by what they cost', async () => {
    const memory = { sku: 'Commitment v1: N2 Ram in Americas for 1 Year', paid: '112', units: '1000' };
    const [use] = await facts('commitment-use', [row(), row(memory), covered()]);
    // Half of 336, and all of 112.
    expect(use).toMatchObject({ unusedCost: '280', amortizedCost: '448' });
    expect(use?.utilization).toBeCloseTo(0.375, 9);
  });

  it('is that of all projects where usage of another one is covered', async () => {
    const uses = await facts('commitment-use', [
      row(),
      row({ project_id: 'other' }),
      covered({ covered_units: '3360' }),
      covered({ project_id: 'third', covered_units: '1680' }),
    ]);
    expect(uses).toMatchObject([
      { commitmentId: '*:us-central1:n2:12m', accountId: null, amortizedCost: '672', utilization: 0.75 },
    ]);
  });

  it('is told by project where each has its own', async () => {
    const uses = await facts('commitment-use', [
      row(),
      row({ project_id: 'other' }),
      covered(),
      covered({ project_id: 'other', covered_units: '3360' }),
    ]);
    expect(uses.map(({ commitmentId, utilization }) => [commitmentId, utilization])).toEqual([
      ['shop:us-central1:n2:12m', 0.5],
      ['other:us-central1:n2:12m', 1],
    ]);
  });

  it('of two terms of one series is the same share of each', async () => {
    const threeYears = row({ sku: 'Commitment v1: N2 Cpu in Americas for 3 Years', paid: '200', units: '3360' });
    const uses = await facts('commitment-use', [row(), threeYears, covered({ covered_units: '3360' })]);
    expect(uses.map(({ commitmentId, unusedCost }) => [commitmentId, unusedCost])).toEqual([
      ['shop:us-central1:n2:12m', '168'],
      ['shop:us-central1:n2:36m', '100'],
    ]);
  });

  it.each`
    what                                                  | rows
    ${'something is covered whose series cannot be told'} | ${[row(), covered(), covered({ sku: 'Sole Tenancy Instance Core in Americas' })]}
    ${'what is covered lies in no region'}                | ${[row(), covered({ region: null })]}
    ${'two billing accounts share in the same place'}     | ${[row({ project_id: null }), row({ project_id: null, account: 'B' })]}
    ${'there is no commitment'}                           | ${[covered()]}
  `('is not told where $what', async ({ rows }) => {
    expect(await facts('commitment-use', rows as readonly Row[])).toEqual([]);
  });

  it('of licences and GPUs is not mixed with that of machines', async () => {
    const licence = covered({ sku: 'Licensing Fee for SUSE Linux Enterprise Server (CPU cost)' });
    const [use] = await facts('commitment-use', [row(), covered(), licence]);
    expect(use?.utilization).toBe(0.5);
  });

  it('is not asked for where it would exceed the cap', async () => {
    await expect(facts('commitment-use', [row()], { limit: 1_000_000 })).rejects.toMatchObject({ category: 'limit' });
    expect(server?.asked).toHaveLength(1);
  });

  it('with a row that is none is malformed', async () => {
    await expect(facts('commitment-use', [row({ paid: 'much' })])).rejects.toMatchObject({ category: 'malformed' });
  });
});

describe('names of the bill', () => {
  it.each`
    sku                                                              | expected
    ${'Commitment v1: N2D AMD Ram in Belgium for 3 Years'}           | ${{ family: 'n2d', part: 'memory', termMonths: 36 }}
    ${'Commitment v1: Cpu in Americas for 1 Year'}                   | ${{ family: 'n1', part: 'vcpu', termMonths: 12 }}
    ${'Commitment v1: Compute optimized Cpu in Americas for 1 Year'} | ${{ family: 'c2', part: 'vcpu', termMonths: 12 }}
    ${'Commitment v1: Nvidia L4 GPU running in Americas for 1 Year'} | ${undefined}
    ${'Commitment - dollar based v1: Cloud SQL database'}            | ${undefined}
  `('$sku', ({ sku, expected }) => {
    expect(feeOf(sku as string)).toEqual(expected);
  });

  it.each`
    sku                                           | expected
    ${'N2 Custom Instance Ram running in Iowa'}   | ${{ family: 'n2', part: 'memory' }}
    ${'Custom Instance Core running in Americas'} | ${{ family: 'n1', part: 'vcpu' }}
    ${'Compute optimized Core running in Iowa'}   | ${{ family: 'c2', part: 'vcpu' }}
    ${'Something Core in Iowa'}                   | ${{ family: 'unknown', part: 'vcpu' }}
    ${'SSD backed Local Storage'}                 | ${undefined}
  `('$sku', ({ sku, expected }) => {
    expect(coveredUsageOf(sku as string)).toEqual(expected);
  });

  it('holds no slash, which would make a name of its last part', () => {
    expect(poolName({ projectId: 'a', regionId: 'b', family: 'c', termMonths: 12 })).not.toContain('/');
  });
});

describe('labels of the bill', () => {
  it('are all active, and told who made them', async () => {
    const rows = [
      { key: 'team', last_month: '2026-11' },
      { key: 'goog-gke-node', last_month: null },
    ];
    expect(await facts('allocation-tags', rows)).toEqual([
      { key: 'team', madeBy: 'user', isActive: true, lastUsedAt: '2026-11' },
      { key: 'goog-gke-node', madeBy: 'cloud', isActive: true, lastUsedAt: null },
    ]);
  });

  const tag = (key: string) => ({ key, madeBy: 'user' as const, isActive: true, lastUsedAt: null });

  it('divide the cost of each project in one question', async () => {
    const request = {
      ...nothingAsked,
      allocationTags: [tag('team'), tag('name'), tag('env')],
      isAllocationTag: (key: string) => key !== 'name',
    };
    const rows = [{ project_id: 'shop', currency: 'USD', value_0: 'prod', value_1: '', cost: '12.5' }];
    const told = await facts('allocated-cost', rows, { request });
    expect(told.map(({ key, value, accountId, cost }) => [key, value, accountId, cost])).toEqual([
      ['env', 'prod', 'shop', '12.5'],
      ['team', '', 'shop', '12.5'],
    ]);
  });

  it('that nobody wants are no question', async () => {
    expect(await facts('allocated-cost', [])).toEqual([]);
    expect(server?.asked).toEqual([]);
  });
});

describe('subjects', () => {
  it('that Google Cloud does not tell are a mistake of the caller', async () => {
    await expect(facts('commitment-offers', [])).rejects.toThrow(TypeError);
  });
});
