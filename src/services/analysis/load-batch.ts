import {
  type AnalysisBatch,
  attachedWanted,
  billedWanted,
  digestsWanted,
  holdersWanted,
  type UnreadSubject,
} from '../../analysis/batch.ts';
import type { AnalysisSettings } from '../../analysis/settings.ts';
import { type Scope, scopeKey } from '../../domain/ids.ts';
import { addDays, dayOf, type Instant } from '../../domain/instant.ts';
import type { Store } from '../../domain/ports/store.ts';
import type { Price } from '../../domain/prices.ts';
import type { Instance, StoredResource } from '../../domain/resources.ts';

/** The bill is asked for the last 30 full days: `BilledCosts` says so. */
const BILLED_DAYS = 30;

/** Fills batches from the store with a handful of queries each, whatever the estate's size. */
export class BatchLoader {
  readonly #store: Store;
  readonly #now: Instant;
  readonly #settings: AnalysisSettings;
  readonly #unread: (scope: Scope) => ReadonlyMap<UnreadSubject, string>;
  /** Of the region at hand only: resources come in order of account and region, and a region has thousands of prices. */
  readonly #prices = new Map<string, ReadonlyMap<string, Price>>();

  constructor(
    store: Store,
    now: Instant,
    settings: AnalysisSettings,
    unread: (scope: Scope) => ReadonlyMap<UnreadSubject, string>,
  ) {
    this.#store = store;
    this.#now = now;
    this.#settings = settings;
    this.#unread = unread;
  }

  /** One batch per scope of a page, in the page's order. */
  async *batches(page: readonly StoredResource[]): AsyncIterable<AnalysisBatch> {
    const byScope = Map.groupBy(page, ({ resource }) => scopeKey(resource.scope));
    for (const resources of byScope.values()) {
      const [first] = resources;
      if (first !== undefined) yield await this.#batch(first.resource.scope, resources);
    }
  }

  async #batch(scope: Scope, resources: readonly StoredResource[]): Promise<AnalysisBatch> {
    const { resources: repository, metrics, charges } = this.#store;
    const attached = await repository.attachedTo(scope, attachedWanted(resources));
    const digests = await metrics.of(scope, digestsWanted(resources));
    const holders = new Map<string, StoredResource<Instance>>();
    for (const [id, stored] of await repository.byId(scope, holdersWanted(resources, attached))) {
      if (isInstance(stored)) holders.set(id, stored);
    }
    const today = dayOf(this.#now);
    const range = { from: addDays(today, -BILLED_DAYS), to: today };
    const costs = await charges.ofResources(scope.provider, scope.accountId, billedWanted(resources, attached), range);
    return {
      now: this.#now,
      scope,
      resources,
      digests,
      attached,
      holders,
      billed: { range, costs },
      prices: await this.#pricesOf(scope),
      unread: this.#unread(scope),
      settings: this.#settings,
    };
  }

  async #pricesOf({ provider, regionId }: Scope): Promise<ReadonlyMap<string, Price>> {
    const key = `${provider}/${regionId}`;
    const held = this.#prices.get(key);
    if (held !== undefined) return held;
    const prices = await this.#store.prices.pricesOf(provider, regionId);
    this.#prices.set(key, prices);
    return prices;
  }
}

const isInstance = (stored: StoredResource): stored is StoredResource<Instance> => stored.resource.kind === 'instance';
