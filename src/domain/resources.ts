import type { Scope } from './ids.ts';
import type { Instant } from './instant.ts';
import type { CapacityReservation, DedicatedHost, InstanceGroup } from './resources/compute-groups.ts';
import type { BackupVault, RecoveryPoint } from './resources/backups.ts';
import type { Commitment } from './resources/commitments.ts';
import type { BlockVolume, Instance, PublicAddress, VolumeSnapshot } from './resources/compute.ts';
import type { FastSnapshotRestore, LaunchTemplate, MachineImage, SnapshotPolicy } from './resources/images.ts';
import type { LoadBalancer } from './resources/load-balancers.ts';
import type {
  DnsZone,
  NatGateway,
  Network,
  NetworkInterface,
  PrivateEndpoint,
  TransitAttachment,
  VpnConnection,
} from './resources/networks.ts';
import type { Database, DatabaseCluster, DatabaseSnapshot } from './resources/databases.ts';
import type { Relation } from './resources/resource-base.ts';

export type { ResourceBase, Relation, Tags, Use } from './resources/resource-base.ts';
export type * from './resources/compute.ts';
export type * from './resources/commitments.ts';
export type * from './resources/load-balancers.ts';
export type * from './resources/networks.ts';
export type * from './resources/images.ts';
export type * from './resources/backups.ts';
export type * from './resources/compute-groups.ts';
export type * from './resources/databases.ts';

export type Resource =
  // compute
  | Instance
  | BlockVolume
  | VolumeSnapshot
  | PublicAddress
  | InstanceGroup
  | CapacityReservation
  | DedicatedHost
  // images, snapshots and backups
  | MachineImage
  | LaunchTemplate
  | FastSnapshotRestore
  | SnapshotPolicy
  | BackupVault
  | RecoveryPoint
  // networks
  | LoadBalancer
  | NatGateway
  | PrivateEndpoint
  | TransitAttachment
  | VpnConnection
  | Network
  | NetworkInterface
  | DnsZone
  // relational databases
  | Database
  | DatabaseCluster
  | DatabaseSnapshot
  // commitments
  | Commitment;

export type ResourceKind = Resource['kind'];

export const resourceKinds = [
  // compute
  'instance',
  'block-volume',
  'volume-snapshot',
  'public-address',
  'instance-group',
  'capacity-reservation',
  'dedicated-host',
  // images, snapshots and backups
  'machine-image',
  'launch-template',
  'fast-snapshot-restore',
  'snapshot-policy',
  'backup-vault',
  'recovery-point',
  // networks
  'load-balancer',
  'nat-gateway',
  'private-endpoint',
  'transit-attachment',
  'vpn-connection',
  'network',
  'network-interface',
  'dns-zone',
  // relational databases
  'database',
  'database-cluster',
  'database-snapshot',
  // commitments
  'commitment',
] as const satisfies readonly ResourceKind[];

/** A resource with what the store knows of it over time. */
export interface StoredResource<R extends Resource = Resource> {
  readonly resource: R;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  /** Set when a complete listing lacked it. */
  readonly goneSince?: Instant;
  /** First sync of the unbroken run of syncs that saw it attached to nothing; unset while it is in use. */
  readonly idleSince?: Instant;
}

/** A present resource that names another one in its `uses`. */
export interface ResourceUser {
  readonly relation: Relation;
  readonly kind: ResourceKind;
  readonly type: string;
  readonly resourceId: string;
  readonly scope: Scope;
  readonly state: string;
}
