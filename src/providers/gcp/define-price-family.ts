import type { InUse } from '../../domain/ports/provider.ts';
import type { Price, PriceUnit } from '../../domain/prices.ts';
import { decimal, type Decimal, multiply } from '../../domain/decimal.ts';
import type { ResourceKind } from '../../domain/resources.ts';
import type { MachineSize } from './machine-sizes.ts';
import { amountText, type CatalogueService, listAmount, type Sku } from './sku-catalogue.ts';

export type PricedItem = Pick<Price, 'item' | 'skuId' | 'listPrice'>;

export interface FamilyPrices {
  readonly prices: readonly PricedItem[];
  /** Sizes that only their names tell: custom machine types in use. */
  readonly sizes: readonly MachineSize[];
}

/** What a family is made from. */
export interface PriceContext {
  readonly regionId: string;
  readonly inUse: InUse;
  /** SKUs of the region, most specific first. */
  skus(service: CatalogueService): Promise<readonly Sku[]>;
  /** Predefined machine types of the region. */
  machineSizes(): Promise<readonly MachineSize[]>;
}

/** Prices that are read together: what one kind of thing can cost in a region. */
export interface PriceFamily {
  readonly name: string;
  /** Read where a resource of one of these kinds is. */
  readonly kinds: readonly ResourceKind[];
  prices(context: PriceContext): Promise<FamilyPrices>;
}

/** One item, by the description of its SKU: the catalogue tells what a SKU is in no other way. */
export interface ItemPattern {
  readonly service: CatalogueService;
  readonly pattern: RegExp;
  /** The item's key; undefined for a match that is none after all. */
  readonly item: (match: RegExpExecArray) => string | undefined;
  readonly unit: PriceUnit | ((match: RegExpExecArray) => PriceUnit);
  /** For a SKU whose unit is another: `0.0009765625` where it is per GiB and ours per MiB. */
  readonly factor?: string;
  readonly usageType?: string;
}

/** A family whose items are each one SKU. The first SKU that fits an item is it: the most specific one. */
export const skuFamily = (
  name: string,
  kinds: readonly ResourceKind[],
  patterns: readonly ItemPattern[],
): PriceFamily => ({
  name,
  kinds,
  async prices({ skus }) {
    const prices = new Map<string, PricedItem>();
    for (const { service, pattern, item, unit, factor, usageType = 'OnDemand' } of patterns) {
      for (const sku of await skus(service)) {
        const match = sku.usageType === usageType ? pattern.exec(sku.description) : null;
        const key = match === null ? undefined : item(match);
        const amount = listAmount(sku);
        if (match === null || key === undefined || amount === undefined || prices.has(key)) continue;
        prices.set(key, pricedItem(key, sku, amount, typeof unit === 'function' ? unit(match) : unit, factor));
      }
    }
    return { prices: [...prices.values()], sizes: [] };
  },
});

export function pricedItem(item: string, sku: Sku, amount: Decimal, unit: PriceUnit, factor?: string): PricedItem {
  const price = factor === undefined ? amount : multiply(amount, decimal(factor));
  return { item, skuId: sku.skuId, listPrice: { amount: amountText(price), currency: sku.currency, unit } };
}
