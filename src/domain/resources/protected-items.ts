import type { Fact } from '../fact.ts';
import type { Instant } from '../instant.ts';
import type { ResourceBase } from './resource-base.ts';

/**
 * Something that a backup service looks after, with all its backups together (protected item of a Recovery Services vault).
 * `uses` names what is backed up.
 */
export interface ProtectedItem extends ResourceBase {
  readonly kind: 'protected-item';
  /** What is backed up, as the backup service names the type: `VM`, `AzureFileShare`, `SQLDataBase`. */
  readonly sourceType: string;
  /** What is backed up, where it is of the same account and region and of a kind that is collected. */
  readonly source?: { readonly kind: 'instance' | 'bucket'; readonly resourceId: string };
  /** `pending`: nothing was backed up yet. `stopped`: its backups are kept, and no new ones come. */
  readonly protection: 'on' | 'pending' | 'stopped' | 'failing' | 'unknown';
  /** The latest backup; null where there is none. */
  readonly lastBackupAt: Fact<Instant | null>;
  /** It was deleted and is kept for some days longer, then gone by itself. */
  readonly softDeleted: boolean;
  /** Its vault is immutable: nothing in it can be removed before its time. */
  readonly locked: boolean;
  /** Items of its vault, itself among them. */
  readonly itemsInVault: number;
}
