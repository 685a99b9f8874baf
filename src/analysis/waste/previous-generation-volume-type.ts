import { defineCheck } from '../define-check.ts';
import { GP3_EVERYWHERE, gp3For } from '../gp3.ts';
import { rounded } from '../metric-peak.ts';
import { GP3_INCLUDED } from '../pricing/aws.ts';
import { gp3Saving } from '../pricing/gp3-saving.ts';
import { changedJustNow } from '../recent-change.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import {
  type Performance,
  performanceMetrics,
  performanceParams,
  usedPerformance,
  withHeadroom,
} from '../volume-performance.ts';

/** A gp2 volume that costs less as gp3 for what it is used for. AWS alone has this pair of types. */
export const previousGenerationVolumeType = defineCheck({
  name: 'volume-previous-generation',
  ids: { aws: 'aws-ebs-gp2-to-gp3' },
  kind: 'block-volume',
  title: 'gp2 volume that costs less as gp3',
  description:
    'gp3 storage costs less than gp2, and includes 3,000 IOPS and 125 MiB/s. The saving buys on top what the busiest minutes of ' +
    'two weeks used, with headroom; without such metrics what gp2 can deliver at this size, bursts of throughput included. ' +
    'Where gp3 would then cost as much, the volume is left alone.',
  savings:
    'the volume as gp2 minus the same size as gp3, with the IOPS and throughput that were used and headroom. At least: with all ' +
    'that gp2 can deliver; at most: with what gp3 includes',
  ignores: [
    'a gp2 volume whose use would make gp3 cost as much, such as one of 180 GiB that streams every night',
    'one that was changed less than six hours ago: EC2 refuses another change',
  ],
  evidence: {
    sizeGiB: 'size of the volume',
    gp3Iops: 'IOPS that the gp3 volume would be set to',
    gp3ThroughputMiBps: 'throughput that the gp3 volume would be set to',
    usedIops: 'p99 of the busiest minute of each hour; null where it was not read',
    usedThroughputMiBps: 'the same of the throughput',
    coverage: 'share of the window that has samples, 0 to 1',
  },
  params: performanceParams,
  needs: { metrics: performanceMetrics },
  risk: 'low',
  action: 'volume.change-type',
  evaluate(volume, params, { now, costs, digest }) {
    if (volume.tier !== 'gp2' || changedJustNow(volume, now)) return fine();
    const used = usedPerformance(digest, params, now);
    const equal = gp3AtEqualPerformance(volume.sizeGiB);
    const target = used.known ? atMost(withHeadroom(used.value, params.headroomPercent), volume.sizeGiB, equal) : equal;
    const evidence = {
      sizeGiB: volume.sizeGiB,
      gp3Iops: target.iops,
      gp3ThroughputMiBps: target.throughputMiBps,
      usedIops: used.known ? rounded(used.value.iops) : null,
      usedThroughputMiBps: used.known ? rounded(used.value.throughputMiBps) : null,
      coverage: used.known ? rounded(used.value.coverage) : null,
    };
    const saving = gp3Saving(volume, { target, most: equal }, costs);
    // Which of the two is cheaper at this size is the whole question: without prices there is no answer.
    if (!saving.known) return cannotTell(saving.reason, evidence);
    if (saving.value.amount.nanos > 0n) {
      return waste({
        confidence: 0.95, // a change in place, without detaching, that keeps what the volume is used for
        evidence,
        monthlySavings: saving,
        actionParams: { tier: 'gp3', iops: target.iops, throughputMiBps: target.throughputMiBps },
      });
    }
    // Less than what gp2 can deliver might do, and cost less; what is attached to nothing has no use to tell.
    const inUse = !volume.attachedTo.known || volume.attachedTo.value.length > 0;
    return !used.known && inUse && saving.value.high.nanos > 0n ? cannotTell(used.reason, evidence) : fine();
  },
});

/**
 * gp3 settings that deliver what gp2 can at this size: 3 IOPS/GiB from 100 up to 16,000 (bursts go to 3,000, which
 * gp3 includes), 128 MiB/s up to 170 GiB and 250 MiB/s above. Below 334 GiB gp2 holds that throughput only while
 * it has burst credits. Source: EBS user guide, "General Purpose SSD volumes (gp2)".
 */
export function gp3AtEqualPerformance(sizeGiB: number): Performance {
  const gp2Iops = Math.min(16_000, Math.max(100, 3 * sizeGiB));
  const gp2ThroughputMiBps = sizeGiB <= 170 ? 128 : 250;
  return {
    iops: Math.max(GP3_INCLUDED.iops, gp2Iops),
    throughputMiBps: Math.max(GP3_INCLUDED.throughputMiBps, gp2ThroughputMiBps),
  };
}

/** Headroom above what gp2 could ever deliver would buy what nobody had. */
function atMost(needed: Performance, sizeGiB: number, equal: Performance): Performance {
  const iops = Math.min(needed.iops, equal.iops);
  const throughputMiBps = Math.min(needed.throughputMiBps, equal.throughputMiBps);
  return gp3For({ iops, throughputMiBps }, sizeGiB, GP3_EVERYWHERE) ?? equal;
}
