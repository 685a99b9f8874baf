import type { StoredObject } from '../../../domain/ports/objects.ts';
import { assertMd5 } from '../../shared/object-parts.ts';
import type { GetObjectCommandOutput } from './s3-client.ts';

/**
 * Whether an object's ETag is the MD5 of its content: it was put at once, and not encrypted with a key of KMS or of the
 * customer. Source: Amazon S3 API reference, data type Object, ETag.
 */
export function isMd5(bucket: string, etag: string, answer: GetObjectCommandOutput, isAws: boolean): boolean {
  if (!/^[0-9a-f]{32}$/i.test(etag) || bucket.endsWith('--x-s3')) return false; // in several parts; a directory bucket
  if (answer.SSECustomerAlgorithm !== undefined) return false;
  const { ServerSideEncryption: encryption } = answer;
  // Encrypted with S3's own key it stays the MD5 on AWS; other storages differ.
  return encryption === undefined || (encryption === 'AES256' && isAws);
}

/** Throws a CloudError when the file's MD5 is not the object's ETag. */
export const assertEtag = (object: StoredObject, path: string): Promise<void> =>
  assertMd5(object, path, object.etag, 's3:GetObject');
