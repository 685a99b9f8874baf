import { keeperOf } from '../copy-keepers.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { fullSizeOf, snapshotDeletion } from '../pricing/snapshot-savings.ts';
import { retentionOf } from '../retention.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A snapshot of a volume that is gone, which no image and no template needs. */
export const orphanedSnapshot = defineCheck({
  name: 'snapshot-orphaned',
  ids: { aws: 'aws-ebs-snapshot-orphaned' },
  kind: 'volume-snapshot',
  title: 'Snapshot of a volume that is gone, used by nothing',
  description:
    'When a volume is deleted its snapshots stay and bill. One that no image (disabled ones included) and no launch template needs ' +
    'is left over, or the last copy of something that somebody wants to keep: that belongs into the archive tier, or under a ' +
    'retention tag.',
  savings:
    'what the bill says of the snapshot: with its volume gone, the other snapshots of it are findings too, and all of their ' +
    'blocks go. At least nothing, as one that stays may need them. Without a resource-level bill the full size at list price is ' +
    'the most that it can be; it is promised only of a snapshot that is alone',
  ignores: [
    'a snapshot younger than minDays: its volume may just have been replaced',
    'a copy of a snapshot, of which EC2 does not tell the volume',
    'one with a retention tag, or in the archive tier',
    'one that a backup service, a cluster or a lifecycle policy made and will remove',
    'one that an image, a disabled one too, or a launch template consists of',
  ],
  evidence: {
    ageDays: 'whole days since it was taken; when its volume was deleted, no API tells',
    sourceVolumeId: 'the volume that is gone',
    fullSizeGiB: 'all blocks that were written when it was taken, else the size of its volume',
    siblings: 'other snapshots of the same volume; null where that was not told',
  },
  params: {
    minDays: { default: 30, min: 1, max: 3650, why: 'longer than a migration, after which the old volume is deleted' },
  },
  needs: {
    users: { kinds: ['machine-image', 'launch-template'], reach: 'account' },
    related: true,
    kinds: ['block-volume', 'snapshot-policy'],
  },
  risk: 'medium',
  action: 'snapshot.delete',
  evaluate(snapshot, { minDays }, context) {
    const { now, firstSeen, users, related, unread, costs } = context;
    const { sourceVolumeId, siblings } = snapshot;
    if (snapshot.state !== 'completed' || snapshot.tier === 'archive' || sourceVolumeId === undefined) return fine();
    if (related(sourceVolumeId) !== undefined) return fine();
    const age = ageDays(snapshot.createdAt, firstSeen, now, minDays);
    if (age.known && age.value < minDays) return fine();
    if (snapshot.tags.known && retentionOf(snapshot.tags.value, now) !== undefined) return fine();
    const keeper = keeperOf(snapshot, context);
    if (keeper.known && keeper.value !== null) return fine();
    const inUse = users();
    if (inUse.known && inUse.value.length > 0) return fine();
    const unreadVolumes = unread('block-volume');
    if (unreadVolumes !== undefined) return cannotTell(`whether ${sourceVolumeId} is gone: ${unreadVolumes}`);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`);
    if (!keeper.known) return cannotTell(keeper.reason);
    if (!inUse.known) return cannotTell(`use: ${inUse.reason}`);
    return waste({
      confidence: 0.6, // it may be the one copy that was meant to stay
      evidence: {
        ageDays: age.value,
        sourceVolumeId,
        fullSizeGiB: fullSizeOf(snapshot),
        siblings: siblings?.known === true ? siblings.value.older + siblings.value.newer : null,
      },
      monthlySavings: snapshotDeletion(snapshot, costs, { lineageGoes: true }),
    });
  },
});
