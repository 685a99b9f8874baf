import type { InstanceTypePrice } from '../prices.ts';
import { Random } from '../random.ts';
import type { Builder } from './builder.ts';
import type { TypePicker } from './instance-types.ts';
import type { Place } from './placement.ts';
import { identityOf, tagsOf, type Identity } from './tags.ts';
import { daysBefore } from './time.ts';

/** What a scaling group is like; the compute family decides by it what is waste. */
export type GroupKind =
  | 'fixed' // never scales, and hardly works
  | 'scaled' // follows its load
  | 'mixed' // half of it on spot
  | 'pair' // two members: one for each zone
  | 'busy' // never scales, and works
  | 'kept' // its members are protected
  | 'timed' // changes its size by the clock
  | 'spot-template' // its template asks for spot
  | 'new' // made last week
  | 'nodes' // of a Kubernetes cluster, on demand
  | 'spot-nodes';

/** In this order over and over again, so that the first kinds are in every estate that has groups. */
const MEMBER_KINDS: readonly (readonly [GroupKind, size: number])[] = [
  ['mixed', 4],
  ['fixed', 4],
  ['scaled', 3],
  ['pair', 2],
  ['busy', 3],
  ['kept', 3],
  ['timed', 3],
  ['spot-template', 3],
  ['new', 3],
];

const NODE_KINDS: readonly (readonly [GroupKind, size: number])[] = [
  ['nodes', 4],
  ['spot-nodes', 3],
];

export interface BuiltGroup {
  readonly kind: GroupKind;
  readonly name: string;
  readonly place: Place;
  readonly type: InstanceTypePrice;
  readonly identity: Identity;
  readonly createdAt: number;
  readonly launchTemplateId: string;
  /** Tags of the group, which its members have too. */
  readonly tags: Readonly<Record<string, string>>;
  readonly instanceIds: string[];
}

/** The group that a member or node belongs to, made with its first one. */
export class GroupPlan {
  readonly #builder: Builder;
  readonly #types: ReadonlyMap<string, TypePicker>;
  readonly #left: Record<'member' | 'node', { group: BuiltGroup | undefined; places: number; made: number }> = {
    member: { group: undefined, places: 0, made: 0 },
    node: { group: undefined, places: 0, made: 0 },
  };

  constructor(builder: Builder, types: ReadonlyMap<string, TypePicker>) {
    this.#builder = builder;
    this.#types = types;
  }

  next(role: 'member' | 'node'): BuiltGroup {
    const left = this.#left[role];
    if (left.group === undefined || left.places === 0) {
      const kinds = role === 'member' ? MEMBER_KINDS : NODE_KINDS;
      const [kind, size] = kinds[left.made % kinds.length]!;
      left.group = this.#make(kind, `${role} ${left.made}`, left.made);
      left.places = size;
      left.made++;
      this.#builder.groups.push(left.group);
    }
    left.places--;
    return left.group;
  }

  #make(kind: GroupKind, label: string, number: number): BuiltGroup {
    const { seed, now } = this.#builder.options;
    const random = new Random(seed, `group ${label}`);
    const place = this.#builder.places.pick(random);
    const identity = identityOf(random, place.environment);
    const nodes = kind === 'nodes' || kind === 'spot-nodes';
    const { app } = identity.application;
    const name = nodes
      ? `eks-default-${number}-${random.hex(8)}`
      : `${app}-${identity.environment}-${identity.tier}-${number}-asg`;
    return {
      kind,
      name,
      place,
      type: this.#types.get(place.region)!.pick(random, nodes ? 'node' : 'member'),
      identity,
      createdAt: daysBefore(now, kind === 'new' ? random.between(3, 11) : random.between(40, 400)),
      launchTemplateId: `lt-0${random.hex(16)}`,
      tags: nodes ? nodeTags(identity) : tagsOf(random, identity, name.slice(0, -4)),
      instanceIds: [],
    };
  }
}

function nodeTags({ environment, application }: Identity): Record<string, string> {
  const cluster = `${environment}-eks`;
  return {
    Name: `${cluster}-default-node`,
    'eks:cluster-name': cluster,
    'eks:nodegroup-name': 'default',
    [`kubernetes.io/cluster/${cluster}`]: 'owned',
    team: application.team,
  };
}
