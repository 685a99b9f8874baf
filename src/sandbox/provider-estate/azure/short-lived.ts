import { burst } from '../bursts.ts';
import type { AzureContext } from './azure-context.ts';
import { meter } from './prices/catalogue.ts';
import { HOME_REGIONS } from './tenant.ts';

/** Regions in which little runs, and what is started there. */
const PLACES = [
  { region: HOME_REGIONS[3], key: 'vm/Standard_D4s_v5/linux' },
  { region: HOME_REGIONS[2], key: 'vm/Standard_F8s_v2/linux' },
] as const;

/** Pools of Batch, whose machines stand in Microsoft's own subscription: no listing has them, the bill does. */
export function makeShortLived(context: AzureContext): void {
  let index = 0;
  const accounts = [...new Set(context.places.items.map(({ accountId }) => accountId))];
  for (const accountId of accounts) {
    for (const { region, key } of PLACES) {
      const { usdPerDay, runs } = burst(index++, context.now);
      const { usd, serviceName, productName, skuName, meterName, unit } = meter(key, region);
      const name = `render${context.random('short-lived', accountId, region).hex(6)}`;
      for (const { from, to } of runs) {
        context.usages.push({
          accountId,
          region,
          resourceId: `/subscriptions/${accountId}/resourceGroups/batch/providers/Microsoft.Batch/batchAccounts/${name}`,
          resourceName: name,
          service: serviceName,
          skuId: `${key} ${region}`,
          skuName: `${productName} - ${skuName} - ${meterName}`,
          unit,
          rate: usd,
          quantity: Math.ceil(usdPerDay / 24 / Number(usd)),
          per: 'hour',
          from,
          to,
          labels: {},
        });
      }
    }
  }
}
