import { digestSum } from '../../domain/metrics.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { appPlanComponents, consumptionComponents } from '../pricing/app-plans.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Days of a month of 730 hours. */
const DAYS_PER_MONTH = 730 / 24;

/** Machines kept ready for functions that hardly run. */
export const rarelyUsedFunctionPlan = defineCheck({
  name: 'function-plan-rarely-used',
  ids: { azure: 'azure-functions-premium-idle' },
  kind: 'app-plan',
  title: 'Premium plan for functions that would cost less by use',
  description:
    'An Elastic Premium plan pays for machines that stand ready, whether a function runs or not. What its functions did in ' +
    'thirty days would cost less than half of that in the Consumption plan, which bills calls and the memory x time that they ' +
    'take. Networks, long runs and cold starts may speak for the plan all the same: ask first.',
  savings:
    'cost of the plan minus the same calls at the prices of the Consumption plan, without the grant that is free each month: a lower bound',
  ignores: [
    'a plan on which anything else runs than functions: workflows and web applications need machines',
    'an empty plan: it is deleted',
    'one that is younger than the window',
  ],
  evidence: {
    sizeName: 'its size',
    workers: 'machines that stand ready',
    functionApps: 'function apps on it',
    executionsPerMonth: 'calls, for a month of 730 hours; null where they were not read',
    gibSecondsPerMonth: 'memory x time that they took; null where it was not read',
    usePercent: 'what these cost by use, of the cost of the plan at list price',
    coverage: 'share of the days that there are samples of, 0 to 1',
  },
  params: {
    lookbackDays: { default: 30, min: 1, max: 30, why: 'a month holds the job that runs at its end' },
    maxUsePercent: { default: 50, min: 1, max: 100, why: 'with less to gain, what the plan gives beside is worth it' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the busy day' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell what runs now' },
  },
  needs: { metrics: ['function-executions', 'function-gib-seconds'] },
  risk: 'medium',
  action: 'app-plan.change-size',
  evaluate(plan, params, { now, firstSeen, digest, costs }) {
    const { functionApps, workers, sizeName, tags } = plan;
    if (functionApps === undefined || workers === 0) return fine();
    if (!functionApps.known) return cannotTell(`applications: ${functionApps.reason}`);
    const { functionAppIds, others } = functionApps.value;
    if (others > 0 || functionAppIds.length === 0) return fine();
    const age = ageDays(plan.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const told = { calls: digest('function-executions'), time: digest('function-gib-seconds') };
    const calls = peakOf(told.calls, digestSum, params, now);
    const time = peakOf(told.time, digestSum, params, now);
    const monthly = (sum: number): number => (sum / params.lookbackDays) * DAYS_PER_MONTH;
    const executions = calls.known ? monthly(calls.value.peak) : 0;
    const gibSeconds = time.known ? monthly(time.value.peak) : 0;
    const byUse = consumptionComponents(executions, gibSeconds);
    const evidence = {
      sizeName,
      workers,
      functionApps: functionAppIds.length,
      executionsPerMonth: calls.known ? Math.round(executions) : null,
      gibSecondsPerMonth: time.known ? rounded(gibSeconds) : null,
      coverage: calls.known ? rounded(calls.value.coverage) : null,
    };
    const gap = gapIn(calls, params.minCoverage) ?? gapIn(time, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    const present = costs.atListPrice(appPlanComponents(plan));
    if (!present.known) return cannotTell(`price of the plan: ${present.reason}`, evidence);
    const use = byUse.known && byUse.value.length === 0 ? undefined : costs.atListPrice(byUse);
    if (use?.known === false) return cannotTell(`price by use: ${use.reason}`, evidence);
    // Of money at one price list, so that whole numbers are exact enough for a share.
    const usePercent =
      use === undefined ? 0 : (Number(use.value.total.nanos) / Number(present.value.total.nanos)) * 100;
    if (usePercent >= params.maxUsePercent) return fine();
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    return waste({
      confidence: 0.55,
      evidence: { ...evidence, usePercent: rounded(usePercent) },
      monthlySavings: replacementSaving(plan, costs, appPlanComponents(plan), byUse),
      actionParams: { sizeName: 'Y1', workers: 0 },
    });
  },
});
