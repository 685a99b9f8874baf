import { storedGiB } from '../buckets.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import { storedInClass } from '../pricing/bucket-classes.ts';
import { between } from '../pricing/object-stores.ts';
import { known } from '../../domain/fact.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Versions that newer ones have replaced, kept for ever. */
export const noncurrentVersions = defineCheck({
  name: 'bucket-noncurrent-versions',
  ids: { aws: 'aws-s3-noncurrent-versions' },
  kind: 'bucket',
  title: 'Versioned bucket that keeps every replaced version',
  description:
    'With versioning, what is overwritten or deleted stays as a noncurrent version and bills like any object. Without a rule ' +
    'that expires or moves them they pile up. How much they hold is told by Storage Lens alone, where a dashboard publishes ' +
    'its metrics; without it the answer is that it cannot be told.',
  savings:
    'what the noncurrent versions hold at the price of the standard class; nothing is promised, since some of them are wanted',
  ignores: [
    'a bucket with a rule in force that expires noncurrent versions or moves them',
    'one whose noncurrent versions are less than minShare of what it holds, or less than minGiB',
    'one that never had versions',
  ],
  evidence: {
    noncurrentGiB: 'GiB in noncurrent versions',
    standardGiB: 'GiB in the standard class, current and noncurrent',
    noncurrentShare: 'the first over the second, 0 to 1',
  },
  params: {
    minShare: { default: 0.1, min: 0, max: 1, why: 'below a tenth, versions are a cheap insurance' },
    minGiB: { default: 10, min: 0, max: 1_000_000, why: 'below, they cost less than 25 cents a month' },
  },
  needs: { metrics: ['bucket-standard-bytes', 'bucket-noncurrent-bytes'] },
  risk: 'medium',
  action: 'bucket.add-lifecycle',
  evaluate({ lifecycleRules, versioning, scope }, { minShare, minGiB }, { digest, costs }) {
    if (versioning.known && versioning.value === 'never') return fine();
    const handled = lifecycleRules.known
      ? lifecycleRules.value.some(
          ({ enabled, expiresNoncurrent, transitionsNoncurrent }) =>
            enabled && (expiresNoncurrent || transitionsNoncurrent),
        )
      : undefined;
    if (handled === true) return fine();
    const noncurrent = storedGiB(digest('bucket-noncurrent-bytes'));
    const standard = storedGiB(digest('bucket-standard-bytes'));
    if (standard.known && standard.value < minGiB) return fine();
    const share = standard.known && noncurrent.known ? noncurrent.value / standard.value : undefined;
    if (noncurrent.known && (noncurrent.value < minGiB || (share !== undefined && share < minShare))) return fine();
    const evidence = {
      noncurrentGiB: noncurrent.known ? rounded(noncurrent.value) : null,
      standardGiB: standard.known ? rounded(standard.value) : null,
      noncurrentShare: share === undefined ? null : rounded(share),
    };
    if (!versioning.known) return cannotTell(`versioning: ${versioning.reason}`, evidence);
    if (!lifecycleRules.known) return cannotTell(`lifecycle rules: ${lifecycleRules.reason}`, evidence);
    if (!standard.known) return cannotTell(standard.reason, evidence);
    if (!noncurrent.known) {
      return cannotTell(
        `noncurrent versions: Storage Lens publishes no metrics of this bucket (${noncurrent.reason})`,
        evidence,
      );
    }
    return waste({
      confidence: 0.7,
      evidence,
      monthlySavings: between(
        costs,
        known([]),
        storedInClass({ scope }, 'standard', noncurrent.value),
        'not promised: some of the replaced versions may be wanted',
      ),
    });
  },
});
