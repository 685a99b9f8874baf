import type { AppPlan } from '../../domain/resources.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, type Peak, peakOf, rounded } from '../metric-peak.ts';
import { appPlanComponents, halfOf, hasOwnMachines } from '../pricing/app-plans.ts';
import { replacementSaving } from '../pricing/replacement-saving.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { windowParams } from './machine-window.ts';

/** A plan whose machines are far from full. */
export const oversizedAppPlan = defineCheck({
  name: 'app-plan-oversized',
  ids: { azure: 'azure-appservice-plan-rightsize' },
  kind: 'app-plan',
  title: 'App Service plan with more or larger machines than its load needs',
  description:
    'CPU and memory of the plan are low in nearly all hours. Fewer machines of the same size would carry the load or, where ' +
    'there are not more than two, machines of half the size. Every application on the plan shares them.',
  savings: 'cost of the plan minus its cost with fewer or smaller machines, at list price x billed cost / list cost',
  ignores: [
    'an empty plan: it is deleted',
    'a plan of a tier that is free or bills by use',
    'a number of machines that something changes by the load: its size alone is looked at then',
    'a plan that is younger than the window',
  ],
  evidence: {
    sizeName: 'its size',
    workers: 'its machines',
    apps: 'applications on it',
    p99CpuPercent: 'p99 of the highest CPU use of each hour',
    maxMemoryPercent: 'the highest memory use',
    cpuCoverage: 'share of the CPU samples that there are, 0 to 1',
    targetSizeName: 'the size that would do',
    targetWorkers: 'the number of machines that would do',
  },
  params: {
    ...windowParams,
    maxCpuPercent: { default: 30, min: 1, max: 100, why: 'half the machines then carry it at 60 %' },
    maxMemoryPercent: { default: 50, min: 1, max: 100, why: 'memory does not give way: half of it was never touched' },
    targetCpuPercent: { default: 70, min: 1, max: 100, why: 'how full a machine may be at the p99 of the hours' },
    targetMemoryPercent: { default: 90, min: 1, max: 100, why: 'how full it may be at the highest use' },
  },
  needs: { metrics: ['cpu-percent-maximum', 'memory-percent-maximum'] },
  risk: 'medium',
  action: 'app-plan.change-size',
  evaluate(plan, params, { now, firstSeen, digest, costs }) {
    if (!hasOwnMachines(plan) || plan.workers === 0) return fine();
    if (plan.apps.known && plan.apps.value === 0) return fine();
    const age = ageDays(plan.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const cpu = peakOf(digest('cpu-percent-maximum'), ({ p99 }) => p99, params, now);
    const memory = peakOf(digest('memory-percent-maximum'), ({ max }) => max, params, now);
    if (cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();
    if (memory.known && memory.value.peak >= params.maxMemoryPercent) return fine();
    const evidence = {
      sizeName: plan.sizeName,
      workers: plan.workers,
      apps: plan.apps.known ? plan.apps.value : null,
      p99CpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      maxMemoryPercent: memory.known ? rounded(memory.value.peak) : null,
      cpuCoverage: cpu.known ? rounded(cpu.value.coverage) : null,
    };
    if (smallest(plan)) return fine();
    // A whole window of samples tells that it was there for as long: Azure gives no time of creation.
    const gap = gapIn(cpu, params.minCoverage) ?? gapIn(memory, params.minCoverage);
    if (gap !== undefined || !cpu.known || !memory.known) return cannotTell(gap ?? 'not measured', evidence);
    if (!plan.apps.known) return cannotTell(`applications: ${plan.apps.reason}`, evidence);
    if (!plan.tags.known) return cannotTell(`tags: ${plan.tags.reason}`, evidence);
    const target = targetOf(plan, cpu.value, memory.value, params);
    if (target === undefined) return fine();
    return waste({
      confidence: 0.7,
      evidence: { ...evidence, targetSizeName: target.sizeName, targetWorkers: target.workers },
      monthlySavings: replacementSaving(
        plan,
        costs,
        appPlanComponents(plan),
        appPlanComponents({ ...plan, ...target }),
      ),
      actionParams: { sizeName: target.sizeName, workers: target.workers },
    });
  },
});

type Target = Pick<AppPlan, 'sizeName' | 'workers'>;
type Targets = Readonly<Record<'targetCpuPercent' | 'targetMemoryPercent', number>>;

/** Copies in every zone; else two, so that the failure of one stops nothing, where there are two. */
const leastWorkers = ({ zoneRedundant, workers }: AppPlan): number => (zoneRedundant ? 3 : Math.min(2, workers));

/** Whether something changes their number by the load; where that was not read, it may. */
const isScaled = ({ maxWorkers, autoscaled }: AppPlan): boolean =>
  maxWorkers !== undefined || (autoscaled !== undefined && (!autoscaled.known || autoscaled.value));

const smallest = (plan: AppPlan): boolean =>
  halfOf(plan.sizeName) === undefined && (isScaled(plan) || plan.workers <= leastWorkers(plan));

/** Fewer machines first: that is undone in a minute and changes nothing for the applications. */
function targetOf(plan: AppPlan, cpu: Peak, memory: Peak, params: Targets): Target | undefined {
  const { sizeName, workers } = plan;
  const fullness = Math.max(cpu.peak / params.targetCpuPercent, memory.peak / params.targetMemoryPercent);
  const needed = Math.max(leastWorkers(plan), Math.ceil(workers * fullness));
  if (!isScaled(plan) && needed < workers) return { sizeName, workers: needed };
  const half = halfOf(sizeName);
  return half !== undefined && fullness <= 0.5 ? { sizeName: half, workers } : undefined;
}
