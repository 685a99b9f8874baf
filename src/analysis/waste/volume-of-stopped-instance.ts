import { defineCheck } from '../define-check.ts';
import { autoScalingGroup } from '../ownership.ts';
import { deletionSaving } from '../pricing/volume-savings.ts';
import { stoppedDays } from '../stopped.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A volume whose machines are all stopped for long. With its machine's own finding it is counted once. */
export const volumeOfStoppedInstance = defineCheck({
  name: 'volume-of-stopped-instance',
  // Elsewhere the check of the stopped machine itself covers its disks.
  ids: { aws: 'aws-ebs-volume-stopped-instance' },
  kind: 'block-volume',
  title: 'Volume attached only to instances that are stopped for long',
  description:
    'A stopped machine costs nothing, its volumes bill as before. This is the view of the volume: the machine itself is a finding ' +
    'of its own, which includes its volumes, and the total counts them there alone.',
  savings: "the volume's whole cost minus that of a full-size snapshot, which is kept; at most without the snapshot's",
  ignores: [
    'a volume that a running or lately stopped machine holds too',
    'one whose machine is exempt by its tags: it may be started again, and needs its volumes',
  ],
  evidence: {
    stoppedDays: 'whole days for which the last of its machines is stopped',
    holders: 'how many machines hold it',
    sizeGiB: 'size of the volume',
    tier: 'volume type',
  },
  params: {
    minDays: { default: 30, min: 1, max: 3650, why: 'longer than a holiday and a month-end run' },
  },
  needs: { holders: true },
  risk: 'medium',
  action: 'volume.detach-snapshot-and-delete',
  evaluate(volume, { minDays }, { now, holder, unread, isExempt, costs }) {
    if (!volume.attachedTo.known) return cannotTell(`attachments: ${volume.attachedTo.reason}`);
    const holders = volume.attachedTo.value;
    if (holders.length === 0) return fine();
    let least = Number.POSITIVE_INFINITY;
    let warmPool = false;
    const unknown: string[] = [];
    for (const id of holders) {
      const machine = holder(id)?.resource;
      if (machine === undefined) {
        unknown.push(`instance ${id}: ${unread('instance') ?? 'it is not in the inventory'}`);
        continue;
      }
      const days = stoppedDays(machine, now);
      const exempt = isExempt(machine);
      // One machine that needs it is enough, whatever is not known of the others.
      if (days.known && (days.value === null || days.value < minDays)) return fine();
      if (exempt.known && exempt.value) return fine();
      if (!days.known) unknown.push(`time of the stop of ${id}: ${days.reason}`);
      else least = Math.min(least, days.value ?? 0);
      if (!exempt.known) unknown.push(`tags of ${id}: ${exempt.reason}`);
      warmPool ||= machine.tags.known && autoScalingGroup(machine.tags.value) !== undefined;
    }
    const [first] = unknown;
    if (first !== undefined) return cannotTell(first);
    if (!volume.tags.known) return cannotTell(`tags: ${volume.tags.reason}`);
    return waste({
      // A scaling group keeps stopped machines on purpose: its warm pool.
      confidence: warmPool ? 0.3 : 0.6,
      evidence: { stoppedDays: least, holders: holders.length, sizeGiB: volume.sizeGiB, tier: volume.tier },
      monthlySavings: deletionSaving(volume, costs),
    });
  },
});
