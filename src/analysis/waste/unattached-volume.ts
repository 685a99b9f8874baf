import { ageDays, daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { claimedByKubernetes } from '../kubernetes.ts';
import { deletionSaving } from '../pricing/volume-savings.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A block volume attached to nothing bills for its whole size. One rule, one check id per cloud. */
export const unattachedVolume = defineCheck({
  name: 'volume-unattached',
  ids: {
    aws: 'aws-ebs-volume-unattached',
    gcp: 'gcp-disk-unattached',
    azure: 'azure-disk-unattached',
    openstack: 'os-volume-unattached',
  },
  kind: 'block-volume',
  title: 'Block volume attached to no instance',
  description:
    'A volume that nothing uses bills for its size, IOPS and throughput. It stays behind when its instance is deleted ' +
    'without it, or when somebody detaches it and forgets it.',
  savings:
    'the whole cost of the volume, by the bill or at list price, minus a snapshot of its full size, which is kept; `high` takes the ' +
    'snapshot as free',
  ignores: [
    'a volume younger than minDays: it may still be on its way to an instance',
    'a volume that a Kubernetes claim may own, attached or not',
    'a volume of a stopped instance: that is another check',
    'a volume that is being exported, uploaded or replicated',
  ],
  evidence: {
    ageDays: 'whole days since it was made',
    idleDays:
      'whole days since it was detached or, where the cloud does not say, since the first sync of those in a row that saw it ' +
      'attached to nothing',
    sizeGiB: 'its size',
    tier: 'its type, as the cloud names it',
  },
  params: {
    minDays: {
      default: 14,
      // Google's own recommender waits that long: IdleResourceRecommender for disks.
      byProvider: { gcp: 15 },
      min: 0,
      max: 3650,
      why: 'outlives a usual rollback window',
    },
  },
  risk: 'low',
  action: 'volume.snapshot-and-delete',
  evaluate(volume, { minDays }, { now, firstSeen, idleSince, costs }) {
    // What we failed to read must never look like "attached to nothing" or "claimed by nobody".
    if (!volume.attachedTo.known) return cannotTell(`attachments: ${volume.attachedTo.reason}`);
    if (volume.attachedTo.value.length > 0 || volume.heldBy !== undefined) return fine();
    const age = ageDays(volume.createdAt, firstSeen, now, minDays);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`);
    if (age.value < minDays) return fine(); // may still be on its way to an instance
    if (!volume.tags.known) return cannotTell(`tags: ${volume.tags.reason}`);
    if (claimedByKubernetes(volume.tags.value)) return fine();
    const { detachedAt } = volume;
    if (detachedAt?.known === false) return cannotTell(`time of its detachment: ${detachedAt.reason}`);
    // Where the cloud says when it was detached (Google Cloud, Azure), that decides: null is never attached.
    const toldDays =
      detachedAt === undefined ? undefined : detachedAt.value === null ? age : daysSince(detachedAt.value, now);
    if (toldDays?.known === false) return cannotTell(`time of its detachment: ${toldDays.reason}`);
    if (toldDays !== undefined && toldDays.value < minDays) return fine();
    // EC2 does not say; `idleSince` is our first sync that saw it idle.
    const idle = idleSince === undefined ? undefined : daysSince(idleSince, now);
    const idleDays = toldDays?.value ?? (idle?.known ? Math.max(0, idle.value) : 0);
    return waste({
      confidence: idleDays >= minDays ? 0.9 : 0.4, // inside the window it may be a move in progress
      evidence: { ageDays: age.value, idleDays, sizeGiB: volume.sizeGiB, tier: volume.tier },
      monthlySavings: deletionSaving(volume, costs),
    });
  },
});
