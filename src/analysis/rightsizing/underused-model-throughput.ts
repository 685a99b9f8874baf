import type { Fact } from '../../domain/fact.ts';
import { digestSum } from '../../domain/metrics.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { all, component, type CostComponent } from '../pricing/components.ts';
import { replacementSaving, wholeSaving } from '../pricing/replacement-saving.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Model units that are paid by the hour and of which a smaller number would do, or none. */
export const underusedModelThroughput = defineCheck({
  name: 'model-throughput-underused',
  ids: { azure: 'azure-openai-ptu-underused' },
  kind: 'model-throughput',
  title: 'Provisioned model throughput that is hardly used',
  description:
    'A deployment with provisioned throughput is paid for each of its units by the hour, asked or not. Reported is one that no ' +
    'request came to for two weeks, and one whose use stayed low in nearly all hours, where fewer units can be had. Below the ' +
    'least number of units that its model has, paying by the token is what remains. Units that a reservation pays for ' +
    'go on being paid by it: give it back, or use it elsewhere, beside.',
  savings:
    'the units that are not needed, at their hourly price x billed cost / list cost; of one without a request all of them',
  ignores: [
    'deployments that are paid by the token: idle they cost nothing',
    'one whose fullest minutes reach the bound in more than one hour of twenty',
    'one that has the least units already, unless nobody asks it',
    'one that was made within the window, or is being changed',
  ],
  evidence: {
    modelId: 'its model',
    modelUnits: 'units that are paid',
    plan: 'how it is deployed',
    requests: 'requests in the window; null where they were not counted',
    p95UsedPercent: 'p95 of the fullest minute of each hour; null where it was not measured',
    p99UsedPercent: 'p99 of the same, which the units are counted by',
    targetUnits: 'units that would do',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 90, why: 'two weeks hold two of every weekday' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the busiest hours' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell of its use today' },
    maxUsedPercent: { default: 40, min: 1, max: 100, why: 'half the units then carry it at 80 %' },
    targetUsedPercent: {
      default: 80,
      min: 1,
      max: 100,
      why: 'how full it may be at the p99: at 100 requests are turned away',
    },
  },
  needs: { metrics: ['requests', 'used-percent-maximum'] },
  risk: 'medium',
  action: 'model-throughput.lower-units',
  evaluate(throughput, params, { now, firstSeen, digest, costs }) {
    const { state, modelId, modelUnits, plan = '', unitSteps, tags } = throughput;
    if (state !== 'Succeeded' || modelUnits === 0) return fine();
    const age = ageDays(throughput.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const requests = peakOf(digest('requests'), digestSum, params, now);
    const trigger = peakOf(digest('used-percent-maximum'), ({ p95 }) => p95, params, now);
    const sizing = peakOf(digest('used-percent-maximum'), ({ p99 }) => p99, params, now);
    const isAsked = requests.known && requests.value.peak > 0;
    if (trigger.known && trigger.value.peak >= params.maxUsedPercent) return fine();
    const evidence = {
      modelId,
      modelUnits,
      plan,
      requests: requests.known ? requests.value.peak : null,
      p95UsedPercent: trigger.known ? rounded(trigger.value.peak) : null,
      p99UsedPercent: sizing.known ? rounded(sizing.value.peak) : null,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const present = components(plan, modelUnits);
    const uncounted = gapIn(requests, params.minCoverage);
    if (!isAsked) {
      if (uncounted !== undefined) return cannotTell(uncounted, evidence);
      if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
      return waste({
        confidence: 0.9,
        action: 'model-throughput.delete',
        evidence: { ...evidence, targetUnits: 0 },
        monthlySavings: wholeSaving(throughput, costs, present),
      });
    }
    const gap = gapIn(sizing, params.minCoverage);
    if (gap !== undefined || !sizing.known) return cannotTell(gap ?? 'not measured', evidence);
    if (unitSteps === undefined) return fine(); // a cloud whose units are one
    if (!unitSteps.known) return cannotTell(`units that may be had: ${unitSteps.reason}`, evidence);
    const { minimum, step } = unitSteps.value;
    const needed = (modelUnits * sizing.value.peak) / params.targetUsedPercent;
    const targetUnits = Math.max(minimum, Math.ceil(needed / step) * step);
    if (targetUnits >= modelUnits) return fine();
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    return waste({
      confidence: 0.75,
      evidence: { ...evidence, targetUnits },
      actionParams: { modelUnits: targetUnits },
      monthlySavings: replacementSaving(throughput, costs, present, components(plan, targetUnits)),
    });
  },
});

const components = (plan: string, units: number): Fact<readonly CostComponent[]> =>
  all([
    component(
      `${units} units, ${plan}`,
      `model-throughput/${plan}`.toLowerCase(),
      units * HOURS_PER_MONTH,
      'unit-hour',
    ),
  ]);
