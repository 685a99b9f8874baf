import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, rounded } from '../metric-peak.ts';
import { throughputComponents } from '../pricing/document-throughput.ts';
import { wholeSaving } from '../pricing/replacement-saving.ts';
import { busiestDay, exceeds, highest } from '../traffic.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Throughput of a container or database that nobody sent a request to. */
export const idleDocumentContainer = defineCheck({
  name: 'document-container-idle',
  ids: { azure: 'azure-cosmos-idle' },
  kind: 'document-container',
  title: 'Container with provisioned throughput that gets no requests',
  description:
    'A container, or a database whose containers share its throughput, bills for its request units by the hour in each region, used ' +
    'or not. To this one not a single request came in the window. Deleting it keeps nothing; the least throughput that it may ' +
    'have costs a part of the present one.',
  savings: 'the throughput of a month in all regions; storage comes on top and is not counted',
  ignores: [
    'one that got a request on any day of the window',
    'one that shares the throughput of its database: the database is looked at',
    'one that was not measured for the whole window, such as a younger one',
    'serverless accounts, and accounts of other APIs than that for NoSQL, which are not read',
    'backups that cost more than needed: what they hold is not told',
  ],
  evidence: {
    lookbackDays: 'days that were looked at',
    maxRequestsPerDay: 'requests of the busiest day',
    coverage: 'share of the hours of which its throughput was measured, 0 to 1',
    mode: 'manual or autoscale',
    unitsPerSecond: 'request units a second that it may use',
    minUnitsPerSecond: 'the least that it may be set to',
  },
  params: {
    lookbackDays: { default: 30, min: 1, max: 30, why: 'a month, so that a monthly job is seen' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'hours of which nothing is known could be the busy ones' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still idle' },
  },
  needs: { metrics: ['requests', 'provisioned-units-maximum'] },
  risk: 'high',
  action: 'document-container.delete',
  evaluate(container, params, { now, firstSeen, digest, costs }) {
    const { throughput } = container;
    if (throughput.known && throughput.value === null) return fine();
    const age = ageDays(container.createdAt, firstSeen, now, params.lookbackDays);
    if (age.known && age.value < params.lookbackDays) return fine();
    const requests = busiestDay(digest('requests'), params, now);
    if (exceeds(requests, 0)) return fine();
    const provisioned = highest(digest('provisioned-units-maximum'), params, now);
    const evidence = {
      lookbackDays: params.lookbackDays,
      maxRequestsPerDay: requests.known ? requests.value.peak : null,
      coverage: provisioned.known ? rounded(provisioned.value.coverage) : null,
    };
    if (!throughput.known) return cannotTell(`throughput: ${throughput.reason}`, evidence);
    if (throughput.value === null) return fine();
    // Its own age is not told: that it was measured all the time says that it was there.
    const gap = gapIn(provisioned, params.minCoverage) ?? gapIn(requests, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    const { mode, unitsPerSecond, minUnitsPerSecond } = throughput.value;
    const scaled = digest('provisioned-units-maximum');
    const paid = mode === 'autoscale' && scaled.known ? scaled.value.mean : unitsPerSecond;
    return waste({
      confidence: 0.85,
      evidence: { ...evidence, mode, unitsPerSecond, minUnitsPerSecond },
      monthlySavings: wholeSaving(container, costs, throughputComponents(container, { mode, unitsPerSecond: paid })),
    });
  },
});
