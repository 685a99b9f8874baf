import { type Fact, known, unread } from '../domain/fact.ts';
import type { Tags } from '../domain/resources.ts';
import type { CheckContext } from './define-check.ts';
import { claimedByKubernetes } from './kubernetes.ts';
import { plainKey } from './tag-keys.ts';

/**
 * Tags by which a service marks the copies that it made and removes itself, in plain spelling. Sources: AWS Backup
 * Developer Guide, "Tags on backups" (`aws:backup:source-resource`); Elastic Disaster Recovery and Application
 * Migration Service User Guides; aws-ebs-csi-driver (`CSIVolumeSnapshotName`); Velero, AWS plugin
 * (`velero.io/backup`).
 */
const KEEPERS: readonly (readonly [RegExp, string])[] = [
  [/^aws-backup-/, 'AWS Backup'],
  [/^awselasticdisasterrecoverymanaged$/, 'AWS Elastic Disaster Recovery'],
  [/^awsapplicationmigrationservicemanaged$/, 'AWS Application Migration Service'],
  [/^csivolumesnapshotname$/, 'Kubernetes'],
  [/^velero-io-backup$/, 'Velero'],
];

/**
 * Who removes a snapshot or image by rules of its own; null where nobody does. A policy that is gone removes nothing any
 * more: what it left behind is nobody's. Unread where the tags are, or where the policies were not listed.
 */
export function keeperOf(
  copy: { readonly tags: Fact<Tags>; readonly madeBy?: string },
  { related, unread: unreadKind }: Pick<CheckContext, 'related' | 'unread'>,
): Fact<string | null> {
  if (!copy.tags.known) return unread(`tags: ${copy.tags.reason}`);
  const tags = copy.tags.value;
  if (claimedByKubernetes(tags)) return known('Kubernetes');
  for (const key of Object.keys(tags)) {
    const keeper = KEEPERS.find(([pattern]) => pattern.test(plainKey(key)));
    if (keeper !== undefined) return known(keeper[1]);
  }
  if (copy.madeBy === undefined) return known(null);
  if (related(copy.madeBy) !== undefined) return known(`policy ${copy.madeBy}`);
  const reason = unreadKind('snapshot-policy');
  return reason === undefined ? known(null) : unread(`whether policy ${copy.madeBy} still exists: ${reason}`);
}
