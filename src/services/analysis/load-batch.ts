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
import { billedCosts } from './billed-costs.ts';

/** The bill is asked for the last 30 full days: `BilledCosts` says so. */
export const BILLED_DAYS = 30;

/** A region has thousands of prices, about 2 MB: those of a few are kept. */
const MOST_REGIONS = 8;

interface RegionFacts {
  readonly prices: ReadonlyMap<string, Price>;
  readonly sizes: ReadonlyMap<string, Size>;
}

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
  readonly #regions = new Map<string, RegionFacts>();
  /** One that found no place among them. */
  #other: { readonly key: string; readonly facts: RegionFacts } | undefined;

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
    const { resources: repository, metrics } = this.#store;
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
    const billed = await billedCosts(
      this.#store,
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
      billed,
      users,
      related,
      prices,
      sizes,
      unread: this.#unread.inScope(scope),
      unreadInRegion: this.#unread.inRegion(scope),
      settings: this.#settings,
    };
  }

  /** Resources come in order of account and region: the next account asks for the same regions, in the same order. */
  async #regionOf({ provider, regionId }: Scope): Promise<RegionFacts> {
    const key = `${provider}/${regionId}`;
    const held = this.#regions.get(key) ?? (this.#other?.key === key ? this.#other.facts : undefined);
    if (held !== undefined) return held;
    const prices = await this.#store.prices.pricesOf(provider, regionId);
    const sizes = await this.#store.prices.sizesOf(provider, regionId);
    const facts = { prices, sizes };
    if (this.#regions.size < MOST_REGIONS) this.#regions.set(key, facts);
    else this.#other = { key, facts };
    return facts;
  }
}

const isInstance = (stored: StoredResource): stored is StoredResource<Instance> => stored.resource.kind === 'instance';
