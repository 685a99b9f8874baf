import { type Fact, known } from '../../domain/fact.ts';
import type { Bucket } from '../../domain/resources.ts';
import { rulesForAll, storedGiB } from '../buckets.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import { all, type CostComponent } from '../pricing/components.ts';
import { between, storageOf } from '../pricing/object-stores.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

const SECONDS_PER_DAY = 86_400;

/** What no listing of objects shows and what bills like objects: replaced versions, deleted ones, parts of uploads. */
export const bucketLeftovers = defineCheck({
  name: 'bucket-leftovers',
  ids: { gcp: 'gcp-gcs-noncurrent-softdelete' },
  kind: 'bucket',
  title: 'Bucket that bills for replaced versions, deleted objects or unfinished uploads',
  description:
    'With versioning, what is overwritten stays as a noncurrent version; soft delete keeps what is deleted for as long as the ' +
    'bucket’s policy says; an upload in parts that is broken off leaves its parts behind. All three bill like objects. Reported where ' +
    'together they are a share of what the bucket holds that is worth a rule, and no rule of the whole bucket limits them.',
  savings:
    'what they hold at the price of the bucket’s default class; nothing is promised, since some of it may be wanted back',
  ignores: [
    'noncurrent versions of a bucket with a rule that removes or moves them',
    'parts of uploads of a bucket with a rule that gives uploads up',
    'a bucket in which they are less than minShare of what it holds, or less than minGiB',
  ],
  evidence: {
    noncurrentGiB:
      'GiB in noncurrent versions; null where that is not known, and of no matter where a rule limits them',
    softDeletedGiB: 'GiB in deleted objects that can be had back',
    unfinishedUploadGiB: 'GiB in parts of uploads',
    liveGiB: 'GiB in objects as they are now, outside of the archive class',
    share: 'the first three over all, 0 to 1',
    softDeleteDays: 'days that deleted objects are kept',
  },
  params: {
    minShare: { default: 0.1, min: 0, max: 1, why: 'below a tenth, they are a cheap insurance' },
    minGiB: { default: 10, min: 0, max: 1_000_000, why: 'below, they cost less than 25 cents a month' },
  },
  needs: {
    metrics: [
      'bucket-standard-bytes',
      'bucket-cool-bytes',
      'bucket-cold-bytes',
      'bucket-noncurrent-bytes',
      'bucket-soft-deleted-bytes',
      'bucket-unfinished-upload-bytes',
    ],
  },
  risk: 'medium',
  action: 'bucket.add-lifecycle',
  evaluate(bucket, { minShare, minGiB }, { digest, costs }) {
    const { lifecycleRules: rules, softDeleteSeconds } = bucket;
    const handled = rules.known ? handledBy(rules.value) : undefined;
    const noncurrent = handled?.noncurrent === true ? known(0) : storedGiB(digest('bucket-noncurrent-bytes'));
    const uploads = handled?.uploads === true ? known(0) : storedGiB(digest('bucket-unfinished-upload-bytes'));
    const deleted = storedGiB(digest('bucket-soft-deleted-bytes'));
    const live = sumOf([
      storedGiB(digest('bucket-standard-bytes')),
      storedGiB(digest('bucket-cool-bytes')),
      storedGiB(digest('bucket-cold-bytes')),
    ]);
    const left = sumOf([noncurrent, deleted, uploads]);
    if (left.known && (left.value < minGiB || left.value <= 0)) return fine();
    const share = left.known && live.known ? left.value / (left.value + live.value) : undefined;
    if (share !== undefined && share < minShare) return fine();
    const shown = (of: Fact<number>): number | null => (of.known ? rounded(of.value) : null);
    const evidence = {
      noncurrentGiB: shown(noncurrent),
      softDeletedGiB: shown(deleted),
      unfinishedUploadGiB: shown(uploads),
      liveGiB: shown(live),
      share: share === undefined ? null : rounded(share),
      softDeleteDays: softDeleteSeconds === undefined ? null : rounded(softDeleteSeconds / SECONDS_PER_DAY),
    };
    if (!rules.known) return cannotTell(`lifecycle rules: ${rules.reason}`, evidence);
    if (!left.known) return cannotTell(left.reason, evidence);
    if (!live.known) return cannotTell(live.reason, evidence);
    return waste({
      confidence: 0.7,
      evidence,
      monthlySavings: between(
        costs,
        known([]),
        ofDefaultClass(bucket, left.value),
        'not promised: some of it may be wanted back',
      ),
    });
  },
});

const handledBy = (rules: Parameters<typeof rulesForAll>[0]) => ({
  noncurrent: rules.some(
    ({ enabled, expiresNoncurrent, transitionsNoncurrent }) => enabled && (expiresNoncurrent || transitionsNoncurrent),
  ),
  uploads: rulesForAll(rules).some(({ abortsUploadsAfterDays }) => abortsUploadsAfterDays !== undefined),
});

function sumOf(parts: readonly Fact<number>[]): Fact<number> {
  const values = all(parts);
  return values.known ? known(values.value.reduce((sum, gib) => sum + gib, 0)) : values;
}

/** Bytes of versions and of deleted objects keep the class that they had, which no metric of them tells apart here. */
function ofDefaultClass({ defaultClass = 'STANDARD' }: Bucket, gib: number): Fact<readonly CostComponent[]> {
  const name = ['NEARLINE', 'COLDLINE', 'ARCHIVE'].includes(defaultClass) ? defaultClass.toLowerCase() : 'standard';
  return storageOf(`storage/${name}`, gib);
}
