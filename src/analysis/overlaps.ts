import type { Finding } from '../domain/findings.ts';
import { scopeKey } from '../domain/ids.ts';
import type { Resource } from '../domain/resources.ts';
import { type ActionKind, rankOf } from './actions.ts';
import { autoScalingGroup } from './ownership.ts';

/**
 * A finding whose saving may be a part of another finding's, or hold others in it: that of an Auto Scaling group is
 * made of its members' cost, that of an image of its snapshots'. Keys name things within an account and region.
 */
export interface Claim {
  readonly findingId: string;
  /** 0 is the strongest, as for the findings of one resource. */
  readonly rank: number;
  /** Nano-units of `currency`. */
  readonly nanos: bigint;
  readonly currency: string;
  /** What the saving is made of: the resource itself and, of a whole, its parts. */
  readonly holds: readonly string[];
  /** The resource itself, under every name that it has as a part or a whole, and the wholes that it is a part of. */
  readonly standsIn: readonly string[];
}

/** Undefined for what counts nothing, and for kinds that are neither a whole nor a part. */
export function claimOf(finding: Finding, resource: Resource): Claim | undefined {
  const { scope, action, monthlySavings } = finding;
  // What a rule silences stands in no total, so that its parts do.
  if (!finding.countsTowardsTotal || !monthlySavings.known || finding.suppressedByRule !== undefined) return undefined;
  const related = relationsOf(resource, action);
  if (related === undefined) return undefined;
  const { amount } = monthlySavings.value;
  const { names = [], parts = [], wholes = [] } = related;
  const own = [resource.resourceId, ...names];
  const keys = (ids: readonly string[]): readonly string[] => ids.map((id) => `${scopeKey(scope)} ${id}`);
  return {
    findingId: finding.id,
    rank: rankOf(action.kind as ActionKind),
    nanos: amount.nanos,
    currency: amount.currency,
    holds: keys([...own, ...parts]),
    standsIn: keys([...own, ...wholes]),
  };
}

interface Relations {
  /** Other names that its parts or wholes know it by. */
  readonly names?: readonly string[];
  readonly parts?: readonly string[];
  readonly wholes?: readonly string[];
}

function relationsOf(resource: Resource, { kind: action, params }: Finding['action']): Relations | undefined {
  switch (resource.kind) {
    case 'instance-group':
      return {
        names: resource.name === undefined ? [] : [groupName(resource.name)],
        parts: resource.members.map(({ instanceId }) => instanceId),
      };
    case 'node-group':
      return { parts: resource.scalingGroups.map(groupName) };
    case 'container-cluster':
      // What a stopped cluster does not pay is the cost of its node groups, and so is most of one that is deleted.
      if (
        ['container-cluster.schedule', 'container-cluster.delete', 'container-cluster.lower-requests'].includes(action)
      )
        return { parts: resource.attachedTo.known ? resource.attachedTo.value : [] };
      // A control plane is none of its machines' cost.
      return action === 'container-cluster.scale-in-machines' ? { parts: idsOf(resource.machines) } : undefined;
    case 'notebook':
      return { parts: targetsOf(resource, 'has-member') };
    case 'processing-cluster':
      return { parts: idsOf(resource.machines) };
    case 'instance':
      // Of a stopped machine only what hangs on it is saved, which is no part of a group's cost.
      if (action === 'instance.image-and-terminate') return undefined;
      return { wholes: wholesOf(resource) };
    case 'database-cluster':
      // Members cost more once I/O is included: what is saved is the cluster's own I/O.
      if (action === 'database-cluster.change-io-billing' && params['ioBilling'] === 'included') return undefined;
      return { parts: resource.members.map(({ resourceId }) => resourceId) };
    case 'database':
      return { wholes: targetsOf(resource, 'member-of') };
    case 'machine-image':
      return { parts: resource.snapshots.flatMap((own) => (own.sharedWithImages ? [] : [own.snapshotId])) };
    case 'recovery-point':
      return { parts: targetsOf(resource, 'snapshot') };
    case 'volume-snapshot':
      return {};
    default:
      return undefined;
  }
}

const groupName = (name: string): string => `group ${name}`;

/** A group or cluster may not list a machine yet, or no longer: its own tags say where it belongs too. */
function wholesOf({ tags }: Extract<Resource, { kind: 'instance' }>): readonly string[] {
  if (!tags.known) return [];
  const group = autoScalingGroup(tags.value);
  const cluster = tags.value['aws:elasticmapreduce:job-flow-id'];
  return [...(group === undefined ? [] : [groupName(group)]), ...(cluster === undefined ? [] : [cluster])];
}

const idsOf = (
  machines: Extract<Resource, { kind: 'processing-cluster' | 'container-cluster' }>['machines'],
): readonly string[] => (machines.known ? machines.value.map(({ instanceId }) => instanceId) : []);

const targetsOf = (
  { uses }: Pick<Resource, 'uses'>,
  relation: 'has-member' | 'member-of' | 'snapshot',
): readonly string[] =>
  uses?.known === true ? uses.value.flatMap((use) => (use.relation === relation ? [use.targetId] : [])) : [];

/** What is counted already. */
export interface Taken {
  readonly held: Set<string>;
  readonly stoodIn: Set<string>;
}

export const nothingTaken = (): Taken => ({ held: new Set(), stoodIn: new Set() });

/**
 * Ids of the findings that must not count, since their money is in another one's saving. The rule of one resource holds
 * for a whole and its parts too: the stronger action counts. Of equal rank a whole counts where it saves at least what
 * its parts together do. The total may be too low by that, never too high. `taken` is what counts before, and gets what
 * counts now; the order of the claims does not matter.
 */
export function overlapping(claims: readonly Claim[], taken: Taken): ReadonlySet<string> {
  const lost = new Set<string>();
  const byRank = Map.groupBy(claims, ({ rank }) => rank);
  for (const rank of [...byRank.keys()].sort((a, b) => a - b)) {
    const rivals = byRank.get(rank) ?? [];
    const byKey = new Map<string, Claim[]>();
    for (const claim of rivals) {
      for (const key of claim.standsIn) {
        const there = byKey.get(key);
        if (there === undefined) byKey.set(key, [claim]);
        else there.push(claim);
      }
    }
    // Wholes with the most in them first: what they leave is their parts'.
    for (const claim of rivals.toSorted(byWeight)) {
      const free =
        // A part of two wholes (a machine of a scaling group and of a container cluster) joins them.
        !claim.holds.some((key) => taken.held.has(key) || taken.stoodIn.has(key)) &&
        !claim.standsIn.some((key) => taken.held.has(key));
      if (!free || sumOfParts(claim, byKey, lost) > claim.nanos) {
        lost.add(claim.findingId);
        continue;
      }
      for (const key of claim.holds) taken.held.add(key);
      for (const key of claim.standsIn) taken.stoodIn.add(key);
    }
  }
  return lost;
}

/** What the parts of a whole save by themselves at the same rank; another currency is not compared. */
function sumOfParts(whole: Claim, byKey: ReadonlyMap<string, readonly Claim[]>, lost: ReadonlySet<string>): bigint {
  const parts = new Set(whole.holds.flatMap((key) => byKey.get(key) ?? []));
  let sum = 0n;
  for (const part of parts) {
    if (part !== whole && part.currency === whole.currency && !lost.has(part.findingId)) sum += part.nanos;
  }
  return sum;
}

function byWeight(a: Claim, b: Claim): number {
  if (a.holds.length !== b.holds.length) return b.holds.length - a.holds.length;
  if (a.nanos !== b.nanos) return a.nanos > b.nanos ? -1 : 1;
  return a.findingId < b.findingId ? -1 : 1;
}
