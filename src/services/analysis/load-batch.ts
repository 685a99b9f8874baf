import {
  type AnalysisBatch,
  attachedWanted,
  billedWanted,
  digestsWanted,
  holdersWanted,
  relatedWanted,
  type UnreadSubject,
  usersWanted,
} from '../../analysis/batch.ts';
import { kindsThatNeed } from '../../analysis/needs.ts';
import type { AnalysisSettings } from '../../analysis/settings.ts';
import { type Scope, scopeKey } from '../../domain/ids.ts';
import { addDays, dayOf, type Instant } from '../../domain/instant.ts';
import type { Store } from '../../domain/ports/store.ts';
import type { Price, Size } from '../../domain/prices.ts';
import type { Instance, StoredResource } from '../../domain/resources.ts';

/** The bill is asked for the last 30 full days: `BilledCosts` says so. */
const BILLED_DAYS = 30;

/** What the latest sync did not read, by scope and over all accounts of a region. */
export interface UnreadReasons {
  inScope(scope: Scope): ReadonlyMap<UnreadSubject, string>;
  inRegion(scope: Scope): ReadonlyMap<UnreadSubject, string>;
}

/** Fills batches from the store with a handful of queries each, whatever the estate's size. */
export class BatchLoader {
  readonly #store: Store;
  readonly #now: Instant;
  readonly #settings: AnalysisSettings;
  readonly #unread: UnreadReasons;
  readonly #kinds = { users: kindsThatNeed('users'), related: kindsThatNeed('related') };
  /** Of the region at hand only: resources come in order of account and region, and a region has thousands of prices. */
  #region:
    | { readonly key: string; readonly prices: ReadonlyMap<string, Price>; readonly sizes: ReadonlyMap<string, Size> }
    | undefined;

  constructor(store: Store, now: Instant, settings: AnalysisSettings, unread: UnreadReasons) {
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
    const users = await repository.usersOf(scope.provider, usersWanted(resources, this.#kinds.users));
    const related = await repository.byId(scope, relatedWanted(resources, this.#kinds.related));
    const { prices, sizes } = await this.#regionOf(scope);
    const today = dayOf(this.#now);
    const range = { from: addDays(today, -BILLED_DAYS), to: today };
    const costs = await charges.ofResources(
      scope.provider,
      scope.accountId,
      billedWanted(resources, attached, related),
      range,
    );
    return {
      now: this.#now,
      scope,
      resources,
      digests,
      attached,
      holders,
      billed: { range, costs },
      users,
      related,
      prices,
      sizes,
      unread: this.#unread.inScope(scope),
      unreadInRegion: this.#unread.inRegion(scope),
      settings: this.#settings,
    };
  }

  async #regionOf({ provider, regionId }: Scope) {
    const key = `${provider}/${regionId}`;
    if (this.#region?.key === key) return this.#region;
    const prices = await this.#store.prices.pricesOf(provider, regionId);
    const sizes = await this.#store.prices.sizesOf(provider, regionId);
    this.#region = { key, prices, sizes };
    return this.#region;
  }
}

const isInstance = (stored: StoredResource): stored is StoredResource<Instance> => stored.resource.kind === 'instance';
