import { z } from 'zod';
import { CloudError } from '../../../domain/cloud-error.ts';
import { decimal, toScaled } from '../../../domain/decimal.ts';
import type { DayRange } from '../../../domain/instant.ts';
import { money } from '../../../domain/money.ts';
import type { ResourceCostPage } from '../../../domain/ports/provider.ts';
import {
  type CostContext,
  dimension,
  MoneyAmount,
  parsed,
  periodOf,
  settledWindow,
  usageRecords,
} from './cost-reader.ts';
import { dimensionValues } from './grouped-costs.ts';
import { notEnabled } from './hourly-cost.ts';

export const resourceCostPermissions = ['ce:GetCostAndUsageWithResources', 'ce:GetDimensionValues'] as const;

/** Resource-level data goes back 14 days (API reference, GetCostAndUsageWithResources); twelve of them are settled. */
const LOOKBACK_DAYS = 12;

const Page = z.object({
  ResultsByTime: z.array(
    z.object({
      TimePeriod: z.object({ Start: z.string() }),
      Groups: z
        .array(z.object({ Keys: z.array(z.string()).length(2), Metrics: z.object({ AmortizedCost: MoneyAmount }) }))
        .default([]),
    }),
  ),
});

/** What belongs to no resource stands under this name, or an empty one. */
const NO_RESOURCE = 'NoResourceId';

/**
 * Effective cost by resource, where the payer has resource-level data switched on; asked service by service, as the API
 * demands. A `not-enabled` CloudError where it is not.
 */
export async function resourceCosts({ calls, today }: CostContext): Promise<ResourceCostPage> {
  const range = settledWindow(today, LOOKBACK_DAYS);
  const services = await dimensionValues(calls, range, 'SERVICE', dimension('RECORD_TYPE', usageRecords));
  const found = new Map<
    string,
    { readonly accountId: string; readonly resourceId: string; currency: string; nanos: bigint; days: Set<string> }
  >();
  let refusal: CloudError | undefined;
  let answered = 0;
  for (const service of services) {
    try {
      for await (const { start, keys, cost } of costsOf(calls, range, service)) {
        const [resourceId = '', accountId = ''] = keys;
        if (resourceId === '' || resourceId === NO_RESOURCE) continue;
        const key = JSON.stringify([accountId, resourceId, cost.Unit]);
        const line = found.get(key) ?? { accountId, resourceId, currency: cost.Unit, nanos: 0n, days: new Set() };
        found.set(key, line);
        line.nanos += toScaled(decimal(cost.Amount), 9);
        line.days.add(start);
      }
      answered += 1;
    } catch (error) {
      if (!(error instanceof CloudError) || error.category !== 'not-enabled') throw error;
      // The data can be switched on for some services alone. One refused at first means all: the rest is not paid for.
      refusal = error;
      if (answered === 0) break;
    }
  }
  if (answered === 0 && refusal !== undefined) throw refusal;
  return {
    range,
    costs: [...found.values()].map(({ accountId, resourceId, currency, nanos, days }) => ({
      accountId,
      resourceId,
      effectiveCost: money(nanos, currency),
      days: days.size,
    })),
  };
}

async function* costsOf(calls: CostContext['calls'], range: DayRange, service: string) {
  const operation = 'ce:GetCostAndUsageWithResources';
  const input = {
    TimePeriod: periodOf(range),
    Granularity: 'DAILY' as const,
    Metrics: ['AmortizedCost'],
    GroupBy: (['RESOURCE_ID', 'LINKED_ACCOUNT'] as const).map((Key) => ({ Type: 'DIMENSION' as const, Key })),
    Filter: { And: [dimension('SERVICE', [service]), dimension('RECORD_TYPE', usageRecords)] },
  };
  try {
    for await (const answer of calls.pages('NextPageToken', 'GetCostAndUsageWithResources', input)) {
      for (const { TimePeriod, Groups } of parsed(operation, Page, answer).ResultsByTime) {
        for (const { Keys, Metrics } of Groups)
          yield { start: TimePeriod.Start, keys: Keys, cost: Metrics.AmortizedCost };
      }
    }
  } catch (error) {
    throw notEnabled(error, 'cost by resource', operation);
  }
}
