import type { Expression } from '@aws-sdk/client-cost-explorer';
import { type ChargeCategory, chargeCategories } from '../../domain/charges.ts';
import { chargeCategoryOf } from './record-types.ts';

/** One question to Cost Explorer: the costs of a category, grouped by service and one more dimension. */
export interface CostSlice {
  readonly category: ChargeCategory;
  readonly groupBy: 'LINKED_ACCOUNT' | 'REGION';
  /** What the filter holds fixed; `undefined` where the slice does not tell. */
  readonly accountId: string | undefined;
  readonly regionId: string | undefined;
  readonly filter: Expression | undefined;
}

/** Values that occur in the bill of the period. */
export interface BillDimensions {
  readonly accountIds: readonly string[];
  readonly regionIds: readonly string[];
  readonly recordTypes: readonly string[];
}

/**
 * The fewest questions that tell service, account, region and category. Cost Explorer groups by two dimensions, and
 * each question (each page of it) costs 0.01 USD. So usage is asked once per account or once per region, whichever
 * are fewer, grouped by service and the other one. Tax, credits, purchases and adjustments are asked once each, for
 * all regions together unless there is but one account: they hardly ever belong to a region.
 */
export function planCostSlices({ accountIds, regionIds, recordTypes }: BillDimensions): readonly CostSlice[] {
  const present = chargeCategories.filter((category) =>
    recordTypes.some((type) => chargeCategoryOf(type) === category),
  );
  return present.flatMap((category): readonly CostSlice[] => {
    const types = recordTypes.filter((type) => chargeCategoryOf(type) === category);
    const typeFilter = oneOf('RECORD_TYPE', types, recordTypes);
    if (accountIds.length <= 1) {
      return [{ category, groupBy: 'REGION', accountId: accountIds[0], regionId: undefined, filter: typeFilter }];
    }
    if (category !== 'Usage') {
      return [{ category, groupBy: 'LINKED_ACCOUNT', accountId: undefined, regionId: undefined, filter: typeFilter }];
    }
    return accountIds.length <= regionIds.length
      ? accountIds.map((accountId) => ({
          category,
          groupBy: 'REGION',
          accountId,
          regionId: undefined,
          filter: both(typeFilter, oneOf('LINKED_ACCOUNT', [accountId], accountIds)),
        }))
      : regionIds.map((regionId) => ({
          category,
          groupBy: 'LINKED_ACCOUNT',
          accountId: undefined,
          regionId,
          filter: both(typeFilter, oneOf('REGION', [regionId], regionIds)),
        }));
  });
}

/** "Has one of these values", out of all that occur; nothing to filter when these are all. */
function oneOf(
  key: 'RECORD_TYPE' | 'LINKED_ACCOUNT' | 'REGION',
  values: readonly string[],
  all: readonly string[],
): Expression | undefined {
  if (values.length === all.length) return undefined;
  // The empty value stands for "has none", which no filter can name: it is what the others leave.
  if (values.includes('')) {
    return { Not: { Dimensions: { Key: key, Values: all.filter((value) => !values.includes(value)) } } };
  }
  return { Dimensions: { Key: key, Values: [...values] } };
}

function both(a: Expression | undefined, b: Expression | undefined): Expression | undefined {
  return a && b ? { And: [a, b] } : (a ?? b);
}
