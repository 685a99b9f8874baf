import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

import { CloudError } from '../../src/domain/cloud-error.ts';
import type { ObjectBucket, StoredObject } from '../../src/domain/ports/objects.ts';
import { instant } from '../../src/domain/instant.ts';
import { openBucket } from '../../src/providers/aws/objects/open-bucket.ts';
import { keys } from './fill.ts';
import type { Tally } from './tally.ts';

/** More keys than one page of a listing, names with signs that need care, and an object of several parts. */
const objects = new Map<string, Buffer>([
  ...Array.from({ length: 1_203 }, (_, at) => [`exports/daily/part-${at}.csv`, Buffer.from(`row ${at}`)] as const),
  ['exports/cur2/data/BILLING_PERIOD=2026-05/what & why+ü.csv.gz', Buffer.from('odd')],
  ['exports/cur2/large.parquet', Buffer.alloc((17 << 20) + 3, 'parquet')],
  ['exports-old/part-0.csv', Buffer.from('not asked for')],
]);

/** Puts bills into moto's S3 with the AWS SDK, and reads them as `ballast import s3://…` does. */
export async function compareBills(tally: Tally, endpoint: string): Promise<void> {
  const s3 = new S3Client({ endpoint, region: 'us-east-1', credentials: keys, forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'bills' }));
  for (const [Key, Body] of objects) await s3.send(new PutObjectCommand({ Bucket: 'bills', Key, Body }));
  s3.destroy();
  const folder = mkdtempSync(join(tmpdir(), 'ballast-moto-bills-'));
  const bucket = open('bills', endpoint);
  try {
    const wanted = [...objects].filter(([key]) => key.startsWith('exports/'));
    const listed = await listing(bucket, 'exports/');
    tally.equal('keys of a bucket', listed.map(({ key }) => key).toSorted(), wanted.map(([key]) => key).toSorted());
    for (const [key, body] of wanted.filter(([each]) => each.includes('cur2'))) {
      const object = await bucket.stat(key);
      tally.equal(
        `size and ETag of ${key}`,
        [object?.sizeBytes, object?.etag],
        [body.length, createHash('md5').update(body).digest('hex')],
      );
      if (object === undefined) continue;
      const path = join(folder, object.etag);
      await bucket.download(object, path);
      tally.equal(`content of ${key}`, readFileSync(path).equals(body), true);
    }
    tally.equal('an object that is not there', await bucket.stat('exports/none'), undefined);
    tally.equal('a bucket that is not there', await categoryOf(listing(open('none', endpoint), '')), 'not-found');
  } finally {
    await bucket.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const open = (name: string, endpoint: string): ObjectBucket =>
  openBucket(
    name,
    { provider: 'aws', name: 'moto', endpoint, regions: 'all' },
    {
      now: () => instant(Date.now()),
      signal: new AbortController().signal,
      onEvent: () => undefined,
      limits: { concurrency: 1 },
    },
  );

async function listing(bucket: ObjectBucket, prefix: string): Promise<readonly StoredObject[]> {
  const found: StoredObject[] = [];
  for await (const page of bucket.list(prefix)) found.push(...page);
  return found;
}

const categoryOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'it was read',
    (error: unknown) => (error instanceof CloudError ? error.category : String(error)),
  );
