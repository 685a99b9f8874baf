import { Random } from '../random.ts';

/**
 * Which resource plays which part. A role is waste for one check, a look-alike that must be left alone, or
 * ordinary. Counts are shares of the kind, and never less than one, so that even the smallest estate has each.
 */
export type InstanceRole =
  | 'ordinary'
  | 'idle'
  | 'idle-batch'
  | 'idle-proxy'
  | 'idle-young'
  | 'idle-restarted'
  | 'idle-gap'
  | 'idle-silent'
  | 'idle-keep'
  | 'stopped-long'
  | 'stopped-recent'
  | 'stopped-edge'
  | 'stopped-keep'
  // rightsizing
  | 'oversized'
  | 'oversized-windows'
  | 'snug'
  | 'memory-bound'
  | 'memory-unknown'
  | 'spent-credits'
  | 'local-disk'
  | 'oversized-young'
  | 'oversized-gap'
  | 'oversized-keep'
  // schedules
  | 'office'
  | 'office-traffic'
  | 'office-young'
  | 'office-keep'
  | 'short-night'
  // GPUs
  | 'gpu-idle'
  | 'gpu-idle-no-agent'
  | 'gpu-busy'
  | 'gpu-busy-no-agent'
  | 'gpu-young'
  // what they are made of
  | 'no-driver'
  | 'windows'
  | 'sql-oversized'
  | 'sql-optimized'
  | 'sql-unmeasured'
  // where they run
  | 'on-host-small'
  | 'on-host-large'
  | 'reserved-busy'
  | 'reserved-lone'
  | 'reserved-peak'
  // fleets
  | 'member'
  | 'node';

/** Volumes that no instance holds. */
export type FreeVolumeRole = 'unattached' | 'young' | 'claimed' | 'keep';

/** What the gp2 check sees in an attached volume. `streaming` ones are data volumes of running instances. */
export type Gp2Role = 'other' | 'gp2' | 'gp2-keep' | 'gp3-twin';

export type AddressRole = 'ordinary' | 'unassociated' | 'interface' | 'stopped' | 'keep';

export interface Cast {
  readonly instances: readonly InstanceRole[];
  readonly freeVolumes: readonly FreeVolumeRole[];
  readonly attachedDataVolumes: number;
  readonly streamingVolumes: number;
  /** One per attached volume that does not stream: root volumes first, then data volumes. */
  readonly gp2: readonly Gp2Role[];
  readonly snapshots: number;
  readonly addresses: readonly AddressRole[];
}

/**
 * Every instance has a root volume, so volumes outnumber instances. The shares are of all resources.
 */
const KIND_SHARES = { instances: 0.34, volumes: 0.49, addresses: 0.05 } as const;

const INSTANCE_SHARES = {
  idle: 0.06,
  'stopped-long': 0.05,
  'idle-batch': 0.01,
  'idle-proxy': 0.008,
  'idle-young': 0.01,
  'idle-restarted': 0.004,
  'idle-gap': 0.006,
  'idle-silent': 0.003,
  'idle-keep': 0.004,
  'stopped-recent': 0.02,
  'stopped-edge': 0.003,
  'stopped-keep': 0.004,
} as const;

const FLEET_SHARES = { member: 0.11, node: 0.06 } as const;

/** Only in estates that have room for all of them. */
const MORE_INSTANCE_SHARES = {
  oversized: 0.08,
  'oversized-windows': 0.004,
  snug: 0.01,
  'memory-bound': 0.008,
  'memory-unknown': 0.008,
  'spent-credits': 0.008,
  'local-disk': 0.006,
  'oversized-young': 0.006,
  'oversized-gap': 0.004,
  'oversized-keep': 0.004,
  office: 0.025,
  'office-traffic': 0.005,
  'office-young': 0.005,
  'office-keep': 0.003,
  'short-night': 0.005,
  'gpu-idle': 0.004,
  'gpu-idle-no-agent': 0.003,
  'gpu-busy': 0.003,
  'gpu-busy-no-agent': 0.003,
  'gpu-young': 0.003,
  'no-driver': 0.004,
  windows: 0.006,
  'sql-oversized': 0.004,
  'sql-optimized': 0.003,
  'sql-unmeasured': 0.003,
  'on-host-small': 0.003,
  'on-host-large': 0.003,
  'reserved-busy': 0.003,
  'reserved-lone': 0.003,
  'reserved-peak': 0.003,
} as const;

/** Fewer instances than this have the first roles alone. */
const ROOM_FOR_ALL = 150;

const FREE_VOLUME_SHARES = { unattached: 0.08, young: 0.012, claimed: 0.012, keep: 0.008 } as const;
const GP2_SHARES = { gp2: 0.08, 'gp2-keep': 0.005, 'gp3-twin': 0.02 } as const;
const STREAMING_SHARE = 0.01;
const ADDRESS_SHARES = { unassociated: 0.1, interface: 0.15, stopped: 0.05, keep: 0.04 } as const;

export function castOf(seed: number, resources: number): Cast {
  const instances = Math.round(resources * KIND_SHARES.instances);
  const volumes = Math.round(resources * KIND_SHARES.volumes);
  const addresses = Math.max(4, Math.round(resources * KIND_SHARES.addresses));

  const freeVolumes = fill<FreeVolumeRole>(seed, 'free volumes', FREE_VOLUME_SHARES, volumes);
  const attachedDataVolumes = Math.max(2, volumes - instances - freeVolumes.length);
  const streamingVolumes = Math.min(attachedDataVolumes, count(STREAMING_SHARE, volumes));
  const gp2 = fill<Gp2Role>(
    seed,
    'gp2',
    GP2_SHARES,
    volumes,
    instances + attachedDataVolumes - streamingVolumes,
    'other',
  );
  return {
    instances: fill<InstanceRole>(seed, 'instances', instanceShares(instances), instances, instances, 'ordinary'),
    freeVolumes,
    attachedDataVolumes,
    streamingVolumes,
    gp2,
    snapshots: Math.max(1, resources - instances - freeVolumes.length - instances - attachedDataVolumes - addresses),
    addresses: fill<AddressRole>(seed, 'addresses', ADDRESS_SHARES, addresses, addresses, 'ordinary'),
  };
}

function instanceShares(instances: number): Readonly<Partial<Record<InstanceRole, number>>> {
  const always = { ...INSTANCE_SHARES, ...FLEET_SHARES };
  return instances < ROOM_FOR_ALL ? always : { ...always, ...MORE_INSTANCE_SHARES };
}

function count(share: number, population: number): number {
  return Math.max(1, Math.round(share * population));
}

/** Roles in the asked shares of `population`, padded to `length` with `rest`, in seeded order. */
function fill<Role extends string>(
  seed: number,
  label: string,
  shares: Readonly<Partial<Record<Role, number>>>,
  population: number,
  length?: number,
  rest?: Role,
): readonly Role[] {
  const roles: Role[] = [];
  for (const [role, share] of Object.entries(shares) as [Role, number][]) {
    for (let i = count(share, population); i > 0; i--) roles.push(role);
  }
  if (rest !== undefined) while (roles.length < length!) roles.push(rest);
  return new Random(seed, `roles of ${label}`).shuffle(roles);
}
