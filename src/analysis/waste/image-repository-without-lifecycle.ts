import { addMonths, dayOf, monthOf, addDays } from '../../domain/instant.ts';
import type { StoredImages } from '../../domain/resources.ts';
import { known } from '../../domain/fact.ts';
import { defineCheck } from '../define-check.ts';
import { rounded } from '../metric-peak.ts';
import { between, BYTES_PER_GIB, imageStorage } from '../pricing/object-stores.ts';
import { cannotTell, fine, waste } from '../verdict.ts';

/** Images that pile up: no policy removes them, and nobody pulls them any more. */
export const imageRepositoryWithoutLifecycle = defineCheck({
  name: 'image-repository-lifecycle-missing',
  ids: { aws: 'aws-ecr-lifecycle-missing', gcp: 'gcp-artifact-registry-cleanup' },
  kind: 'image-repository',
  title: 'Image repository that keeps everything, with images that nobody pulls',
  description:
    'Every build pushes an image, and without a lifecycle policy none is ever removed. Reported where images that nobody ' +
    'pushed or pulled for unusedDays, or that have no tag any more, hold more than minGiB. An image that runs for months is ' +
    'not pulled meanwhile: the newest of each deployment has to be kept by the policy. Where the cloud tells no pulls ' +
    '(Artifact Registry), the last push counts alone, and the finding is less sure.',
  savings:
    'nothing is promised, since layers are shared between images and what runs may be among the old ones; at most the ' +
    'unused images at the price of image storage',
  ignores: [
    'a repository with a lifecycle policy that removes images and is no trial',
    'one whose unused images hold less than minGiB',
    'parts of images for several platforms, which have no tag of their own (Artifact Registry)',
  ],
  evidence: {
    images: 'images in it',
    storedGiB: 'GiB of all images, shared layers counted with each',
    unusedGiB: 'GiB of images that nobody pushed or pulled for unusedDays, by whole months',
    untaggedGiB: 'GiB of images without a tag',
  },
  params: {
    unusedDays: { default: 90, min: 30, max: 3650, why: 'a quarter outlives a release that is rolled back' },
    minGiB: {
      default: 5,
      byProvider: { gcp: 10 },
      min: 0,
      max: 1_000_000,
      why: 'below, they cost less than 50 cents a month, a dollar where the images are not known to be unused',
    },
  },
  risk: 'medium',
  action: 'image-repository.set-lifecycle',
  evaluate({ hasLifecyclePolicy, images, countsPulls }, { unusedDays, minGiB }, { now, costs }) {
    if (hasLifecyclePolicy.known && hasLifecyclePolicy.value) return fine();
    if (images.known && images.value.bytes / BYTES_PER_GIB < minGiB) return fine();
    if (!images.known) return cannotTell(`images: ${images.reason}`);
    // A month counts when all of its days are long enough ago.
    const before = monthOf(addDays(dayOf(now), -unusedDays));
    // Layers that images share are held once, where the cloud tells that: then the sum of images may be more than there is.
    const heldGiB = (bytes: number): number => Math.min(bytes, images.value.bytes) / BYTES_PER_GIB;
    const unusedGiB = heldGiB(unusedBytes(images.value, addMonths(before, -1)));
    const untaggedGiB = heldGiB(images.value.untaggedBytes);
    if (Math.max(unusedGiB, untaggedGiB) < minGiB) return fine();
    const evidence = {
      images: images.value.count,
      storedGiB: rounded(images.value.bytes / BYTES_PER_GIB),
      unusedGiB: rounded(unusedGiB),
      untaggedGiB: rounded(untaggedGiB),
    };
    if (!hasLifecyclePolicy.known) return cannotTell(`lifecycle policy: ${hasLifecyclePolicy.reason}`, evidence);
    return waste({
      confidence: countsPulls === false ? 0.5 : 0.7,
      evidence,
      monthlySavings: between(
        costs,
        known([]),
        imageStorage(Math.max(unusedGiB, untaggedGiB)),
        'not promised: images share layers, and what runs may be among the old ones',
      ),
    });
  },
});

/** Last used in this month or before. */
const unusedBytes = ({ bytesByLastUse }: StoredImages, month: string): number =>
  bytesByLastUse.reduce((sum, of) => (of.month <= month ? sum + of.bytes : sum), 0);
