import type { InUse } from '../../domain/ports/provider.ts';
import type { Size } from '../../domain/prices.ts';
import type { ResourceKind } from '../../domain/resources.ts';
import type { ItemPrice, ListedProduct } from './price-items.ts';

export type PriceFilter = { readonly Type: 'TERM_MATCH' | 'ANY_OF'; readonly Field: string; readonly Value: string };

/** A GetProducts request. The region's filters (`regionCode`, `locationType`) are added unless `anywhere` is set. */
export interface PriceQuestion {
  readonly serviceCode: string;
  readonly filters: readonly PriceFilter[];
  /** For what is sold once for all regions. */
  readonly anywhere?: true;
}

/** Prices that are asked for and read together: what one kind of thing can cost in a region. */
export interface PriceFamily {
  readonly name: string;
  /** Asked for where a resource of one of these kinds is. */
  readonly kinds: readonly ResourceKind[];
  /** Read again when a size of these kinds comes into use that was not in use at the last reading. */
  readonly sizedKinds?: readonly ResourceKind[];
  questions(regionId: string, inUse: InUse): Iterable<PriceQuestion>;
  /** The items that a product's on-demand price is the price of; none for a product that no item stands for. */
  items(product: ListedProduct): readonly ItemPrice[];
  /** The size that a product describes, for kinds whose sizes no other API tells. */
  size?(product: ListedProduct): Omit<Size, 'provider' | 'regionId'> | undefined;
}

export const is = (Field: string, Value: string): PriceFilter => ({ Type: 'TERM_MATCH', Field, Value });

export const isOneOf = (Field: string, values: readonly string[]): PriceFilter => ({
  Type: 'ANY_OF',
  Field,
  Value: values.join(','),
});
