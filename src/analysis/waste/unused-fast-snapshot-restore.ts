import { type Fact, mapFact } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import { daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { gapIn, peakOf, rounded } from '../metric-peak.ts';
import { all, component, type CostComponent } from '../pricing/components.ts';
import { certain } from '../pricing/estimates.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A snapshot that is kept ready in a zone, from which nothing was made for a week. */
export const unusedFastSnapshotRestore = defineCheck({
  name: 'fast-snapshot-restore-unused',
  ids: { aws: 'aws-ebs-fast-snapshot-restore' },
  kind: 'fast-snapshot-restore',
  title: 'Fast snapshot restore that no volume was made with',
  description:
    'Fast snapshot restore bills for every hour, snapshot and zone, hundreds of dollars a month each, whether or not a volume is ' +
    'made. Every volume that is made takes a credit of the snapshot in its zone: a balance that was full all week says that none ' +
    'was made, of volumes that are deleted by now too.',
  savings: 'the price of an hour x 730: it is one unit for each snapshot and zone',
  ignores: ['one that was enabled within minDays', 'one whose credits were not full at some time of the week'],
  evidence: {
    snapshotId: 'the snapshot',
    zone: 'the zone that it is ready in',
    enabledDays: 'whole days for which it is enabled',
    lowestCredits: 'mean of the days’ lowest balance; null where it was not read',
    credits: 'how many credits there can be; null where it was not read',
  },
  params: {
    minDays: {
      default: 7,
      min: 7,
      max: 365,
      why: 'what starts from the snapshot at all starts within a week; the credits of so many days are read',
    },
    lookbackDays: { default: 7, min: 1, max: 90, why: 'as long as it has to be enabled' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a gap could hide a volume that was made' },
    maxMetricAgeDays: { default: 7, min: 0, max: 90, why: 'older samples do not tell that it is still unused' },
  },
  needs: { metrics: ['fast-restore-credits-lowest', 'fast-restore-credits-capacity'] },
  risk: 'low',
  action: 'fast-snapshot-restore.disable',
  evaluate(restore, params, { now, digest, costs }) {
    // Only what is enabled bills, and the other states pass by themselves.
    if (restore.state !== 'enabled') return fine();
    const enabled = restore.enabledAt.known ? daysSince(restore.enabledAt.value, now) : restore.enabledAt;
    if (enabled.known && enabled.value <= params.minDays) return fine();
    const lowest = peakOf(digest('fast-restore-credits-lowest'), ({ mean }) => mean, params, now);
    const capacity = peakOf(digest('fast-restore-credits-capacity'), ({ mean }) => mean, params, now);
    // A thousandth of a credit for rounding.
    if (lowest.known && capacity.known && lowest.value.peak < capacity.value.peak - 0.001) return fine();
    const evidence = {
      snapshotId: restore.snapshotId,
      zone: restore.zoneId ?? null,
      enabledDays: enabled.known ? enabled.value : null,
      lowestCredits: lowest.known ? rounded(lowest.value.peak) : null,
      credits: capacity.known ? rounded(capacity.value.peak) : null,
    };
    if (!enabled.known) return cannotTell(`time of the enabling: ${enabled.reason}`, evidence);
    const gap = gapIn(lowest, params.minCoverage) ?? gapIn(capacity, params.minCoverage);
    if (gap !== undefined) return cannotTell(gap, evidence);
    return waste({
      confidence: 0.85, // a rare but urgent restore may be what it is kept for
      evidence,
      monthlySavings: mapFact(costs.monthlyOf(restore, enabledHours()), certain),
      actionParams: { snapshotId: restore.snapshotId, ...(restore.zoneId !== undefined && { zone: restore.zoneId }) },
    });
  },
});

const enabledHours = (): Fact<readonly CostComponent[]> =>
  all([component('fast snapshot restore, one snapshot in one zone', 'fast-snapshot-restore', HOURS_PER_MONTH, 'hour')]);
