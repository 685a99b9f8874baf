import { priceBook } from '../../estate/prices.ts';
import { computeProducts } from './compute-products.ts';
import type { Product } from './product.ts';
import { addressProducts, storageProducts } from './storage-products.ts';

const sources: Readonly<Record<string, () => Iterable<Product>>> = {
  AmazonEC2: function* () {
    yield* computeProducts();
    yield* storageProducts();
  },
  AmazonVPC: addressProducts,
};

export const serviceCodes = Object.keys(sources);

const lists = new Map<string, readonly Product[]>();

/** All products of a service, made once; undefined for a service that the sandbox has no prices of. */
export function productsOf(serviceCode: string): readonly Product[] | undefined {
  const known = lists.get(serviceCode);
  if (known) return known;
  const source = Object.hasOwn(sources, serviceCode) ? sources[serviceCode] : undefined;
  if (!source) return undefined;
  const list = [...source()];
  lists.set(serviceCode, list);
  return list;
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
