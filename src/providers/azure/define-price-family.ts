import type { InUse } from '../../domain/ports/provider.ts';
import type { PriceUnit } from '../../domain/prices.ts';
import type { ResourceKind } from '../../domain/resources.ts';

/** The fields of a retail price that tell what is priced. Source: "Azure Retail Prices overview". */
export interface RetailPrice {
  readonly armRegionName: string;
  readonly armSkuName: string;
  readonly serviceName: string;
  readonly productName: string;
  readonly skuName: string;
  readonly meterName: string;
  readonly unitOfMeasure: string;
  /** Decimal text. */
  readonly amount: string;
  /** From so many units a month on. */
  readonly tierMinimumUnits: number;
}

/** One question to the price list; the region and `priceType eq 'Consumption'` are added. */
export interface PriceQuestion {
  readonly serviceName: string;
  /** Further conditions, joined by `and`. */
  readonly where?: string;
  /** Sold at one price everywhere, or by zones that hold several regions: rows of no region count too. */
  readonly anywhere?: true;
}

export interface ItemPrice {
  readonly item: string;
  readonly amount: string;
  readonly unit: PriceUnit;
}

/** A price that should be an item's and cannot be: its unit is not one that is understood. */
export class UnreadablePrice extends Error {}

/** Prices that are asked for and read together: what one kind of thing can cost in a region. */
export interface PriceFamily {
  readonly name: string;
  /** Asked for where a resource of one of these kinds is. */
  readonly kinds: readonly ResourceKind[];
  questions(regionId: string, inUse: InUse): Iterable<PriceQuestion>;
  /** The items that a row is the price of; none for a row that no item stands for. Throws UnreadablePrice. */
  items(row: RetailPrice): readonly ItemPrice[];
}
