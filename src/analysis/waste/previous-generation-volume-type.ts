import type { Fact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { BlockVolume } from '../../domain/resources.ts';
import { defineCheck } from '../define-check.ts';
import { GP3_INCLUDED } from '../pricing/aws.ts';
import type { Costs } from '../pricing/costs.ts';
import { difference } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A gp2 volume that costs less as gp3 at equal performance. AWS alone has this pair of types. */
export const previousGenerationVolumeType = defineCheck({
  name: 'volume-previous-generation',
  ids: { aws: 'aws-ebs-gp2-to-gp3' },
  kind: 'block-volume',
  title: 'gp2 volume that costs less as gp3',
  description:
    'gp3 storage costs less than gp2, and includes 3,000 IOPS and 125 MiB/s. The saving buys on top what gp2 can deliver at ' +
    'this size, bursts of throughput included, because nothing tells yet that less would do. Where gp3 would then cost ' +
    'as much, the volume is left alone.',
  params: {},
  risk: 'low',
  action: 'volume.change-type',
  evaluate(volume, _params, { costs }) {
    if (volume.tier !== 'gp2') return fine();
    const target = gp3AtEqualPerformance(volume.sizeGiB);
    const evidence = { sizeGiB: volume.sizeGiB, gp3Iops: target.iops, gp3ThroughputMiBps: target.throughputMiBps };
    const saving = savingAs(volume, target, costs);
    // Which of the two is cheaper at this size is the whole question: without prices there is no answer.
    if (!saving.known) return cannotTell(saving.reason, evidence);
    if (saving.value.amount.nanos <= 0n) return fine();
    return waste({
      confidence: 0.95, // a change in place, without detaching, that keeps what gp2 can deliver
      evidence,
      monthlySavings: saving,
      actionParams: { tier: 'gp3', iops: target.iops, throughputMiBps: target.throughputMiBps },
    });
  },
});

interface Performance {
  readonly iops: number;
  readonly throughputMiBps: number;
}

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

/** `amount` and `low` buy equal performance; `high` is what is saved if what gp3 includes turns out to be enough. */
function savingAs(volume: BlockVolume, target: Performance, costs: Costs): Fact<CostEstimate> {
  const now = costs.monthly(volume);
  if (!now.known) return now;
  const { model } = costs;
  if (!model.known) return model;
  const asGp3 = (performance: Performance) =>
    costs.inPlaceOf(volume, model.value.volume({ tier: 'gp3', sizeGiB: volume.sizeGiB, ...performance }));
  const equal = asGp3(target);
  if (!equal.known) return equal;
  const included = asGp3(GP3_INCLUDED);
  if (!included.known) return included;
  return difference(now.value, equal.value, { least: included.value, most: equal.value });
}
