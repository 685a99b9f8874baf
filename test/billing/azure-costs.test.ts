import { describe, expect, it } from 'vitest';
import type { Charge } from '../../src/domain/charges.ts';
import { parseMoney } from '../../src/domain/money.ts';
import { tempFolder } from '../support/temp-folder.ts';
import {
  type AzureRow,
  actual,
  amortized,
  azureCsv,
  eaUsage,
  mcaUsage,
  oldUsage,
  plan,
  reservation,
  subscription,
} from './support/azure-csv.ts';
import { reading, written } from './support/focus-csv.ts';

const folder = tempFolder();

const chargesOf = (rows: readonly AzureRow[], good = eaUsage): Promise<readonly Charge[]> =>
  reading(written(folder, azureCsv(rows, good)), (_delivery, charges) => charges);

const one = async (row: AzureRow, good = eaUsage): Promise<Charge> => {
  const [charge, ...others] = await chargesOf([row], good);
  if (charge === undefined || others.length > 0) throw new Error('a row is one charge');
  return charge;
};

const nanos = (text: string | null): bigint | null => (text === null ? null : (parseMoney(text, 'USD')?.nanos ?? -1n));

const marketplace = { ChargeType: 'Purchase', Cost: '12', UnitPrice: '0', PayGPrice: '0', PricingModel: '' };

describe('what a row of an Azure export costs', () => {
  it.each`
    row                                | is                                                                                   | category        | billed          | effective       | list          | contracted    | because
    ${'on-demand usage'}               | ${{}}                                                                                | ${'Usage'}      | ${'2.16'}       | ${'2.16'}       | ${'2.4'}      | ${'2.16'}     | ${'prices are for the quantity'}
    ${'reserved, in an actual export'} | ${actual.reserved}                                                                   | ${'Usage'}      | ${'0'}          | ${'0'}          | ${null}       | ${'2.16'}     | ${'the reservation was paid for, and its list price is not in it'}
    ${'reserved, amortized'}           | ${amortized.reserved}                                                                | ${'Usage'}      | ${'0'}          | ${'1.44'}       | ${null}       | ${'2.16'}     | ${'what was paid is spread, and not invoiced again'}
    ${'under a plan, amortized'}       | ${amortized.planned}                                                                 | ${'Usage'}      | ${'0'}          | ${'1.68'}       | ${'2.4'}      | ${'2.16'}     | ${'what was paid is spread, and not invoiced again'}
    ${'an unused reservation'}         | ${amortized.unusedReservation}                                                       | ${'Usage'}      | ${'0'}          | ${'0.5'}        | ${'0'}        | ${'0'}        | ${'nothing was used'}
    ${'an unused plan'}                | ${amortized.unusedPlan}                                                              | ${'Usage'}      | ${'0'}          | ${'0.25'}       | ${'0'}        | ${'0'}        | ${'nothing was used'}
    ${'a reservation, alone'}          | ${actual.bought}                                                                     | ${'Purchase'}   | ${'876'}        | ${'876'}        | ${'0'}        | ${'0'}        | ${'an actual export does not spread it'}
    ${'a reservation given back'}      | ${actual.givenBack}                                                                  | ${'Purchase'}   | ${'-100'}       | ${'-100'}       | ${'0'}        | ${'0'}        | ${'it lowers the bill'}
    ${'a marketplace purchase'}        | ${marketplace}                                                                       | ${'Purchase'}   | ${'12'}         | ${'12'}         | ${'12'}       | ${'12'}       | ${'it has no other price'}
    ${'tax'}                           | ${{ ...marketplace, ChargeType: 'Tax', Cost: '1.2' }}                                | ${'Tax'}        | ${'1.2'}        | ${'1.2'}        | ${'1.2'}      | ${'1.2'}      | ${'nobody saves on it'}
    ${'a rounding'}                    | ${{ ...marketplace, ChargeType: 'RoundingAdjustment', Cost: '-0.01' }}               | ${'Adjustment'} | ${'-0.01'}      | ${'-0.01'}      | ${'-0.01'}    | ${'-0.01'}    | ${'it is on the bill'}
    ${'usage without a list price'}    | ${{ PayGPrice: '0' }}                                                                | ${'Usage'}      | ${'2.16'}       | ${'2.16'}       | ${null}       | ${'2.16'}     | ${'a price of 0 is none'}
    ${'free usage'}                    | ${{ PayGPrice: '0', UnitPrice: '0', Cost: '0' }}                                     | ${'Usage'}      | ${'0'}          | ${'0'}          | ${'0'}        | ${'0'}        | ${'it costs nothing anywhere'}
    ${'an exponent'}                   | ${{ Cost: '5.64902E-05', Quantity: '0.0129', PayGPrice: '0.01', UnitPrice: '0.01' }} | ${'Usage'}      | ${'0.00005649'} | ${'0.00005649'} | ${'0.000129'} | ${'0.000129'} | ${'spreadsheets write them'}
  `('$row: $because', async ({ is, category, billed, effective, list, contracted }) => {
    expect(await one(is)).toMatchObject({
      chargeCategory: category,
      billedCost: nanos(billed),
      effectiveCost: nanos(effective),
      listCost: nanos(list),
      contractedCost: nanos(contracted),
    });
  });

  it.each`
    row                                                                                            | list      | contracted
    ${{}}                                                                                          | ${'2.16'} | ${'1.944'}
    ${{ paygCostInBillingCurrency: '' }}                                                           | ${'2.16'} | ${'1.944'}
    ${{ paygCostInBillingCurrency: '', exchangeRatePricingToBilling: '' }}                         | ${null}   | ${null}
    ${{ paygCostInBillingCurrency: '', pricingCurrency: 'eur', exchangeRatePricingToBilling: '' }} | ${'2.4'}  | ${'2.16'}
  `('of a customer agreement with $row is in the currency of the bill', async ({ row, list, contracted }) => {
    expect(await one(row, mcaUsage)).toMatchObject({
      currency: 'EUR',
      billedCost: nanos('1.944'),
      listCost: nanos(list),
      contractedCost: nanos(contracted),
    });
  });
});

describe('what a row of an Azure export is', () => {
  it('has every dimension that a charge has', async () => {
    expect(await one({})).toEqual({
      day: '2026-05-10',
      billingMonth: '2026-05-01',
      provider: 'azure',
      billingAccountId: '8611537',
      subAccountId: subscription,
      subAccountName: 'web-prod',
      regionId: 'eastus',
      serviceName: 'Virtual Machines',
      serviceCategory: null,
      chargeCategory: 'Usage',
      chargeClass: null,
      pricingCategory: 'Standard',
      commitmentDiscountId: null,
      commitmentDiscountType: null,
      commitmentDiscountStatus: null,
      skuId: '14fc9a21-4919-4cb1-b495-5666966556bc',
      resourceId: `/subscriptions/${subscription}/resourcegroups/rg-web/providers/microsoft.compute/virtualmachines/web-1`,
      resourceName: 'Web-1',
      resourceType: 'microsoft.compute/virtualmachines',
      tags: { env: 'prod', owner: 'ana, data' },
      currency: 'USD',
      billedCost: 2_160_000_000n,
      effectiveCost: 2_160_000_000n,
      listCost: 2_400_000_000n,
      contractedCost: 2_160_000_000n,
      consumedQuantity: 24,
      consumedUnit: '1 Hour',
    });
  });

  const sql = `/subscriptions/${subscription}/resourceGroups/g/providers/Microsoft.Sql/servers/s/databases/Shop/`;
  const reserved = {
    pricingCategory: 'Committed',
    commitmentDiscountId: reservation.toLowerCase(),
    commitmentDiscountType: 'Reservation',
  };
  it.each<[AzureRow, Readonly<Record<string, unknown>>]>([
    [amortized.reserved, { ...reserved, commitmentDiscountStatus: 'Used' }],
    [amortized.unusedReservation, { ...reserved, commitmentDiscountStatus: 'Unused', consumedQuantity: null }],
    [actual.bought, { ...reserved, pricingCategory: 'Standard', commitmentDiscountStatus: null, resourceId: null }],
    [actual.givenBack, { chargeCategory: 'Purchase', chargeClass: 'Correction' }],
    [
      amortized.planned,
      {
        commitmentDiscountId: plan.toLowerCase(),
        commitmentDiscountType: 'Savings Plan',
        commitmentDiscountStatus: 'Used',
      },
    ],
    // An order has no reservation yet, and its id ends where one would stand.
    [
      { ...actual.bought, benefitId: '/providers/Microsoft.Capacity/reservationOrders/O-1/reservations/' },
      { commitmentDiscountId: '/providers/microsoft.capacity/reservationorders/o-1' },
    ],
    [
      { PricingModel: '', ReservationId: 'R-1', ProductOrderId: 'O-1' },
      {
        pricingCategory: 'Committed',
        commitmentDiscountId: '/providers/microsoft.capacity/reservationorders/o-1/reservations/r-1',
      },
    ],
    [
      { PricingModel: '', ReservationId: 'R-1' },
      { commitmentDiscountId: 'r-1', commitmentDiscountStatus: 'Used' },
    ],
    [{ PricingModel: 'Spot' }, { pricingCategory: 'Dynamic', commitmentDiscountType: null }],
    [{ PricingModel: '', MeterName: 'D2 v5 Spot' }, { pricingCategory: 'Dynamic' }],
    [{ PricingModel: '' }, { pricingCategory: 'Standard' }],
    [
      { ResourceId: sql, ResourceName: '' },
      {
        resourceId: sql.toLowerCase().slice(0, -1),
        resourceName: 'Shop',
        resourceType: 'microsoft.sql/servers/databases',
      },
    ],
    [{ ResourceLocation: 'US East 2' }, { regionId: 'eastus2' }],
    [{ ResourceLocation: 'West Europe' }, { regionId: 'westeurope' }],
    [{ ResourceLocation: 'AP Southeast' }, { regionId: 'southeastasia' }],
    [{ ResourceLocation: 'Unassigned' }, { regionId: null }],
    [{ ResourceLocation: '' }, { regionId: null }],
    [{ Date: '2026-05-31' }, { day: '2026-05-31' }],
    [{ Date: '5/9/2026' }, { day: '2026-05-09' }],
    [{ Date: '05/09/2026 12:00:00 AM' }, { day: '2026-05-09' }],
    [{ BillingPeriodStartDate: '2026-06-01' }, { day: '2026-05-10', billingMonth: '2026-06-01' }],
    [{ BillingPeriodStartDate: '' }, { billingMonth: '2026-05-01' }],
    [{ Tags: '' }, { tags: {} }],
    [{ Tags: '{"a":"b"}' }, { tags: { a: 'b' } }],
    [{ MeterCategory: 'Unassigned', Product: 'Bring your own VNET' }, { serviceName: 'Bring your own VNET' }],
    [{ MeterCategory: '', Product: '', PublisherName: '' }, { serviceName: 'Azure' }],
    [{ BillingAccountId: '/providers/Microsoft.Billing/billingAccounts/8611537' }, { billingAccountId: '8611537' }],
  ])('%j is %j', async (row, of) => {
    expect(await one(row)).toMatchObject(of);
  });

  it('of a customer agreement is billed to its billing profile', async () => {
    expect(await one({}, mcaUsage)).toMatchObject({ billingAccountId: 'NF5V-BI6B-BG7-PGB', tags: {} });
  });

  it('of the exports before 2019 is usage, billed to the subscription in the month of its day', async () => {
    expect(await one({}, oldUsage)).toMatchObject({
      day: '2019-07-29',
      billingMonth: '2019-07-01',
      billingAccountId: subscription,
      subAccountId: subscription,
      chargeCategory: 'Usage',
      regionId: 'eastus2',
      serviceName: 'Storage',
      resourceType: 'microsoft.storage/storageaccounts',
      billedCost: nanos('0.09'),
      listCost: null,
      contractedCost: nanos('0.09'),
      tags: { project: 'p1' },
    });
  });
});

describe('an Azure export is recognised', () => {
  it.each([
    ['of an Enterprise Agreement', eaUsage, 'Azure cost export (EA)'],
    ['of a customer agreement', mcaUsage, 'Azure cost export (MCA)'],
    ['from before 2019', oldUsage, 'Azure usage export (before 2019)'],
  ])('%s', (_of, good, label) =>
    reading(written(folder, azureCsv([{}], good)), ({ files }) => {
      expect(files).toMatchObject([{ kind: 'azure-cost', schema: label, columns: { unknown: [] } }]);
    }),
  );
});
