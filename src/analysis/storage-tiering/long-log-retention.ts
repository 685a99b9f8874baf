import { type Fact, known, unread } from '../../domain/fact.ts';
import { epochMs, MS_PER_DAY } from '../../domain/instant.ts';
import { coverage, digestSum, type MetricDigest } from '../../domain/metrics.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import { all, component } from '../pricing/components.ts';
import { certain } from '../pricing/estimates.ts';
import { BYTES_PER_GIB } from '../pricing/object-stores.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Logs that are kept for longer than the price of ingestion includes. */
export const longLogRetention = defineCheck({
  name: 'log-store-retention-long',
  ids: { gcp: 'gcp-logging-cost' },
  kind: 'log-store',
  title: 'Logs that are kept beyond what ingestion pays for',
  description:
    'The price of ingestion holds a month of storage; each month beyond is paid by the GiB. Reported is a log bucket with a ' +
    'longer retention, by what comes into it. Logs that have to be kept for years cost less in object storage, by a sink.',
  savings:
    'what came in over the days that are kept beyond the included ones, at the pace of the window, at the price of kept logs. ' +
    'It is reached once the bucket is as old as its retention: `low` is nothing',
  ignores: [
    'the cloud’s own bucket for audit logs, and one whose retention is locked',
    'one with a retention that ingestion includes',
    'one that would hold less than minGiB beyond it',
  ],
  evidence: {
    retentionDays: 'days that logs are kept',
    includedDays: 'of these, paid with ingestion',
    gibPerDay: 'what came in a day, in the mean of the window',
    beyondGiB: 'what is kept beyond the included days once the bucket is as old as its retention',
  },
  params: {
    minGiB: { default: 10, min: 0, max: 1_000_000, why: 'below, it costs a few cents a month' },
    lookbackDays: { default: 14, min: 1, max: 90, why: 'two weeks hold two of every weekday' },
    minCoverage: { default: 0.9, min: 0, max: 1, why: 'a part of the days does not tell the pace' },
  },
  needs: { metrics: ['log-incoming-bytes'] },
  risk: 'medium',
  action: 'log-store.set-retention',
  evaluate(store, { minGiB, lookbackDays, minCoverage }, { digest, costs }) {
    const { retentionDays, includedDays, locked, tags } = store;
    if (locked) return fine();
    if (!retentionDays.known) return cannotTell(`retention: ${retentionDays.reason}`);
    if (retentionDays.value <= includedDays) return fine();
    const perDay = gibPerDay(digest('log-incoming-bytes'), lookbackDays, minCoverage);
    const beyond = perDay.known ? perDay.value * (retentionDays.value - includedDays) : 0;
    const evidence = {
      retentionDays: retentionDays.value,
      includedDays,
      gibPerDay: perDay.known ? rounded(perDay.value) : null,
      beyondGiB: perDay.known ? rounded(beyond) : null,
    };
    if (!perDay.known) return cannotTell(perDay.reason, evidence);
    if (beyond < minGiB) return fine();
    if (!tags.known) return cannotTell(`tags: ${tags.reason}`, evidence);
    const cost = costs.atListPrice(
      all([component(`logs kept beyond ${includedDays} days`, 'log-group/retention', beyond, 'GiB-month')]),
    );
    return waste({
      confidence: 0.6, // somebody may have to keep them
      evidence,
      monthlySavings: cost.known ? known({ ...certain(cost.value), low: { ...cost.value.total, nanos: 0n } }) : cost,
      actionParams: { retentionDays: includedDays },
    });
  },
});

function gibPerDay(digest: Fact<MetricDigest>, lookbackDays: number, minCoverage: number): Fact<number> {
  if (!digest.known) return digest;
  const { window, metric, sampleCount } = digest.value;
  const days = (epochMs(window.end) - epochMs(window.start)) / MS_PER_DAY;
  if (sampleCount === 0) return unread(`${metric} has no samples`);
  if (!(days >= lookbackDays)) return unread(`${metric} covers ${rounded(days)} of ${lookbackDays} days`);
  const covered = coverage(digest.value);
  if (covered < minCoverage) return unread(`${metric} has only ${Math.floor(covered * 100)} % of its samples`);
  return known(digestSum(digest.value) / BYTES_PER_GIB / days);
}
