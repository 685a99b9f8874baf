import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { MachineImage } from '../../domain/resources.ts';
import { keeperOf } from '../copy-keepers.ts';
import { ageDays, daysSince } from '../days.ts';
import { defineCheck, type CheckContext } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import { all, component } from '../pricing/components.ts';
import { addEstimates, certain, labelled } from '../pricing/estimates.ts';
import { snapshotDeletion } from '../pricing/snapshot-savings.ts';
import { retentionOf } from '../retention.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

const GIB = 2 ** 30;

/** An image of one's own from which nothing was launched for long, and which nothing names. */
export const unusedImage = defineCheck({
  name: 'image-unused',
  ids: { aws: 'aws-ec2-ami-unused', gcp: 'gcp-image-unused' },
  kind: 'machine-image',
  title: 'Machine image that nothing uses',
  description:
    'An image costs nothing itself, the snapshots that it consists of do. Use is looked for in every account of the region: ' +
    'instances in any state, the latest, default and pinned versions of launch templates, launch configurations and spot fleets, ' +
    'and the time of the last launch. An image that is shared with anybody is left alone. A disabled image cannot launch anything ' +
    'but bills on: it is judged too. Google Cloud keeps no record of launches: there an image is unused when no disk that was ' +
    'made of it is left, in any project that is read, and no template names it, which says less.',
  savings:
    'the sum over its snapshots, each as when it is deleted by itself: by the bill, promised only where no newer snapshot needs its ' +
    'blocks; without one the full size at list price is the most. Snapshots that another image needs are left out. ' +
    'On Google Cloud what the image itself stores',
  ignores: [
    'an image that an instance, a stopped one too, was launched from, in any account',
    'one that a launch template, launch configuration or spot fleet names',
    'one that launched an instance within minDays, wherever that is now',
    'the newest image of a family: who names the family means it',
    'one that is shared with an account, an organisation or everybody',
    'one that is protected against deregistration, or has a retention tag',
    'one that AWS Backup or a lifecycle policy made and will remove',
  ],
  evidence: {
    ageDays: 'whole days since it was made',
    lastLaunchedDays: 'whole days since an instance was launched from it; null where none ever was',
    storedGiB: 'what the image itself stores; null where it consists of snapshots',
    disabled: 'whether it was disabled already',
    snapshots: 'snapshots that it consists of and no other image needs',
    snapshotsGiB: 'their sizes as volumes',
  },
  params: {
    minDays: {
      default: 90,
      min: 2,
      max: 3650,
      why: 'a quarter holds the seldom jobs; EC2 tells a launch with a delay of a day',
    },
  },
  needs: {
    users: {
      kinds: ['instance', 'launch-template', 'block-volume'],
      reach: 'organization',
      // Machines name their image themselves on AWS; on Google Cloud their disks do.
      absentIn: { aws: ['block-volume'], gcp: ['instance'] },
    },
    related: true,
    kinds: ['volume-snapshot', 'snapshot-policy'],
  },
  // An image bills as its snapshots, several lines of the bill.
  savesBeyond: true,
  risk: 'medium',
  action: 'image.disable',
  evaluate(image, { minDays }, context) {
    const { now, firstSeen, users, costs } = context;
    if (image.protected || image.newestOfFamily === true) return fine();
    const age = ageDays(image.createdAt, firstSeen, now, minDays);
    if (age.known && age.value < minDays) return fine();
    const launched = lastLaunchedDays(image, now);
    if (launched.known && launched.value !== null && launched.value < minDays) return fine();
    if (image.shared.known && image.shared.value) return fine();
    const inUse = users();
    if (inUse.known && inUse.value.length > 0) return fine();
    if (image.tags.known && retentionOf(image.tags.value, now) !== undefined) return fine();
    const keeper = keeperOf(image, context);
    if (keeper.known && keeper.value !== null) return fine();

    const own = image.snapshots.filter(({ sharedWithImages }) => !sharedWithImages);
    const evidence = {
      ageDays: age.known ? age.value : null,
      lastLaunchedDays: launched.known ? launched.value : null,
      storedGiB: image.storedBytes?.known === true ? rounded(image.storedBytes.value / GIB) : null,
      disabled: image.disabled,
      snapshots: own.length,
      snapshotsGiB: own.reduce((sum, { sizeGiB = 0 }) => sum + sizeGiB, 0),
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    if (!launched.known && image.launchesUntold !== true)
      return cannotTell(`last launch: ${launched.reason}`, evidence);
    if (!inUse.known) return cannotTell(`use: ${inUse.reason}`, evidence);
    if (!image.shared.known) return cannotTell(`sharing: ${image.shared.reason}`, evidence);
    if (!keeper.known) return cannotTell(keeper.reason, evidence);
    return waste({
      // Somebody may keep it for a case that comes once a year; machines that came and went left no trace.
      confidence: launched.known ? 0.7 : 0.5,
      evidence,
      monthlySavings: savingOf(image, context, costs),
      actionParams: own.length === 0 ? {} : { snapshots: own.map(({ snapshotId }) => snapshotId).join(',') },
      ...(image.disabled && { action: 'image.deregister' as const }),
    });
  },
});

function lastLaunchedDays({ lastLaunchedAt }: MachineImage, now: CheckContext['now']): Fact<number | null> {
  if (!lastLaunchedAt.known) return lastLaunchedAt;
  return lastLaunchedAt.value === null ? known(null) : daysSince(lastLaunchedAt.value, now);
}

function savingOf(
  image: MachineImage,
  { related, unread: unreadKind }: CheckContext,
  costs: CheckContext['costs'],
): Fact<CostEstimate> {
  const { storedBytes } = image;
  if (storedBytes !== undefined) {
    if (!storedBytes.known) return storedBytes;
    const stored = component('stored by the image', 'image/standard', storedBytes.value / GIB, 'GiB-month');
    return mapFact(costs.monthlyOf(image, all([stored])), certain);
  }
  const own = image.snapshots.filter(({ sharedWithImages }) => !sharedWithImages);
  if (own.length === 0) {
    return unread(
      image.snapshots.length === 0
        ? 'it lies in object storage, whose share of a bucket is not told'
        : 'all of its snapshots are needed by other images',
    );
  }
  return addEstimates(
    own.map(({ snapshotId }) => {
      const snapshot = related(snapshotId)?.resource;
      if (snapshot?.kind !== 'volume-snapshot') {
        return unread(`snapshot ${snapshotId}: ${unreadKind('volume-snapshot') ?? 'it is not in the inventory'}`);
      }
      return mapFact(snapshotDeletion(snapshot, costs, { lineageGoes: false }), (saving) =>
        labelled(saving, snapshotId),
      );
    }),
  );
}
