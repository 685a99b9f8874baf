import { z } from 'zod';
import type { AllocatedCost, AllocationTag } from '../../../domain/cost-facts.ts';
import type { DayRange } from '../../../domain/instant.ts';
import type { CostCalls } from '../cost-calls.ts';
import { type CostReader, dimension, parsed, settledWindow, Sums, usageRecords } from './cost-reader.ts';
import { groupedCosts } from './grouped-costs.ts';

const LOOKBACK_DAYS = 30;

/** Each key is a question of its own, and each question costs. */
const MOST_TAGS = 8;
const MOST_CATEGORIES = 4;

const TagsPage = z.object({
  CostAllocationTags: z.array(
    z.object({
      TagKey: z.string(),
      Type: z.string(),
      Status: z.string(),
      LastUsedDate: z.string().optional(),
    }),
  ),
});

async function tagsOf(calls: CostCalls): Promise<readonly AllocationTag[]> {
  const tags: AllocationTag[] = [];
  for await (const answer of calls.pages('NextToken', 'ListCostAllocationTags', { MaxResults: 1000 })) {
    for (const tag of parsed('ce:ListCostAllocationTags', TagsPage, answer).CostAllocationTags) {
      tags.push({
        key: tag.TagKey,
        madeBy: tag.Type === 'UserDefined' ? 'user' : 'cloud',
        isActive: tag.Status === 'Active',
        lastUsedAt: tag.LastUsedDate ?? null,
      });
    }
  }
  return tags;
}

/** Which tag keys the bill knows, and which of them are switched on for it. */
export const allocationTags: CostReader<'allocation-tags'> = {
  permissions: ['ce:ListCostAllocationTags'],
  read: ({ calls }) => tagsOf(calls),
};

const CategoriesPage = z.object({ CostCategoryReferences: z.array(z.object({ Name: z.string().min(1) })).default([]) });

/** Cost of usage by the values of the allocation tags that matter, and of the cost categories. */
export const allocatedCost: CostReader<'allocated-cost'> = {
  permissions: ['ce:ListCostCategoryDefinitions', 'ce:GetCostAndUsage'],
  async read({ calls, today, request }) {
    const window = settledWindow(today, LOOKBACK_DAYS);
    const keys = request.allocationTags
      .filter(({ key, isActive }) => isActive && request.isAllocationTag(key))
      .map(({ key }) => key)
      .toSorted()
      .slice(0, MOST_TAGS);
    const categories: string[] = [];
    for await (const answer of calls.pages('NextToken', 'ListCostCategoryDefinitions', { MaxResults: 100 })) {
      const page = parsed('ce:ListCostCategoryDefinitions', CategoriesPage, answer);
      categories.push(...page.CostCategoryReferences.map(({ Name }) => Name));
    }
    const rows: AllocatedCost[] = [];
    for (const key of keys) rows.push(...(await costsBy(calls, window, 'tag', key)));
    for (const key of categories.toSorted().slice(0, MOST_CATEGORIES)) {
      rows.push(...(await costsBy(calls, window, 'cost-category', key)));
    }
    return rows;
  },
};

async function costsBy(
  calls: CostCalls,
  window: DayRange,
  kind: AllocatedCost['dimension'],
  key: string,
): Promise<readonly AllocatedCost[]> {
  const sums = new Sums();
  const found = new Map<string, { readonly value: string; readonly accountId: string; readonly currency: string }>();
  for await (const { keys, metrics } of groupedCosts(calls, {
    window,
    granularity: 'MONTHLY',
    groupBy: [
      { Type: kind === 'tag' ? 'TAG' : 'COST_CATEGORY', Key: key },
      { Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' },
    ],
    metrics: ['AmortizedCost'],
    filter: dimension('RECORD_TYPE', usageRecords),
  })) {
    const [label = '', accountId = ''] = keys;
    const cost = metrics.AmortizedCost;
    if (cost === undefined) continue;
    // `team$payments`, and `team$` for what has no such tag. A key may hold a dollar sign itself.
    const value = label.startsWith(`${key}$`) ? label.slice(key.length + 1) : label;
    const id = JSON.stringify([value, accountId, cost.Unit]);
    found.set(id, { value, accountId, currency: cost.Unit });
    sums.add(id, cost.Amount);
  }
  return [...found].map(([id, of]) => ({ dimension: kind, key, ...of, window, cost: sums.get(id) }));
}
