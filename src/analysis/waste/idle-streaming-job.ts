import { mapFact, unread } from '../../domain/fact.ts';
import { ageDays } from '../days.ts';
import { kindRule } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Beyond it a sum of days is not exact, and a mean no proof that all days are alike. */
const EXACT = 2 ** 48;

/** A streaming job into which nothing came: what was counted since its start is the same on every day of the window. */
export const idleStreamingJob = kindRule('streaming-job', ['gcp'], (job, params, { now, firstSeen, digest, costs }) => {
  if (job.state !== 'JOB_STATE_RUNNING') return fine();
  const { lookbackDays = Number.POSITIVE_INFINITY, minCoverage = 1, maxMetricAgeDays = 0 } = params;
  const window = { lookbackDays, maxMetricAgeDays };
  const age = ageDays(job.createdAt, firstSeen, now, lookbackDays);
  if (age.known && age.value < lookbackDays) return fine();
  const most = peakOf(digest('elements-so-far'), ({ max }) => max, window, now);
  const mean = peakOf(digest('elements-so-far'), (each) => each.mean, window, now);
  if (most.known && mean.known && mean.value.peak < most.value.peak) return fine();
  const evidence = {
    lookbackDays,
    elements: most.known ? most.value.peak : null,
    coverage: most.known ? rounded(most.value.coverage) : null,
  };
  if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
  const gap = gapIn(most, minCoverage) ?? gapIn(mean, minCoverage);
  if (gap !== undefined) return cannotTell(gap, evidence);
  if (most.known && most.value.peak > EXACT)
    return cannotTell('it has counted too many elements to see a few more', evidence);
  return waste({
    confidence: 0.8,
    evidence,
    action: 'streaming-job.drain',
    risk: 'medium',
    monthlySavings: mapFact(costs.monthlyOf(job, unread('the work of a job is priced by the bill alone')), certain),
  });
});
