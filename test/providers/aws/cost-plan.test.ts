import { describe, expect, it } from 'vitest';
import { planCostSlices } from '../../../src/providers/aws/cost-plan.ts';
import { chargeCategoryOf } from '../../../src/providers/aws/record-types.ts';

const accounts = (count: number) => Array.from({ length: count }, (_, at) => String(100_000_000_000 + at));
const recordTypes = ['Usage', 'SavingsPlanCoveredUsage', 'Tax', 'Credit', 'Refund'];

describe('questions to Cost Explorer', () => {
  it.each`
    accountIds      | regionIds               | slices | groupBy             | because
    ${accounts(3)}  | ${['a', 'b', 'c', 'd']} | ${6}   | ${'REGION'}         | ${'accounts are fewer than regions'}
    ${accounts(40)} | ${['a', 'b']}           | ${5}   | ${'LINKED_ACCOUNT'} | ${'regions are fewer than accounts'}
    ${accounts(1)}  | ${['a', 'b']}           | ${4}   | ${'REGION'}         | ${'with one account every category fits into one question'}
  `('are $slices when $because', ({ accountIds, regionIds, slices, groupBy }) => {
    const plan = planCostSlices({ accountIds, regionIds, recordTypes });
    expect(plan).toHaveLength(slices);
    expect(new Set(plan.filter(({ category }) => category === 'Usage').map((slice) => slice.groupBy))).toEqual(
      new Set([groupBy]),
    );
  });

  it('have no filter where there is nothing to leave out', () => {
    const plan = planCostSlices({ accountIds: accounts(1), regionIds: ['a'], recordTypes: ['Usage'] });
    expect(plan).toMatchObject([{ category: 'Usage', filter: undefined, accountId: '100000000000' }]);
  });

  it('ask for what has no value as what the others leave', () => {
    const plan = planCostSlices({ accountIds: accounts(9), regionIds: ['', 'us-east-1'], recordTypes: ['Usage'] });
    expect(plan.map(({ filter }) => filter)).toEqual([
      { Not: { Dimensions: { Key: 'REGION', Values: ['us-east-1'] } } },
      { Dimensions: { Key: 'REGION', Values: ['us-east-1'] } },
    ]);
  });

  it('cover each record type in one category, and each account or region of usage once', () => {
    const plan = planCostSlices({ accountIds: accounts(3), regionIds: ['a', 'b', 'c', 'd'], recordTypes });
    const types = plan.flatMap(({ filter }) =>
      (filter?.And ?? [filter]).flatMap((part) =>
        part?.Dimensions?.Key === 'RECORD_TYPE' ? (part.Dimensions.Values ?? []) : [],
      ),
    );
    expect([...new Set(types)].toSorted()).toEqual(recordTypes.toSorted());
    expect(plan.flatMap(({ accountId }) => accountId ?? []).toSorted()).toEqual(accounts(3));
  });

  it('are none when nothing was billed', () => {
    expect(planCostSlices({ accountIds: [], regionIds: [], recordTypes: [] })).toEqual([]);
  });
});

describe('charge category of a record type', () => {
  it.each`
    recordType                                | category
    ${'Usage'}                                | ${'Usage'}
    ${'DiscountedUsage'}                      | ${'Usage'}
    ${'SavingsPlanNegation'}                  | ${'Usage'}
    ${'SavingsPlanRecurringFee'}              | ${'Purchase'}
    ${'RIFee'}                                | ${'Purchase'}
    ${'Tax'}                                  | ${'Tax'}
    ${'Credit'}                               | ${'Credit'}
    ${'Refund'}                               | ${'Adjustment'}
    ${'Enterprise Discount Program Discount'} | ${'Adjustment'}
    ${'constructor'}                          | ${'Adjustment'}
    ${''}                                     | ${'Adjustment'}
  `('of $recordType is $category', ({ recordType, category }) => {
    expect(chargeCategoryOf(recordType)).toBe(category);
  });
});
