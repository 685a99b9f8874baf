import { type Fact, known } from '../../domain/fact.ts';
import { coverage, digestSum, type MetricDigest } from '../../domain/metrics.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import { between, BYTES_PER_GIB, logStorage } from '../pricing/object-stores.ts';
import { fine, waste } from '../verdict.ts';

/** A log group that keeps its events for ever. */
export const logGroupWithoutRetention = defineCheck({
  name: 'log-retention-missing',
  ids: { aws: 'aws-logs-retention-missing' },
  kind: 'log-group',
  title: 'Log group that keeps everything for ever',
  description:
    'Without a retention events are never removed, and what is stored grows month by month. The saving is what is older than ' +
    'the retention would be. Stored events are compressed and those that come in are counted before: so what came in during ' +
    'the retention is the most that would stay, and what is stored beyond it is sure to go.',
  savings:
    'promised: what is stored beyond all bytes that came in during the retention, at the price of log storage; at most all that ' +
    'is stored. Without metrics of these days nothing is promised',
  ignores: ['a group with a retention, however long', 'one that stores less than minGiB'],
  evidence: {
    storedGiB: 'GiB as stored: compressed',
    incomingGiB: 'GiB that came in during the last retentionDays, before compression',
    retentionDays: 'the retention that the saving is computed for',
  },
  params: {
    minGiB: { default: 1, min: 0, max: 1_000_000, why: 'below, it costs 3 cents a month' },
    retentionDays: {
      default: 90,
      min: 1,
      max: 90,
      why: 'three months of events: what most questions about them are of',
    },
  },
  needs: { metrics: ['log-incoming-bytes-three-months'] },
  risk: 'medium',
  action: 'log-group.set-retention',
  evaluate({ storedBytes, retentionDays: kept, storageClass }, { minGiB, retentionDays }, { digest, costs }) {
    if (kept !== null || storageClass === 'delivery') return fine();
    const storedGiB = storedBytes / BYTES_PER_GIB;
    if (storedGiB < minGiB) return fine();
    // The facts decide alone; the metric says how much is sure to go.
    const incoming = incomingGiB(digest('log-incoming-bytes-three-months'));
    const sure = incoming.known ? Math.max(0, storedGiB - incoming.value) : 0;
    return waste({
      confidence: 0.9,
      evidence: {
        storedGiB: rounded(storedGiB),
        incomingGiB: incoming.known ? rounded(incoming.value) : null,
        retentionDays,
      },
      monthlySavings: between(
        costs,
        sure > 0 ? logStorage(sure) : known([]),
        logStorage(storedGiB),
        incoming.known
          ? 'not promised: it may be of the days that are kept'
          : `not promised: what came in lately is not known (${incoming.reason})`,
      ),
      actionParams: { retentionDays },
    });
  },
});

/** Over the whole window of three months: for a shorter retention still an upper bound. */
function incomingGiB(digest: Fact<MetricDigest>): Fact<number> {
  if (!digest.known) return digest;
  if (coverage(digest.value) < 1) {
    // Before a young group was made, nothing came in.
    const { sampleCount, expectedCount } = digest.value;
    if (sampleCount === 0) return { known: false, reason: `${digest.value.metric} has no samples of ${expectedCount}` };
  }
  return known(digestSum(digest.value) / BYTES_PER_GIB);
}
