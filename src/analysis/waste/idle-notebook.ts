import { type Fact, mapFact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { epochMs, type Instant, MS_PER_HOUR } from '../../domain/instant.ts';
import type { Notebook } from '../../domain/resources.ts';
import { daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import type { Costs } from '../pricing/costs.ts';
import { certain } from '../pricing/estimates.ts';
import { notebookComponents } from '../pricing/machine-learning.ts';
import { shareOf } from '../pricing/share.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

const HOURS_PER_WEEK = 168;

/** A notebook's machine that runs on although nobody works in it, or day and night where that is not told. */
export const idleNotebook = defineCheck({
  name: 'notebook-idle',
  ids: { aws: 'aws-sagemaker-notebook-idle' },
  kind: 'notebook',
  title: 'Notebook that was left running',
  description:
    'A notebook is for a person at work, and its machine is paid by the hour from its start to its stop. This one has run for more ' +
    'than a week without a break, and nobody has done anything in it for a day or longer. Studio tells when an application was last ' +
    'used; of a notebook instance only its CPU could tell, where it is measured: where it is not, running through nights and a ' +
    'weekend is all that is known, and only those hours are counted.',
  savings:
    'the machine for 730 hours where nobody uses it; where use is not told, the share of a week outside of working hours. Disks ' +
    'go on and are not counted',
  ignores: [
    'one in which somebody did something within the hours given',
    'one whose CPU was busy at any time of the last days: it may be training a model',
    'one that was started, or changed, within the days given',
    'Studio’s own server applications, which are free',
  ],
  evidence: {
    runningDays: 'whole days since its last start or change',
    idleHours: 'hours since somebody last did something in it; null where that is not told',
    maxCpuPercent: 'its highest CPU use of the last three days; null where it is not measured',
    sizeName: 'its size',
    application: 'notebook-instance, or the application of Studio',
  },
  params: {
    minRunningDays: { default: 7, min: 1, max: 365, why: 'a week holds every night and a weekend' },
    minIdleHours: {
      default: 24,
      min: 1,
      max: 720,
      why: 'a night and a morning: whoever works in it daily is never that long away',
    },
    maxCpuPercent: { default: 5, min: 0, max: 100, why: 'a server of notebooks that waits stays below it' },
    workHoursPerWeek: { default: 50, min: 1, max: 168, why: 'five days of ten hours, within which it is wanted' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one busy hour' },
    maxMetricAgeDays: { default: 3, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
  },
  needs: { metrics: ['cpu-percent-maximum'] },
  risk: 'low',
  action: 'notebook.stop',
  evaluate(notebook, params, { now, digest, costs }) {
    if (notebook.powerState !== 'running') return fine();
    const { runningSince, lastUsedAt } = notebook;
    if (!runningSince.known) return cannotTell(`time of its start: ${runningSince.reason}`);
    const running = daysSince(runningSince.value, now);
    if (!running.known) return cannotTell(`time of its start: ${running.reason}`);
    if (running.value < params.minRunningDays) return fine();
    const idle = mapFact(lastUsedAt, (at) => hoursBetween(at, now));
    if (idle.known && idle.value < params.minIdleHours) return fine();
    const told = digest('cpu-percent-maximum');
    const cpu = peakOf(told, ({ max }) => max, { ...params, lookbackDays: 3 }, now);
    if (cpu.known && cpu.value.peak >= params.maxCpuPercent) return fine();

    const evidence = {
      runningDays: running.value,
      idleHours: idle.known ? idle.value : null,
      maxCpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
      sizeName: notebook.sizeName,
      application: notebook.application,
    };
    if (idle.known) return waste({ confidence: 0.9, evidence, monthlySavings: whole(notebook, costs) });
    // Of an application it is told, unless the call failed.
    if (notebook.application !== 'notebook-instance') return cannotTell(`last use: ${idle.reason}`, evidence);
    // Many accounts have no such metric: that is no failure, and no idleness either.
    const measured = told.known && told.value.sampleCount > 0;
    if (measured) {
      const gap = gapIn(cpu, params.minCoverage);
      if (gap !== undefined) return cannotTell(gap, evidence);
      return waste({ confidence: 0.8, evidence, monthlySavings: whole(notebook, costs) });
    }
    const off = 1 - params.workHoursPerWeek / HOURS_PER_WEEK;
    return waste({
      confidence: 0.5,
      action: 'notebook.schedule',
      evidence,
      // If nobody uses it at all it is the whole.
      monthlySavings: mapFact(costs.monthlyOf(notebook, notebookComponents(notebook)), (cost) => ({
        ...shareOf(cost, off, `hours outside of ${params.workHoursPerWeek} a week`),
        high: cost.total,
      })),
    });
  },
});

const hoursBetween = (from: Instant, to: Instant): number => Math.floor((epochMs(to) - epochMs(from)) / MS_PER_HOUR);

const whole = (notebook: Notebook, costs: Costs): Fact<CostEstimate> =>
  mapFact(costs.monthlyOf(notebook, notebookComponents(notebook)), certain);
