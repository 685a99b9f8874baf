import type { Random } from '../../estate/random.ts';
import type { Identity } from '../../estate/generate/tags.ts';
import { ProviderContext, type ProviderPlace } from '../context.ts';
import type { ProviderUsage } from '../usage.ts';
import type {
  AdvisorRecommendation,
  AzureReservation,
  AzureResource,
  AzureResourceGroup,
  AzureSubscription,
  JsonObject,
} from './model.ts';
import { meter } from './prices/catalogue.ts';
import type { TenantPlan } from './tenant.ts';

/** A resource before it has its id. */
export interface Made extends Omit<AzureResource, 'id' | 'accountId' | 'region' | 'top' | 'properties'> {
  readonly place: ProviderPlace;
  readonly top?: JsonObject;
  readonly properties: JsonObject;
}

const FOREVER = Number.POSITIVE_INFINITY;

/** What the families of the Azure estate see while they are made, and where they put what they made. */
export class AzureContext extends ProviderContext {
  readonly tenantId: string;
  readonly resources: AzureResource[] = [];
  readonly usages: ProviderUsage[] = [];
  readonly recommendations: AdvisorRecommendation[] = [];
  readonly reservations: AzureReservation[] = [];
  readonly #subscriptions: ReadonlyMap<string, AzureSubscription>;
  readonly #groups = new Map<string, AzureResourceGroup>();

  constructor(options: {
    readonly seed: number;
    readonly now: number;
    readonly resources: number;
    readonly tenant: TenantPlan;
  }) {
    super({ ...options, cloud: 'azure', places: options.tenant.places });
    this.tenantId = options.tenant.tenantId;
    this.#subscriptions = new Map(options.tenant.subscriptions.map((each) => [each.id, each]));
  }

  get resourceGroups(): readonly AzureResourceGroup[] {
    return [...this.#groups.values()];
  }

  subscription(accountId: string): AzureSubscription {
    return this.#subscriptions.get(accountId)!;
  }

  /** A place of one of these environments; any where the estate has none. */
  placeIn(random: Random, environments: readonly ProviderPlace['environment'][]): ProviderPlace {
    const fitting = this.places.items.filter(({ environment }) => environments.includes(environment));
    return fitting.length === 0 ? this.places.pick(random) : random.pick(fitting);
  }

  /** The group of an application in a region, made when it is first named. */
  groupOf({ application, environment }: Identity, { accountId, region }: ProviderPlace): string {
    return this.group(`rg-${application.app}-${environment}-${region}`, accountId, region, {
      app: application.app,
      env: environment,
    });
  }

  group(name: string, accountId: string, region: string, tags: Readonly<Record<string, string>> = {}): string {
    const key = `${accountId}/${name}`;
    if (!this.#groups.has(key)) this.#groups.set(key, { name, accountId, region, tags });
    return name;
  }

  /** `/subscriptions/…/resourceGroups/…/providers/<type>/<name>`; a nested type has its names interleaved. */
  idOf({ accountId }: Pick<ProviderPlace, 'accountId'>, resourceGroup: string, type: string, name: string): string {
    const [namespace = '', ...types] = type.split('/');
    const names = name.split('/');
    const path = types.map((each, index) => `${each}/${names[index] ?? ''}`).join('/');
    return `/subscriptions/${accountId}/resourceGroups/${resourceGroup}/providers/${namespace}/${path}`;
  }

  add({ place, top = {}, ...made }: Made): AzureResource {
    const { accountId, region } = place;
    const id = this.idOf(place, made.resourceGroup, made.type, made.name);
    // Nested ones are named by their parents too, but answer to the last part alone.
    const resource = { ...made, name: made.name.split('/').at(-1) ?? made.name, id, accountId, region, top };
    this.resources.push(resource);
    return resource;
  }

  /** The check must find it; `monthlyCost` is what it costs a month at list price, USD. */
  waste(checkId: string, resource: Planted, because: string, monthlyCost: string): void {
    this.plantWaste(checkId, resource, resource.id.toLowerCase(), because, monthlyCost);
  }

  /** The check must leave it alone. */
  fine(checkId: string, resource: Planted, because: string): void {
    this.plantFine(checkId, resource, resource.id.toLowerCase(), because);
  }

  /** `quantity` units of a line of the price list, since its creation unless said otherwise. */
  bill(
    resource: AzureResource,
    key: string,
    { quantity = 1, from = resource.createdAt, to = FOREVER, region = resource.region }: Billed = {},
  ): void {
    const { usd, serviceName, productName, skuName, meterName, unit } = meter(key, region);
    this.usages.push({
      accountId: resource.accountId,
      region: resource.region,
      resourceId: resource.id,
      resourceName: resource.name,
      service: serviceName,
      skuId: `${key} ${region}`,
      skuName: `${productName} - ${skuName} - ${meterName}`,
      unit,
      rate: usd,
      quantity,
      per: /hour/i.test(unit) ? 'hour' : /day/i.test(unit) ? 'day' : 'month',
      from,
      to,
      labels: resource.tags,
    });
  }
}

type Planted = Pick<AzureResource, 'id' | 'accountId' | 'region'>;

export interface Billed {
  readonly quantity?: number;
  readonly from?: number;
  readonly to?: number;
  readonly region?: string;
}
