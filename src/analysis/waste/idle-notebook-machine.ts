import { mapFact } from '../../domain/fact.ts';
import { daysSince } from '../days.ts';
import { kindRule } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { certain } from '../pricing/estimates.ts';
import { notebookComponents } from '../pricing/machine-learning.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

const WINDOW_DAYS = 3;

/**
 * A notebook on a machine whose CPU is always measured (Vertex AI Workbench), and of which nothing else tells whether
 * somebody works in it: three days without an hour that was busy are more than a night and a weekend.
 */
export const idleNotebookMachine = kindRule('notebook', ['gcp'], (notebook, params, { now, digest, costs }) => {
  if (notebook.powerState !== 'running') return fine();
  const { minRunningDays = WINDOW_DAYS, maxCpuPercent = 0, minCoverage = 1, maxMetricAgeDays = 0 } = params;
  const running = notebook.runningSince.known ? daysSince(notebook.runningSince.value, now) : notebook.runningSince;
  if (running.known && running.value < minRunningDays) return fine();
  const cpu = peakOf(
    digest('cpu-percent-maximum'),
    ({ max }) => max,
    { lookbackDays: WINDOW_DAYS, maxMetricAgeDays },
    now,
  );
  if (cpu.known && cpu.value.peak >= maxCpuPercent) return fine();
  const evidence = {
    lookbackDays: WINDOW_DAYS,
    runningDays: running.known ? running.value : null,
    maxCpuPercent: cpu.known ? rounded(cpu.value.peak) : null,
    coverage: cpu.known ? rounded(cpu.value.coverage) : null,
    sizeName: notebook.sizeName,
  };
  if (!running.known) return cannotTell(`time of its start: ${running.reason}`, evidence);
  const gap = gapIn(cpu, minCoverage);
  if (gap !== undefined) return cannotTell(gap, evidence);
  return waste({
    confidence: 0.8,
    evidence,
    action: 'notebook.stop',
    risk: 'low',
    monthlySavings: mapFact(costs.monthlyOf(notebook, notebookComponents(notebook)), certain),
  });
});
