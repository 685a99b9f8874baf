import type { AzureEstate, AzureResource, AzureSubscription } from '../provider-estate/azure/model.ts';
import type { ProviderUsage } from '../provider-estate/usage.ts';

/** The estate, found by what the APIs ask for. */
export class AzureWorld {
  readonly estate: AzureEstate;
  readonly usages: readonly ProviderUsage[];
  /** The one token that is accepted. */
  readonly token: string;
  /** Object id of who holds it. */
  readonly principalId: string;
  readonly #byId: ReadonlyMap<string, AzureResource>;
  readonly #byType = new Map<string, AzureResource[]>();
  readonly #byAccount = new Map<string, AzureResource[]>();
  readonly #usagesByAccount = new Map<string, ProviderUsage[]>();
  readonly #subscriptions: ReadonlyMap<string, AzureSubscription>;

  constructor(
    estate: AzureEstate,
    usages: readonly ProviderUsage[],
    credentials: { token: string; principalId: string },
  ) {
    this.estate = estate;
    this.usages = usages;
    this.token = credentials.token;
    this.principalId = credentials.principalId;
    this.#byId = new Map(estate.resources.map((resource) => [resource.id.toLowerCase(), resource]));
    this.#subscriptions = new Map(estate.subscriptions.map((each) => [each.id, each]));
    for (const resource of estate.resources) {
      push(this.#byType, `${resource.accountId} ${resource.type.toLowerCase()}`, resource);
      push(this.#byAccount, resource.accountId, resource);
    }
    for (const usage of usages) push(this.#usagesByAccount, usage.accountId, usage);
  }

  /** What the resources of a subscription are billed for. */
  usagesOf(accountId: string): readonly ProviderUsage[] {
    return this.#usagesByAccount.get(accountId.toLowerCase()) ?? [];
  }

  subscription(id: string): AzureSubscription | undefined {
    return this.#subscriptions.get(id.toLowerCase());
  }

  resource(id: string): AzureResource | undefined {
    return this.#byId.get(id.toLowerCase());
  }

  /** Resources of a type in a subscription, in the order in which they were made. */
  ofType(accountId: string, type: string): readonly AzureResource[] {
    return this.#byType.get(`${accountId.toLowerCase()} ${type.toLowerCase()}`) ?? [];
  }

  ofAccount(accountId: string): readonly AzureResource[] {
    return this.#byAccount.get(accountId.toLowerCase()) ?? [];
  }
}

function push<T>(map: Map<string, T[]>, key: string, item: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [item]);
  else list.push(item);
}
