import { type Fact, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { digestSum, type MetricDigest } from '../../domain/metrics.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import { storedGiB } from '../buckets.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import type { Costs } from '../pricing/costs.ts';
import { bucketRetrieval, bucketStorage, BYTES_PER_GIB, together } from '../pricing/object-stores.ts';
import { classDifference } from '../pricing/tier-savings.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Much is stored in the standard class, and little of it is read. */
export const rarelyReadBucket = defineCheck({
  name: 'bucket-rarely-read',
  ids: { aws: 'aws-s3-tiering-candidate' },
  kind: 'bucket',
  title: 'Bucket in the standard class that is hardly read',
  description:
    'The infrequent-access class stores for about half the price and charges for reading. Where request metrics show that ' +
    'less than maxReadShare of what is stored was read in a month, and objects are large enough not to be billed at that ' +
    'class’s minimum of 128 KiB, moving it there costs less. Without request metrics the answer is that it cannot be told.',
  savings:
    'the standard class minus the infrequent-access class for all that is stored, minus the reads of the month at that ' +
    'class’s price; moving the objects is paid once and named apart',
  ignores: [
    'a bucket of which more than maxReadShare was read in a month',
    'one with objects of 128 KiB or less on average',
    'one of less than minGiB in the standard class',
    'one with a rule in force that moves its objects already',
  ],
  evidence: {
    standardGiB: 'GiB in the standard class',
    objects: 'objects in it',
    meanObjectKiB: 'mean size of an object',
    readGiBPerMonth: 'GiB that are read, as a month of 730 hours',
    readShare: 'read over stored, 0 to 1',
  },
  params: {
    maxReadShare: {
      default: 0.1,
      min: 0,
      max: 1,
      why: 'with a tenth read a month, reading costs a tenth of the saving',
    },
    minMeanKiB: { default: 128, min: 0, max: 1_000_000, why: 'the class bills smaller objects as 128 KiB' },
    minGiB: { default: 100, min: 0, max: 1_000_000, why: 'below, the saving is about a dollar a month' },
    minDays: { default: 30, min: 0, max: 3650, why: 'the class takes no object before 30 days' },
  },
  needs: { metrics: ['bucket-standard-bytes', 'bucket-objects', 'bucket-read-bytes'] },
  risk: 'medium',
  action: 'bucket.add-lifecycle',
  evaluate(bucket, { maxReadShare, minMeanKiB, minGiB, minDays }, { now, firstSeen, digest, costs }) {
    const { lifecycleRules } = bucket;
    if (lifecycleRules.known && lifecycleRules.value.some(({ enabled, transitions }) => enabled && transitions)) {
      return fine();
    }
    const age = ageDays(bucket.createdAt, firstSeen, now, minDays);
    if (age.known && age.value < minDays) return fine();
    const stored = storedGiB(digest('bucket-standard-bytes'));
    if (stored.known && stored.value < minGiB) return fine();
    const objects = digest('bucket-objects');
    const meanKiB = meanObjectKiB(stored, objects);
    if (meanKiB.known && meanKiB.value <= minMeanKiB) return fine();
    const read = readGiB(bucket.countsRequests, digest('bucket-read-bytes'));
    const share = stored.known && read.known ? read.value / stored.value : undefined;
    if (share !== undefined && share >= maxReadShare) return fine();
    const evidence = {
      standardGiB: stored.known ? rounded(stored.value) : null,
      objects: objects.known ? Math.round(objects.value.max) : null,
      meanObjectKiB: meanKiB.known ? rounded(meanKiB.value) : null,
      readGiBPerMonth: read.known ? rounded(read.value) : null,
      readShare: share === undefined ? null : rounded(share),
    };
    if (!lifecycleRules.known) return cannotTell(`lifecycle rules: ${lifecycleRules.reason}`, evidence);
    if (!stored.known) return cannotTell(stored.reason, evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    if (!meanKiB.known) return cannotTell(meanKiB.reason, evidence);
    if (!read.known) return cannotTell(read.reason, evidence);
    return waste({ confidence: 0.8, evidence, monthlySavings: savingOf(stored.value, read.value, costs) });
  },
});

function meanObjectKiB(stored: Fact<number>, objects: Fact<MetricDigest>): Fact<number> {
  if (!stored.known) return stored;
  if (!objects.known) return objects;
  if (objects.value.sampleCount === 0 || !(objects.value.max > 0)) return unread('the number of objects is not told');
  return { known: true, value: (stored.value * 1024 * 1024) / objects.value.max };
}

/** Of a month of 730 hours, from the days that were read. Without request metrics no sample means nothing. */
export function readGiB(counted: Fact<boolean>, digest: Fact<MetricDigest>): Fact<number> {
  if (!counted.known) return unread(`request metrics: ${counted.reason}`);
  if (!counted.value) return unread('request metrics of the whole bucket are not turned on');
  if (!digest.known) return digest;
  const { sampleCount, expectedCount, metric, periodSeconds } = digest.value;
  if (sampleCount < expectedCount) return unread(`${metric} has only ${sampleCount} of ${expectedCount} days`);
  if (sampleCount === 0) return unread(`${metric} has no samples`);
  const hours = (sampleCount * periodSeconds) / 3600;
  return { known: true, value: ((digestSum(digest.value) / BYTES_PER_GIB) * HOURS_PER_MONTH) / hours };
}

const savingOf = (gib: number, readGiBPerMonth: number, costs: Costs): Fact<CostEstimate> =>
  classDifference(
    costs,
    bucketStorage('standard', gib),
    together([bucketStorage('standard-ia', gib), bucketRetrieval(readGiBPerMonth)]),
  );
