import type { Scope } from '../domain/ids.ts';
import type { DayRange, Instant } from '../domain/instant.ts';
import type { MetricDigest, MetricName } from '../domain/metrics.ts';
import type { Money } from '../domain/money.ts';
import type { Price, Size } from '../domain/prices.ts';
import type {
  BlockVolume,
  Instance,
  PublicAddress,
  Resource,
  ResourceKind,
  ResourceUser,
  StoredResource,
} from '../domain/resources.ts';
import type { AnalysisSettings } from './settings.ts';

/** What can hang on an instance and bill by itself. */
export type Attachment = BlockVolume | PublicAddress;

/** Effective cost of a resource over the billed range, and how many days of the range have charges. */
export interface BilledCost {
  readonly effectiveCost: Money;
  readonly days: number;
  /** Where it is another than that of the bill: a cost API settles some days later. */
  readonly range?: DayRange;
}

export interface BilledCosts {
  /** The last 30 full UTC days before `now`: `[today - 30, today)`. */
  readonly range: DayRange;
  readonly costs: ReadonlyMap<string, BilledCost>;
}

/** What a sync may have failed to read of a scope, other than a kind of resource. */
export type UnreadSubject = ResourceKind | 'metrics' | 'prices';

/**
 * A bite of the estate with everything that the checks may ask about it: resources of ONE scope, a few hundred
 * at a time, so that memory stays flat. All maps are keyed by resource id within that scope; what is missing
 * from one means "nothing known", and `unread` says why where a read failed.
 *
 * How to fill it: take a page of resources, split it by scope, then
 * 1. `attachedWanted`, `digestsWanted`, `usersWanted` and `relatedWanted` name the ids for the maps of these names;
 * 2. `holdersWanted(resources, attached)` names the instances for `holders`;
 * 3. `billedWanted(resources, attached)` names the ids for `billed`.
 */
export interface AnalysisBatch {
  readonly now: Instant;
  readonly scope: Scope;
  readonly resources: readonly StoredResource[];
  readonly digests: ReadonlyMap<string, ReadonlyMap<MetricName, MetricDigest>>;
  /** By instance: the present (not gone) volumes and addresses whose known `attachedTo` names it. */
  readonly attached: ReadonlyMap<string, readonly Attachment[]>;
  /** By id: the instances that hold the batch's volumes and interfaces, and those that share a volume with the batch's instances. */
  readonly holders: ReadonlyMap<string, StoredResource<Instance>>;
  readonly billed: BilledCosts;
  /** Prices of the scope's region by item. */
  readonly prices: ReadonlyMap<string, Price>;
  /** By id or alias: who names a resource of the batch in its `uses`, over all accounts and regions. */
  readonly users: ReadonlyMap<string, readonly ResourceUser[]>;
  /** By id: resources of this scope that the batch's resources name in their `uses`. */
  readonly related: ReadonlyMap<string, StoredResource>;
  /** Machine sizes of the scope's region by name. */
  readonly sizes: ReadonlyMap<string, Size>;
  /** What the latest sync did not completely read in this scope (never tried counts too), and why. */
  readonly unread: ReadonlyMap<UnreadSubject, string>;
  /** The same over all accounts in the scope's region, with the account's id in the reason. */
  readonly unreadInRegion: ReadonlyMap<UnreadSubject, string>;
  readonly settings: AnalysisSettings;
}

/** Instances whose attachments decide something: those that are not running. */
export const attachedWanted = (resources: readonly StoredResource[]): readonly string[] =>
  idsOf(resources, (resource) => resource.kind === 'instance' && resource.powerState === 'stopped');

/** Resources whose metric digests may decide something: all but instances that do not run, which have none. */
export const digestsWanted = (resources: readonly StoredResource[]): readonly string[] =>
  idsOf(resources, (resource) => resource.kind !== 'instance' || resource.powerState === 'running');

/** Resources whose users decide something: those of the kinds of checks that ask for users. */
export const usersWanted = (
  resources: readonly StoredResource[],
  kinds: ReadonlySet<ResourceKind>,
): readonly string[] => resources.flatMap(({ resource }) => (kinds.has(resource.kind) ? namesOf(resource) : []));

/** All names by which a resource's users may refer to it. */
export const namesOf = ({ resourceId, aliases = [] }: Resource): readonly string[] => [resourceId, ...aliases];

/** Ids that resources of these kinds name in their `uses`. */
export function relatedWanted(
  resources: readonly StoredResource[],
  kinds: ReadonlySet<ResourceKind>,
): readonly string[] {
  const ids = new Set<string>();
  for (const { resource } of resources) {
    if (!kinds.has(resource.kind) || resource.uses?.known !== true) continue;
    for (const { targetId } of resource.uses.value) ids.add(targetId);
  }
  return [...ids].sort();
}

/** Ids that may name instances (other ids are harmless: they are simply not found). */
export function holdersWanted(
  resources: readonly StoredResource[],
  attached: AnalysisBatch['attached'],
): readonly string[] {
  const ids = new Set<string>();
  const add = (resource: Resource): void => {
    if (resource.kind === 'network-interface' && resource.instanceId !== undefined) ids.add(resource.instanceId);
    if (resource.kind !== 'block-volume' || !resource.attachedTo.known) return;
    for (const id of resource.attachedTo.value) ids.add(id);
  };
  for (const { resource } of resources) add(resource);
  for (const attachments of attached.values()) attachments.forEach(add);
  return [...ids].sort();
}

/** Resources of which the bill is asked: the batch's own, what they name in their `uses`, and what is attached to them. */
export function billedWanted(
  resources: readonly StoredResource[],
  attached: AnalysisBatch['attached'],
  related: AnalysisBatch['related'] = new Map(),
): readonly string[] {
  const ids = new Set(
    [...resources, ...related.values()].flatMap(({ resource }) => [
      resource.resourceId,
      ...(resource.billingIds ?? []),
    ]),
  );
  for (const attachments of attached.values()) for (const { resourceId } of attachments) ids.add(resourceId);
  return [...ids].sort();
}

function idsOf(resources: readonly StoredResource[], wanted: (resource: Resource) => boolean): readonly string[] {
  return resources.filter(({ resource }) => wanted(resource)).map(({ resource }) => resource.resourceId);
}
