import type { BlockVolume } from '../../domain/resources.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import { difference } from '../pricing/estimates.ts';
import { changedJustNow } from '../recent-change.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import {
  type Performance,
  performanceMetrics,
  performanceParams,
  usedPerformance,
  withHeadroom,
} from '../volume-performance.ts';
import { type PerformanceSettings, performanceSettings } from './performance-settings.ts';

/** A volume whose bought IOPS or throughput were never half used. */
export const overprovisionedVolume = defineCheck({
  name: 'volume-performance-overprovisioned',
  ids: { aws: 'aws-ebs-iops-overprovisioned', azure: 'azure-disk-ultra-v2-overprovisioned' },
  kind: 'block-volume',
  title: 'Volume with far more provisioned performance than it uses',
  description:
    'IOPS and throughput that are provisioned above what is included bill whether or not they are used (gp3, io1 and io2; ' +
    'Ultra Disks and Premium SSD v2). Both are judged by the ' +
    'busiest minute of each hour of two weeks, and each is lowered only where hardly an hour used half of it.',
  savings:
    'what the volume costs minus what it costs with the lower settings: (provisioned - target) x the price of a unit',
  ignores: [
    'performance that is included in the price of the storage',
    'a volume of which even one of the two was used by half: that one stays as it is',
    'one that is attached to nothing, or was changed less than six hours ago',
  ],
  evidence: {
    provisionedIops: 'IOPS that are set now',
    provisionedThroughputMiBps: 'throughput that is set now; null where the tier has none to set',
    usedIops: 'p99 of the busiest minute of each hour; null where it was not read',
    usedThroughputMiBps: 'the same of the throughput',
    coverage: 'share of the window that has samples, 0 to 1',
    targetIops: 'IOPS that would do, with headroom',
    targetThroughputMiBps: 'throughput that would do, with headroom; null where the tier has none to set',
  },
  params: {
    ...performanceParams,
    maxUsedPercent: {
      default: 50,
      min: 0,
      max: 100,
      why: 'twice what the busiest minutes use is more than a reserve; Flexera draws the line at 40',
    },
  },
  needs: { metrics: performanceMetrics },
  risk: 'medium',
  action: 'volume.change-performance',
  evaluate(volume, params, { now, costs, digest }) {
    const settings = performanceSettings(volume);
    if (settings === undefined || changedJustNow(volume, now)) return fine();
    const least = settings.least(volume.sizeGiB);
    const provisioned = provisionedOf(volume, least);
    // Nothing above what can't be lowered.
    if (provisioned.iops <= least.iops && provisioned.throughputMiBps <= least.throughputMiBps) return fine();
    if (!volume.attachedTo.known) return cannotTell(`attachments: ${volume.attachedTo.reason}`);
    if (volume.attachedTo.value.length === 0) return fine();
    const used = usedPerformance(digest, params, now);
    const evidence = {
      provisionedIops: provisioned.iops,
      provisionedThroughputMiBps: settings.setsThroughput ? rounded(provisioned.throughputMiBps) : null,
      usedIops: used.known ? rounded(used.value.iops) : null,
      usedThroughputMiBps: used.known ? rounded(used.value.throughputMiBps) : null,
      coverage: used.known ? rounded(used.value.coverage) : null,
    };
    if (!used.known) return cannotTell(used.reason, evidence);
    const target = lowered(settings, provisioned, used.value, least, params);
    if (target.iops === provisioned.iops && target.throughputMiBps === provisioned.throughputMiBps) return fine();
    const told = {
      ...evidence,
      targetIops: target.iops,
      targetThroughputMiBps: settings.setsThroughput ? rounded(target.throughputMiBps) : null,
    };
    const present = costs.monthly(volume);
    if (!present.known) return cannotTell(present.reason, told);
    const { model } = costs;
    if (!model.known) return cannotTell(model.reason, told);
    const { tier, sizeGiB } = volume;
    const { iops, throughputMiBps } = target;
    const changed = settings.setsThroughput ? { iops, throughputMiBps } : { iops };
    const after = costs.inPlaceOf(volume, model.value.volume({ tier, sizeGiB, ...changed }));
    if (!after.known) return cannotTell(after.reason, told);
    const saving = difference(present.value, after.value);
    if (saving.known && saving.value.amount.nanos <= 0n) return fine();
    return waste({ confidence: 0.8, evidence: told, monthlySavings: saving, actionParams: changed });
  },
});

/** EC2 leaves out what stands at its default. */
const provisionedOf = ({ iops, throughputMiBps }: BlockVolume, least: Performance): Performance => ({
  iops: iops ?? least.iops,
  throughputMiBps: throughputMiBps ?? least.throughputMiBps,
});

function lowered(
  settings: PerformanceSettings,
  provisioned: Performance,
  used: Performance,
  least: Performance,
  { maxUsedPercent, headroomPercent }: { readonly maxUsedPercent: number; readonly headroomPercent: number },
): Performance {
  const { setsThroughput, iopsPerMiBps, throughputStepMiBps } = settings;
  const needed = withHeadroom(used, headroomPercent);
  const lower = (has: number, uses: number, needs: number, floor: number): number =>
    uses < (has * maxUsedPercent) / 100 ? Math.min(has, Math.max(floor, needs)) : has;
  const lowerIops = lower(provisioned.iops, used.iops, needed.iops, least.iops);
  const throughput = lower(
    provisioned.throughputMiBps,
    used.throughputMiBps,
    inSteps(used.throughputMiBps * (1 + headroomPercent / 100), throughputStepMiBps),
    least.throughputMiBps,
  );
  // Throughput that is no setting of its own is carried by the IOPS: what is used of it must stay possible.
  const carried = setsThroughput ? throughput : needed.throughputMiBps;
  const iops = Math.min(provisioned.iops, Math.max(lowerIops, Math.ceil(carried * iopsPerMiBps)));
  const floor = inSteps(settings.leastThroughputMiBps?.(iops) ?? 0, throughputStepMiBps);
  return { iops, throughputMiBps: Math.min(provisioned.throughputMiBps, Math.max(throughput, floor)) };
}

/** A billionth for what a division leaves of a whole number of steps. */
const inSteps = (value: number, step: number): number => Math.ceil(value / step - 1e-9) * step;
