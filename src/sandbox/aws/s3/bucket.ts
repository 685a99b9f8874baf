import { familyState } from '../../estate/family.ts';
import { storageFamily } from '../../estate/storage/family.ts';
import type { SandboxBucket } from '../../estate/storage/model.ts';
import type { Call } from '../call.ts';
import { s3Errors } from './errors.ts';

export const bucketsOf = (call: Call) => familyState(call.world.estate, storageFamily).buckets;

/** The bucket of the request, asked in its own region and by its own account. */
export function bucketOf(call: Call, fields: Readonly<Record<string, unknown>>): SandboxBucket {
  const bucket = bucketsOf(call).get(String(fields['Bucket']));
  if (bucket === undefined || bucket.accountId !== call.accountId) throw s3Errors.noSuchBucket();
  if (bucket.region !== call.region) throw s3Errors.notHere(bucket.region);
  return bucket;
}
