import type { Scope } from './ids.ts';
import type { Instant } from './instant.ts';
import type { BlockVolume, Instance, PublicAddress, VolumeSnapshot } from './resources/compute.ts';
import type { Relation } from './resources/resource-base.ts';

export type { ResourceBase, Relation, Tags, Use } from './resources/resource-base.ts';
export type * from './resources/compute.ts';

export type Resource =
  // compute
  | Instance
  | BlockVolume
  | VolumeSnapshot
  | PublicAddress;

export type ResourceKind = Resource['kind'];

export const resourceKinds = [
  // compute
  'instance',
  'block-volume',
  'volume-snapshot',
  'public-address',
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
