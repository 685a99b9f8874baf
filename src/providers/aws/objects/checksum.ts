import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { CloudError } from '../../../domain/cloud-error.ts';
import type { StoredObject } from '../../../domain/ports/objects.ts';
import { type GetObjectCommandOutput, type S3Client, hasOwnEndpoint } from './s3-client.ts';

/**
 * Compares a file with the object's ETag where that is the MD5 of the content: for an object that was put at once and is
 * not encrypted with a key of KMS or the customer. Source: Amazon S3 API reference, Object, ETag. Throws a CloudError.
 */
export async function assertChecksum(
  bucket: string,
  object: StoredObject,
  path: string,
  answer: GetObjectCommandOutput,
  client: S3Client,
): Promise<void> {
  if (!isMd5(bucket, object.etag, answer, client)) return;
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  if (hash.digest('hex') === object.etag.toLowerCase()) return;
  throw new CloudError({
    category: 'malformed',
    operation: 's3:GetObject',
    message: `${object.key}: the content that came has not the checksum (ETag) that the storage names`,
  });
}

function isMd5(bucket: string, etag: string, answer: GetObjectCommandOutput, client: S3Client): boolean {
  if (!/^[0-9a-f]{32}$/i.test(etag) || bucket.endsWith('--x-s3')) return false; // in several parts; a directory bucket
  if (answer.SSECustomerAlgorithm !== undefined) return false;
  const { ServerSideEncryption: encryption } = answer;
  // Encrypted by S3 itself it stays the MD5 on AWS; other storages differ.
  return encryption === undefined || (encryption === 'AES256' && !hasOwnEndpoint(client));
}
