import { z } from 'zod';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { Instant } from '../../domain/instant.ts';
import type { InUse, PricePage } from '../../domain/ports/provider.ts';
import type { Price } from '../../domain/prices.ts';
import type { ResourceKind } from '../../domain/resources.ts';
import type { AzureClient } from './client.ts';
import { type PriceFamily, type PriceQuestion, type RetailPrice, UnreadablePrice } from './define-price-family.ts';
import { priceFamilies } from './price-families/index.ts';

const operation = 'prices:retail';
const source = 'Azure Retail Prices API';

/** Numbers of the price list have at most so many decimals: beyond them they are rounding of floats. */
const DECIMALS = 10;

const Row = z.object({
  currencyCode: z.string().min(1),
  retailPrice: z.number(),
  armRegionName: z.string().nullish(),
  armSkuName: z.string().nullish(),
  serviceName: z.string(),
  productName: z.string(),
  skuName: z.string(),
  meterName: z.string(),
  meterId: z.string().min(1),
  unitOfMeasure: z.string().min(1),
  tierMinimumUnits: z.number().default(0),
  type: z.string(),
});
const Page = z.object({ Items: z.array(z.unknown()) });

export const familiesFor = (kinds: readonly ResourceKind[]): readonly string[] =>
  priceFamilies.filter((family) => family.kinds.some((kind) => kinds.includes(kind))).map(({ name }) => name);

/**
 * Pay-as-you-go list prices of one family in a region: what Microsoft asks of everybody, in US dollars. The API is open
 * to all and takes no token. Throws a TypeError for a family that there is not; a `not-enabled` CloudError in a cloud
 * without such an API.
 */
export async function* readPrices(
  azure: AzureClient,
  scope: Scope,
  { regionId, family: name, inUse, asOf }: { regionId: string; family: string; inUse: InUse; asOf: Instant },
): AsyncGenerator<PricePage, void, undefined> {
  const family = priceFamilies.find((one) => one.name === name);
  if (family === undefined) throw new TypeError(`Azure has no price family ${name}`);
  const host = azure.pricesHost;
  if (host === undefined) {
    const message = 'this cloud publishes no price list: prices come from the bill alone';
    throw new CloudError({ category: 'not-enabled', operation, message });
  }
  const unreadable: string[] = [];
  for (const question of family.questions(regionId, inUse)) {
    const request = {
      host,
      path: '/api/retail/prices',
      apiVersion: '2023-01-01-preview',
      query: { $filter: filterOf(question, regionId) },
    };
    const place = { ...scope, regionId };
    const best = new Map<string, { readonly price: Price; readonly ofRegion: boolean; readonly from: number }>();
    for await (const answer of azure.pages('prices', operation, place, request, ['NextPageLink'])) {
      const page = Page.safeParse(answer);
      if (!page.success) throw malformed(z.prettifyError(page.error));
      for (const entry of page.data.Items) {
        const row = rowOf(entry, unreadable);
        if (row === undefined) continue;
        const ofRegion = row.retail.armRegionName === regionId;
        const from = row.retail.tierMinimumUnits;
        for (const { item, amount, unit } of itemsOf(family, row.retail, unreadable)) {
          const known = best.get(item);
          // The region's own price before the one for all, the first step before those for larger amounts.
          if (
            known !== undefined &&
            ((known.ofRegion && !ofRegion) || (known.ofRegion === ofRegion && known.from <= from))
          )
            continue;
          const listPrice = { amount, currency: row.currency, unit };
          const price: Price = { provider: 'azure', regionId, item, skuId: row.meterId, listPrice, source, asOf };
          best.set(item, { price, ofRegion, from });
        }
      }
    }
    yield { prices: [...best.values()].map(({ price }) => price), sizes: [] };
  }
  const [first] = unreadable;
  if (first !== undefined) throw malformed(`${unreadable.length} prices could not be read, such as ${first}`);
}

function filterOf({ serviceName, where, anywhere }: PriceQuestion, regionId: string): string {
  const region = `armRegionName eq '${regionId}'`;
  const place = anywhere === true ? `(${region} or armRegionName eq 'Global' or armRegionName eq '')` : region;
  const conditions = [`serviceName eq '${serviceName}'`, `priceType eq 'Consumption'`, place];
  return [...conditions, ...(where === undefined ? [] : [where])].join(' and ');
}

interface ReadRow {
  readonly retail: RetailPrice;
  readonly currency: string;
  readonly meterId: string;
}

function rowOf(entry: unknown, unreadable: string[]): ReadRow | undefined {
  const row = Row.safeParse(entry);
  if (!row.success) {
    unreadable.push(z.prettifyError(row.error));
    return undefined;
  }
  const { retailPrice, armRegionName, armSkuName, currencyCode, meterId, type, ...rest } = row.data;
  // The filter's word is not always obeyed for preview versions: reservations have the price of a term.
  if (type !== 'Consumption') return undefined;
  const retail = {
    ...rest,
    armRegionName: armRegionName ?? '',
    armSkuName: armSkuName ?? '',
    amount: decimalText(retailPrice),
  };
  return { retail, currency: currencyCode, meterId };
}

/** A number as JSON gave it, without an exponent and without a float's last digits. */
const decimalText = (value: number): string => value.toFixed(DECIMALS).replace(/\.?0+$/, '');

function itemsOf(family: PriceFamily, row: RetailPrice, unreadable: string[]) {
  try {
    return family.items(row);
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
