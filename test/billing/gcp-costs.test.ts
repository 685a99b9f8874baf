import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Charge } from '../../src/domain/charges.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { columnSum } from './support/csv-sums.ts';
import { reading, written } from './support/focus-csv.ts';
import { type CsvOptions, type GcpRow, credit, gcpCsv, machine, python } from './support/gcp-rows.ts';

const folder = tempFolder();

const chargesOf = (rows: readonly GcpRow[], options: CsvOptions = {}): Promise<readonly Charge[]> =>
  reading(written(folder, gcpCsv(rows, options)), (_delivery, charges) => charges);

const chargeOf = async (row: GcpRow, options: CsvOptions = {}): Promise<Charge | undefined> =>
  (await chargesOf([row], options))[0];

const exactSum = (amounts: readonly string[]): string =>
  columnSum(
    amounts.map((amount) => ({ amount })),
    'amount',
  );

const nanos = (amount: number): bigint => BigInt(Math.round(amount * 1e9));

/** Category and the four costs, in the currency. */
const costsOf = ({ chargeCategory, ...charge }: Charge) => [
  chargeCategory,
  ...[charge.billedCost, charge.effectiveCost, charge.listCost, charge.contractedCost].map((cost) =>
    cost === null ? null : Number(cost) / 1e9,
  ),
];

describe('a row of the detailed export', () => {
  it('is a charge with the columns of FOCUS', async () => {
    expect(await chargesOf([{}])).toEqual([
      {
        day: '2026-05-10',
        billingMonth: '2026-05-01',
        provider: 'gcp',
        billingAccountId: '000000-AAAAAA-111111',
        subAccountId: 'shop',
        subAccountName: 'Shop',
        regionId: 'us-central1',
        serviceName: 'Compute Engine',
        serviceCategory: null,
        chargeCategory: 'Usage',
        chargeClass: null,
        pricingCategory: 'Standard',
        commitmentDiscountId: null,
        commitmentDiscountType: null,
        commitmentDiscountStatus: null,
        skuId: 'C0DE-0000-0001',
        resourceId: machine,
        resourceName: 'web-1',
        resourceType: null,
        tags: {},
        currency: 'USD',
        billedCost: nanos(0.5),
        effectiveCost: nanos(0.5),
        listCost: nanos(0.6),
        contractedCost: nanos(0.5),
        consumedQuantity: 3600,
        consumedUnit: 'seconds',
      },
    ]);
  });

  it.each([
    [{}, '//compute.googleapis.com/projects/42/zones/us-central1-a/instances/4711', machine],
    [
      {},
      '//compute.googleapis.com/projects/421/zones/z/instances/42',
      '//compute.googleapis.com/projects/421/zones/z/instances/42',
    ],
    [{ number: null }, '//example', '//example'],
    [
      { id: null },
      '//compute.googleapis.com/projects/42/global/images/1',
      '//compute.googleapis.com/projects/42/global/images/1',
    ],
  ])('%j: %s is the resource %s, by the id of its project', async (project, global_name, resourceId) => {
    expect(await chargeOf({ project, resource: { global_name } })).toMatchObject({ resourceId });
  });

  it('is invoiced in its month, whenever it was used', async () => {
    const late = { usage_start_time: '2026-04-30 23:00:00 UTC', usage_end_time: '2026-05-01 00:00:00 UTC' };
    expect(await chargeOf(late)).toMatchObject({ day: '2026-04-30', billingMonth: '2026-05-01' });
  });

  it('costs what it says in its currency: the conversion rate is not applied', async () => {
    expect(await chargeOf({ currency: 'JPY', currency_conversion_rate: 150.5 })).toMatchObject({
      currency: 'JPY',
      billedCost: nanos(0.5),
    });
  });

  it.each([
    [{ location: 'us-central1-a', region: 'us-central1' }, 'us-central1'],
    [{ location: 'us-central1-a', region: null }, 'us-central1'],
    [{ location: 'europe-west12', region: null }, 'europe-west12'],
    [{ location: 'us', region: null }, 'us'],
    [{ location: 'global', region: null }, 'global'],
    [{ location: null, region: null }, null],
  ])('%j is the region %s', async (location, region) => {
    expect(await chargeOf({ location })).toMatchObject({ regionId: region });
  });

  it.each([
    ['regular', 'Usage', 'Standard', 3600],
    ['tax', 'Tax', null, null],
    ['adjustment', 'Adjustment', null, null],
    ['rounding_error', 'Adjustment', null, null],
    ['Rounding error', 'Adjustment', null, null],
    ['', 'Usage', 'Standard', 3600],
  ])('cost type %j is %s', async (cost_type, chargeCategory, pricingCategory, consumedQuantity) => {
    expect(await chargeOf({ cost_type })).toMatchObject({ chargeCategory, pricingCategory, consumedQuantity });
  });

  it('is a correction where an adjustment is named', async () => {
    const negated = { cost: -10, cost_at_list: -10, adjustment_info: { id: 'a-1', type: 'USAGE_CORRECTION' } };
    expect(await chargeOf(negated)).toMatchObject({ chargeClass: 'Correction', billedCost: nanos(-10) });
  });

  it.each([
    ['N1 Predefined Instance Core running in Americas', 'Usage', 'Standard', null],
    ['Spot Preemptible E2 Instance Core running in Iowa', 'Usage', 'Dynamic', null],
    ['Preemptible N1 Predefined Instance Ram', 'Usage', 'Dynamic', null],
    ['Commitment v1: Cpu in Americas for 1 Year', 'Purchase', 'Standard', 'Resource-based committed use discount'],
    [
      'Commitment - dollar based v1: Cloud SQL for 1 year',
      'Purchase',
      'Standard',
      'Spend-based committed use discount',
    ],
  ])('%s is %s at the price category %s', async (description, chargeCategory, pricingCategory, type) => {
    expect(await chargeOf({ sku: { id: 'S', description } })).toMatchObject({
      chargeCategory,
      pricingCategory,
      commitmentDiscountType: type,
      commitmentDiscountStatus: null,
    });
  });
});

describe('what is left to pay is the cost and its credits', () => {
  it.each<[string, readonly GcpRow[], readonly (readonly unknown[])[]]>([
    ['sustained use', [credit('SUSTAINED_USAGE_DISCOUNT', -0.1)], [['Usage', 0.4, 0.4, 0.6, 0.5]]],
    ['a free tier', [credit('FREE_TIER', -0.5)], [['Usage', 0, 0, 0.6, 0.5]]],
    ['two at once', [credit('DISCOUNT', -0.1), credit('RESELLER_MARGIN', -0.05)], [['Usage', 0.35, 0.35, 0.6, 0.5]]],
    ['a type that is new', [credit('SOMETHING_NEW', -0.2)], [['Usage', 0.3, 0.3, 0.6, 0.5]]],
    [
      'a promotion: it pays, and what is used costs as much without it',
      [credit('PROMOTION', -0.5)],
      [
        ['Credit', -0.5, -0.5, -0.5, -0.5],
        ['Usage', 0.5, 0.5, 0.6, 0.5],
      ],
    ],
    [
      'a promotion and a discount',
      [credit('SUSTAINED_USAGE_DISCOUNT', -0.1), credit('PROMOTION', -0.4)],
      [
        ['Credit', -0.4, -0.4, -0.4, -0.4],
        ['Usage', 0.4, 0.4, 0.6, 0.5],
      ],
    ],
    [
      'a trial of the time before credits had types',
      [credit(null, -0.5, 'FreeTrial:Credit-1')],
      [
        ['Credit', -0.5, -0.5, -0.5, -0.5],
        ['Usage', 0.5, 0.5, 0.6, 0.5],
      ],
    ],
    [
      'a discount of the time before credits had types',
      [credit(null, -0.1, 'Sustained Usage Discount')],
      [['Usage', 0.4, 0.4, 0.6, 0.5]],
    ],
    ['amounts as text', [credit('FREE_TIER', '-0.25')], [['Usage', 0.25, 0.25, 0.6, 0.5]]],
  ])('%s', async (_what, credits, expected) => {
    expect((await chargesOf([{ credits }])).map(costsOf)).toEqual(expected);
  });

  it('to the last digit, however small', () =>
    reading(
      written(
        folder,
        gcpCsv([{ cost: '0.000000000000000003', credits: [credit('FREE_TIER', -1e-18)] }, { cost: 1e-5 }]),
      ),
      ({ totals }) => {
        expect(totals).toMatchObject([{ billedCost: '0.000010000000000002' }]);
      },
    ));

  it('promotions of one day are one credit, which keeps resource and labels', async () => {
    const promoted = { credits: [credit('PROMOTION', -0.5)], labels: [{ key: 'team', value: 'web' }] };
    const charges = await chargesOf([
      promoted,
      { ...promoted, usage_start_time: '2026-05-10 09:00:00 UTC', usage_end_time: '2026-05-10 10:00:00 UTC' },
      { ...promoted, sku: { id: 'C0DE-0000-0001', description: 'Spot Preemptible Core' } },
    ]);
    expect(charges.filter(({ chargeCategory }) => chargeCategory === 'Credit')).toMatchObject([
      {
        billedCost: nanos(-1.5),
        resourceId: machine,
        tags: { team: 'web' },
        consumedQuantity: null,
        pricingCategory: null,
      },
    ]);
    expect(charges.reduce((sum, { billedCost }) => sum + billedCost, 0n)).toBe(0n);
  });

  it('a refund is negative', async () => {
    expect((await chargesOf([{ cost: -3, cost_at_list: -4 }])).map(costsOf)).toEqual([['Usage', -3, -3, -4, -3]]);
  });

  it.each([
    ['COMMITTED_USAGE_DISCOUNT', 'Resource-based committed use discount'],
    ['COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE', 'Spend-based committed use discount'],
  ])('%s marks usage of a commitment', async (type, commitmentDiscountType) => {
    const subscription = { instance_id: 'sub-1' };
    const [charge] = await chargesOf([{ credits: [credit(type, -0.5)], subscription }]);
    expect(charge).toMatchObject({
      billedCost: 0n,
      pricingCategory: 'Committed',
      commitmentDiscountId: 'sub-1',
      commitmentDiscountStatus: 'Used',
      commitmentDiscountType,
    });
  });

  it('a spend-based commitment of 2025 lowers the price, and its fee is what nothing used', async () => {
    const charges = await chargesOf([
      { consumption_model: { description: 'Compute Flexible CUDs 1yr' }, cost: 0.36 },
      {
        sku: { id: 'FEE', description: 'Commitment - dollar based v1: Compute Flexible CUDs 1yr' },
        resource: { name: null, global_name: null },
        cost: 0.5,
        cost_at_list: 0.5,
        credits: [credit('FEE_UTILIZATION_OFFSET', -0.36)],
      },
      { consumption_model: { description: 'Default' }, usage_start_time: '2026-05-09 07:00:00 UTC' },
    ]);
    const shown = charges.map((charge) => [
      ...costsOf(charge),
      charge.pricingCategory,
      charge.commitmentDiscountStatus,
    ]);
    expect(shown).toHaveLength(3);
    expect(shown).toContainEqual(['Usage', 0.36, 0.36, 0.6, 0.36, 'Committed', 'Used']);
    expect(shown).toContainEqual(['Purchase', 0.14, 0.14, 0.5, 0.5, 'Standard', null]);
    expect(shown).toContainEqual(['Usage', 0.5, 0.5, 0.6, 0.5, 'Standard', null]);
  });
});

/** Rows of one hour as Google shows them, in "Spend-based CUD program improvements", before and after the new model. */
const shown = (
  sku: 'Fee SKU' | 'RAM SKU' | 'Core SKU',
  cost: string,
  credits: readonly GcpRow[] = [],
  model: string | null = null,
): GcpRow => ({
  sku: { id: sku, description: sku === 'Fee SKU' ? 'Commitment - dollar based v1: GCE Commitments' : sku },
  cost,
  cost_at_list: null,
  credits,
  ...(model !== null && { consumption_model: { description: model } }),
});
const legacy = (amount: string) => [credit('COMMITTED_USAGE_DISCOUNT_DOLLAR_BASE', amount)];
const offset = (amount: string) => [credit('FEE_UTILIZATION_OFFSET', amount)];
const flexible = 'Compute Flexible CUDs 1 Year';

describe("Google's own examples of a commitment", () => {
  it.each<[string, readonly GcpRow[], Readonly<Record<string, number>>]>([
    [
      'more used than committed, until 2025',
      [
        shown('Fee SKU', '0.046868'),
        shown('Fee SKU', '0.025132'),
        shown('RAM SKU', '0.174496', legacy('-0.065095')),
        shown('Core SKU', '0.093568', legacy('-0.034905')),
      ],
      { 'Purchase Standard': 0.072, 'Usage Committed': 0.168064 },
    ],
    [
      'more used than committed, since 2025',
      [
        shown('Fee SKU', '0.046868', offset('-0.046868'), 'Default'),
        shown('Fee SKU', '0.025132', offset('-0.025132'), 'Default'),
        shown('RAM SKU', '0.109398', [], 'Default'),
        shown('Core SKU', '0.058648', [], 'Default'),
        shown('RAM SKU', '0.046868', [], flexible),
        shown('Core SKU', '0.025132', [], flexible),
      ],
      { 'Purchase Standard': 0, 'Usage Standard': 0.168046, 'Usage Committed': 0.072 },
    ],
    [
      'less used than committed, until 2025',
      [
        shown('Fee SKU', '0.022994'),
        shown('Fee SKU', '0.125637'),
        shown('Fee SKU', '0.067369'),
        shown('RAM SKU', '0.174496', legacy('-0.174496')),
        shown('Core SKU', '0.093568', legacy('-0.093568')),
      ],
      { 'Purchase Standard': 0.216, 'Usage Committed': 0 },
    ],
    [
      'less used than committed, since 2025',
      [
        shown('Fee SKU', '0.022994', [], 'Default'),
        shown('Fee SKU', '0.125637', offset('-0.1256348'), 'Default'),
        shown('Fee SKU', '0.067369', offset('-0.0673581'), 'Default'),
        shown('RAM SKU', '0.125637', [], flexible),
        shown('Core SKU', '0.067369', [], flexible),
      ],
      { 'Purchase Standard': 0.0230071, 'Usage Committed': 0.193006 },
    ],
  ])('%s', async (_what, rows, expected) => {
    const found: Record<string, bigint> = {};
    for (const { chargeCategory, pricingCategory, billedCost } of await chargesOf(rows)) {
      const key = `${chargeCategory} ${pricingCategory}`;
      found[key] = (found[key] ?? 0n) + billedCost;
    }
    expect(found).toEqual(Object.fromEntries(Object.entries(expected).map(([key, amount]) => [key, nanos(amount)])));
  });

  it('a fee is one by what is taken off it, whatever it is called', async () => {
    const fee = { ...shown('RAM SKU', '1', offset('-0.75')), subscription: { instance_id: 'subscriptions/1' } };
    expect(await chargeOf(fee)).toMatchObject({
      chargeCategory: 'Purchase',
      billedCost: nanos(0.25),
      commitmentDiscountId: 'subscriptions/1',
      commitmentDiscountType: 'Spend-based committed use discount',
    });
  });
});

describe('laws', () => {
  /** An amount as a file writes it: with decimals, or with an exponent. */
  const amounts = fc.oneof(
    fc.integer({ min: -10_000_000, max: 10_000_000 }).map((micros) => (micros / 1e6).toFixed(6)),
    fc.integer({ min: -99_999, max: 99_999 }).map((digits) => `${digits}e-12`),
  );
  const types = fc.constantFrom('PROMOTION', 'FREE_TIER', 'SUSTAINED_USAGE_DISCOUNT', 'COMMITTED_USAGE_DISCOUNT', null);
  const row = fc.record({
    cost: amounts,
    cost_type: fc.constantFrom('regular', 'tax', 'adjustment', 'rounding_error'),
    credits: fc.array(
      fc.tuple(types, amounts).map(([type, amount]) => credit(type, Number(amount))),
      { maxLength: 3 },
    ),
    resource: fc.record({ global_name: fc.constantFrom('//a', '//b', null) }),
  });

  it("charges sum to the rows' costs and credits, and at the contracted price to the costs and promotions", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(JSON.stringify, python),
        (rows, list) =>
          reading(written(folder, gcpCsv(rows, { list })), ({ totals, charges: count }, charges) => {
            const own = exactSum(
              rows.flatMap(({ cost, credits }) => [cost, ...credits.map(({ amount }) => String(amount))]),
            );
            expect(totals[0]?.billedCost).toBe(own);
            const billed = charges.reduce((sum, { billedCost }) => sum + billedCost, 0n);
            expect(Math.abs(Number(billed) - Number(own) * 1e9)).toBeLessThan(count / 2 + 1e-3);
            const contracted = charges.reduce((sum, { contractedCost }) => sum + (contractedCost ?? 0n), 0n);
            const promotions = charges.filter(({ chargeCategory }) => chargeCategory === 'Credit');
            const paid = promotions.reduce((sum, { billedCost }) => sum + Number(billedCost), 0);
            const costs = Number(exactSum(rows.map(({ cost }) => cost))) * 1e9;
            expect(Math.abs(Number(contracted) - paid - costs)).toBeLessThan(count / 2 + 1e-3);
          }),
      ),
      { numRuns: 25 },
    );
  });
});

describe('list cost', () => {
  it('is unknown for usage without it, and what it costs for taxes', async () => {
    expect((await chargesOf([{ cost_at_list: null }])).map(costsOf)).toEqual([['Usage', 0.5, 0.5, null, 0.5]]);
    expect((await chargesOf([{ cost_at_list: null, cost_type: 'tax' }])).map(costsOf)).toEqual([
      ['Tax', 0.5, 0.5, 0.5, 0.5],
    ]);
  });

  it('is unknown in exports before 2023', async () => {
    expect(await chargeOf({}, { without: ['cost_at_list'] })).toMatchObject({ listCost: null });
  });
});

describe('labels', () => {
  it("are tags: the resource's own before its project's, system labels and tags by their full key", async () => {
    const row = {
      labels: [
        { key: 'team', value: 'web' },
        { key: 'spot', value: '' },
        { key: 'aws_user', value: 'x' },
      ],
      project: {
        labels: [
          { key: 'team', value: 'shop' },
          { key: 'env', value: 'prod' },
        ],
      },
      system_labels: [{ key: 'compute.googleapis.com/cores', value: '4' }],
      tags: [{ key: 'stage', value: 'live', inherited: true, namespace: '123456' }],
    };
    expect(await chargeOf(row)).toMatchObject({
      tags: {
        team: 'web',
        env: 'prod',
        spot: '',
        aws_user: 'x',
        'compute.googleapis.com/cores': '4',
        '123456/stage': 'live',
      },
    });
  });

  it('of a project alone hold for the resource, however the lists are spaced', async () => {
    const project = { labels: '[ {"key": "env", "value": "prod"} ]' };
    expect(await chargeOf({ labels: '[ ]', project })).toMatchObject({ tags: { env: 'prod' } });
  });

  it('are unknown where the file has no column for them', async () => {
    expect(await chargeOf({}, { without: ['labels', 'system_labels', 'project.labels'] })).toMatchObject({
      tags: null,
    });
  });
});
