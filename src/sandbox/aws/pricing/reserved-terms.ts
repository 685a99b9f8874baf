import { createHash } from 'node:crypto';
import { payments, reservedRate, splitRate, terms } from '../../estate/commitments/rates.ts';
import { decimalOf, divideHalfEven, picoOf } from '../../estate/decimal.ts';
import type { Product } from './product.ts';

/** Families of products that are sold ahead, by service code. */
const families: Readonly<Record<string, readonly string[]>> = {
  AmazonEC2: ['Compute Instance', 'Compute Instance (bare metal)'],
  AmazonRDS: ['Database Instance'],
  AmazonElastiCache: ['Cache Instance'],
  AmazonES: ['Amazon OpenSearch Service Instance'],
  AmazonRedshift: ['Compute Instance'],
  AmazonMemoryDB: ['Amazon MemoryDB', 'Amazon MemoryDB Instance'],
};

/** Capacity that is paid by its reservation, and what is free, is not sold ahead. */
export const isReservable = ({ serviceCode, productFamily = '', unit, usd, attributes }: Product): boolean =>
  (families[serviceCode]?.includes(productFamily) ?? false) &&
  /^(Hrs|Hours|hour)$/i.test(unit) &&
  Number(usd) > 0 &&
  (attributes['capacitystatus'] ?? 'Used') === 'Used';

const lengths = { 1: '1yr', 3: '3yr' } as const;

/** The `Reserved` terms of a product: one and three years, in the three ways to pay. */
export function reservedOffers(
  { sku, serviceCode, usd }: Product,
  publishedOn: string,
): Readonly<Record<string, object>> {
  const offers: Record<string, object> = {};
  for (const years of terms) {
    for (const payment of payments) {
      const code = createHash('sha256').update(`${years} ${payment}`).digest('hex').slice(0, 10).toUpperCase();
      const pico = divideHalfEven(picoOf(usd) * reservedRate(serviceCode, years, payment), 1000n);
      const { hourly, upfront } = splitRate(pico, years, payment);
      const key = `${sku}.${code}`;
      const priced = (rate: string, unit: string, amount: bigint, description: string) => ({
        unit,
        ...(unit === 'Hrs' && { endRange: 'Inf', beginRange: '0' }),
        description,
        appliesTo: [],
        rateCode: `${key}.${rate}`,
        pricePerUnit: { USD: decimalOf(amount) },
      });
      offers[key] = {
        priceDimensions: {
          ...(payment !== 'No Upfront' && {
            [`${key}.2TG2D8R56U`]: priced('2TG2D8R56U', 'Quantity', upfront, 'Upfront Fee'),
          }),
          [`${key}.6YS6EN2CT7`]: priced('6YS6EN2CT7', 'Hrs', hourly, `${payment}, reserved for ${lengths[years]}`),
        },
        sku,
        effectiveDate: `${publishedOn.slice(0, 7)}-01T00:00:00Z`,
        offerTermCode: code,
        termAttributes: { LeaseContractLength: lengths[years], OfferingClass: 'standard', PurchaseOption: payment },
      };
    }
  }
  return offers;
}
