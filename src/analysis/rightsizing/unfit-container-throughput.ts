import type { Fact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { throughputComponents } from '../pricing/document-throughput.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { busiestDay } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { throughputOptions, type ThroughputOption } from './container-throughput.ts';
import { windowParams } from './machine-window.ts';

/** A container with more request units than it uses, or with the dearer way to have them. */
export const unfitContainerThroughput = defineCheck({
  name: 'document-throughput-unfit',
  ids: { azure: 'azure-cosmos-throughput' },
  kind: 'document-container',
  title: 'Container whose throughput is above its use, or of the dearer mode',
  description:
    'Manual throughput bills what is set; autoscale costs half as much again and bills what each hour reached, a tenth of its maximum ' +
    'at the least. Both are computed for the use of this container, with room above its busiest hour, and never for less than ' +
    'it may be set to. Use is that of the busiest partition, by which Cosmos DB throttles and scales.',
  savings:
    'cost of the present throughput minus that of the cheaper setting, in all regions; what autoscale will reach is taken as the most ' +
    'that the hours allow',
  ignores: [
    'one that gets no requests: another check looks at those',
    'one that shares the throughput of its database: the database is looked at',
    'one that was not measured for the whole window, such as a younger one',
    'serverless, which takes another account, and accounts of other APIs than that for NoSQL, which are not read',
    'a saving below minSavedPercent',
  ],
  evidence: {
    mode: 'manual or autoscale',
    unitsPerSecond: 'request units a second that it may use',
    minUnitsPerSecond: 'the least that it may be set to',
    meanUsedPercent: 'mean of the highest use of each hour',
    p99UsedPercent: 'share that 99 % of the hours stayed below',
    maxUsedPercent: 'highest use',
    proposedMode: 'the cheaper mode',
    proposedUnitsPerSecond: 'request units a second in that mode',
  },
  params: {
    ...windowParams,
    maxUsedPercent: { default: 50, min: 1, max: 100, why: 'more than half used leaves too little to gain' },
    targetPercent: { default: 70, min: 10, max: 100, why: 'room above the busiest hour for growth' },
    minSavedPercent: { default: 10, min: 0, max: 100, why: 'less does not pay for the change' },
  },
  needs: { metrics: ['used-percent-maximum', 'provisioned-units-maximum', 'requests'] },
  risk: 'low',
  action: 'document-container.change-throughput',
  evaluate(container, params, { now, firstSeen, digest, costs }) {
    const { throughput } = container;
    if (throughput.known && throughput.value === null) return fine();
    const age = ageDays(container.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    if (!throughput.known) return cannotTell(`throughput: ${throughput.reason}`);
    if (throughput.value === null) return fine();
    const { mode, unitsPerSecond, minUnitsPerSecond } = throughput.value;
    const used = digest('used-percent-maximum');
    const usedPeak = peakOf(used, ({ max }) => max, params, now);
    const provisioned = digest('provisioned-units-maximum');
    const provisionedPeak = peakOf(provisioned, ({ max }) => max, params, now);
    const requests = busiestDay(digest('requests'), params, now);
    const evidence = {
      mode,
      unitsPerSecond,
      minUnitsPerSecond,
      meanUsedPercent: used.known ? rounded(used.value.mean) : null,
      p99UsedPercent: used.known ? rounded(used.value.p99) : null,
      maxUsedPercent: usedPeak.known ? rounded(usedPeak.value.peak) : null,
    };
    const gaps = [provisionedPeak, usedPeak, requests].map((of) => gapIn(of, params.minCoverage));
    const gap = gaps.find((reason) => reason !== undefined);
    if (gap !== undefined || !used.known || !provisioned.known || !requests.known || !usedPeak.known) {
      return cannotTell(gap ?? 'its use was not read', evidence);
    }
    if (requests.value.peak === 0) return fine();
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const share = (percent: number): number => Math.min(100, percent) / 100;
    const use = {
      meanPeak: share(used.value.mean),
      p99Peak: share(used.value.p99),
      highestPeak: share(usedPeak.value.peak),
    };
    const present = throughputComponents(container, {
      mode,
      unitsPerSecond: mode === 'autoscale' ? provisioned.value.mean : unitsPerSecond,
    });
    const changes = throughputOptions(throughput.value, use, params)
      .filter((option) => option.setting !== mode || option.unitsPerSecond < unitsPerSecond)
      .map((option) => ({
        option,
        saving: replacementSaving(container, costs, present, throughputComponents(container, option.paid)),
      }));
    const best = bestOf(changes);
    if (best === undefined) return fine();
    const { option, saving } = best;
    if (saving.known) {
      const whole = costs.monthlyOf(container, present);
      const least = whole.known
        ? (whole.value.total.nanos * BigInt(Math.round(params.minSavedPercent * 100))) / 10_000n
        : 0n;
      if (saving.value.amount.nanos <= 0n || saving.value.amount.nanos < least) return fine();
    } else if (option.paid.unitsPerSecond >= unitsPerSecond || option.setting !== mode) {
      // Without prices less of the same is cheaper for certain, and which mode is, is not known.
      return cannotTell(saving.reason, evidence);
    }
    return waste({
      confidence: 0.8,
      evidence: { ...evidence, proposedMode: option.setting, proposedUnitsPerSecond: option.unitsPerSecond },
      monthlySavings: saving,
      actionParams: { mode: option.setting, unitsPerSecond: option.unitsPerSecond },
    });
  },
});

interface Change {
  readonly option: ThroughputOption;
  readonly saving: Fact<CostEstimate>;
}

/** The one that saves most; without prices the first, which is less of the same where there is one. */
function bestOf(changes: readonly Change[]): Change | undefined {
  let best = changes[0];
  for (const change of changes.slice(1)) {
    if (best?.saving.known !== true) continue;
    if (change.saving.known && change.saving.value.amount.nanos > best.saving.value.amount.nanos) best = change;
  }
  return best;
}
