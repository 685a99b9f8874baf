import { mapFact, unread } from '../../domain/fact.ts';
import { digestSum } from '../../domain/metrics.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';
import { idleStreamingJob } from './idle-streaming-job.ts';

/** Machines that wait to start workflows, and start none. */
export const idleWorkflowEnvironment = defineCheck({
  name: 'workflow-environment-idle',
  // One row means environments and streaming jobs.
  ids: { gcp: 'gcp-composer-dataflow-idle' },
  kind: 'workflow-environment',
  also: idleStreamingJob,
  title: 'Workflow environment without runs, or streaming job without input',
  description:
    'An environment of Cloud Composer is paid day and night for its scheduler, its database and its workers, whether or not a workflow ' +
    'runs. No run of any workflow ended in the whole window, although the environment reported that it was well; what Composer runs ' +
    'to watch itself is not counted. A streaming job of Dataflow keeps at least one worker: none of its collections got an element.',
  savings:
    'the cost of the environment or job as billed; without a bill it is unknown, for no list that is read has it',
  ignores: [
    'an environment in which a single run of a workflow ended, well or not',
    'one that did not report that it was well: why nothing ran is then another matter',
    'one that is being made, changed or deleted, or is younger than the window',
    'a streaming job of which any collection got an element, even one that a timer of its own made',
    'batch jobs, which end by themselves, and instances of Data Fusion',
  ],
  evidence: {
    lookbackDays: 'length of the window',
    runs: 'runs of workflows that ended in the window',
    coverage: 'share of the days on which it reported',
    size: 'how large the environment is, in the vendor’s word',
    version: 'its version',
    elements: 'of a streaming job: elements that its collections got since its start, on every day of the window',
  },
  params: {
    lookbackDays: { default: 14, min: 1, max: 14, why: 'two weeks hold two of every weekday, and a fortnightly run' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide the one day with a run' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
  },
  needs: { metrics: ['submitted-jobs', 'healthy-moments', 'elements-so-far'] },
  risk: 'high',
  action: 'workflow-environment.delete',
  evaluate(environment, params, { now, firstSeen, digest, costs }) {
    if (environment.state !== 'RUNNING') return fine();
    const age = ageDays(environment.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const runs = peakOf(digest('submitted-jobs'), digestSum, params, now);
    if (runs.known && runs.value.peak > 0) return fine();
    const well = peakOf(digest('healthy-moments'), ({ max }) => max, params, now);
    const evidence = {
      lookbackDays: params.lookbackDays,
      runs: runs.known ? runs.value.peak : null,
      coverage: well.known ? rounded(well.value.coverage) : null,
      size: environment.size ?? null,
      version: environment.version ?? null,
    };
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const gap = gapIn(runs, params.minCoverage) ?? gapIn(well, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (well.known && well.value.peak === 0) return cannotTell('it was never well in the window', evidence);
    return waste({
      confidence: 0.85,
      evidence,
      monthlySavings: mapFact(
        costs.monthlyOf(environment, unread('an environment is priced by the bill alone')),
        certain,
      ),
    });
  },
});
