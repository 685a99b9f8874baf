import { defineCheck } from '../define-check.ts';
import { storedGiB } from '../buckets.ts';
import { environmentOf } from '../environment.ts';
import { rounded } from '../metric-peak.ts';
import { storedInClass } from '../pricing/bucket-classes.ts';
import { classDifference } from '../pricing/tier-savings.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Kinds of redundancy with a copy in another region, and what the same costs in one. Source: Azure Storage redundancy. */
const IN_ONE_REGION: Readonly<Record<string, string>> = { grs: 'lrs', ragrs: 'lrs', gzrs: 'zrs', ragzrs: 'zrs' };

/** Copies in another region of data that nobody would miss there. */
export const geoRedundantBucket = defineCheck({
  name: 'bucket-geo-redundant-development',
  ids: { azure: 'azure-storage-redundancy' },
  kind: 'bucket',
  title: 'Development or test data with a copy in another region',
  description:
    'Geo-redundant storage keeps three more copies in a second region, so that data outlives the loss of the first, and costs ' +
    'about twice as much. Development and test data seldom need that. What is in the hot tier is counted.',
  savings: 'what the hot tier holds x (price with the second region - price without it), at list price',
  ignores: [
    'production and staging, and what tags and name do not call anything',
    'an account of less than minGiB in the hot tier, and one that serves a platform',
  ],
  evidence: {
    environment: 'what it is for, by its tags or name',
    redundancy: 'how its copies are kept',
    standardGiB: 'GiB in the hot tier',
  },
  params: { minGiB: { default: 10, min: 0, max: 1_000_000, why: 'below, it costs a few cents a month' } },
  needs: { metrics: ['bucket-standard-bytes'] },
  risk: 'medium',
  action: 'bucket.change-redundancy',
  evaluate(bucket, { minGiB }, { digest, costs }) {
    const redundancy = bucket.redundancy?.toLowerCase() ?? '';
    const target = IN_ONE_REGION[redundancy];
    if (target === undefined || bucket.platformUse !== undefined) return fine();
    const stored = storedGiB(digest('bucket-standard-bytes'));
    if (stored.known && stored.value < minGiB) return fine();
    const evidence = { redundancy, standardGiB: stored.known ? rounded(stored.value) : null };
    if (!bucket.tags.known) return cannotTell(`tags: ${bucket.tags.reason}`, evidence);
    const environment = environmentOf(bucket.tags.value, bucket.name);
    if (environment !== 'development') return fine();
    if (!stored.known) return cannotTell(stored.reason, { environment, ...evidence });
    return waste({
      confidence: 0.8,
      evidence: { environment, ...evidence },
      monthlySavings: classDifference(
        costs,
        storedInClass(bucket, 'standard', stored.value),
        storedInClass({ ...bucket, redundancy: target }, 'standard', stored.value),
      ),
      actionParams: { redundancy: target },
    });
  },
});
