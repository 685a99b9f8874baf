import { daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { claimedByKubernetes } from '../kubernetes.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { deletionSaving } from '../pricing/volume-savings.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A data volume of a running machine that nothing reads or writes. */
export const idleVolume = defineCheck({
  name: 'volume-idle',
  ids: { aws: 'aws-ebs-volume-idle' },
  kind: 'block-volume',
  title: 'Attached volume that nothing reads or writes',
  description:
    'A volume bills for its whole size whether or not it is used. Judged is the day with most reads and writes of two weeks, of ' +
    'volumes that were attached to a running machine all that time. Root volumes are never judged: their machine boots from them.',
  savings: "the volume's whole cost minus that of a full-size snapshot, which is kept; at most without the snapshot's",
  ignores: [
    'a root volume',
    'a volume of a machine that is stopped, or was started within the window',
    'one that was attached within the window',
  ],
  evidence: {
    attachedDays: 'whole days since it was attached; null where that was not told',
    maxOperationsPerDay: 'reads and writes of the busiest day; null where they were not read',
    coverage: 'share of the window that has samples, 0 to 1',
    sizeGiB: 'size of the volume',
    tier: 'volume type',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 90, why: 'two weeks hold two of every weekday, and a fortnightly job' },
    maxOperationsPerDay: {
      default: 1,
      min: 0,
      max: 1_000_000,
      why: 'a mounted file system alone writes more than that; who wants to see those too sets about 100',
    },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one day of use' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
  },
  needs: { metrics: ['volume-operations'], holders: true },
  risk: 'medium',
  action: 'volume.detach-snapshot-and-delete',
  evaluate(volume, params, { now, digest, holder, unread, costs }) {
    if (!volume.attachedTo.known) return cannotTell(`attachments: ${volume.attachedTo.reason}`);
    const holders = volume.attachedTo.value;
    if (holders.length === 0 || volume.boot === true) return fine();
    const attached = volume.attachedSince === undefined ? undefined : daysSince(volume.attachedSince, now);
    if (attached?.known === true && attached.value < params.lookbackDays) return fine();

    const operations = peakOf(digest('volume-operations'), ({ maxDaySum }) => maxDaySum, params, now);
    if (operations.known && operations.value.peak >= params.maxOperationsPerDay) return fine();
    const evidence = {
      attachedDays: attached?.known === true ? attached.value : null,
      maxOperationsPerDay: operations.known ? rounded(operations.value.peak) : null,
      coverage: operations.known ? rounded(operations.value.coverage) : null,
      sizeGiB: volume.sizeGiB,
      tier: volume.tier,
    };
    for (const id of holders) {
      const machine = holder(id)?.resource;
      if (machine === undefined)
        return cannotTell(`instance ${id}: ${unread('instance') ?? 'it is not in the inventory'}`, evidence);
      // Nothing is sent for a volume while its machine stands still: that is another check's question.
      if (machine.powerState !== 'running') return fine();
      if (!machine.startedAt.known) return cannotTell(`last start of ${id}: ${machine.startedAt.reason}`, evidence);
      const running = daysSince(machine.startedAt.value, now);
      if (!running.known) return cannotTell(`last start of ${id}: ${running.reason}`, evidence);
      if (running.value < params.lookbackDays) return fine();
    }
    const gap = gapIn(operations, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (attached?.known !== true) return cannotTell('when it was attached was not told', evidence);
    if (!volume.tags.known) return cannotTell(`tags: ${volume.tags.reason}`, evidence);
    return waste({
      // A cluster holds it for a claim, and would miss it: whoever owns the claim has to remove that.
      confidence: claimedByKubernetes(volume.tags.value) ? 0.4 : 0.8,
      evidence,
      monthlySavings: deletionSaving(volume, costs),
    });
  },
});
