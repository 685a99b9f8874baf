import { CloudError } from '../../../domain/cloud-error.ts';
import type { HourlyOnDemandCost } from '../../../domain/cost-facts.ts';
import { epochMs, MS_PER_HOUR, parseInstant, startOfDay } from '../../../domain/instant.ts';
import { type CostReader, dimension, malformedRow, settledWindow } from './cost-reader.ts';
import { groupedCosts } from './grouped-costs.ts';
import { committableServices } from './services.ts';

/** Hourly data goes back 14 days (Cost Explorer user guide); the last settled twelve of them are whole. */
const LOOKBACK_DAYS = 12;

/**
 * Hourly on-demand cost by service, where the payer pays for hourly data: the valleys inside of a day, which daily sums
 * hide. Where it is not switched on, a `not-enabled` CloudError says so.
 */
export const hourlyOnDemandCost: CostReader<'hourly-on-demand-cost'> = {
  permissions: ['ce:GetCostAndUsage'],
  async read({ calls, today }) {
    const window = settledWindow(today, LOOKBACK_DAYS);
    const start = epochMs(startOfDay(window.from));
    const hours = LOOKBACK_DAYS * 24;
    const series = new Map<string, HourlyOnDemandCost & { readonly costs: string[] }>();
    const moment = (day: string): string => `${day}T00:00:00Z`;
    try {
      for await (const { start: at, keys, metrics } of groupedCosts(calls, {
        window,
        period: { Start: moment(window.from), End: moment(window.to) },
        granularity: 'HOURLY',
        groupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }],
        metrics: ['UnblendedCost'],
        filter: { And: [dimension('RECORD_TYPE', ['Usage']), dimension('SERVICE', [...committableServices.keys()])] },
      })) {
        const [serviceName = ''] = keys;
        const cost = metrics.UnblendedCost;
        const hour = parseInstant(at);
        if (cost === undefined || hour === undefined) {
          throw malformedRow('ce:GetCostAndUsage', `a period starts at ${JSON.stringify(at)}`);
        }
        const line = series.get(serviceName) ?? {
          serviceName,
          window,
          currency: cost.Unit,
          costs: Array.from({ length: hours }, () => '0'),
        };
        series.set(serviceName, line);
        const index = (epochMs(hour) - start) / MS_PER_HOUR;
        if (index >= 0 && index < hours) line.costs[index] = cost.Amount;
      }
    } catch (error) {
      throw notEnabled(error, 'hourly data', 'ce:GetCostAndUsage');
    }
    return [...series.values()];
  },
};

/**
 * Cost Explorer refuses a question about data that the payer has not switched on as invalid, in words that differ; every
 * other reason for the same code would be a mistake in a question that never changes.
 */
export function notEnabled(error: unknown, what: string, operation: string): unknown {
  if (!(error instanceof CloudError)) return error;
  const refused = error.category === 'invalid' || error.vendorCode === 'DataUnavailableException';
  if (!refused) return error;
  const message = `${what} is not switched on in Cost Explorer's settings: ${error.message}`;
  return new CloudError(
    { category: 'not-enabled', operation, message, vendorCode: error.vendorCode, status: error.status },
    { cause: error },
  );
}
