import { priceBook } from '../../estate/prices.ts';
import type { Product } from './product.ts';
import { productSources } from './product-sources.ts';

let lists: ReadonlyMap<string, readonly Product[]> | undefined;

/** All products by service code, made on first use. */
function allProducts(): ReadonlyMap<string, readonly Product[]> {
  return (lists ??= Map.groupBy(
    productSources.flatMap((source) => [...source()]),
    ({ serviceCode }) => serviceCode,
  ));
}

export function serviceCodes(): readonly string[] {
  return [...allProducts().keys()].sort();
}

/** All products of a service; undefined for a service that the sandbox has no prices of. */
export function productsOf(serviceCode: string): readonly Product[] | undefined {
  return allProducts().get(serviceCode);
}

/** The value under which a product is filtered: an attribute, or one of the product's own fields. */
export function fieldOf(item: Product, field: string): string | undefined {
  switch (field) {
    case 'productFamily':
      return item.productFamily;
    case 'sku':
      return item.sku;
    case 'termType':
      return 'OnDemand';
    default:
      return Object.hasOwn(item.attributes, field) ? item.attributes[field] : undefined;
  }
}

/** Names of everything that a service's products can be filtered by, sorted. */
export function attributeNames(products: readonly Product[]): readonly string[] {
  const names = new Set(['productFamily', 'termType']);
  for (const { attributes } of products) for (const name of Object.keys(attributes)) names.add(name);
  return [...names].sort();
}

/** The newest date of the figures behind the list. (Some sources have a date per figure, and say so in words.) */
export function publishedOn(): string {
  const dates = priceBook()
    .sources.map(({ asOf = '' }) => asOf)
    .filter((asOf) => /^\d{4}-\d\d-\d\d$/.test(asOf));
  return dates.reduce((newest, date) => (date > newest ? date : newest), '');
}
