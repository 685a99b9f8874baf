import { z } from 'zod';
import type { CommitmentOffer, CommitmentTermYears, OnDemandUsage } from '../../../domain/cost-facts.ts';
import { add, decimal, divideHalfEven, formatDecimal } from '../../../domain/decimal.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/instant.ts';
import type { AwsClient } from '../client.ts';
import { paymentOf } from '../commitment-facts.ts';
import { isOneOf } from '../define-price-family.ts';
import { listedProduct } from '../listed-product.ts';
import { priceFamilies } from '../price-families/index.ts';
import { UnreadablePrice } from '../price-items.ts';
import { Amount, parsed } from './cost-reader.ts';

const Page = z.object({ PriceList: z.array(z.unknown()) });

const Dimension = z.object({ unit: z.string(), pricePerUnit: z.record(z.string(), Amount) });

const Entry = z.object({
  product: z.object({ attributes: z.record(z.string(), z.string()) }),
  terms: z.object({
    // Missing for products that are not sold ahead.
    Reserved: z
      .record(
        z.string(),
        z.object({
          priceDimensions: z.record(z.string(), Dimension),
          termAttributes: z.object({
            LeaseContractLength: z.string().min(1),
            OfferingClass: z.string().default(''),
            PurchaseOption: z.string().min(1),
          }),
        }),
      )
      .default({}),
  }),
});

type Term = z.infer<typeof Entry>['terms']['Reserved'][string];

/** An ANY_OF filter takes one text of all values. */
const USAGE_TYPES_PER_QUESTION = 20;

/** Reserved prices of usage types, from the same price list as the on-demand ones. Source: Price List API, GetProducts. */
export async function reservedTerms(
  aws: AwsClient,
  scope: Scope,
  serviceCode: string,
  usages: readonly OnDemandUsage[],
  asOf: Instant,
): Promise<readonly CommitmentOffer[]> {
  const usageTypes = [...new Set(usages.map(({ usageType }) => usageType))].toSorted();
  const offers: CommitmentOffer[] = [];
  for (let at = 0; at < usageTypes.length; at += USAGE_TYPES_PER_QUESTION) {
    const asked = new Set(usageTypes.slice(at, at + USAGE_TYPES_PER_QUESTION));
    const input = {
      ServiceCode: serviceCode,
      FormatVersion: 'aws_v1',
      Filters: [isOneOf('usagetype', [...asked])],
      MaxResults: 100,
    };
    const listed: ListedTerms[] = [];
    for await (const answer of aws.pages('pricing', 'GetProducts', scope, input)) {
      for (const text of parsed('pricing:GetProducts', Page, answer).PriceList) {
        const entry = Entry.safeParse(jsonOf(text));
        // A product of a form that is not known has no offer here; what it costs on demand the bill tells.
        if (!entry.success) continue;
        const { usagetype = '', operation = '' } = entry.data.product.attributes;
        const item = itemOf(text, serviceCode);
        listed.push({
          usageType: usagetype,
          operation,
          ...(item !== undefined && { item }),
          terms: Object.values(entry.data.terms.Reserved),
        });
      }
    }
    for (const usage of usages.filter(({ usageType }) => asked.has(usageType))) {
      for (const { item, terms } of termsOf(usage, listed)) {
        for (const term of terms) {
          offers.push(...offerOf(term, usage, asOf).map((offer) => (item === undefined ? offer : { ...offer, item })));
        }
      }
    }
  }
  return offers;
}

/** A product of the price list, with the terms at which it is sold ahead. */
interface ListedTerms {
  readonly usageType: string;
  readonly operation: string;
  readonly item?: string;
  readonly terms: readonly Term[];
}

/**
 * Products that a line of the bill is charged as. Some services bill under an operation that the price list does not
 * have; the usage type alone tells the product then, if the list has one operation of it only.
 */
function termsOf({ usageType, operation }: OnDemandUsage, listed: readonly ListedTerms[]): readonly ListedTerms[] {
  const ofType = listed.filter((each) => each.usageType === usageType);
  const exact = ofType.filter((each) => each.operation === operation);
  if (exact.length > 0) return exact;
  return new Set(ofType.map((each) => each.operation)).size === 1 ? ofType : [];
}

/** Families with machines that are sold ahead, by the price list's code. */
const machineFamilies: Readonly<Record<string, string>> = {
  AmazonEC2: 'instances',
  AmazonRDS: 'databases',
  AmazonElastiCache: 'caches',
  AmazonES: 'search-domains',
  AmazonRedshift: 'warehouses',
};

/** Which of the price items of this service the product is; undefined where that cannot be told. */
function itemOf(entry: unknown, serviceCode: string): string | undefined {
  const family = priceFamilies.find(({ name }) => name === machineFamilies[serviceCode]);
  const [listed] = listedProduct(entry, []);
  if (family === undefined || listed === undefined) return undefined;
  try {
    return family.items(listed.product)[0]?.item;
  } catch (error) {
    if (error instanceof UnreadablePrice) return undefined;
    throw error;
  }
}

/** The SDK gives each entry as JSON text, in an object of a String class of its own. */
function jsonOf(text: unknown): unknown {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
}

const HOURS_PER_YEAR = 8760n;

/** Decimals of a rate that was computed by dividing. */
const RATE_SCALE = 12;

function offerOf(
  { priceDimensions, termAttributes }: Term,
  usage: OnDemandUsage,
  asOf: Instant,
): readonly CommitmentOffer[] {
  const years = yearsOf(termAttributes.LeaseContractLength);
  const dimensions = Object.values(priceDimensions);
  const prices = dimensions.map(({ unit, pricePerUnit }) => ({ unit, price: pricePerUnit[usage.currency] }));
  if (years === undefined || prices.some(({ price }) => price === undefined)) return [];
  const sumOf = (units: readonly string[]) =>
    prices
      .filter(({ unit }) => units.includes(unit.toLowerCase()))
      .reduce((sum, { price }) => add(sum, decimal(price ?? '0')), { digits: 0n, scale: 0 });
  if (prices.some(({ unit }) => !['quantity', 'hrs', 'hours'].includes(unit.toLowerCase()))) return [];
  const upfront = sumOf(['quantity']);
  const hourly = sumOf(['hrs', 'hours']);
  const spread = divideHalfEven(
    upfront.digits * 10n ** BigInt(RATE_SCALE),
    10n ** BigInt(upfront.scale) * HOURS_PER_YEAR * BigInt(years),
  );
  return [
    {
      category: 'usage',
      plan: termAttributes.OfferingClass,
      serviceCode: usage.serviceCode,
      regionId: usage.regionId,
      usageType: usage.usageType,
      operation: usage.operation,
      termYears: years,
      payment: paymentOf(termAttributes.PurchaseOption),
      currency: usage.currency,
      hourlyRate: formatDecimal(add(hourly, { digits: spread, scale: RATE_SCALE })),
      upfront: formatDecimal(upfront),
      source: 'AWS Price List API',
      asOf,
    },
  ];
}

function yearsOf(length: string): CommitmentTermYears | undefined {
  const [, years] = /^([13]) ?yr?$/.exec(length) ?? [];
  return years === '1' ? 1 : years === '3' ? 3 : undefined;
}
