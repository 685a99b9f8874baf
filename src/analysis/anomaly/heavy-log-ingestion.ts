import { coverage, digestSum } from '../../domain/metrics.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import { BYTES_PER_GIB, logIngest } from '../pricing/object-stores.ts';
import { differenceUpTo } from '../pricing/tier-savings.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

const DAYS_PER_MONTH = 730 / 24;

/** One group that takes in so much that what is written to it should be looked at. */
export const heavyLogIngestion = defineCheck({
  name: 'log-ingestion-heavy',
  ids: { aws: 'aws-logs-ingest-heavy' },
  kind: 'log-group',
  title: 'Log group that takes in very much',
  description:
    'What comes in costs many times what is stored. A group with so much a month is mostly debug output, or access logs that ' +
    'nobody queries. A group of the infrequent-access class takes it in at half the price, without live queries and alarms; a ' +
    'group cannot change its class, so a new one has to be made.',
  savings: 'nothing is promised; at most the same amount a month at the price of the infrequent-access class',
  ignores: ['a group of less than minGiBPerMonth', 'one of the infrequent-access class'],
  evidence: {
    incomingGiBPerMonth: 'GiB that come in a month, before compression',
    coverage: 'share of the days that have a sample',
  },
  params: {
    minGiBPerMonth: { default: 100, min: 0, max: 10_000_000, why: 'taking that in costs about 50 USD a month' },
    minCoverage: { default: 0.3, min: 0, max: 1, why: 'a month of three: the mean of fewer days may be one bad day' },
  },
  needs: { metrics: ['log-incoming-bytes-three-months'] },
  risk: 'medium',
  action: 'log-group.reduce-ingestion',
  evaluate({ storageClass, storedBytes }, { minGiBPerMonth, minCoverage }, { digest, costs }) {
    if (storageClass !== 'standard' || storedBytes === 0) return fine();
    const incoming = digest('log-incoming-bytes-three-months');
    if (!incoming.known) return cannotTell(incoming.reason);
    const covered = coverage(incoming.value);
    const days = incoming.value.sampleCount;
    const perMonth = days === 0 ? 0 : (digestSum(incoming.value) / days / BYTES_PER_GIB) * DAYS_PER_MONTH;
    if (days > 0 && perMonth < minGiBPerMonth) return fine();
    const evidence = { incomingGiBPerMonth: rounded(perMonth), coverage: rounded(covered) };
    if (covered < minCoverage) return cannotTell(`${incoming.value.metric} has only ${days} days`, evidence);
    return waste({
      confidence: 0.6,
      evidence,
      monthlySavings: differenceUpTo(
        costs,
        logIngest('standard', perMonth),
        logIngest('infrequent-access', perMonth),
        'not promised: what of it needs live queries and alarms is not known',
      ),
    });
  },
});
