import { GetFunctionConfigurationCommand, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  GetObjectCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { restOperations } from '../../../src/sandbox/aws/operation.ts';
import type { ServiceModule } from '../../../src/sandbox/aws/service-module.ts';
import { restJsonProfile, restXmlProfile } from '../../../src/sandbox/aws/service-profiles.ts';
import { flat, xmlDocument } from '../../../src/sandbox/aws/wire/document-xml.ts';
import { AwsError } from '../../../src/sandbox/aws/wire/errors.ts';
import { RestAnswer } from '../../../src/sandbox/aws/wire/render.ts';
import { StreamedBody } from '../../../src/sandbox/server/wire.ts';
import { serveCloud, type ServedCloud } from './served-cloud.ts';
import { errorOf } from './support.ts';

/** Two toy services, told by the vendor's own clients whether the REST protocols are spoken right. */
const namespace = 'http://s3.amazonaws.com/doc/2006-03-01/';
const objects = new Map<string, Buffer>();

function stored(input: Readonly<Record<string, unknown>>): Buffer {
  const bytes = objects.get(`${String(input.Bucket)}/${String(input.Key)}`);
  if (!bytes) throw new AwsError('NoSuchKey', 'The specified key does not exist.', { status: 404 });
  return bytes;
}

const s3: ServiceModule = {
  id: 's3',
  actions: { ListBuckets: 'ListAllMyBuckets', ListObjectsV2: 'ListBucket', HeadObject: 'GetObject' },
  profile: restXmlProfile({ signingName: 's3', xmlNamespace: namespace, errorRoot: 'Error' }),
  routes: [
    { operation: 'ListBuckets', method: 'GET', path: '/' },
    { operation: 'ListObjectsV2', method: 'GET', path: '/{Bucket}', when: { 'list-type': '2' } },
    { operation: 'PutObject', method: 'PUT', path: '/{Bucket}/{Key+}', payload: 'Body' },
    { operation: 'GetObject', method: 'GET', path: '/{Bucket}/{Key+}' },
    { operation: 'HeadObject', method: 'HEAD', path: '/{Bucket}/{Key+}' },
  ],
  operations: restOperations({
    ListBuckets: () => xmlDocument('ListAllMyBucketsResult', namespace, { Buckets: { Bucket: { Name: 'b' } } }),
    ListObjectsV2: (_, { prefix = '' }) => {
      const keys = [...objects.keys()].map((key) => key.slice(2)).filter((key) => key.startsWith(String(prefix)));
      const Contents = flat(keys.map((Key) => ({ Key, Size: objects.get(`b/${Key}`)?.length })));
      return xmlDocument('ListBucketResult', namespace, { Name: 'b', KeyCount: keys.length, Contents });
    },
    PutObject: (_, input) => {
      if (Buffer.isBuffer(input.Body)) objects.set(`${String(input.Bucket)}/${String(input.Key)}`, input.Body);
      return new RestAnswer({ headers: { etag: '"1"' } });
    },
    GetObject: (_, input) => {
      const bytes = stored(input);
      return new RestAnswer({ body: new StreamedBody(bytes.length, () => [bytes]) });
    },
    HeadObject: (_, input) => new RestAnswer({ headers: { 'content-length': String(stored(input).length) } }),
  }),
};

const lambda: ServiceModule = {
  id: 'lambda',
  profile: restJsonProfile({ signingName: 'lambda' }),
  routes: [
    { operation: 'ListFunctions', method: 'GET', path: '/2015-03-31/functions/', query: { MaxItems: 'integer' } },
    {
      operation: 'GetFunctionConfiguration',
      method: 'GET',
      path: '/2015-03-31/functions/{FunctionName}/configuration',
    },
  ],
  operations: restOperations({
    ListFunctions: (_, { MaxItems }) => ({ Functions: [{ FunctionName: 'f', MemorySize: MaxItems }] }),
    GetFunctionConfiguration: (_, { FunctionName }) => {
      throw new AwsError('ResourceNotFoundException', `Function not found: ${String(FunctionName)}`, { status: 404 });
    },
  }),
};

let cloud: ServedCloud;
let buckets: S3Client;
let functions: LambdaClient;

beforeAll(async () => {
  cloud = await serveCloud([s3, lambda]);
  buckets = new S3Client({ ...cloud.options, forcePathStyle: true });
  functions = new LambdaClient(cloud.options);
});
afterAll(() => cloud.close());

describe('REST-XML', () => {
  it('takes uploads, whole and in chunks, with their encoding as it is', async () => {
    const packed = gzipSync('packed');
    const put = (Key: string, Body: Buffer | Readable, over: object = {}) =>
      buckets.send(new PutObjectCommand({ Bucket: 'b', Key, Body, ...over }));
    await put('whole', Buffer.from('whole'));
    await put('a/deep key', Readable.from([Buffer.from('in '), Buffer.from('chunks')]), { ContentLength: 9 });
    await put('packed', packed, { ContentEncoding: 'gzip' });
    expect(objects.get('b/whole')?.toString()).toBe('whole');
    expect(objects.get('b/a/deep key')?.toString()).toBe('in chunks');
    expect(objects.get('b/packed')).toEqual(packed);
  });

  it('lists, streams and measures', async () => {
    expect((await buckets.send(new ListBucketsCommand({}))).Buckets).toEqual([{ Name: 'b' }]);
    const listed = await buckets.send(new ListObjectsV2Command({ Bucket: 'b', Prefix: 'w' }));
    expect(listed.Contents).toEqual([{ Key: 'whole', Size: 5 }]);
    const { Body } = await buckets.send(new GetObjectCommand({ Bucket: 'b', Key: 'a/deep key' }));
    expect(await Body?.transformToString()).toBe('in chunks');
    const { ContentLength } = await buckets.send(new HeadObjectCommand({ Bucket: 'b', Key: 'whole' }));
    expect(ContentLength).toBe(5);
  });

  it('says what is wrong, and notes the IAM action of each call', async () => {
    const missing = new GetObjectCommand({ Bucket: 'b', Key: 'none' });
    expect(await errorOf(buckets.send(missing))).toEqual({ name: 'NoSuchKey', status: 404 });
    expect((await errorOf(buckets.send(new HeadObjectCommand({ Bucket: 'b', Key: 'none' })))).status).toBe(404);
    const actions = new Set(cloud.calls.counts().map(({ action }) => action));
    expect(actions).toEqual(new Set(['s3:GetObject', 's3:ListAllMyBuckets', 's3:ListBucket', 's3:PutObject']));
  });

  it.each(['deny', 'throttle', 'expired-token', 'error'] as const)('fails as it is told to: %s', async (kind) => {
    cloud.faults.add({ id: 'f', kind, service: 's3', times: 1 });
    const { name } = await errorOf(buckets.send(new ListBucketsCommand({})));
    const names = {
      deny: 'AccessDenied',
      throttle: 'Throttling',
      'expired-token': 'ExpiredToken',
      error: 'InternalFailure',
    };
    expect(name).toBe(names[kind]);
  });

  it('breaks a stream in its middle', async () => {
    cloud.faults.add({ id: 't', kind: 'truncate', operation: 'GetObject', times: 1 });
    const read = async () => {
      const { Body } = await buckets.send(new GetObjectCommand({ Bucket: 'b', Key: 'whole' }));
      return Body?.transformToString();
    };
    await expect(read()).rejects.toThrow();
    expect(await read()).toBe('whole');
  });
});

describe('REST-JSON', () => {
  it('reads members of the query in their type, and answers documents', async () => {
    const { Functions } = await functions.send(new ListFunctionsCommand({ MaxItems: 7 }));
    expect(Functions).toEqual([{ FunctionName: 'f', MemorySize: 7 }]);
  });

  it('tells errors by header and message', async () => {
    const call = functions.send(new GetFunctionConfigurationCommand({ FunctionName: 'my fn' }));
    await expect(call).rejects.toMatchObject({
      name: 'ResourceNotFoundException',
      message: 'Function not found: my fn',
      $metadata: { httpStatusCode: 404 },
    });
  });
});
