import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { ObjectBucket, StoredObject } from '../../../src/domain/ports/objects.ts';
import { CloudError } from '../../../src/domain/cloud-error.ts';
import { openBucket } from '../../../src/providers/aws/objects/open-bucket.ts';
import { instant } from '../../../src/domain/instant.ts';
import { type S3Fault, s3Server } from '../../support/s3-server.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const s3 = await s3Server();
const folder = tempFolder();
Object.assign(process.env, s3.env); // the SDK takes the endpoint and the keys from there, as on a user's machine

const withBucket = async <T>(use: (bucket: ObjectBucket) => Promise<T>, name = 'bills'): Promise<T> => {
  const bucket = openBucket(
    name,
    { provider: 'aws', name: 'test', regions: 'all' },
    {
      now: () => instant('2026-06-02T00:00:00Z'),
      signal: new AbortController().signal,
      onEvent: () => undefined,
      limits: { attempts: 3 },
    },
  );
  try {
    return await use(bucket);
  } finally {
    await bucket.close();
  }
};

const listed = (prefix: string): Promise<readonly StoredObject[]> =>
  withBucket(async (bucket) => {
    const objects: StoredObject[] = [];
    for await (const page of bucket.list(prefix)) objects.push(...page);
    return objects;
  });

let files = 0;

/** Downloads an object; gives the path, and the bytes that progress was told of. */
const downloaded = (key: string) =>
  withBucket(async (bucket) => {
    const path = join(folder, `download-${(files += 1)}`);
    const object = await bucket.stat(key);
    if (object === undefined) throw new Error(`${key} is not there`);
    let bytes = 0;
    await bucket.download(object, path, (count) => (bytes += count));
    return { content: readFileSync(path), bytes };
  });

const errorOf = (work: Promise<unknown>): Promise<CloudError> =>
  work.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: unknown) => (error instanceof CloudError ? error : Promise.reject(error as Error)),
  );

/** Lets the first `times` requests of an operation fail. */
const failing = (fault: S3Fault, operation: string, times = Infinity): void => {
  let left = times;
  s3.fault = (request) => (request.operation === operation && (left -= 1) >= 0 ? fault : undefined);
};

/** Three parts of 8 MiB, the last one short. */
const large = Buffer.alloc((17 << 20) + 5, 'abcdefg');

beforeEach(() => {
  s3.fault = () => undefined;
  s3.requests.length = 0;
});

s3.put('bills', 'a/one.csv', 'one');
for (const name of ['two', 'three', 'four', 'five', 'six', 'seven', 'eight']) s3.put('bills', `b/${name}.csv`, name);
s3.put('bills', 'b/month=5/what & why+.csv', 'odd');
s3.put('bills', 'large', large);
s3.put('bills', 'empty', '');

describe('a bucket', () => {
  it('is listed to the end, under a prefix alone, with what tells the content', async () => {
    expect((await listed('b/')).map(({ key }) => key)).toEqual([
      'b/eight.csv',
      'b/five.csv',
      'b/four.csv',
      'b/month=5/what & why+.csv',
      'b/seven.csv',
      'b/six.csv',
      'b/three.csv',
      'b/two.csv',
    ]);
    expect(await listed('a/')).toEqual([
      {
        key: 'a/one.csv',
        sizeBytes: 3,
        etag: 'f97c5d29941bfb1b2fdab0874906ab82',
        modifiedAt: '2026-06-02T00:00:00.000Z',
      },
    ]);
    expect(await listed('c/')).toEqual([]);
  });

  it('describes one object, and says when there is none', async () => {
    expect(await withBucket((bucket) => bucket.stat('a/one.csv'))).toMatchObject({ key: 'a/one.csv', sizeBytes: 3 });
    expect(await withBucket((bucket) => bucket.stat('a/none.csv'))).toBeUndefined();
  });

  it('gives an object whole, in parts where it is large', async () => {
    const { content, bytes } = await downloaded('large');
    expect(content.equals(large)).toBe(true);
    expect(bytes).toBe(large.length);
    const ranges = s3.requests.filter(({ operation }) => operation === 'GetObject').map(({ range = '' }) => range);
    expect(ranges.toSorted()).toEqual(['bytes=0-8388607', 'bytes=16777216-17825796', 'bytes=8388608-16777215']);
  });

  it.each(['empty', 'a/one.csv', 'b/month=5/what & why+.csv'])('gives %s', async (key) => {
    const expected = { empty: '', 'a/one.csv': 'one' }[key] ?? 'odd';
    expect((await downloaded(key)).content.toString()).toBe(expected);
    expect(await withBucket(async (bucket) => bucket.readText((await bucket.stat(key)) as StoredObject))).toBe(
      expected,
    );
  });
});

describe('what goes wrong once goes well the second time', () => {
  it.each<[S3Fault]>([['slow-down'], ['internal'], ['cut'], ['short'], ['reset']])('%s', async (fault) => {
    failing(fault, 'GetObject', 1);
    expect((await downloaded('large')).content.equals(large)).toBe(true);
  });

  it('a listing too', async () => {
    failing('slow-down', 'ListObjectsV2', 2);
    expect(await listed('b/')).toHaveLength(8);
  });
});

describe('what goes wrong for good is an error, and leaves no file', () => {
  it.each<[S3Fault, string, string]>([
    ['denied', 'denied', 's3:GetObject'],
    ['internal', 'unavailable', 's3:GetObject'],
    ['short', 'malformed', 's3:GetObject'],
    ['altered', 'malformed', 's3:GetObject'],
  ])('%s', async (fault, category, operation) => {
    failing(fault, 'GetObject');
    expect(await errorOf(downloaded('large'))).toMatchObject({ category, operation });
    expect(readdirSync(folder)).not.toContain(`download-${files}`);
  });

  it('a listing that may not be read names its permission', async () => {
    failing('denied', 'ListObjectsV2');
    expect(await errorOf(listed('b/'))).toMatchObject({
      category: 'denied',
      operation: 's3:ListBucket',
      vendorCode: 'AccessDenied',
    });
    expect(s3.requests).toHaveLength(1);
  });

  it('a bucket that is not there', async () => {
    const list = async (bucket: ObjectBucket): Promise<void> => {
      for await (const _page of bucket.list(''));
    };
    expect(await errorOf(withBucket(list, 'none'))).toMatchObject({
      category: 'not-found',
      vendorCode: 'NoSuchBucket',
    });
  });

  it('an object that changes between its listing and its reading', async () => {
    const error = withBucket(async (bucket) => {
      s3.put('bills', 'changing', 'before');
      const object = (await bucket.stat('changing')) as StoredObject;
      s3.put('bills', 'changing', 'after!');
      await bucket.download(object, join(folder, 'changing'));
    });
    expect(await errorOf(error)).toMatchObject({ vendorCode: 'PreconditionFailed', status: 412 });
    expect(readdirSync(folder)).not.toContain('changing');
  });
});
