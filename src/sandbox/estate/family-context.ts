import type { AwsAddress, AwsSnapshot, AwsVolume, Estate, EstateOptions, TruthEntry } from './model.ts';
import { plantFine, plantWaste, type Builder, type BuiltInstance } from './generate/builder.ts';
import type { BuiltGroup } from './generate/groups.ts';
import type { OrganizationPlan } from './generate/organization.ts';
import type { Place } from './generate/placement.ts';
import { identityOf, type Identity } from './generate/tags.ts';
import { familyState, statesWith, type EstateFamily } from './family.ts';
import { Random, type Weighted } from './random.ts';

type Located = { readonly accountId: string; readonly region: string };

/** What a family sees while it is made. */
export class FamilyContext {
  readonly options: EstateOptions;
  /** The estate's instant, epoch ms. */
  readonly now: number;
  /** Accounts in regions, each with its environment, VPC, subnets and zones; weighted as the instances are. */
  readonly places: Weighted<Place>;
  readonly accounts: OrganizationPlan['active'];
  readonly organization: OrganizationPlan['organization'];
  readonly instances: readonly BuiltInstance[];
  /** Scaling groups, whose members are among the instances. */
  readonly groups: readonly BuiltGroup[];
  readonly volumes: readonly AwsVolume[];
  readonly snapshots: readonly AwsSnapshot[];
  readonly addresses: readonly AwsAddress[];
  /** Thousands of resources that the estate was asked for. */
  readonly scale: number;
  readonly #name: string;
  readonly #builder: Builder;
  readonly #allAccounts: OrganizationPlan['accounts'];

  constructor(name: string, builder: Builder, plan: OrganizationPlan) {
    this.#name = name;
    this.#builder = builder;
    this.#allAccounts = plan.accounts;
    this.options = builder.options;
    this.now = builder.options.now;
    this.places = builder.places;
    this.accounts = plan.active;
    this.organization = plan.organization;
    this.instances = builder.instances;
    this.groups = builder.groups;
    this.volumes = builder.volumes;
    this.snapshots = builder.snapshots;
    this.addresses = builder.addresses;
    this.scale = builder.options.resources / 1000;
  }

  /** A stream of random numbers of this family's own, such as `random('cluster', 7)`: one for each resource. */
  random(...key: readonly (string | number)[]): Random {
    return new Random(this.options.seed, [`family ${this.#name}`, ...key].join(' '));
  }

  /** How many of a kind there are; at least one, unless said otherwise, so that the smallest estate has each. */
  count(perThousand: number, atLeast = 1): number {
    return Math.max(atLeast, Math.round(perThousand * this.scale));
  }

  /** The application, tier and environment that a resource belongs to; `tagsOf` and `nameOf` make tags and a name of it. */
  identity(random: Random, place: Pick<Place, 'environment'>): Identity {
    return identityOf(random, place.environment);
  }

  /** The state of a family that stands above this one in the list. */
  state<State>(family: EstateFamily<State>): State {
    return familyState(this.#builder, family);
  }

  /** What is planted so far, by the families above this one too. */
  get planted(): readonly TruthEntry[] {
    return this.#builder.truth;
  }

  /** The estate as far as it is made: what the families above this one use and bill can be asked of it. */
  estate(): Estate {
    const { instances, volumes, snapshots, addresses, families, truth } = this.#builder;
    return {
      seed: this.options.seed,
      generatedAt: this.now,
      organization: this.organization,
      accounts: this.#allAccounts,
      regions: [...this.options.regions],
      instances: new Map(instances.map(({ instance }) => [instance.id, instance])),
      volumes: new Map(volumes.map((volume) => [volume.id, volume])),
      snapshots: new Map(snapshots.map((snapshot) => [snapshot.id, snapshot])),
      addresses: new Map(addresses.map((address) => [address.allocationId, address])),
      families: statesWith(families),
      truth,
    };
  }

  /** Plants waste: the check must find it. `monthlyCost` is decimal text: what it costs a month at list price, USD. */
  plantWaste(checkId: string, located: Located, resourceId: string, because: string, monthlyCost: string): void {
    plantWaste(this.#builder, checkId, located, resourceId, because, monthlyCost);
  }

  /** Plants a look-alike: the check must leave it alone. */
  plantFine(checkId: string, located: Located, resourceId: string, because: string): void {
    plantFine(this.#builder, checkId, located, resourceId, because);
  }
}
