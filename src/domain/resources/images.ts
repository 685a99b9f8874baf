import type { Fact } from '../fact.ts';
import type { Instant } from '../instant.ts';
import type { ResourceBase } from './resource-base.ts';

/** An image of one's own that machines boot from (AMI, custom image, Glance image); those of others are not its account's cost. */
export interface MachineImage extends ResourceBase {
  readonly kind: 'machine-image';
  /** Made unusable for new launches, but kept: it still bills. */
  readonly disabled: boolean;
  /** Last launch of a machine from it, in any account; null where it never launched one. */
  readonly lastLaunchedAt: Fact<Instant | null>;
  /** Whether accounts, organisations or everybody may launch from it beside its owner. */
  readonly shared: Fact<boolean>;
  /** Its owner forbade to remove it. */
  readonly protected: boolean;
  /** The volume snapshots that it consists of; none where it lies in object storage. */
  readonly snapshots: readonly ImageSnapshot[];
  /** The rule that made it (a snapshot policy's id), where tags name one. */
  readonly madeBy?: string;
  /** What it stores and bills for itself, where it does not consist of snapshots. */
  readonly storedBytes?: Fact<number>;
  /** The newest of its family that may be launched: whoever names the family means it. */
  readonly newestOfFamily?: boolean;
  /** Its cloud keeps no record of launches at all: only what is made of it and still there tells of its use. */
  readonly launchesUntold?: true;
}

export interface ImageSnapshot {
  readonly snapshotId: string;
  /** Size of the volume that it makes, where the image says so. */
  readonly sizeGiB?: number;
  /** Another image consists of it too: it outlives this one. */
  readonly sharedWithImages: boolean;
}

/**
 * A recipe that machines are launched from: a launch template, a launch configuration, a spot fleet's specifications.
 * `uses` names the images (and volume snapshots) of all versions that something can launch from.
 */
export interface LaunchTemplate extends ResourceBase {
  readonly kind: 'launch-template';
  /** How many of its versions are looked at: the latest, the default, and those that a group is set to. */
  readonly versions: number;
}

/** A snapshot that is kept ready in one zone, so that volumes made from it are fast from the start. Bills by the hour. */
export interface FastSnapshotRestore extends ResourceBase {
  readonly kind: 'fast-snapshot-restore';
  readonly snapshotId: string;
  readonly enabledAt: Fact<Instant>;
}

/** A rule that makes and removes snapshots or images on a schedule. */
export interface SnapshotPolicy extends ResourceBase {
  readonly kind: 'snapshot-policy';
}
