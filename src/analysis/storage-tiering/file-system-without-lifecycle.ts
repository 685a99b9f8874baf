import { type Fact, known } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { MetricDigest } from '../../domain/metrics.ts';
import type { FileSystem } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import type { Costs } from '../pricing/costs.ts';
import { addEstimates } from '../pricing/estimates.ts';
import { elasticStorage, provisionedThroughput } from '../pricing/file-systems.ts';
import { differenceUpTo } from '../pricing/tier-savings.ts';
import { between } from '../pricing/object-stores.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Files that stay in the dearest class, or throughput that is provisioned and not used. */
export const fileSystemWithoutLifecycle = defineCheck({
  name: 'file-system-lifecycle-missing',
  ids: { aws: 'aws-efs-lifecycle-missing' },
  kind: 'file-system',
  title: 'File system that never moves files to a cheaper class, or with unused throughput',
  description:
    'The infrequent-access class stores for a twelfth of the price and charges for reading; a rule moves what was not read ' +
    'for some days. And throughput that is provisioned bills by the month whether or not it is used: elastic throughput ' +
    'bills for what passes.',
  savings:
    'for files nothing is promised, at most the standard class minus the infrequent-access class for all of it; for ' +
    'throughput, at most the provisioned amount (what passes is then billed by the GiB, which is not taken off)',
  ignores: [
    'a file system with a rule that moves files, whose throughput is used or not provisioned',
    'one of less than minGiB in the standard class',
    'one made less than minDays ago',
  ],
  evidence: {
    standardGiB: 'GiB in the standard class',
    provisionedMiBps: 'MiB/s that are provisioned; null where throughput follows the size or the use',
    usedShare: 'highest hour of the window over what is provisioned, 0 to 1',
  },
  params: {
    minGiB: { default: 50, min: 0, max: 1_000_000, why: 'below, all of it costs about 15 USD a month' },
    maxUsedShare: { default: 0.3, min: 0, max: 1, why: 'an hour above it may hold minutes that need all of it' },
    minDays: { default: 30, min: 0, max: 3650, why: 'a rule that moves after 30 days moves nothing before' },
  },
  needs: { metrics: ['file-metered-bytes'] },
  risk: 'low',
  action: 'file-system.set-lifecycle',
  evaluate(system, { minGiB, maxUsedShare, minDays }, { now, firstSeen, digest, costs }) {
    const { classes, infrequentAfterDays, provisionedThroughputMiBps: provisioned } = system;
    if (system.flavor !== 'elastic' || classes === undefined) return fine();
    const age = ageDays(system.createdAt, firstSeen, now, minDays);
    if (age.known && age.value < minDays) return fine();
    const large = classes.standardGiB >= minGiB;
    const used = provisioned === undefined ? undefined : usedShare(digest('file-metered-bytes'), provisioned);
    const unused = used?.known === true && used.value < maxUsedShare;
    const evidence = {
      standardGiB: rounded(classes.standardGiB),
      provisionedMiBps: provisioned === undefined ? null : rounded(provisioned),
      usedShare: used?.known === true ? rounded(used.value) : null,
    };
    const moves = infrequentAfterDays.known ? infrequentAfterDays.value !== null : undefined;
    const tiering = large && moves === false;
    if (!tiering && !unused) {
      if (large && !infrequentAfterDays.known) return cannotTell(`lifecycle: ${infrequentAfterDays.reason}`, evidence);
      return used?.known === false ? cannotTell(used.reason, evidence) : fine();
    }
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    return waste({
      confidence: 0.7,
      evidence,
      monthlySavings: savingOf(system, classes, { tiering, unused }, costs),
      ...(!tiering && { action: 'file-system.use-elastic-throughput' as const }),
    });
  },
});

function usedShare(digest: Fact<MetricDigest>, provisionedMiBps: number): Fact<number> {
  if (!digest.known) return digest;
  const { sampleCount, expectedCount, max, metric, periodSeconds } = digest.value;
  if (sampleCount < expectedCount * 0.9) {
    return { known: false, reason: `${metric} has only ${sampleCount} of ${expectedCount} samples` };
  }
  return known(max / periodSeconds / 2 ** 20 / provisionedMiBps);
}

function savingOf(
  system: FileSystem,
  classes: NonNullable<FileSystem['classes']>,
  { tiering, unused }: { readonly tiering: boolean; readonly unused: boolean },
  costs: Costs,
): Fact<CostEstimate> {
  const moved = {
    standardGiB: 0,
    infrequentGiB: classes.infrequentGiB + classes.standardGiB,
    archiveGiB: classes.archiveGiB,
  };
  return addEstimates([
    ...(tiering
      ? [
          differenceUpTo(
            costs,
            elasticStorage(system, classes),
            elasticStorage(system, moved),
            'not promised: how much of it is rarely read is not known',
          ),
        ]
      : []),
    ...(unused
      ? [
          between(
            costs,
            known([]),
            provisionedThroughput(system.provisionedThroughputMiBps ?? 0),
            'not promised: elastic throughput bills for what passes',
          ),
        ]
      : []),
  ]);
}
