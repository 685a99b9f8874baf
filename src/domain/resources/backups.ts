import type { Fact } from '../fact.ts';
import type { Instant } from '../instant.ts';
import type { ResourceBase } from './resource-base.ts';

/** A place that a backup service keeps recovery points in. */
export interface BackupVault extends ResourceBase {
  readonly kind: 'backup-vault';
  /** A lock forbids to remove what is in it, or to change how long it is kept. */
  readonly locked: boolean;
}

/** One backup of one resource, kept by a backup service. `uses` names its vault and what it was taken from. */
export interface RecoveryPoint extends ResourceBase {
  readonly kind: 'recovery-point';
  /** What was backed up, as the backup service names the type: `EBS`, `EFS`, `RDS`. */
  readonly sourceType: string;
  /** Our id of what was backed up, where it is a type that is collected. */
  readonly sourceResourceId?: string;
  readonly tier: 'warm' | 'cold';
  /** Size as the service tells it; for incremental backups that of the whole resource. Unread where it tells none. */
  readonly sizeBytes: Fact<number>;
  /** When it will be removed; null where it is kept for ever. */
  readonly deleteAt: Fact<Instant | null>;
  /** When it will move to cold storage; null where it will not. */
  readonly moveToColdAt: Fact<Instant | null>;
  /** Part of another recovery point, which is removed as a whole. */
  readonly partOf?: string;
  /** Held for legal reasons, whatever its lifecycle says. */
  readonly onLegalHold: Fact<boolean>;
}
