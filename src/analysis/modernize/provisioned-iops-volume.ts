import { defineCheck } from '../define-check.ts';
import { gp3For, type Gp3Limits } from '../gp3.ts';
import { rounded } from '../metric-peak.ts';
import { gp3Saving } from '../pricing/gp3-saving.ts';
import { changedJustNow } from '../recent-change.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { performanceMetrics, performanceParams, usedPerformance, withHeadroom } from '../volume-performance.ts';

/**
 * Most MiB/s that a volume can carry. An operation is of 256 KiB at most, up to 4,000 MiB/s on io2 and 500 on io1; an io1
 * volume with more than 32,000 IOPS carries 16 KiB each. Source: EBS User Guide, "Provisioned IOPS SSD volumes".
 */
function mostThroughput(tier: 'io1' | 'io2', iops: number): number {
  const carried = Math.floor(iops / 4);
  if (tier === 'io2') return Math.min(4_000, carried);
  return iops <= 32_000 ? Math.min(500, carried) : Math.min(1_000, Math.floor(iops / 64));
}

/** A volume with bought IOPS whose performance gp3 can give for less. AWS alone has these types. */
export const provisionedIopsVolume = defineCheck({
  name: 'volume-provisioned-iops-type',
  ids: { aws: 'aws-ebs-io-to-gp3' },
  kind: 'block-volume',
  title: 'io1 or io2 volume whose performance gp3 can give for less',
  description:
    'Provisioned IOPS cost thirteen times as much on io1 and io2 as on gp3. Where gp3 can give what was provisioned, and the ' +
    'busiest minutes of two weeks need no more than its throughput, the volume costs less as gp3. io2 promises a durability of ' +
    '99.999 % where gp3 promises 99.8 to 99.9 %, and a steadier latency, which no metric here shows: that is for its owner to weigh.',
  savings:
    'the volume as it is minus the same size as gp3 with the IOPS and throughput that were used and headroom. At least: with all ' +
    'that was provisioned; at most: with what gp3 includes',
  ignores: [
    'a volume with Multi-Attach: gp3 has none',
    'one whose provisioned IOPS or used throughput gp3 does not reach',
    'one that is attached to nothing: nothing tells what it will be asked for',
    'one that was changed less than six hours ago: EC2 refuses another change',
  ],
  evidence: {
    tier: 'volume type now',
    sizeGiB: 'size of the volume',
    provisionedIops: 'IOPS that are paid for',
    usedIops: 'p99 of the busiest minute of each hour; null where it was not read',
    usedThroughputMiBps: 'the same of the throughput',
    coverage: 'share of the window that has samples, 0 to 1',
    gp3Iops: 'IOPS that the gp3 volume would be set to',
    gp3ThroughputMiBps: 'throughput that the gp3 volume would be set to',
  },
  params: {
    ...performanceParams,
    maxIops: {
      default: 16_000,
      min: 3_000,
      max: 80_000,
      why: 'what gp3 reaches in every region; set it to 80,000 where larger gp3 volumes are offered',
    },
    maxThroughputMiBps: {
      default: 1_000,
      min: 125,
      max: 2_000,
      why: 'what gp3 reaches in every region; set it to 2,000 where larger gp3 volumes are offered',
    },
  },
  needs: { metrics: performanceMetrics },
  risk: 'medium',
  action: 'volume.change-type',
  evaluate(volume, params, { now, costs, digest }) {
    const { tier, iops, sizeGiB } = volume;
    if (tier !== 'io1' && tier !== 'io2') return fine();
    if (volume.multiAttach === true || changedJustNow(volume, now)) return fine();
    if (!volume.attachedTo.known) return cannotTell(`attachments: ${volume.attachedTo.reason}`);
    if (volume.attachedTo.value.length === 0) return fine();
    if (iops === undefined) return cannotTell('the provisioned IOPS were not read');
    if (iops > params.maxIops) return fine();
    const used = usedPerformance(digest, params, now);
    const evidence = {
      tier,
      sizeGiB,
      provisionedIops: iops,
      usedIops: used.known ? rounded(used.value.iops) : null,
      usedThroughputMiBps: used.known ? rounded(used.value.throughputMiBps) : null,
      coverage: used.known ? rounded(used.value.coverage) : null,
    };
    if (!used.known) return cannotTell(used.reason, evidence);
    const limits: Gp3Limits = { iops: params.maxIops, throughputMiBps: params.maxThroughputMiBps };
    const needed = withHeadroom(used.value, params.headroomPercent);
    const target = gp3For({ ...needed, iops: Math.min(needed.iops, iops) }, sizeGiB, limits);
    if (target === undefined) return fine();
    const equal = { iops, throughputMiBps: Math.min(limits.throughputMiBps, mostThroughput(tier, iops)) };
    const saving = gp3Saving(volume, { target, most: gp3For(equal, sizeGiB, limits) ?? target }, costs);
    const told = { ...evidence, gp3Iops: target.iops, gp3ThroughputMiBps: target.throughputMiBps };
    if (!saving.known) return cannotTell(saving.reason, told);
    if (saving.value.amount.nanos <= 0n) return fine();
    return waste({
      confidence: tier === 'io1' ? 0.8 : 0.6, // who chose io2 may have chosen its durability
      evidence: told,
      monthlySavings: saving,
      actionParams: { tier: 'gp3', iops: target.iops, throughputMiBps: target.throughputMiBps },
    });
  },
});
