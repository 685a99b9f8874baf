import type { OnDemandUsage } from '../../../domain/cost-facts.ts';
import { type DayRange, epochDay, parseDay } from '../../../domain/instant.ts';
import { regionOfUsageType } from '../billing-regions.ts';
import { type CostReader, dimension, malformedRow, settledWindow } from './cost-reader.ts';
import { groupedCosts } from './grouped-costs.ts';
import { committableServices } from './services.ts';

/** A month of days: enough weekdays for a low percentile, and recent enough to still be true. */
const LOOKBACK_DAYS = 30;

interface Series {
  readonly serviceName: string;
  readonly usageType: string;
  readonly operation: string;
  readonly currency: string;
  unit: string;
  readonly costs: string[];
  readonly quantities: number[];
}

/**
 * On-demand usage of what a commitment could cover: RECORD_TYPE `Usage` is what no Savings Plan and no reservation has
 * covered. Grouped by usage type and operation, over all accounts, since commitments are shared among them. One request
 * per service, so that the service is known, pages aside.
 */
export const onDemandUsage: CostReader<'on-demand-usage'> = {
  permissions: ['ce:GetCostAndUsage'],
  async read({ calls, today }) {
    const window = settledWindow(today, LOOKBACK_DAYS);
    const found: OnDemandUsage[] = [];
    const present = new Set<string>();
    // One question tells which of the services are billed on demand at all.
    for await (const { keys } of groupedCosts(calls, {
      window,
      granularity: 'MONTHLY',
      groupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
      metrics: ['UnblendedCost'],
      filter: { And: [dimension('RECORD_TYPE', ['Usage']), dimension('SERVICE', [...committableServices.keys()])] },
    })) {
      present.add(keys[0] ?? '');
    }
    for (const serviceName of [...present].toSorted()) {
      const serviceCode = committableServices.get(serviceName);
      if (serviceCode !== undefined) found.push(...(await ofService(serviceName, serviceCode, window, calls)));
    }
    return found;
  },
};

async function ofService(
  serviceName: string,
  serviceCode: string,
  window: DayRange,
  calls: Parameters<typeof groupedCosts>[0],
): Promise<readonly OnDemandUsage[]> {
  const days = epochDay(window.to) - epochDay(window.from);
  const series = new Map<string, Series>();
  for await (const { start, keys, metrics } of groupedCosts(calls, {
    window,
    granularity: 'DAILY',
    groupBy: [
      { Type: 'DIMENSION', Key: 'USAGE_TYPE' },
      { Type: 'DIMENSION', Key: 'OPERATION' },
    ],
    metrics: ['UnblendedCost', 'UsageQuantity'],
    filter: { And: [dimension('RECORD_TYPE', ['Usage']), dimension('SERVICE', [serviceName])] },
  })) {
    const day = parseDay(start);
    const { UnblendedCost: cost, UsageQuantity: quantity } = metrics;
    const [usageType = '', operation = ''] = keys;
    if (day === undefined || cost === undefined || quantity === undefined) {
      throw malformedRow('ce:GetCostAndUsage', `a period starts at ${JSON.stringify(start)}`);
    }
    const key = JSON.stringify([usageType, operation, cost.Unit]);
    const line = series.get(key) ?? {
      serviceName,
      usageType,
      operation,
      currency: cost.Unit,
      unit: quantity.Unit,
      costs: Array.from({ length: days }, () => '0'),
      quantities: Array.from({ length: days }, () => 0),
    };
    series.set(key, line);
    const at = epochDay(day) - epochDay(window.from);
    if (at < 0 || at >= days) continue;
    line.costs[at] = cost.Amount;
    line.quantities[at] = Number(quantity.Amount);
    if (quantity.Unit !== line.unit) line.unit = 'N/A';
  }
  return [...series.values()].map((line) => ({
    ...line,
    serviceCode,
    regionId: regionOfUsageType(line.usageType),
    window,
  }));
}
