import { keeperOf } from '../copy-keepers.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { fullSizeOf, isWhole, snapshotDeletion } from '../pricing/snapshot-savings.ts';
import { retentionOf } from '../retention.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A volume snapshot that nobody's rule keeps, older than anybody needs it. */
export const oldSnapshot = defineCheck({
  name: 'snapshot-old',
  ids: { aws: 'aws-ebs-snapshot-old', gcp: 'gcp-snapshot-old', azure: 'azure-snapshot-old' },
  kind: 'volume-snapshot',
  title: 'Volume snapshot older than the policy, kept by nothing',
  description:
    'A snapshot that was taken by hand or by a script stays until somebody deletes it. Those that a backup service, a cluster or a ' +
    'lifecycle policy made are left to it, and those that an image or a launch template needs stay.',
  savings:
    'what the bill says of the snapshot, promised only where no newer snapshot of the volume is left: blocks that a newer one ' +
    'needs pass on to it. Without a resource-level bill the full size at list price is the most that it can be; it is promised ' +
    'only of a snapshot that is alone, which stores all of it',
  ignores: [
    'a snapshot with a retention tag whose day has not passed',
    'one that a backup service, a schedule, a cluster or another backup tool made and will remove',
    'one that an image, a disabled one too, or a launch template consists of',
    'one in the archive tier: somebody meant to keep it',
    'the base of a chain: a snapshot that a newer one of the same disk builds on (leaveChainBases)',
  ],
  evidence: {
    ageDays: 'whole days since it was taken',
    fullSizeGiB: 'all blocks that were written when it was taken, else the size of its volume',
    newerSnapshots: 'later snapshots of the same volume; null where that was not told',
    sourceGone:
      'whether its volume is gone; null where that was not read. Where another check judges that, it is left out',
  },
  params: {
    minDays: { default: 90, min: 1, max: 3650, why: 'a quarter: what nobody restored from by then, nobody will' },
    minDaysSourceGone: {
      default: 30,
      min: 1,
      max: 3650,
      why: 'longer than a migration, after which the old volume is deleted; where the listing tells that it is gone',
    },
    leaveChainBases: {
      default: 0,
      byProvider: { gcp: 1, azure: 1 },
      min: 0,
      max: 1,
      why:
        '1 leaves a snapshot alone that a newer one of the same disk builds on: its blocks would pass on, and restoring the ' +
        'newer one is what the chain is kept for; 0 reports it with nothing promised',
    },
  },
  needs: {
    users: {
      kinds: ['machine-image', 'launch-template'],
      reach: 'account',
      absentIn: { azure: ['launch-template'] },
    },
    related: true,
    kinds: ['snapshot-policy'],
  },
  risk: 'medium',
  action: 'snapshot.delete',
  evaluate(snapshot, { minDays, minDaysSourceGone, leaveChainBases }, context) {
    const { now, firstSeen, users, costs } = context;
    if (!isWhole(snapshot) || snapshot.tier === 'archive' || snapshot.backupManaged === true) return fine();
    // A full copy is no part of a chain, whatever other copies there are.
    const inChain = leaveChainBases > 0 && snapshot.holds !== 'full';
    if (inChain && snapshot.siblings?.known === true && snapshot.siblings.value.newer > 0) return fine();
    const { sourceGone } = snapshot;
    // Nobody needs a copy of what is gone for as long; where that was not read, age alone decides.
    const bound = sourceGone?.known === true && sourceGone.value ? Math.min(minDays, minDaysSourceGone) : minDays;
    const age = ageDays(snapshot.createdAt, firstSeen, now, bound);
    if (age.known && age.value < bound) return fine();
    if (snapshot.tags.known && retentionOf(snapshot.tags.value, now) !== undefined) return fine();
    const keeper = keeperOf(snapshot, context);
    if (keeper.known && keeper.value !== null) return fine();
    const inUse = users();
    if (inUse.known && inUse.value.length > 0) return fine();
    if (!age.known) return cannotTell(`creation time: ${age.reason}`);
    if (inChain && snapshot.siblings?.known !== true) {
      return cannotTell(`snapshots of the same disk: ${snapshot.siblings?.reason ?? 'not read'}`);
    }
    if (!keeper.known) return cannotTell(keeper.reason);
    if (!inUse.known) return cannotTell(`use: ${inUse.reason}`);
    return waste({
      confidence: 0.7, // age alone does not tell what somebody promised to keep
      evidence: {
        ageDays: age.value,
        fullSizeGiB: fullSizeOf(snapshot),
        newerSnapshots: snapshot.siblings?.known === true ? snapshot.siblings.value.newer : null,
        ...(sourceGone !== undefined && { sourceGone: sourceGone.known ? sourceGone.value : null }),
      },
      monthlySavings: snapshotDeletion(snapshot, costs, { lineageGoes: false }),
    });
  },
});
