import { type Fact, known } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { IncompleteUpload } from '../../domain/resources.ts';
import { rulesForAll } from '../buckets.ts';
import { daysSince } from '../days.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import type { Costs } from '../pricing/costs.ts';
import { certain } from '../pricing/estimates.ts';
import { bucketStorage, BYTES_PER_GIB, between } from '../pricing/object-stores.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Parts of uploads that were never completed: no listing of objects shows them, and they bill like objects. */
export const incompleteUploads = defineCheck({
  name: 'bucket-incomplete-uploads',
  ids: { aws: 'aws-s3-incomplete-multipart' },
  kind: 'bucket',
  title: 'Bucket that keeps parts of uploads that were never completed',
  description:
    'An upload in parts that is broken off leaves its parts behind. They are in no listing, bill as stored, and stay until ' +
    'a lifecycle rule or somebody gives the upload up. Reported where uploads older than the limit are there and no rule of ' +
    'the whole bucket gives them up.',
  savings:
    'what the parts of the old uploads hold at the price of the standard class; where not all were looked at, at least that',
  ignores: [
    'a bucket with a rule for all of its objects that gives uploads up',
    'uploads that were begun less than minDays ago: they may be under way',
  ],
  evidence: {
    oldUploads: 'uploads that are older than minDays, of those that were looked at',
    oldestDays: 'whole days since the oldest was begun',
    partGiB: 'GiB in the parts of the old ones that could be read',
    truncated: 'whether there are more uploads than were looked at',
  },
  params: { minDays: { default: 7, min: 1, max: 3650, why: 'a week outlives any upload that is still under way' } },
  risk: 'low',
  action: 'bucket.abort-old-uploads',
  evaluate({ lifecycleRules, incompleteUploads: told }, { minDays }, { now, costs }) {
    if (told.known && told.value.uploads.length === 0) return fine();
    if (lifecycleRules.known && rulesForAll(lifecycleRules.value).some((rule) => rule.abortsUploadsAfterDays))
      return fine();
    if (!told.known) return cannotTell(`uploads: ${told.reason}`);
    const ages = told.value.uploads.map((upload) => ({ upload, age: daysSince(upload.initiatedAt, now) }));
    const old = ages.flatMap(({ upload, age }) =>
      age.known && age.value >= minDays ? [{ upload, days: age.value }] : [],
    );
    if (old.length === 0) return fine();
    const parts = sizeOf(old.map(({ upload }) => upload));
    const evidence = {
      oldUploads: old.length,
      oldestDays: old.reduce((most, { days }) => Math.max(most, days), 0),
      partGiB: rounded(parts.gib),
      truncated: told.value.truncated,
    };
    if (!lifecycleRules.known) return cannotTell(`lifecycle rules: ${lifecycleRules.reason}`, evidence);
    return waste({
      confidence: 0.95,
      evidence,
      monthlySavings: savingOf(parts, costs),
      actionParams: { afterDays: minDays },
    });
  },
});

interface PartSizes {
  readonly gib: number;
  /** Why one of them has no size. */
  readonly unread: string | undefined;
}

function sizeOf(uploads: readonly IncompleteUpload[]): PartSizes {
  let bytes = 0;
  let unread: string | undefined;
  for (const upload of uploads) {
    if (upload.bytes.known) bytes += upload.bytes.value;
    else unread ??= upload.bytes.reason;
  }
  return { gib: bytes / BYTES_PER_GIB, unread };
}

function savingOf({ gib, unread: reason }: PartSizes, costs: Costs): Fact<CostEstimate> {
  if (reason !== undefined && gib === 0) return { known: false, reason: `size of the parts: ${reason}` };
  const stored = bucketStorage('standard', gib);
  // Uploads without a part bill for nothing; giving them up saves nothing but the listing's length.
  if (stored.known && stored.value.length === 0) {
    const empty = costs.atListPrice(bucketStorage('standard', 1));
    return empty.known ? known({ ...certain(empty.value), ...nothing(empty.value.total.currency), terms: [] }) : empty;
  }
  return between(costs, stored, stored, '');
}

const nothing = (currency: string) => {
  const zero = { nanos: 0n, currency };
  return { amount: zero, low: zero, high: zero };
};
