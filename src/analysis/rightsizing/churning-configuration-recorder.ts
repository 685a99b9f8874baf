import { type Fact, known, unread } from '../../domain/fact.ts';
import { digestSum, type MetricDigest } from '../../domain/metrics.ts';
import { component } from '../pricing/components.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import { between } from '../pricing/object-stores.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

const DAYS_PER_MONTH = 730 / 24;

/** Resources that come and go by themselves fill the record of configurations, an item each time. */
export const churningConfigurationRecorder = defineCheck({
  name: 'configuration-recorder-churn',
  ids: { aws: 'aws-config-recorder-churn' },
  kind: 'configuration-recorder',
  title: 'Configuration recorder that mostly records what scaling makes and removes',
  description:
    'Every change of a resource is an item and is billed. Where network interfaces, instances, volumes and rule results that ' +
    'come and go with scaling are most of the items, recording them once a day, or leaving them out, costs a fraction. What ' +
    'an audit asks for decides which types may be left out.',
  savings:
    'nothing is promised, since daily items are billed too and an audit may need the others; at most the items of those ' +
    'types at the price of an item',
  ignores: [
    'a recorder that records once a day, or is stopped',
    'one whose short-lived types are less than minShare of its items, or that records less than minItemsPerMonth',
  ],
  evidence: {
    itemsPerMonth: 'configuration items a month, of all types',
    shortLivedPerMonth: 'of those, items of types that come and go by themselves',
    share: 'the second over the first, 0 to 1',
  },
  params: {
    minShare: { default: 0.5, min: 0, max: 1, why: 'below a half, most of the bill is of what stays' },
    minItemsPerMonth: {
      default: 10_000,
      min: 0,
      max: 1_000_000_000,
      why: 'below, all of it costs less than 30 USD a month',
    },
  },
  needs: { metrics: ['configuration-items', 'configuration-items-of-short-lived'] },
  risk: 'high',
  action: 'configuration-recorder.record-daily',
  evaluate({ recording, frequency }, { minShare, minItemsPerMonth }, { digest, costs }) {
    if (frequency === 'daily') return fine();
    if (recording.known && !recording.value) return fine();
    const all = perMonth(digest('configuration-items'));
    const shortLived = perMonth(digest('configuration-items-of-short-lived'));
    if (all.known && all.value < minItemsPerMonth) return fine();
    const share = all.known && shortLived.known ? shortLived.value / all.value : undefined;
    if (share !== undefined && share < minShare) return fine();
    const evidence = {
      itemsPerMonth: all.known ? Math.round(all.value) : null,
      shortLivedPerMonth: shortLived.known ? Math.round(shortLived.value) : null,
      share: share === undefined ? null : rounded(share),
    };
    if (!recording.known) return cannotTell(`status: ${recording.reason}`, evidence);
    if (!all.known) return cannotTell(all.reason, evidence);
    if (!shortLived.known) return cannotTell(shortLived.reason, evidence);
    const items = component(
      'configuration items',
      'configuration-item/continuous',
      Math.round(shortLived.value),
      'request',
    );
    return waste({
      confidence: 0.7,
      evidence,
      monthlySavings: between(
        costs,
        known([]),
        items.known ? known([items.value]) : items,
        'not promised: items of once a day are billed too, and an audit may need the others',
      ),
    });
  },
});

/** The service sends nothing on a day without an item; no sample at all may as well mean no permission. */
function perMonth(digest: Fact<MetricDigest>): Fact<number> {
  if (!digest.known) return digest;
  const { sampleCount, metric, expectedCount } = digest.value;
  if (sampleCount === 0) return unread(`${metric} has no samples`);
  return known((digestSum(digest.value) / expectedCount) * DAYS_PER_MONTH);
}
