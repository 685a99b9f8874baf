import type { Fact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { epochMs, MS_PER_HOUR } from '../../domain/instant.ts';
import { digestSum, type MetricDigest } from '../../domain/metrics.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { MemoryAdvice, ServerlessFunction } from '../../domain/resources.ts';
import { defineCheck } from '../define-check.ts';
import { peakOf, rounded } from '../metric-peak.ts';
import type { Costs } from '../pricing/costs.ts';
import { difference } from '../pricing/estimates.ts';
import { functionComponents, functionCost } from '../pricing/functions.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A function with more memory than it needs, where the cloud measured how it runs with less. */
export const oversizedFunctionMemory = defineCheck({
  name: 'function-memory-oversized',
  ids: { aws: 'aws-lambda-memory-rightsize' },
  kind: 'function',
  title: 'Function with more memory than it needs',
  description:
    'A call is paid by its length times the memory that is set, and memory sets the CPU: with less of it a call takes longer and may ' +
    'cost more. So only a size whose effect was measured is proposed: Compute Optimizer’s, with its own forecast of how long a call ' +
    'then takes. Where Lambda Insights is on, the memory that was really used has to agree.',
  savings:
    'GiB-seconds of a month (run time of the window x memory) now minus those with the lower memory and the expected length of a ' +
    'call, x the price of a GiB-second; low and high take the bounds of the forecast',
  ignores: [
    'a function with fewer calls than the number given',
    'one that uses more than the bar of its memory, by Lambda Insights or Compute Optimizer',
    'one whose whole run time costs next to nothing',
    'one that would cost more with less memory',
    'one with the least memory that there is',
  ],
  evidence: {
    memoryMiB: 'memory that is set',
    requests: 'calls in the window',
    monthlyGiBSeconds: 'memory x run time of a month, from the window',
    usedMemoryMiB: 'the most that a call used, by Compute Optimizer, else by Lambda Insights; null where neither tells',
    targetMemoryMiB: 'memory that would do',
    meanDurationMs: 'mean length of a call now',
    expectedDurationMs: 'mean length that is expected with the lower memory',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 14, why: 'two weeks hold two of every weekday, and a fortnightly job' },
    minRequests: {
      default: 50,
      min: 0,
      max: 1_000_000_000,
      why: 'fewer say little; Compute Optimizer asks for as many',
    },
    maxUsedPercent: { default: 60, min: 0, max: 100, why: 'of the memory that is set, at the most that a call used' },
    minMonthlyGiBSeconds: {
      default: 60_000,
      min: 0,
      max: 1_000_000_000_000,
      why: 'about one dollar a month: below it there is nothing to save',
    },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell what it needs now' },
  },
  needs: { metrics: ['requests', 'execution-milliseconds', 'used-memory-mib-maximum'] },
  risk: 'medium',
  action: 'function.change-memory',
  evaluate(of, params, { now, digest, costs }) {
    const { memoryMiB, memoryAdvice } = of;
    if (memoryMiB <= LEAST_MEMORY_MIB || (memoryAdvice.known && memoryAdvice.value.advice === 'keep')) return fine();
    const calls = digest('requests');
    const requests = calls.known ? digestSum(calls.value) : undefined;
    if (requests !== undefined && requests < params.minRequests) return fine();
    const most = (memoryMiB * params.maxUsedPercent) / 100;
    const insights = peakOf(digest('used-memory-mib-maximum'), ({ max }) => max, params, now);
    const usedMemoryMiB = usedBy(memoryAdvice) ?? (insights.known ? insights.value.peak : undefined);
    if ((usedMemoryMiB ?? 0) >= most || (insights.known && insights.value.peak >= most)) return fine();
    const told = digest('execution-milliseconds');
    const time = peakOf(told, digestSum, params, now);
    const gibSeconds =
      told.known && time.known ? monthly(told.value, (memoryMiB / 1024) * (time.value.peak / 1000)) : undefined;
    if (gibSeconds !== undefined && gibSeconds < params.minMonthlyGiBSeconds) return fine();

    const evidence = {
      memoryMiB,
      requests: requests ?? null,
      monthlyGiBSeconds: gibSeconds ?? null,
      usedMemoryMiB: usedMemoryMiB === undefined ? null : rounded(usedMemoryMiB),
    };
    const total = peakOf(calls, digestSum, params, now);
    if (!total.known) return cannotTell(total.reason, evidence);
    if (!time.known) return cannotTell(time.reason, evidence);
    if (requests === undefined || !calls.known || gibSeconds === undefined) return cannotTell('not read', evidence);
    if (!memoryAdvice.known) return cannotTell(`memory: ${memoryAdvice.reason}`, evidence);
    const advice = memoryAdvice.value;
    if (advice.advice === 'keep' || advice.memoryMiB >= memoryMiB) return fine();
    if ((usedMemoryMiB ?? 0) > advice.memoryMiB) return fine();
    const saving = savingOf(of, advice, { gibSeconds, requests: monthly(calls.value, requests) }, costs);
    if (saving.known && saving.value.amount.nanos <= 0n) return fine();
    return waste({
      confidence: usedMemoryMiB === undefined ? 0.6 : 0.75,
      evidence: {
        ...evidence,
        targetMemoryMiB: advice.memoryMiB,
        meanDurationMs: rounded(advice.durationMs.present),
        expectedDurationMs: rounded(advice.durationMs.expected),
      },
      monthlySavings: saving,
      actionParams: { memoryMiB: advice.memoryMiB },
    });
  },
});

/** Lambda takes no less. Source: Lambda Developer Guide, "Configure Lambda function memory". */
const LEAST_MEMORY_MIB = 128;

const usedBy = (advice: Fact<MemoryAdvice>): number | undefined =>
  advice.known && advice.value.advice === 'lower' ? advice.value.usedMemoryMiB : undefined;

/** What a window holds, as a month of 730 hours, in whole units. */
const monthly = ({ window }: MetricDigest, amount: number): number =>
  Math.round((amount * HOURS_PER_MONTH * MS_PER_HOUR) / (epochMs(window.end) - epochMs(window.start)));

type Lower = Extract<MemoryAdvice, { advice: 'lower' }>;

function savingOf(
  of: ServerlessFunction,
  { memoryMiB, durationMs }: Lower,
  present: { readonly gibSeconds: number; readonly requests: number },
  costs: Costs,
): Fact<CostEstimate> {
  const components = functionComponents(of, present);
  const now = functionCost(of, components, costs);
  if (!now.known) return now;
  const at = (duration: number) => {
    const share = (memoryMiB / of.memoryMiB) * (duration / durationMs.present);
    const gibSeconds = Math.round(present.gibSeconds * share);
    const replacement = functionComponents(of, { ...present, gibSeconds });
    return now.value.basis === 'billing'
      ? costs.insteadOf(of, components, replacement)
      : costs.atListPrice(replacement);
  };
  const after = at(durationMs.expected);
  const least = at(durationMs.least);
  const most = at(durationMs.most);
  if (!after.known) return after;
  if (!least.known) return least;
  if (!most.known) return most;
  return difference(now.value, after.value, { least: least.value, most: most.value });
}
