import { CloudError } from '../../domain/cloud-error.ts';
import type { ResourceCostRecord } from '../../domain/cost-facts.ts';
import type { Scope } from '../../domain/ids.ts';
import { addDays, type Day, type DayRange } from '../../domain/instant.ts';
import { money } from '../../domain/money.ts';
import type { ResourceCostPage } from '../../domain/ports/provider.ts';
import type { AzureClient } from './client.ts';
import { armId } from './arm-rows.ts';
import type { CostTarget } from './cost.ts';
import { queryCost } from './cost-query.ts';

/** Cost of the last days still changes. Source: Cost Management documentation, "Cost and usage data updates and retention". */
const UNSETTLED_DAYS = 3;
const DAYS = 30;

/** The first days of the window, and by how much their cost a day may be another than that of all: a 20th. */
const FIRST_DAYS = 5;
const MOST_APART = 20n;

/**
 * Amortized cost by resource of the settled last 30 days, over all places where the bill can be read. The API gives a sum
 * and not the days that it is of, and daily rows by resource would be thirty times as many: what cost as much a day
 * in the first days as in all of them was there all the time. The others are left out, as their sum says nothing of a
 * month.
 */
export async function readResourceCosts(
  azure: AzureClient,
  scope: Scope,
  targets: readonly CostTarget[],
  today: Day,
): Promise<ResourceCostPage> {
  const to = addDays(today, -UNSETTLED_DAYS);
  const range = { from: addDays(to, -DAYS), to };
  const costs: ResourceCostRecord[] = [];
  let refused: CloudError | undefined;
  for (const target of targets) {
    try {
      const whole = await sumsOf(azure, scope, target, range);
      const first = await sumsOf(azure, scope, target, { from: range.from, to: addDays(range.from, FIRST_DAYS) });
      for (const [key, record] of whole) {
        const begin = first.get(key)?.effectiveCost.nanos ?? 0n;
        if (isSteady(begin, record.effectiveCost.nanos)) costs.push(record);
      }
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
      // The others' costs are good by themselves: a resource without a record is not known to cost nothing.
      refused ??= error;
    }
  }
  if (refused !== undefined && costs.length === 0) throw refused;
  return { range, costs };
}

function isSteady(first: bigint, whole: bigint): boolean {
  const apart = first * BigInt(DAYS / FIRST_DAYS) - whole;
  return (apart < 0n ? -apart : apart) * MOST_APART <= whole;
}

/** By resource and currency. */
async function sumsOf(
  azure: AzureClient,
  scope: Scope,
  { path, subscription }: CostTarget,
  range: DayRange,
): Promise<ReadonlyMap<string, ResourceCostRecord>> {
  const sums = new Map<string, ResourceCostRecord>();
  const question = { view: 'AmortizedCost', range, groupBy: ['ResourceId'], grain: 'None' } as const;
  for await (const rows of queryCost(azure, scope, path, question)) {
    for (const { keys, nanos, currency } of rows) {
      const resourceId = armId(keys[0] ?? '');
      // What is of no resource (a purchase, a tax) has no id.
      const accountId = subscription?.id ?? subscriptionOf(resourceId);
      if (resourceId === '' || accountId === undefined) continue;
      const key = `${resourceId}\n${currency}`;
      const sum = nanos + (sums.get(key)?.effectiveCost.nanos ?? 0n);
      sums.set(key, { accountId, resourceId, effectiveCost: money(sum, currency), days: DAYS });
    }
  }
  return sums;
}

const subscriptionOf = (id: string): string | undefined => /^\/subscriptions\/([^/]+)/i.exec(armId(id))?.[1];
