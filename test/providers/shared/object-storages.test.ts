import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { CloudError } from '../../../src/domain/cloud-error.ts';
import { instant } from '../../../src/domain/instant.ts';
import type { ObjectBucket, StoredObject } from '../../../src/domain/ports/objects.ts';
import { openContainer } from '../../../src/providers/azure/objects/open-container.ts';
import { openBucket } from '../../../src/providers/gcp/objects/open-bucket.ts';
import { type ObjectFault, objectServer } from '../../support/object-server.ts';
import { tempFolder } from '../../support/temp-folder.ts';

const server = await objectServer();
const folder = tempFolder();

const runtime = {
  now: () => instant('2026-06-02T00:00:00Z'),
  signal: new AbortController().signal,
  onEvent: () => undefined,
  limits: { attempts: 3 },
  sandboxUrl: server.url,
};

const storages = [
  {
    cloud: 'Google Cloud',
    bucket: 'bills',
    permission: 'storage.objects',
    open: (name: string): ObjectBucket => openBucket(name, { provider: 'gcp', name: 'test', regions: 'all' }, runtime),
  },
  {
    cloud: 'Azure',
    bucket: 'acmebills/exports',
    permission: 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read',
    open(name: string): ObjectBucket {
      const [account = '', container = ''] = name.split('/');
      const settings = { provider: 'azure', name: 'test', subscriptions: 'all', regions: 'all' } as const;
      return openContainer(account, container, settings, runtime);
    },
  },
] as const;

/** Three parts of 8 MiB, the last one short. */
const large = Buffer.alloc((17 << 20) + 5, 'abcdefg');

beforeEach(() => {
  server.fault = () => undefined;
  server.requests.length = 0;
});

let files = 0;

const errorOf = (work: Promise<unknown>): Promise<CloudError> =>
  work.then(
    () => Promise.reject(new Error('it succeeded')),
    (error: unknown) => (error instanceof CloudError ? error : Promise.reject(error as Error)),
  );

/** Lets the first `times` requests of an operation fail. */
function failing(fault: ObjectFault, operation: string, times = Infinity): void {
  let left = times;
  server.fault = (request) => (request.operation === operation && (left -= 1) >= 0 ? fault : undefined);
}

describe.each(storages)('an object storage of $cloud', ({ bucket, open, permission }) => {
  for (const name of ['one', 'two', 'three', 'four', 'five']) server.put(bucket, `b/${name}.csv`, name);
  server.put(bucket, 'b/month=5/what & why+.csv', 'odd');
  server.put(bucket, 'a/other.csv', 'other');
  server.put(bucket, 'large', large);
  server.put(bucket, 'empty', '');

  const use = async <T>(work: (opened: ObjectBucket) => Promise<T>, name: string = bucket): Promise<T> => {
    const opened = open(name);
    try {
      return await work(opened);
    } finally {
      await opened.close();
    }
  };
  const listed = (prefix: string, name?: string): Promise<readonly StoredObject[]> =>
    use(async (opened) => {
      const objects: StoredObject[] = [];
      for await (const page of opened.list(prefix)) objects.push(...page);
      return objects;
    }, name);
  const downloaded = (key: string) =>
    use(async (opened) => {
      const path = join(folder, `download-${(files += 1)}`);
      const object = await opened.stat(key);
      if (object === undefined) throw new Error(`${key} is not there`);
      let bytes = 0;
      await opened.download(object, path, (count) => (bytes += count));
      return { content: readFileSync(path), bytes };
    });

  it('is listed to the end, under a prefix alone, with what tells the content', async () => {
    const found = await listed('b/');
    expect(found.map(({ key }) => key)).toEqual([
      'b/five.csv',
      'b/four.csv',
      'b/month=5/what & why+.csv',
      'b/one.csv',
      'b/three.csv',
      'b/two.csv',
    ]);
    expect(found[0]).toMatchObject({ sizeBytes: 4, modifiedAt: '2026-06-02T00:00:00.000Z' });
    expect(new Set(found.map(({ etag }) => etag)).size).toBe(6);
    expect(await listed('nothing/')).toEqual([]);
  });

  it('describes an object as the listing does; one that is not there is undefined', async () => {
    const [first] = await listed('b/five');
    await use(async (opened) => {
      expect(await opened.stat('b/five.csv')).toEqual(first);
      expect(await opened.stat('b/none.csv')).toBeUndefined();
    });
  });

  it('gives text, and files in parts', async () => {
    await use(async (opened) => {
      const object = await opened.stat('b/month=5/what & why+.csv');
      expect(await opened.readText(object!)).toBe('odd');
      expect(await opened.readText((await opened.stat('empty'))!)).toBe('');
    });
    const { content, bytes } = await downloaded('large');
    expect(content.equals(large)).toBe(true);
    expect(bytes).toBe(large.length);
    expect(server.requests.filter(({ operation, key }) => operation === 'read' && key === 'large')).toHaveLength(3);
    expect((await downloaded('empty')).content).toHaveLength(0);
  });

  it.each(['unavailable', 'short', 'reset'] as const)('asks again after an answer that is %s', async (fault) => {
    failing(fault, 'read', 2);
    expect((await downloaded('b/one.csv')).content.toString()).toBe('one');
  });

  it('refuses content that is not what the storage described, and leaves nothing behind', async () => {
    failing('altered', 'read');
    const before = readdirSync(folder).length;
    const error = await errorOf(downloaded('b/one.csv'));
    expect(error).toMatchObject({ category: 'malformed' });
    expect(error.message).toContain('checksum');
    expect(readdirSync(folder)).toHaveLength(before);
  });

  it('tells that an object was replaced after it was listed', async () => {
    failing('gone', 'read');
    const error = await errorOf(downloaded('b/one.csv'));
    expect(error.vendorCode === 'ConditionNotMet' || /replaced or deleted/.test(error.message)).toBe(true);
  });

  it('names what was denied; a bucket that is not there is no empty one', async () => {
    failing('denied', 'list');
    const denied = await errorOf(listed('b/'));
    expect(denied).toMatchObject({ category: 'denied' });
    expect(denied.operation).toContain(permission);
    server.fault = () => undefined;
    const name = bucket.replace(/[a-z]+$/, 'absent');
    expect(await errorOf(listed('', name))).toMatchObject({ category: 'not-found' });
    expect(await errorOf(use((opened) => opened.stat('b/one.csv'), name))).toMatchObject({ category: 'not-found' });
  });

  it('does not take half a listing for all of it', async () => {
    let calls = 0;
    server.fault = ({ operation }) => (operation === 'list' && (calls += 1) > 1 ? 'denied' : undefined);
    expect(await errorOf(listed('b/'))).toMatchObject({ category: 'denied' });
  });
});
