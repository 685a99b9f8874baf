import { createHash } from 'node:crypto';
import { isReservable, reservedOffers } from './reserved-terms.ts';

/** One product of the price list with its on-demand price. */
export interface Product {
  readonly sku: string;
  /** Some products (public IPv4 addresses) have none. */
  readonly productFamily?: string;
  readonly serviceCode: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly unit: string;
  readonly description: string;
  /** Decimal text per unit. */
  readonly usd: string;
}

/** The list's code of the on-demand offer, and of its hourly or monthly rate. */
const onDemandTerm = 'JRTCKXETXF';
const onDemandRate = '6YS6EN2CT7';

/** A product with its SKU, which is the same for the same attributes. */
export function product(fields: Omit<Product, 'sku'>): Product {
  const key = JSON.stringify([fields.serviceCode, fields.productFamily, fields.attributes]);
  const sku = createHash('sha256').update(key).digest('hex').slice(0, 16).toUpperCase();
  return { ...fields, sku };
}

/** The product as an entry of `PriceList`: a JSON text in the format `aws_v1`. `publishedOn` is a date. */
export function priceListEntry(item: Product, publishedOn: string): string {
  const { sku, productFamily, attributes, serviceCode } = item;
  const offer = `${sku}.${onDemandTerm}`;
  const dimension = {
    unit: item.unit,
    endRange: 'Inf',
    description: item.description,
    appliesTo: [],
    rateCode: `${offer}.${onDemandRate}`,
    beginRange: '0',
    pricePerUnit: { USD: tenDecimals(item.usd) },
  };
  return JSON.stringify({
    product: { ...(productFamily === undefined ? {} : { productFamily }), attributes, sku },
    serviceCode,
    terms: {
      OnDemand: {
        [offer]: {
          priceDimensions: { [`${offer}.${onDemandRate}`]: dimension },
          sku,
          effectiveDate: `${publishedOn.slice(0, 7)}-01T00:00:00Z`,
          offerTermCode: onDemandTerm,
          termAttributes: {},
        },
      },
      ...(isReservable(item) && { Reserved: reservedOffers(item, publishedOn) }),
    },
    version: `${publishedOn.replaceAll('-', '')}000000`,
    publicationDate: `${publishedOn}T00:00:00Z`,
  });
}

function tenDecimals(usd: string): string {
  const [whole = '0', fraction = ''] = usd.split('.');
  return `${whole}.${fraction.padEnd(10, '0')}`;
}
