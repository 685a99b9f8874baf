import { addDays, dayOf } from '../../domain/instant.ts';
import { keeperOf } from '../copy-keepers.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { difference } from '../pricing/estimates.ts';
import { archivedCost, fullSizeOf, isAlone, snapshotCost } from '../pricing/snapshot-savings.ts';
import { retentionOf } from '../retention.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** An archived snapshot bills for at least so long. Source: EBS User Guide, "Archive Amazon EBS snapshots". */
const MIN_ARCHIVE_DAYS = 90;

/** A snapshot that is kept, seldom needed, and cheaper as a full copy in the archive tier. */
export const archivableSnapshot = defineCheck({
  name: 'snapshot-archive',
  ids: { aws: 'aws-ebs-snapshot-archive' },
  kind: 'volume-snapshot',
  title: 'Snapshot that would cost less in the archive tier',
  description:
    'The archive tier costs a quarter, but holds a full copy: a snapshot that shares most of its blocks with its neighbours would ' +
    'cost more there. Reported is what is cheaper for certain: a snapshot with no newer one of its volume, whose own blocks cost ' +
    'more than the full copy would. A restore takes one to three days, and 90 days are paid at least.',
  savings:
    'what the bill says of the snapshot, or its full size at the price of the standard tier where it is alone, minus its full ' +
    'size at the price of the archive tier',
  ignores: [
    'a snapshot that a newer one of the same volume builds on: its blocks would stay in the standard tier too',
    'one whose retention tag ends within 90 days',
    'one that a backup service, a cluster or a lifecycle policy made',
    'one that an image or a launch template consists of: such a snapshot cannot be archived',
  ],
  evidence: {
    ageDays: 'whole days since it was taken',
    fullSizeGiB: 'all blocks that were written when it was taken, else the size of its volume',
    olderSnapshots: 'earlier snapshots of the same volume, with which it may share blocks',
    keepUntil: 'the day that a retention tag names; null without one',
  },
  params: {
    minDays: { default: 90, min: 1, max: 3650, why: 'what was not restored from for a quarter can wait a day or two' },
  },
  needs: {
    users: { kinds: ['machine-image', 'launch-template'], reach: 'account' },
    related: true,
    kinds: ['snapshot-policy'],
  },
  risk: 'low',
  action: 'snapshot.archive',
  evaluate(snapshot, { minDays }, context) {
    const { now, firstSeen, users, costs } = context;
    const { siblings } = snapshot;
    if (snapshot.state !== 'completed' || snapshot.tier !== 'standard') return fine();
    // With a newer neighbour, or none known, nobody can tell what of it would leave the standard tier.
    if (siblings?.known !== true || siblings.value.newer > 0) return fine();
    const age = ageDays(snapshot.createdAt, firstSeen, now, minDays);
    if (age.known && age.value < minDays) return fine();
    const retention = snapshot.tags.known ? retentionOf(snapshot.tags.value, now) : undefined;
    if (retention?.until !== undefined && retention.until < addDays(dayOf(now), MIN_ARCHIVE_DAYS)) return fine();
    const keeper = keeperOf(snapshot, context);
    if (keeper.known && keeper.value !== null) return fine();
    const inUse = users();
    if (inUse.known && inUse.value.length > 0) return fine();
    if (!age.known) return cannotTell(`creation time: ${age.reason}`);
    if (!keeper.known) return cannotTell(keeper.reason);
    if (!inUse.known) return cannotTell(`use: ${inUse.reason}`);

    const evidence = {
      ageDays: age.value,
      fullSizeGiB: fullSizeOf(snapshot),
      olderSnapshots: siblings.value.older,
      keepUntil: retention?.until ?? null,
    };
    const isTold = costs.isBilled(snapshot) || (isAlone(snapshot) && snapshot.fullSizeGiB !== undefined);
    if (!isTold) return cannotTell('what it stores itself is told by a resource-level bill alone', evidence);
    const present = snapshotCost(snapshot, costs);
    if (!present.known) return cannotTell(present.reason, evidence);
    const archived = archivedCost(snapshot, costs);
    if (!archived.known) return cannotTell(archived.reason, evidence);
    const saving = difference(present.value, archived.value);
    if (!saving.known) return cannotTell(saving.reason, evidence);
    if (saving.value.amount.nanos <= 0n) return fine();
    return waste({ confidence: 0.7, evidence, monthlySavings: saving });
  },
});
