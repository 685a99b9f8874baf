import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { InUse, PricePage } from '../../domain/ports/provider.ts';
import type { ResourceKind } from '../../domain/resources.ts';
import type { AwsClient } from './client.ts';
import { is, type PriceFamily } from './define-price-family.ts';
import { priceFamilies } from './price-families/index.ts';
import { listedProduct } from './listed-product.ts';
import { type ListedProduct, UnreadablePrice } from './price-items.ts';

export const pricePermissions = ['pricing:GetProducts'] as const;

const operation = 'pricing:GetProducts';
const source = 'AWS Price List API';

const Page = z.object({ PriceList: z.array(z.unknown()) });

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
      const products = page.data.PriceList.flatMap((entry) => listedProduct(entry, unreadable));
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

function malformed(what: string): CloudError {
  const message = `the answer of ${operation} is not what the API documents: ${what}`;
  return new CloudError({ category: 'malformed', operation, message });
}
