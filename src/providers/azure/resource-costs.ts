import { CloudError } from '../../domain/cloud-error.ts';
import type { ResourceCostRecord } from '../../domain/cost-facts.ts';
import type { Scope } from '../../domain/ids.ts';
import { addDays, type Day } from '../../domain/instant.ts';
import { money } from '../../domain/money.ts';
import type { ResourceCostPage } from '../../domain/ports/provider.ts';
import type { AzureClient } from './client.ts';
import { armId } from './arm-rows.ts';
import type { CostTarget } from './cost.ts';
import { queryCost } from './cost-query.ts';

/** Cost of the last days still changes. Source: Cost Management documentation, "Cost and usage data updates and retention". */
const UNSETTLED_DAYS = 3;
const DAYS = 30;

/** Amortized cost by resource of the settled last 30 days, over all places where the bill can be read. */
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
  for (const { path, subscription } of targets) {
    try {
      for await (const rows of queryCost(azure, scope, path, {
        view: 'AmortizedCost',
        range,
        groupBy: ['ResourceId'],
        grain: 'None',
      })) {
        for (const {
          keys: [id = ''],
          nanos,
          currency,
        } of rows) {
          // What is of no resource (a purchase, a tax) has no id.
          if (id === '') continue;
          const accountId = subscription?.id ?? subscriptionOf(id);
          if (accountId === undefined) continue;
          costs.push({ accountId, resourceId: armId(id), effectiveCost: money(nanos, currency), days: DAYS });
        }
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

const subscriptionOf = (id: string): string | undefined => /^\/subscriptions\/([^/]+)/i.exec(armId(id))?.[1];
