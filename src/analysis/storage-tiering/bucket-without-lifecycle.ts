import { ageDays } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { keepsRecords, monthlyReadPercent, storedGiB } from '../buckets.ts';
import { rounded } from '../metric-peak.ts';
import { storedInClass } from '../pricing/bucket-classes.ts';
import { differenceUpTo } from '../pricing/tier-savings.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** A large bucket in which nothing is ever moved to a cheaper class or removed. */
export const bucketWithoutLifecycle = defineCheck({
  name: 'bucket-lifecycle-missing',
  ids: { aws: 'aws-s3-lifecycle-missing', gcp: 'gcp-gcs-lifecycle-missing', azure: 'azure-storage-lifecycle-missing' },
  kind: 'bucket',
  title: 'Large bucket without a lifecycle rule',
  description:
    'Objects in the standard class stay there, at its price, until somebody moves or removes them. A bucket that holds much ' +
    'and has no rule in force grows for ever. How much of it is rarely read is not known from here, so nothing is promised: ' +
    'the most that can be saved is that all of it moves to the infrequent-access class.',
  savings:
    'nothing is promised; at most all of the standard class at its price minus the price of the infrequent-access class ' +
    '(reads and moves, which cost there, are not taken off)',
  ignores: [
    'a bucket with any rule in force that moves or expires current objects',
    'one of less than minGiB in the standard class',
    'one of which more than maxReadPercent is read in a month, where that is counted',
    'one whose objects the cloud moves by their use (Autoclass), and one that holds no objects or serves a platform',
    'one whose name tells that it keeps the state of infrastructure code or records of audits',
    'one made less than minDays ago',
  ],
  evidence: {
    standardGiB: 'GiB in the standard class at the last daily count',
    rules: 'rules that there are, in force or not',
    readPercent: 'what was read in a month, in percent of what is stored; null where that is not counted',
    ageDays: 'whole days since it was made',
  },
  params: {
    minGiB: { default: 100, min: 0, max: 1_000_000, why: 'below, all of it costs about 2 USD a month' },
    minDays: { default: 30, min: 0, max: 3650, why: 'the infrequent-access class takes no object before 30 days' },
    maxReadPercent: {
      default: 1_000_000,
      // There every request and byte is counted, of every bucket; on AWS only where somebody asked for it.
      byProvider: { gcp: 10, azure: 10 },
      min: 0,
      max: 1_000_000,
      why: 'of what is stored, read in a month: with more, the price of reading takes what the cheaper class saves',
    },
  },
  needs: { metrics: ['bucket-standard-bytes', 'bucket-read-bytes'] },
  risk: 'medium',
  action: 'bucket.add-lifecycle',
  evaluate(bucket, { minGiB, minDays, maxReadPercent }, { now, firstSeen, digest, costs }) {
    const rules = bucket.lifecycleRules;
    if (rules.known && rules.value.some(({ enabled, transitions, expires }) => enabled && (transitions || expires))) {
      return fine();
    }
    if (keepsRecords(bucket) || bucket.movesByUse === true) return fine();
    if (bucket.holdsObjects === false || bucket.platformUse !== undefined) return fine();
    const age = ageDays(bucket.createdAt, firstSeen, now, minDays);
    if (age.known && age.value < minDays) return fine();
    const stored = storedGiB(digest('bucket-standard-bytes'));
    if (stored.known && stored.value < minGiB) return fine();
    const readPercent = monthlyReadPercent(digest('bucket-read-bytes'), stored);
    if (readPercent !== null && readPercent >= maxReadPercent) return fine();
    const evidence = {
      standardGiB: stored.known ? rounded(stored.value) : null,
      readPercent: readPercent === null ? null : rounded(readPercent),
      rules: rules.known ? rules.value.length : null,
      ageDays: age.known ? age.value : null,
    };
    if (!rules.known) return cannotTell(`lifecycle rules: ${rules.reason}`, evidence);
    if (!stored.known) return cannotTell(stored.reason, evidence);
    if (!age.known) return cannotTell(`creation time: ${age.reason}`, evidence);
    return waste({
      confidence: 0.6, // all of it may be read every day
      evidence,
      monthlySavings: differenceUpTo(
        costs,
        storedInClass(bucket, 'standard', stored.value),
        storedInClass(bucket, 'infrequent', stored.value),
        'not promised: how much of it is rarely read is not known',
      ),
    });
  },
});
