import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { InUse, PricePage } from '../../domain/ports/provider.ts';
import type { ResourceKind } from '../../domain/resources.ts';
import type { AwsClient } from './client.ts';
import { is, type PriceFamily } from './define-price-family.ts';
import { priceFamilies } from './price-families/index.ts';
import { type ListedProduct, UnreadablePrice } from './price-items.ts';

export const pricePermissions = ['pricing:GetProducts'] as const;

const operation = 'pricing:GetProducts';
const source = 'AWS Price List API';

const Page = z.object({ PriceList: z.array(z.unknown()) });

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

export const familiesFor = (kinds: readonly ResourceKind[]): readonly string[] =>
  priceFamilies.filter((family) => family.kinds.some((kind) => kinds.includes(kind))).map(({ name }) => name);

/**
 * List prices of one family in a region. The API has one endpoint for all regions and hands out 100 products a page.
 * Throws a TypeError for a family that there is not.
 */
export async function* readPrices(
  aws: AwsClient,
  scope: Scope,
  { regionId, family: name, inUse, asOf }: { regionId: string; family: string; inUse: InUse; asOf: Instant },
): AsyncGenerator<PricePage, void, undefined> {
  const family = priceFamilies.find((one) => one.name === name);
  if (family === undefined) throw new TypeError(`AWS has no price family ${name}`);
  const unreadable: string[] = [];
  // Local zones and outposts have their own lists.
  const place = [is('regionCode', regionId), is('locationType', 'AWS Region')];
  for (const { serviceCode, filters, anywhere } of family.questions(regionId, inUse)) {
    const Filters = anywhere === true ? [...filters] : [...place, ...filters];
    const input = { ServiceCode: serviceCode, FormatVersion: 'aws_v1', Filters, MaxResults: 100 };
    for await (const answer of aws.pages('pricing', 'GetProducts', scope, input)) {
      const page = Page.safeParse(answer);
      if (!page.success) throw malformed(z.prettifyError(page.error));
      const products = page.data.PriceList.flatMap((entry) => productOf(entry, unreadable));
      yield {
        prices: products.flatMap(({ skuId, currency, product }) =>
          itemsOf(family, product, unreadable).map(({ item, amount, unit }) => ({
            provider: 'aws' as const,
            regionId,
            item,
            skuId,
            listPrice: { amount, currency, unit },
            source,
            asOf,
          })),
        ),
        sizes: products.flatMap(({ product }) => {
          const size = family.size?.(product);
          return size === undefined ? [] : [{ provider: 'aws' as const, regionId, ...size }];
        }),
      };
    }
  }
  const [first] = unreadable;
  if (first !== undefined) throw malformed(`${unreadable.length} products could not be read, such as ${first}`);
}

function itemsOf(family: PriceFamily, product: ListedProduct, unreadable: string[]) {
  try {
    return family.items(product);
  } catch (error) {
    if (!(error instanceof UnreadablePrice)) throw error;
    unreadable.push(error.message);
    return [];
  }
}

interface OfferedProduct {
  readonly skuId: string;
  readonly currency: string;
  readonly product: ListedProduct;
}

/** The product that an entry is, if it has an on-demand price; what cannot be read goes to `unreadable`. */
function productOf(entry: unknown, unreadable: string[]): readonly OfferedProduct[] {
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

function malformed(what: string): CloudError {
  const message = `the answer of ${operation} is not what the API documents: ${what}`;
  return new CloudError({ category: 'malformed', operation, message });
}
