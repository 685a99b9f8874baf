import type { PurchaseTypeCost } from '../../../domain/cost-facts.ts';
import { type CostReader, settledWindow, Sums } from './cost-reader.ts';
import { groupedCosts } from './grouped-costs.ts';

const LOOKBACK_DAYS = 30;

/** Cost by how it was bought, and service. */
export const purchaseTypeCost: CostReader<'purchase-type-cost'> = {
  permissions: ['ce:GetCostAndUsage'],
  async read({ calls, today }) {
    const window = settledWindow(today, LOOKBACK_DAYS);
    const [billed, effective] = [new Sums(), new Sums()];
    const found = new Map<string, Pick<PurchaseTypeCost, 'purchaseType' | 'serviceName' | 'currency'>>();
    for await (const { keys, metrics } of groupedCosts(calls, {
      window,
      granularity: 'MONTHLY',
      groupBy: [
        { Type: 'DIMENSION', Key: 'PURCHASE_TYPE' },
        { Type: 'DIMENSION', Key: 'SERVICE' },
      ],
      metrics: ['UnblendedCost', 'AmortizedCost'],
    })) {
      const [purchaseType = '', serviceName = ''] = keys;
      const { UnblendedCost, AmortizedCost } = metrics;
      if (UnblendedCost === undefined || AmortizedCost === undefined) continue;
      const key = JSON.stringify([purchaseType, serviceName, UnblendedCost.Unit]);
      found.set(key, { purchaseType, serviceName, currency: UnblendedCost.Unit });
      billed.add(key, UnblendedCost.Amount);
      effective.add(key, AmortizedCost.Amount);
    }
    return [...found].map(([key, of]) => ({
      ...of,
      window,
      billedCost: billed.get(key),
      effectiveCost: effective.get(key),
    }));
  },
};
