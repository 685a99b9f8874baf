import type { Estate, EstateOptions } from './model.ts';
import { buildAddresses } from './generate/addresses.ts';
import type { Builder } from './generate/builder.ts';
import { buildFreeVolumes } from './generate/free-volumes.ts';
import { buildInstances } from './generate/instances.ts';
import { planOrganization } from './generate/organization.ts';
import { bootFromOwnImages } from './generate/own-images.ts';
import { planPlaces } from './generate/placement.ts';
import { castOf } from './generate/roles.ts';
import { buildSnapshots } from './generate/snapshots.ts';
import { plantStoppedLong } from './generate/stopped-long.ts';
import { plantStoppedVolumes } from './generate/stopped-volumes.ts';
import { buildAttachedVolumes } from './generate/volumes.ts';
import { families } from './families.ts';
import { rememberFamilies, type EstateFamily } from './family.ts';
import { FamilyContext } from './family-context.ts';
import { priceBook } from './prices.ts';

/** What the price data and the ids allow. */
const LIMITS = { resources: [50, 100_000], accounts: [1, 500] } as const;

/**
 * A whole AWS organisation, made from a seed: equal options give deeply equal estates, and nothing but the
 * options is looked at. `kinds` are the families to make, in their order. Throws a RangeError for options outside the limits or for a region without prices.
 */
export function createEstate(options: EstateOptions, kinds: readonly EstateFamily[] = families): Estate {
  check(options);
  const plan = planOrganization(options);
  const builder: Builder = {
    options,
    cast: castOf(options.seed, options.resources),
    places: planPlaces(options, plan),
    instances: [],
    groups: [],
    volumes: [],
    snapshots: [],
    addresses: [],
    truth: [],
    families: new Map(),
  };
  buildInstances(builder);
  buildAttachedVolumes(builder);
  buildFreeVolumes(builder);
  buildAddresses(builder);
  buildSnapshots(builder);
  bootFromOwnImages(builder);
  plantStoppedLong(builder);
  plantStoppedVolumes(builder);
  rememberFamilies(builder.families, kinds);
  for (const family of kinds) {
    builder.families.set(family.name, family.generate(new FamilyContext(family.name, builder, plan)));
  }
  return {
    seed: options.seed,
    generatedAt: options.now,
    organization: plan.organization,
    accounts: plan.accounts,
    regions: [...options.regions],
    instances: new Map(builder.instances.map(({ instance }) => [instance.id, instance])),
    volumes: new Map(builder.volumes.map((volume) => [volume.id, volume])),
    snapshots: new Map(builder.snapshots.map((snapshot) => [snapshot.id, snapshot])),
    addresses: new Map(builder.addresses.map((address) => [address.allocationId, address])),
    families: builder.families,
    truth: builder.truth,
  };
}

function check({ seed, resources, accounts, regions, now }: EstateOptions): void {
  whole('seed', seed, 0, Number.MAX_SAFE_INTEGER);
  whole('resources', resources, ...LIMITS.resources);
  whole('accounts', accounts, ...LIMITS.accounts);
  whole('now', now, Date.UTC(2020, 0, 1), Date.UTC(2100, 0, 1));
  if (regions.length === 0) throw new RangeError('an estate needs at least one region');
  const priced = priceBook().regions;
  const unknown = regions.filter((region) => !priced.includes(region));
  if (unknown.length > 0) {
    throw new RangeError(`no prices for region ${unknown.join(', ')}; there are prices for ${priced.join(', ')}`);
  }
  if (new Set(regions).size !== regions.length) throw new RangeError(`a region is named twice: ${regions.join(', ')}`);
}

function whole(name: string, value: number, low: number, high: number): void {
  if (!Number.isSafeInteger(value) || value < low || value > high) {
    throw new RangeError(`${name} must be a whole number from ${low} to ${high}, not ${value}`);
  }
}
