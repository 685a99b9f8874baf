import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { Price } from '../../domain/prices.ts';
import type { AwsClient } from './client.ts';
import { pricedOperatingSystems, readItem } from './price-items.ts';

export const pricePermissions = ['pricing:GetProducts'] as const;

export interface PriceQuestion {
  readonly regionId: string;
  readonly sizeNames: readonly string[];
  readonly asOf: Instant;
}

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

/** The longest text that a filter takes (Price List API, Filter). */
const longestFilterValue = 1024;

/** What is asked besides instances: a handful of products each. (Throughput and snapshots have families of their own.) */
const storageFamilies = ['Storage', 'System Operation', 'Provisioned Throughput', 'Storage Snapshot'];

type Filter = { readonly Type: 'TERM_MATCH' | 'ANY_OF'; readonly Field: string; readonly Value: string };

const is = (Field: string, Value: string): Filter => ({ Type: 'TERM_MATCH', Field, Value });
const isOneOf = (Field: string, values: readonly string[]): Filter => ({
  Type: 'ANY_OF',
  Field,
  Value: values.join(','),
});

/**
 * List prices of a region: volumes, snapshots, public addresses, and instances of the sizes named. The API has one
 * endpoint for all regions and hands out 100 products a page; of a region's thousands of instance products, only
 * those of the sizes named are asked for, as many sizes per request as a filter can name.
 */
export async function* readPrices(
  aws: AwsClient,
  scope: Scope,
  { regionId, sizeNames, asOf }: PriceQuestion,
): AsyncGenerator<readonly Price[], void, undefined> {
  const unreadable: string[] = [];
  for (const { serviceCode, filters } of questions(regionId, sizeNames)) {
    const input = { ServiceCode: serviceCode, FormatVersion: 'aws_v1', Filters: [...filters], MaxResults: 100 };
    for await (const answer of aws.pages('pricing', 'GetProducts', scope, input)) {
      const page = Page.safeParse(answer);
      if (!page.success) throw malformed(z.prettifyError(page.error));
      const prices = page.data.PriceList.flatMap((entry) => pricesOf(entry, unreadable));
      yield prices.map(({ skuId, price, currency }) => ({
        provider: 'aws',
        regionId,
        item: price.item,
        skuId,
        listPrice: { amount: price.amount, currency, unit: price.unit },
        source,
        asOf,
      }));
    }
  }
  const [first] = unreadable;
  if (first !== undefined) throw malformed(`${unreadable.length} products could not be read, such as ${first}`);
}

function* questions(regionId: string, sizeNames: readonly string[]) {
  // Local zones and outposts have their own lists.
  const place = [is('regionCode', regionId), is('locationType', 'AWS Region')];
  for (const family of storageFamilies) {
    yield { serviceCode: 'AmazonEC2', filters: [...place, is('productFamily', family)] };
  }
  yield { serviceCode: 'AmazonVPC', filters: [...place, is('group', 'VPCPublicIPv4Address')] };
  for (const names of inFilterValues([...new Set(sizeNames)].toSorted())) {
    yield {
      serviceCode: 'AmazonEC2',
      filters: [
        ...place,
        isOneOf('instanceType', names),
        isOneOf('operatingSystem', pricedOperatingSystems),
        is('tenancy', 'Shared'),
        is('preInstalledSw', 'NA'),
        is('capacitystatus', 'Used'),
      ],
    };
  }
}

/** Parts of the list that fit into one filter each. */
function inFilterValues(names: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let length = Infinity;
  for (const name of names) {
    if (length + 1 + name.length > longestFilterValue) {
      parts.push([]);
      length = -1;
    }
    parts.at(-1)?.push(name);
    length += 1 + name.length;
  }
  return parts;
}

/** The price that an entry is, if it is one; what should be a price and cannot be read goes to `unreadable`. */
function pricesOf(entry: unknown, unreadable: string[]) {
  // The SDK gives JSON texts, as objects of a String class of its own.
  const parsed = Entry.safeParse(parseJson(String(entry)));
  if (!parsed.success) {
    unreadable.push(`an entry: ${z.prettifyError(parsed.error)}`);
    return [];
  }
  const { product, terms } = parsed.data;
  const dimensions = Object.values(terms.OnDemand ?? {}).flatMap((offer) => Object.values(offer.priceDimensions));
  // Where the price falls with the amount, the first step's.
  const dimension = dimensions.find(({ beginRange }) => beginRange === undefined || beginRange === '0');
  const [currency, amount] = Object.entries(dimension?.pricePerUnit ?? {})[0] ?? [];
  if (!dimension || currency === undefined || amount === undefined) return [];
  const { productFamily, attributes, sku } = product;
  const read = readItem({ productFamily, attributes, unit: dimension.unit, amount });
  if (read.kind === 'unreadable') unreadable.push(`${sku}: ${read.reason}`);
  return read.kind === 'price' ? [{ skuId: sku, price: read.price, currency }] : [];
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
