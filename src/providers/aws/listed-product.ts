import { z } from 'zod';
import type { ListedProduct } from './price-items.ts';

const Entry = z.object({
  product: z.object({
    sku: z.string().min(1),
    productFamily: z.string().optional(),
    attributes: z.record(z.string(), z.string()),
  }),
  terms: z.object({
    // Missing for products that are only sold ahead.
    OnDemand: z
      .record(
        z.string(),
        z.object({
          priceDimensions: z.record(
            z.string(),
            z.object({
              unit: z.string(),
              beginRange: z.string().optional(),
              pricePerUnit: z.record(z.string(), z.string()),
            }),
          ),
        }),
      )
      .optional(),
  }),
});

export interface OfferedProduct {
  readonly skuId: string;
  readonly currency: string;
  readonly product: ListedProduct;
}

/** The product that an entry is, if it has an on-demand price; what cannot be read goes to `unreadable`. */
export function listedProduct(entry: unknown, unreadable: string[]): readonly OfferedProduct[] {
  // The SDK gives JSON texts, as objects of a String class of its own.
  const parsed = Entry.safeParse(parseJson(String(entry)));
  if (!parsed.success) {
    unreadable.push(`an entry: ${z.prettifyError(parsed.error)}`);
    return [];
  }
  const { product, terms } = parsed.data;
  const steps = Object.values(terms.OnDemand ?? {})
    .flatMap((offer) => Object.values(offer.priceDimensions))
    .flatMap(({ unit, beginRange = '0', pricePerUnit }) =>
      Object.entries(pricePerUnit)
        .slice(0, 1)
        .map(([currency, amount]) => ({ unit, beginRange, currency, amount })),
    )
    .sort((a, b) => Number(a.beginRange) - Number(b.beginRange));
  const [first] = steps;
  if (first === undefined || first.beginRange !== '0') return [];
  const { productFamily, attributes, sku } = product;
  const { unit, amount, currency } = first;
  return [
    {
      skuId: sku,
      currency,
      product: {
        productFamily,
        attributes,
        unit,
        amount,
        steps: steps.map((step) => ({ beginRange: step.beginRange, amount: step.amount })),
      },
    },
  ];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
