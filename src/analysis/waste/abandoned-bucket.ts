import { type Fact, unread } from '../../domain/fact.ts';
import type { ProviderId } from '../../domain/ids.ts';
import { digestSum, type MetricDigest, type MetricName } from '../../domain/metrics.ts';
import type { Bucket } from '../../domain/resources.ts';
import { keepsRecords, storedGiB } from '../buckets.ts';
import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import { storedInClass } from '../pricing/bucket-classes.ts';
import { all, type CostComponent } from '../pricing/components.ts';
import { storageOf, together } from '../pricing/object-stores.ts';
import { classDifference } from '../pricing/tier-savings.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Data that nobody asks for any more. */
export const abandonedBucket = defineCheck({
  name: 'bucket-abandoned',
  ids: {
    aws: 'aws-s3-bucket-abandoned',
    gcp: 'gcp-gcs-bucket-abandoned',
    azure: 'azure-storage-account-unused',
  },
  kind: 'bucket',
  title: 'Bucket with data that nobody asks for',
  description:
    'Nothing is written to it and nothing is read, for a month, and it still bills for what it holds. Request metrics have to be ' +
    'turned on for the whole bucket: without them the answer is that it cannot be told. The saving is that of the deepest ' +
    'archive, from which it can be had back; emptying it saves all.',
  savings:
    'the standard class minus the deep-archive class for all that is stored there, on Google Cloud Nearline and Coldline too; ' +
    'moving it is paid once',
  ignores: [
    'a bucket with more than maxRequests requests in 30 days',
    'one of less than minGiB',
    'one whose name tells that it keeps the state of infrastructure code or records of audits',
    'one made less than minDays ago',
  ],
  evidence: {
    standardGiB: 'GiB in the standard class',
    coolGiB: 'GiB in the class for what is read once a month (Nearline); null where that is not counted',
    coldGiB: 'the same for once a quarter (Coldline)',
    requestsPerMonth: 'requests of any kind in 30 days',
    ageDays: 'whole days since it was made',
  },
  params: {
    maxRequests: { default: 100, min: 0, max: 1_000_000, why: 'inventories and scanners of a month, and nobody else' },
    minGiB: { default: 10, min: 0, max: 1_000_000, why: 'below, all of it costs less than 25 cents a month' },
    minDays: {
      default: 90,
      // Requests of every bucket are counted there from its first day on.
      byProvider: { gcp: 60, azure: 30 },
      min: 30,
      max: 3650,
      why: 'a younger one may be waiting for its first use',
    },
  },
  needs: { metrics: ['bucket-standard-bytes', 'bucket-cool-bytes', 'bucket-cold-bytes', 'bucket-requests'] },
  risk: 'high',
  action: 'bucket.archive',
  evaluate(bucket, { maxRequests, minGiB, minDays }, { now, firstSeen, digest, costs }) {
    if (keepsRecords(bucket) || bucket.holdsObjects === false || bucket.platformUse !== undefined) return fine();
    // The cloud moves what nobody asks for by itself.
    if (bucket.movesByUse === true) return fine();
    const age = ageDays(bucket.createdAt, firstSeen, now, minDays);
    if (age.known && age.value < minDays) return fine();
    const classes = classesOf(bucket.scope.provider).map((of) => ({ ...of, gib: storedGiB(digest(of.metric)) }));
    const stored = all(classes.map(({ gib }) => gib));
    if (stored.known && stored.value.reduce((sum, gib) => sum + gib, 0) < minGiB) return fine();
    const requests = requestsOf(bucket.countsRequests, digest('bucket-requests'));
    if (requests.known && requests.value > maxRequests) return fine();
    const evidence = {
      ...Object.fromEntries(
        evidenceKeys.map((key, at) => {
          const gib = classes[at]?.gib;
          return [key, gib?.known === true ? rounded(gib.value) : null];
        }),
      ),
      requestsPerMonth: requests.known ? requests.value : null,
      ageDays: age.known ? age.value : null,
    };
    if (!stored.known) return cannotTell(stored.reason, evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    if (!requests.known) return cannotTell(requests.reason, evidence);
    return waste({
      confidence: 0.7,
      evidence,
      monthlySavings: classDifference(
        costs,
        together(classes.map(({ name, gib }) => ofClass(bucket, name, gib))),
        storedInClass(
          bucket,
          'archive',
          stored.value.reduce((sum, gib) => sum + gib, 0),
        ),
      ),
    });
  },
});

type ClassName = 'standard' | 'infrequent' | 'coldline';
const evidenceKeys = ['standardGiB', 'coolGiB', 'coldGiB'] as const;

/** Classes whose bytes are looked at. Only Google Cloud counts those of each class, and has none that cannot be read at once. */
function classesOf(provider: ProviderId): readonly { readonly name: ClassName; readonly metric: MetricName }[] {
  const standard = { name: 'standard', metric: 'bucket-standard-bytes' } as const;
  return provider === 'gcp'
    ? [standard, { name: 'infrequent', metric: 'bucket-cool-bytes' }, { name: 'coldline', metric: 'bucket-cold-bytes' }]
    : [standard];
}

function ofClass(bucket: Bucket, name: ClassName, gib: Fact<number>): Fact<readonly CostComponent[]> {
  if (!gib.known) return gib;
  return name === 'coldline' ? storageOf('storage/coldline', gib.value) : storedInClass(bucket, name, gib.value);
}

function requestsOf(counted: Fact<boolean>, digest: Fact<MetricDigest>): Fact<number> {
  if (!counted.known) return unread(`request metrics: ${counted.reason}`);
  if (!counted.value) return unread('request metrics of the whole bucket are not turned on');
  if (!digest.known) return digest;
  const { sampleCount, expectedCount, metric } = digest.value;
  if (sampleCount < expectedCount) return unread(`${metric} has only ${sampleCount} of ${expectedCount} days`);
  return { known: true, value: Math.round(digestSum(digest.value)) };
}
