import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { zero } from '../../domain/money.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { BlockVolume } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { claimedByKubernetes } from '../kubernetes.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { all, component } from '../pricing/components.ts';
import type { Costs } from '../pricing/costs.ts';
import { difference } from '../pricing/estimates.ts';
import { windowParams } from '../rightsizing/machine-window.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { type SlowerKind, slowerKindOf } from './slower-kind.ts';

const SECONDS_PER_HOUR = 3600;

/** A fast disk whose operations and throughput a slower kind of disk carries with room to spare. */
export const overtieredVolume = defineCheck({
  name: 'volume-overtiered',
  ids: { gcp: 'gcp-disk-type-downgrade', azure: 'azure-disk-premium-underused' },
  kind: 'block-volume',
  title: 'Fast SSD whose performance stays unused',
  description:
    'Premium SSD is paid for its IOPS, throughput and short answers. Over the window this disk used a small part of what its ' +
    'tier gives, and Standard SSD of the same size carries the highest minute of it. Standard SSD answers slower and bills its ' +
    'operations, so look at what the disk is for. The kind of a disk is changed while its machine is deallocated. On Google ' +
    'Cloud the same is asked of SSD persistent disks, whose data moves to a balanced one through a snapshot.',
  savings:
    'price of the tier minus that of the slower kind of the same size and redundancy, times billed cost / list cost; on Azure minus ' +
    'the operations at the pace of the window where their price was read; `low` is nothing where it was not',
  ignores: [
    'a disk of which any minute used more than the other kind gives, or more than maxUsePercent at the p99 of the hours',
    'a disk that nothing holds: that is another check',
    'a disk that several machines share, and one that a Kubernetes claim owns: its class would bring it back',
    'a disk that was made, or attached, within the window',
    'Hyperdisk and Extreme persistent disks: what they do is bought apart from their size',
  ],
  evidence: {
    tier: 'its tier now',
    targetTier: 'the tier that would do',
    p99Iops: 'p99 of the hours’ busiest minutes, reads and writes together',
    p99ThroughputMiBps: 'the same of throughput',
    maxIops: 'the busiest minute',
    limitIops: 'IOPS that the tier gives',
    limitThroughputMiBps: 'throughput that it gives',
    coverage: 'share of the samples that there are, 0 to 1',
  },
  params: {
    ...windowParams,
    maxUsePercent: {
      default: 30,
      min: 0,
      max: 100,
      why: 'of IOPS and of throughput: with more, it was bought for a reason. Flexera draws the line there',
    },
    targetUsePercent: {
      default: 80,
      min: 1,
      max: 100,
      why: 'of the other kind at the busiest minute: a fifth stays free',
    },
  },
  needs: { metrics: ['volume-iops-maximum', 'volume-throughput-mibps-maximum', 'volume-iops-average'] },
  risk: 'medium',
  action: 'volume.change-type',
  evaluate(disk, params, { now, firstSeen, digest, costs }) {
    const kind = slowerKindOf(disk);
    if (kind === undefined || disk.multiAttach === true) return fine();
    if (disk.attachedTo.known && disk.attachedTo.value.length === 0) return fine();
    if (disk.tags.known && claimedByKubernetes(disk.tags.value)) return fine();
    const age = ageDays(disk.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    if (kind === null) return cannotTell('its size tier is not known');

    const of = (metric: 'volume-iops-maximum' | 'volume-throughput-mibps-maximum') => ({
      p99: peakOf(digest(metric), ({ p99 }) => p99, params, now),
      max: peakOf(digest(metric), ({ max }) => max, params, now),
    });
    const [iops, throughput] = [of('volume-iops-maximum'), of('volume-throughput-mibps-maximum')];
    const { limits, given } = kind;
    const over = (peak: Fact<{ readonly peak: number }>, limit: number, percent: number): boolean =>
      peak.known && peak.value.peak * 100 > limit * percent;
    if (over(iops.p99, limits.iops, params.maxUsePercent)) return fine();
    if (over(throughput.p99, limits.throughputMiBps, params.maxUsePercent)) return fine();
    if (over(iops.max, given.iops, params.targetUsePercent)) return fine();
    if (over(throughput.max, given.throughputMiBps, params.targetUsePercent)) return fine();
    const shown = (peak: Fact<{ readonly peak: number }>): number | null =>
      peak.known ? rounded(peak.value.peak) : null;
    const evidence = {
      tier: kind.present,
      targetTier: kind.target,
      p99Iops: shown(iops.p99),
      p99ThroughputMiBps: shown(throughput.p99),
      maxIops: shown(iops.max),
      limitIops: limits.iops,
      limitThroughputMiBps: rounded(limits.throughputMiBps),
      coverage: iops.p99.known ? rounded(iops.p99.value.coverage) : null,
    };
    if (!disk.attachedTo.known) return cannotTell(`attachments: ${disk.attachedTo.reason}`, evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(iops.p99, params.minCoverage) ?? gapIn(throughput.p99, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!disk.tags.known) return cannotTell(`tags: ${disk.tags.reason}`, evidence);
    const mean = digest('volume-iops-average');
    return waste({
      confidence: disk.boot === true ? 0.6 : 0.7, // a slower system disk shows at every start
      evidence,
      monthlySavings: savingOf(disk, kind, mean.known ? mean.value.mean : undefined, costs),
      actionParams: { tier: kind.tier },
    });
  },
});

/** Standard disks bill each operation: without their price or pace, nothing is promised at the low end. */
function savingOf(
  disk: BlockVolume,
  { tier, billsOperations }: SlowerKind,
  meanIops: number | undefined,
  costs: Costs,
): Fact<CostEstimate> {
  if (!costs.model.known) return costs.model;
  const now = costs.monthly(disk);
  if (!now.known) return now;
  const instead = costs.model.value.volume({ tier, sizeGiB: disk.sizeGiB, ...(disk.regional && { regional: true }) });
  if (!instead.known) return instead;
  const item = `volume-operations/${tier}`;
  const operations =
    meanIops !== undefined && meanIops > 0 && costs.listPrices.has(item)
      ? all([
          component(
            'operations, at the pace of the window',
            item,
            Math.round(meanIops * SECONDS_PER_HOUR * HOURS_PER_MONTH) / 1_000_000,
            'million-requests',
          ),
        ])
      : unread('operations were not priced');
  const after = costs.inPlaceOf(disk, known([...instead.value, ...(operations.known ? operations.value : [])]));
  if (!after.known) return after;
  const saving = difference(now.value, after.value);
  if (!saving.known || !billsOperations || operations.known || meanIops === 0) return saving;
  return known({ ...saving.value, low: zero(saving.value.amount.currency) });
}
