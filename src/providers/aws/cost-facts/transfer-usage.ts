import type { TransferUsage } from '../../../domain/cost-facts.ts';
import { addDays, type DayRange } from '../../../domain/instant.ts';
import type { CostCalls } from '../cost-calls.ts';
import { type CostReader, dimension, settledWindow, Sums, usageRecords } from './cost-reader.ts';
import { dimensionValues, groupedCosts } from './grouped-costs.ts';

const LOOKBACK_DAYS = 30;

/** A filter takes so many values at a time. */
const VALUES_PER_QUESTION = 200;

/** CloudFront's own egress is what a hotspot is moved to: it is no hotspot. */
const notCdn = { Not: dimension('SERVICE', ['Amazon CloudFront']) };

/** Traffic by account and usage type over the last 30 settled days and the 30 before them. */
export const transferUsage: CostReader<'transfer-usage'> = {
  permissions: ['ce:GetDimensionValues', 'ce:GetCostAndUsage'],
  async read({ calls, today }) {
    const window = settledWindow(today, LOOKBACK_DAYS);
    const former: DayRange = { from: addDays(window.from, -LOOKBACK_DAYS), to: window.from };
    const whole: DayRange = { from: former.from, to: window.to };
    const types = (await dimensionValues(calls, whole, 'USAGE_TYPE')).filter((type) => routeOf(type) !== undefined);
    if (types.length === 0) return [];
    const now = await trafficIn(calls, window, types);
    const before = await trafficIn(calls, former, types);
    return [...now.keys.values()].flatMap(({ accountId, usageType, currency }): readonly TransferUsage[] => {
      const route = routeOf(usageType);
      const key = keyOf(accountId, usageType, currency);
      if (route === undefined) return [];
      return [
        {
          accountId,
          usageType,
          route,
          window,
          currency,
          cost: now.costs.get(key),
          formerCost: before.costs.get(key),
          quantityGiB: Number(now.quantities.get(key)),
          formerQuantityGiB: Number(before.quantities.get(key)),
        },
      ];
    });
  },
};

/**
 * Where traffic of a usage type goes; undefined for what is no traffic that is paid by its amount. Incoming traffic is
 * free. Sources: EC2 user guide, "Understanding data transfer charges"; CUR guide, usage types `…-AWS-Out-Bytes` (to
 * another region), `DataTransfer-Regional-Bytes` (between zones), `DataTransfer-Out-Bytes` (to the internet).
 */
export function routeOf(usageType: string): TransferUsage['route'] | undefined {
  if (/(^|-)DataTransfer-(Regional|xAZ-In|xAZ-Out)-Bytes/.test(usageType)) return 'zones';
  if (/(^|-)VpcPeering-(In|Out)-Bytes/.test(usageType)) return 'zones';
  if (/-AWS-Out-Bytes/.test(usageType)) return 'regions';
  if (/(^|-)DataTransfer-Out-Bytes/.test(usageType)) return 'internet';
  return undefined;
}

const keyOf = (...parts: readonly string[]): string => parts.join('\n');

async function trafficIn(calls: CostCalls, window: DayRange, types: readonly string[]) {
  const keys = new Map<string, { readonly accountId: string; readonly usageType: string; readonly currency: string }>();
  const [costs, quantities] = [new Sums(), new Sums()];
  for (let at = 0; at < types.length; at += VALUES_PER_QUESTION) {
    for await (const { keys: group, metrics } of groupedCosts(calls, {
      window,
      granularity: 'MONTHLY',
      groupBy: [
        { Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' },
        { Type: 'DIMENSION', Key: 'USAGE_TYPE' },
      ],
      metrics: ['AmortizedCost', 'UsageQuantity'],
      filter: {
        And: [
          dimension('RECORD_TYPE', usageRecords),
          dimension('USAGE_TYPE', types.slice(at, at + VALUES_PER_QUESTION)),
          notCdn,
        ],
      },
    })) {
      const [accountId = '', usageType = ''] = group;
      const { AmortizedCost: cost, UsageQuantity: quantity } = metrics;
      if (cost === undefined || quantity === undefined) continue;
      const key = keyOf(accountId, usageType, cost.Unit);
      keys.set(key, { accountId, usageType, currency: cost.Unit });
      costs.add(key, cost.Amount);
      quantities.add(key, quantity.Amount);
    }
  }
  return { keys, costs, quantities };
}
