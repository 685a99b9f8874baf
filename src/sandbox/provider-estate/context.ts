import type { TruthEntry } from '../estate/model.ts';
import { identityOf, type Identity, nameOf, tagsOf } from '../estate/generate/tags.ts';
import { Random, type Weighted } from '../estate/random.ts';

/** An account in a region, with what is said of it. */
export interface ProviderPlace {
  /** Project id or subscription id. */
  readonly accountId: string;
  readonly region: string;
  /** Empty where the region has none. */
  readonly zones: readonly string[];
  readonly environment: 'prod' | 'staging' | 'dev' | 'sandbox';
}

type Located = Pick<TruthEntry, 'accountId' | 'region'>;

/** What the families of a cloud beside AWS see while they are made. */
export class ProviderContext {
  readonly seed: number;
  /** The estate's instant, epoch ms. */
  readonly now: number;
  /** Weighted: production has more. */
  readonly places: Weighted<ProviderPlace>;
  /** What is planted so far. */
  readonly truth: TruthEntry[] = [];
  /** Thousands of resources that the estate was asked for. */
  readonly scale: number;
  readonly #cloud: string;

  constructor(options: {
    readonly cloud: string;
    readonly seed: number;
    readonly now: number;
    readonly resources: number;
    readonly places: Weighted<ProviderPlace>;
  }) {
    this.#cloud = options.cloud;
    this.seed = options.seed;
    this.now = options.now;
    this.places = options.places;
    this.scale = options.resources / 1000;
  }

  /** A stream of random numbers of one resource: `random('disk', 7)`. */
  random(...key: readonly (string | number)[]): Random {
    return new Random(this.seed, [this.#cloud, ...key].join(' '));
  }

  /** So many of each thousand resources; `atLeast` in the smallest estate. */
  count(perThousand: number, atLeast = 1): number {
    return Math.max(atLeast, Math.round(perThousand * this.scale));
  }

  identity(random: Random, place: ProviderPlace): Identity {
    return identityOf(random, place.environment === 'sandbox' ? 'dev' : place.environment);
  }

  /** `checkout-prod-web-07` */
  nameOf(identity: Identity): string {
    return nameOf(identity);
  }

  /** As companies really have them; keys as AWS tags would be: a cloud with narrower rules lowers them. */
  tagsOf(random: Random, identity: Identity, name: string): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(tagsOf(random, identity, name)).filter(([key]) => !key.startsWith('aws:') && key !== 'Name'),
    );
  }

  /** Plants waste: the check must find it. `monthlyCost` is decimal text: what it costs a month at list price, USD. */
  plantWaste(
    checkId: string,
    { accountId, region }: Located,
    resourceId: string,
    because: string,
    monthlyCost: string,
  ): void {
    this.truth.push({ checkId, accountId, region, resourceId, verdict: 'waste', because, monthlyCost });
  }

  /** Plants a look-alike: the check must leave it alone. */
  plantFine(checkId: string, { accountId, region }: Located, resourceId: string, because: string): void {
    this.truth.push({ checkId, accountId, region, resourceId, verdict: 'fine', because });
  }
}
