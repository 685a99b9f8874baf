import { z } from 'zod';
import { add, decimal, type Decimal, formatDecimal } from '../../domain/decimal.ts';
import { type GcpClient, malformed } from './client.ts';
import { projectScope } from './gcp-scope.ts';

/** Ids of the services in the public catalogue. Source: Cloud Billing Catalog API, services.list. */
export const serviceIds = {
  compute: '6F81-5844-456A',
  networking: 'E505-1604-58F8',
  sql: '9662-B51E-5089',
  storage: '95FF-2EF5-5EA1',
  redis: '5AF5-2C11-D467',
  filestore: 'D97E-AB26-5D95',
  gke: 'CCD8-9BF1-090E',
  run: '152E-C115-5142',
  spanner: 'CC63-0873-48FD',
  bigquery: '24E6-581D-38E5',
  logging: '5490-F7B7-8DF6',
  artifactRegistry: '149C-F9EC-3994',
} as const;
export type CatalogueService = keyof typeof serviceIds;

/** A SKU with its present list price. */
export interface Sku {
  readonly skuId: string;
  readonly description: string;
  readonly regions: readonly string[];
  readonly usageType: string;
  /** `h`, `GiBy.h`, `GiBy.mo`, `count`. */
  readonly usageUnit: string;
  readonly currency: string;
  /** Price of a unit from `from` units a month on; in order. */
  readonly tiers: readonly { readonly from: number; readonly amount: Decimal }[];
}

const Money = z.object({
  currencyCode: z.string().default('USD'),
  // Left out where it is zero.
  units: z.union([z.string().regex(/^-?\d+$/), z.int()]).default('0'),
  nanos: z.int().default(0),
});

const Row = z.object({
  skuId: z.string().min(1),
  description: z.string(),
  serviceRegions: z.array(z.string()).default([]),
  category: z.object({ usageType: z.string().default('') }).default({ usageType: '' }),
  pricingInfo: z
    .array(
      z.object({
        pricingExpression: z.object({
          usageUnit: z.string().default(''),
          tieredRates: z.array(z.object({ startUsageAmount: z.number().default(0), unitPrice: Money })).default([]),
        }),
      }),
    )
    .default([]),
});

const Page = z.object({ skus: z.array(Row).default([]) });

const OPERATION = 'cloudbilling.services.skus.list';

/** `units` and `nanos` are whole and billionth parts of the currency's unit. */
const amountOf = ({ units, nanos }: z.infer<typeof Money>): Decimal =>
  add(decimal(String(units)), { digits: BigInt(nanos), scale: 9 });

/**
 * The public catalogue of list prices, read once per service and connection: it has no filter by region or kind, so
 * that asking again for each region would read the same tens of thousands of SKUs again. Only what a price needs is kept.
 * Source: Cloud Billing API, services.skus.list.
 */
export class SkuCatalogue {
  readonly #gcp: GcpClient;
  readonly #account: () => Promise<string>;
  readonly #read = new Map<CatalogueService, Promise<readonly Sku[]>>();

  /** `account`: whose lane the calls take. */
  constructor(gcp: GcpClient, account: () => Promise<string>) {
    this.#gcp = gcp;
    this.#account = account;
  }

  /** Throws a CloudError; a failure is not kept. */
  skus(service: CatalogueService): Promise<readonly Sku[]> {
    const found = this.#read.get(service) ?? this.#fetch(service);
    this.#read.set(service, found);
    found.catch(() => this.#read.delete(service));
    return found;
  }

  async #fetch(service: CatalogueService): Promise<readonly Sku[]> {
    const scope = projectScope(await this.#account());
    const request = { path: `v1/services/${serviceIds[service]}/skus`, query: { pageSize: 5000 } };
    const skus: Sku[] = [];
    for await (const answer of this.#gcp.pages(OPERATION, scope, request)) {
      const page = Page.safeParse(answer);
      if (!page.success) throw malformed(OPERATION, z.prettifyError(page.error));
      for (const row of page.data.skus) skus.push(skuOf(row));
    }
    return skus;
  }
}

/** The last entry of `pricingInfo` is in force now. */
function skuOf({ skuId, description, serviceRegions, category, pricingInfo }: z.infer<typeof Row>): Sku {
  const expression = pricingInfo.at(-1)?.pricingExpression;
  const rates = expression?.tieredRates ?? [];
  return {
    skuId,
    description,
    regions: serviceRegions,
    usageType: category.usageType,
    usageUnit: expression?.usageUnit ?? '',
    currency: rates[0]?.unitPrice.currencyCode ?? 'USD',
    tiers: rates.map(({ startUsageAmount, unitPrice }) => ({ from: startUsageAmount, amount: amountOf(unitPrice) })),
  };
}

/** The first step that costs something: free amounts are of the billing account, not of one resource. */
export const listAmount = ({ tiers }: Sku): Decimal | undefined =>
  tiers.find(({ amount }) => amount.digits !== 0n)?.amount;

export const amountText = (amount: Decimal): string => formatDecimal(amount);

/** Multi-regions as the catalogue spells them, where resources spell them otherwise (`EU` of a bucket). */
const spelled: Readonly<Record<string, string>> = { eu: 'europe' };

/** SKUs of a region, and after them those of none; of several that fit, the one for the fewest regions is meant. */
export function inRegion(skus: readonly Sku[], regionId: string): readonly Sku[] {
  const name = spelled[regionId] ?? regionId;
  const own = skus.filter(({ regions }) => regions.includes(name));
  const anywhere =
    name === 'global' ? [] : skus.filter(({ regions }) => regions.includes('global') && !regions.includes(name));
  return [...own.toSorted((a, b) => a.regions.length - b.regions.length), ...anywhere];
}
