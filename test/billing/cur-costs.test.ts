import { describe, expect, it } from 'vitest';
import type { Charge } from '../../src/domain/charges.ts';
import { parseMoney } from '../../src/domain/money.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { type CurRow, curCsv, goodUsage, lines, plan, reservation } from './support/cur-csv.ts';
import { reading, written } from './support/focus-csv.ts';

const folder = tempFolder();

const chargesOf = (rows: readonly CurRow[], good = goodUsage): Promise<readonly Charge[]> =>
  reading(written(folder, curCsv(rows, good)), (_delivery, charges) => charges);

const nanos = (text: string | null): bigint | null => (text === null ? null : (parseMoney(text, 'USD')?.nanos ?? -1n));

describe('what a line of a Cost and Usage Report costs', () => {
  it.each`
    line                      | row                                                                               | category        | billed      | effective  | list     | contracted | because
    ${'on-demand usage'}      | ${{}}                                                                             | ${'Usage'}      | ${'0.096'}  | ${'0.096'} | ${'0.1'} | ${'0.096'} | ${'it has no discount'}
    ${'covered usage'}        | ${lines.covered}                                                                  | ${'Usage'}      | ${'0.096'}  | ${'0.06'}  | ${'0.1'} | ${'0.096'} | ${'the plan pays for it'}
    ${'negation'}             | ${lines.negation}                                                                 | ${'Usage'}      | ${'-0.096'} | ${'0'}     | ${'0'}   | ${'0'}     | ${'it takes back what the plan covers'}
    ${'plan bought upfront'}  | ${lines.planUpfront}                                                              | ${'Purchase'}   | ${'1000'}   | ${'0'}     | ${'0'}   | ${'0'}     | ${'it is amortised over the usage'}
    ${'reserved usage'}       | ${lines.reserved}                                                                 | ${'Usage'}      | ${'0'}      | ${'0.055'} | ${'0.1'} | ${'0.1'}   | ${'the reservation pays for it'}
    ${'reservation upfront'}  | ${lines.reservedUpfront}                                                          | ${'Purchase'}   | ${'500'}    | ${'0'}     | ${'0'}   | ${'0'}     | ${'it is amortised over the usage'}
    ${'another fee'}          | ${{ 'lineItem/LineItemType': 'Fee', 'lineItem/UnblendedCost': '12' }}             | ${'Purchase'}   | ${'12'}     | ${'12'}    | ${'0.1'} | ${'12'}    | ${'nothing is amortised'}
    ${'tax'}                  | ${lines.tax}                                                                      | ${'Tax'}        | ${'1.2'}    | ${'1.2'}   | ${'0'}   | ${'1.2'}   | ${'tax is what it is'}
    ${'credit'}               | ${{ 'lineItem/LineItemType': 'Credit', 'lineItem/UnblendedCost': '-5' }}          | ${'Credit'}     | ${'-5'}     | ${'-5'}    | ${'0.1'} | ${'-5'}    | ${'it lowers the bill'}
    ${'refund'}               | ${{ 'lineItem/LineItemType': 'Refund', 'lineItem/UnblendedCost': '-3' }}          | ${'Adjustment'} | ${'-3'}     | ${'-3'}    | ${'0.1'} | ${'-3'}    | ${'it lowers the bill'}
    ${'EDP discount'}         | ${{ 'lineItem/LineItemType': 'EdpDiscount', 'lineItem/UnblendedCost': '-9.6' }}   | ${'Adjustment'} | ${'-9.6'}   | ${'-9.6'}  | ${'0.1'} | ${'-9.6'}  | ${'without net columns it is a line alone'}
    ${'a subscription'}       | ${{ 'lineItem/LineItemType': 'FlatRateSubscription' }}                            | ${'Purchase'}   | ${'0.096'}  | ${'0.096'} | ${'0.1'} | ${'0.096'} | ${'it is bought'}
    ${'a discount to come'}   | ${{ 'lineItem/LineItemType': 'SomeNewDiscount', 'lineItem/UnblendedCost': '-1' }} | ${'Adjustment'} | ${'-1'}     | ${'-1'}    | ${'0.1'} | ${'-1'}    | ${'types are known by how they end'}
    ${'usage without a list'} | ${{ 'pricing/publicOnDemandCost': '' }}                                           | ${'Usage'}      | ${'0.096'}  | ${'0.096'} | ${null}  | ${'0.096'} | ${'no price is not a price of nothing'}
  `('$line: $because', async ({ row, category, billed, effective, list, contracted }) => {
    const [charge, ...others] = await chargesOf([row]);
    expect(others).toEqual([]);
    expect(charge).toMatchObject({
      chargeCategory: category,
      billedCost: nanos(billed),
      effectiveCost: nanos(effective),
      listCost: nanos(list),
      contractedCost: nanos(contracted),
    });
  });

  it.each`
    fee                                | row                                                                                              | billed    | unused    | commitment
    ${'of a savings plan'}             | ${lines.planFee}                                                                                 | ${'0.08'} | ${'0.02'} | ${plan}
    ${'of a reservation'}              | ${lines.reservedFee}                                                                             | ${'37.2'} | ${'3.75'} | ${reservation}
    ${'without anything paid upfront'} | ${{ ...lines.reservedFee, 'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod': '' }}         | ${'37.2'} | ${'2.5'}  | ${reservation}
    ${'of what was all paid upfront'}  | ${{ ...lines.reservedFee, 'lineItem/UnblendedCost': '0', 'reservation/UnusedRecurringFee': '' }} | ${'0'}    | ${'1.25'} | ${reservation}
  `(
    'the recurring fee $fee is a purchase, and what nothing used is usage',
    async ({ row, billed, unused, commitment }) => {
      const charges = await chargesOf([row]);
      const [purchase] = charges.filter(({ chargeCategory }) => chargeCategory === 'Purchase');
      const [wasted] = charges.filter(({ chargeCategory }) => chargeCategory === 'Usage');
      expect(charges).toHaveLength(2);
      expect(purchase).toMatchObject({ billedCost: nanos(billed), effectiveCost: 0n, commitmentDiscountStatus: null });
      expect(wasted).toMatchObject({
        billedCost: 0n,
        effectiveCost: nanos(unused),
        listCost: 0n,
        commitmentDiscountId: commitment,
        commitmentDiscountStatus: 'Unused',
        resourceId: commitment,
      });
    },
  );

  it('a commitment that was used up has no unused part', async () => {
    const used = { ...lines.planFee, 'savingsPlan/UsedCommitment': '0.08' };
    expect(await chargesOf([used])).toMatchObject([{ chargeCategory: 'Purchase', effectiveCost: 0n }]);
  });

  it('an hour of a savings plan is billed once, and its effective cost is its commitment', async () => {
    const charges = await chargesOf([lines.covered, lines.negation, lines.planFee]);
    const sum = (field: 'billedCost' | 'effectiveCost') => charges.reduce((total, charge) => total + charge[field], 0n);
    expect([sum('billedCost'), sum('effectiveCost')]).toEqual([nanos('0.08'), nanos('0.08')]);
  });

  it('rows are counted once, whatever they become', () =>
    reading(written(folder, curCsv([lines.planFee, lines.reservedFee])), ({ rows, charges, totals }) => {
      expect({ rows, charges }).toEqual({ rows: 2, charges: 4 });
      expect(totals).toMatchObject([{ billedCost: '37.28', effectiveCost: '3.77', rows: 2 }]);
    }));
});

describe('discounts', () => {
  const net: CurRow = { ...goodUsage, 'lineItem/NetUnblendedCost': '0.08' };

  it('with net columns are in the effective and the contracted cost of the rows that they apply to', async () => {
    const line = {
      'lineItem/LineItemType': 'EdpDiscount',
      'lineItem/UnblendedCost': '-0.016',
      'lineItem/NetUnblendedCost': '0',
    };
    const charges = await chargesOf([{}, line], net);
    expect(charges.map((c) => [c.chargeCategory, c.billedCost, c.effectiveCost, c.contractedCost])).toEqual([
      ['Adjustment', nanos('-0.016'), 0n, 0n],
      ['Usage', nanos('0.096'), nanos('0.08'), nanos('0.08')],
    ]);
  });

  it('that have no lines of their own are taken off what is billed', () => {
    const tax = { ...lines.tax, 'lineItem/NetUnblendedCost': '1.2' };
    return reading(written(folder, curCsv([{}, tax], net)), ({ files, totals }, charges) => {
      expect(charges.map((c) => [c.chargeCategory, c.billedCost, c.effectiveCost])).toEqual([
        ['Tax', nanos('1.2'), nanos('1.2')],
        ['Usage', nanos('0.08'), nanos('0.08')],
      ]);
      expect(totals).toMatchObject([{ billedCost: '1.28' }]);
      expect(files[0]?.slices).toMatchObject([{ billedCost: '1.28' }]);
    });
  });

  it('make the contracted cost of reserved usage unknown: no column has it', async () => {
    const reserved = { ...lines.reserved, 'lineItem/NetUnblendedCost': '0', 'reservation/NetEffectiveCost': '0.05' };
    expect(await chargesOf([reserved], net)).toMatchObject([{ effectiveCost: nanos('0.05'), contractedCost: null }]);
  });

  it('come first in the amortised cost, and where their column is empty the other one counts', async () => {
    const of = (column: string) => ({
      ...lines.covered,
      'savingsPlan/NetSavingsPlanEffectiveCost': column,
      'lineItem/ResourceId': `i-${column}`,
    });
    const charges = await chargesOf([of('0.054'), of('')], net);
    expect(charges.map((c) => c.effectiveCost)).toEqual([nanos('0.06'), nanos('0.054')]);
  });

  it('that a report of chosen columns gives alone lower the contracted cost, whatever their sign', async () => {
    const charges = await chargesOf(
      [
        { 'discount/TotalDiscount': '-0.01', 'lineItem/ResourceId': 'a' },
        { 'discount/TotalDiscount': '0.01', 'lineItem/ResourceId': 'b' },
        { 'lineItem/ResourceId': 'c' },
      ],
      { ...goodUsage, 'discount/TotalDiscount': '' },
    );
    expect(charges.map((c) => c.contractedCost)).toEqual([nanos('0.086'), nanos('0.086'), nanos('0.096')]);
  });
});

describe('what a line is', () => {
  const one = async (row: CurRow): Promise<Charge | undefined> => (await chargesOf([row]))[0];

  it('has every dimension that a charge has', async () => {
    expect(
      await one({ 'resourceTags/user:team': 'web', 'resourceTags/aws:createdBy': 'me', 'costCategory/Unit': 'shop' }),
    ).toEqual({
      day: '2026-05-10',
      billingMonth: '2026-05-01',
      provider: 'aws',
      billingAccountId: '111111111111',
      subAccountId: '222222222222',
      subAccountName: null,
      regionId: 'us-east-1',
      serviceName: 'Amazon Elastic Compute Cloud',
      serviceCategory: null,
      chargeCategory: 'Usage',
      chargeClass: null,
      pricingCategory: 'Standard',
      commitmentDiscountId: null,
      commitmentDiscountType: null,
      commitmentDiscountStatus: null,
      skuId: 'SKU1',
      resourceId: 'i-1',
      resourceName: null,
      resourceType: null,
      tags: { team: 'web', 'aws:createdBy': 'me', 'costCategory/Unit': 'shop' },
      currency: 'USD',
      billedCost: 96_000_000n,
      effectiveCost: 96_000_000n,
      listCost: 100_000_000n,
      contractedCost: 96_000_000n,
      consumedQuantity: 1,
      consumedUnit: 'Hrs',
    });
  });

  it.each`
    row                                                                          | of
    ${lines.covered}                                                             | ${{ pricingCategory: 'Committed', commitmentDiscountId: plan, commitmentDiscountType: 'Savings Plan', commitmentDiscountStatus: 'Used' }}
    ${lines.reserved}                                                            | ${{ pricingCategory: 'Committed', commitmentDiscountId: reservation, commitmentDiscountType: 'Reserved Instance', commitmentDiscountStatus: 'Used' }}
    ${{ 'lineItem/UsageType': 'USE1-SpotUsage:m5.large' }}                       | ${{ pricingCategory: 'Dynamic' }}
    ${{ 'lineItem/LineItemType': 'Refund' }}                                     | ${{ chargeClass: 'Correction', pricingCategory: null, consumedQuantity: null }}
    ${{ 'bill/BillType': 'Refund', 'lineItem/LineItemType': 'Credit' }}          | ${{ chargeClass: 'Correction' }}
    ${{ 'product/region': '' }}                                                  | ${{ regionId: 'us-east-1' }}
    ${{ 'product/region': '', 'lineItem/AvailabilityZone': 'us-west-2-lax-1a' }} | ${{ regionId: 'us-west-2' }}
    ${{ 'product/region': '', 'lineItem/AvailabilityZone': 'us-gov-west-1b' }}   | ${{ regionId: 'us-gov-west-1' }}
    ${{ 'product/region': '', 'lineItem/AvailabilityZone': '' }}                 | ${{ regionId: null }}
    ${{ 'product/region': 'x', 'product/regionCode': 'eu-west-1' }}              | ${{ regionId: 'eu-west-1' }}
    ${{ 'lineItem/UsageAmount': '' }}                                            | ${{ consumedQuantity: null }}
    ${{ 'resourceTags/user:team': '' }}                                          | ${{ tags: {} }}
  `('$row is $of', async ({ row, of }) => {
    expect(await one(row)).toMatchObject(of);
  });

  it('without columns for tags, whether anything is tagged is not known', async () => {
    const path = written(folder, curCsv([{}], goodUsage, ['resourceTags/user:team']));
    expect(await reading(path, (_delivery, charges) => charges[0]?.tags)).toBeNull();
  });

  it('without a product name has that of other rows of its product, or the code', async () => {
    const unnamed = (code: string) => ({ ...lines.tax, 'lineItem/ProductCode': code });
    const charges = await chargesOf([
      {},
      unnamed('AmazonEC2'),
      unnamed('OCBPremiumSupport'),
      { 'lineItem/ProductCode': 'two', 'product/ProductName': 'One' },
      { 'lineItem/ProductCode': 'two', 'product/ProductName': 'Other' },
      unnamed('two'),
    ]);
    const taxed = charges
      .filter(({ chargeCategory }) => chargeCategory === 'Tax')
      .map(({ serviceName }) => serviceName);
    expect(taxed).toEqual(['Amazon Elastic Compute Cloud', 'OCBPremiumSupport', 'two']);
  });
});
