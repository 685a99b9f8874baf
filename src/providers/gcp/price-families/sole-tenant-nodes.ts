import { add, type Decimal, formatDecimal } from '../../../domain/decimal.ts';
import type { PricedItem, PriceFamily } from '../define-price-family.ts';
import { listAmount, type Sku } from '../sku-catalogue.ts';

/** `N2D AMD Sole Tenancy Instance Core running in Americas`; N1's first ones have no family. */
const NODE =
  /^(Sole Tenancy Premium for )?(?:([A-Z]\d+[A-Z]*) (?:(?:AMD|Arm|Memory-optimized) )*)?Sole Tenancy Instance (Core|Ram) running in /;

/**
 * `host-vcpu/<family>` per vCPU-hour and `host-memory/<family>` per GiB-hour of sole-tenant nodes: what a machine's would
 * cost and the premium for having the host alone, two SKUs whose ids `skuId` joins with `+`. Without either there is no
 * price. Source of the names: Cloud Billing catalogue, Compute Engine.
 */
export const soleTenantNodePrices: PriceFamily = {
  name: 'sole-tenant-nodes',
  kinds: ['dedicated-host'],
  async prices(context) {
    const parts = new Map<string, { base?: Priced; premium?: Priced }>();
    for (const sku of await context.skus('compute')) {
      const match = sku.usageType === 'OnDemand' ? NODE.exec(sku.description) : null;
      const amount = listAmount(sku);
      if (match === null || amount === undefined) continue;
      const [, premium, family = 'N1', of] = match;
      const key = `${of === 'Core' ? 'host-vcpu' : 'host-memory'}/${family.toLowerCase()}`;
      const part = parts.get(key) ?? {};
      parts.set(key, part);
      part[premium === undefined ? 'base' : 'premium'] ??= { sku, amount };
    }
    return { prices: [...parts].flatMap(([key, { base, premium }]) => itemOf(key, base, premium)), sizes: [] };
  },
};

interface Priced {
  readonly sku: Sku;
  readonly amount: Decimal;
}

function itemOf(item: string, base: Priced | undefined, premium: Priced | undefined): readonly PricedItem[] {
  if (base === undefined || premium === undefined) return [];
  const unit = item.startsWith('host-vcpu/') ? 'vCPU-hour' : 'GiB-hour';
  return [
    {
      item,
      skuId: `${base.sku.skuId}+${premium.sku.skuId}`,
      listPrice: { amount: formatDecimal(add(base.amount, premium.amount)), currency: base.sku.currency, unit },
    },
  ];
}
