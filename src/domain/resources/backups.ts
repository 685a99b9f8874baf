import type { Fact } from '../fact.ts';
import type { Instant } from '../instant.ts';
import type { ResourceBase } from './resource-base.ts';

/** One backup of one resource, kept by a backup service. `uses` names what it was taken from, and the snapshot that it is. */
export interface RecoveryPoint extends ResourceBase {
  readonly kind: 'recovery-point';
  /** What was backed up, as the backup service names the type: `EBS`, `EFS`, `RDS`. */
  readonly sourceType: string;
  /** What was backed up, where it is of the same account and region and of a kind that is collected. */
  readonly source?: BackedUp;
  /** The volume snapshot that this recovery point is, where it is one. */
  readonly snapshotId?: string;
  /** Size as the service tells it; for incremental backups that of the whole resource. Unread where it tells none. */
  readonly sizeBytes: Fact<number>;
  /** When it will be removed; null where it is kept for ever. */
  readonly deleteAt: Fact<Instant | null>;
  /** When it moves to cold storage, or moved; null where it does not. */
  readonly moveToColdAt: Fact<Instant | null>;
  /** Part of another recovery point, which is removed as a whole. */
  readonly partOf?: string;
  /** Its vault is locked: nothing in it can be removed, nor its retention shortened. */
  readonly locked: boolean;
  /** Held for legal reasons, whatever its lifecycle says. */
  readonly onLegalHold: Fact<boolean>;
}

export interface BackedUp {
  readonly kind: 'block-volume' | 'instance';
  readonly resourceId: string;
}
