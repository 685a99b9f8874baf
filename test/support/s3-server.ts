import { createHash } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** What goes wrong with a request: S3's own errors, or an answer that is not what was asked for. */
export type S3Fault = 'denied' | 'slow-down' | 'internal' | 'cut' | 'short' | 'altered' | 'reset';

export interface S3Request {
  readonly operation: 'ListObjectsV2' | 'GetObject' | 'HeadObject';
  readonly bucket: string;
  readonly key: string;
  readonly range: string | undefined;
}

export interface S3Server {
  readonly url: string;
  /** What the SDK takes from the environment to come here. */
  readonly env: Readonly<Record<string, string>>;
  readonly requests: S3Request[];
  /** Decides which requests go wrong. */
  fault: (request: S3Request, number: number) => S3Fault | undefined;
  put(bucket: string, key: string, content: string | Uint8Array, modified?: string): void;
  remove(bucket: string, key: string): void;
}

interface S3Object {
  readonly body: Buffer;
  readonly etag: string;
  readonly modified: Date;
}

/** Listings are cut after so many keys: whoever does not follow them sees a part. */
const PAGE = 3;

/**
 * A small S3 on loopback: ListObjectsV2, GetObject with Range and If-Match, HeadObject, by path. Signatures are not
 * looked at. Ends with the tests of the file.
 */
export async function s3Server(): Promise<S3Server> {
  const buckets = new Map<string, Map<string, S3Object>>();
  const requests: S3Request[] = [];
  const state: S3Server = {
    url: '',
    env: {},
    requests,
    fault: () => undefined,
    put(bucket, key, content, modified = '2026-06-02T00:00:00Z') {
      const body = Buffer.from(content);
      const object = { body, etag: createHash('md5').update(body).digest('hex'), modified: new Date(modified) };
      buckets.set(bucket, (buckets.get(bucket) ?? new Map<string, S3Object>()).set(key, object));
    },
    remove: (bucket, key) => void buckets.get(bucket)?.delete(key),
  };
  const server = createServer((message, response) => {
    const request = requestOf(message);
    requests.push(request);
    answer(message, response, request, buckets, state.fault(request, requests.length));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'test',
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  };
  return Object.assign(state, { url, env });
}

function requestOf(message: IncomingMessage): S3Request {
  const { pathname } = new URL(message.url ?? '/', 'http://s3');
  const [bucket = '', ...parts] = pathname.slice(1).split('/').map(decodeURIComponent);
  const key = parts.join('/');
  const operation = message.method === 'HEAD' ? 'HeadObject' : key === '' ? 'ListObjectsV2' : 'GetObject';
  return { operation, bucket, key, range: message.headers.range };
}

function answer(
  message: IncomingMessage,
  response: ServerResponse,
  request: S3Request,
  buckets: ReadonlyMap<string, ReadonlyMap<string, S3Object>>,
  fault: S3Fault | undefined,
): void {
  if (fault === 'reset') return void message.socket.destroy();
  if (fault === 'denied') return fail(response, 403, 'AccessDenied', 'Access Denied');
  if (fault === 'slow-down') return fail(response, 503, 'SlowDown', 'Please reduce your request rate.');
  if (fault === 'internal') return fail(response, 500, 'InternalError', 'We encountered an internal error.');
  const bucket = buckets.get(request.bucket);
  if (bucket === undefined) return fail(response, 404, 'NoSuchBucket', 'The specified bucket does not exist');
  if (request.operation === 'ListObjectsV2') return list(message, response, bucket);
  const object = bucket.get(request.key);
  if (object === undefined) return fail(response, 404, 'NoSuchKey', 'The specified key does not exist.');
  return send(message, response, request, object, fault);
}

function list(message: IncomingMessage, response: ServerResponse, bucket: ReadonlyMap<string, S3Object>): void {
  const query = new URL(message.url ?? '/', 'http://s3').searchParams;
  const after = query.get('continuation-token') ?? '';
  const prefix = query.get('prefix') ?? '';
  const keys = [...bucket.keys()].filter((key) => key.startsWith(prefix) && key > after).toSorted();
  const page = keys.slice(0, PAGE);
  const contents = page.map((key) => {
    const object = bucket.get(key);
    const etag = `&quot;${object?.etag ?? ''}&quot;`;
    return `<Contents><Key>${key.replaceAll('&', '&amp;')}</Key><LastModified>${object?.modified.toISOString() ?? ''}</LastModified><ETag>${etag}</ETag><Size>${object?.body.length ?? 0}</Size></Contents>`;
  });
  const more = keys.length > PAGE;
  const next = more ? `<NextContinuationToken>${page.at(-1) ?? ''}</NextContinuationToken>` : '';
  response.setHeader('content-type', 'application/xml');
  response.end(
    `<?xml version="1.0"?><ListBucketResult><IsTruncated>${more}</IsTruncated>${next}${contents.join('')}</ListBucketResult>`,
  );
}

function send(
  message: IncomingMessage,
  response: ServerResponse,
  request: S3Request,
  object: S3Object,
  fault: S3Fault | undefined,
): void {
  const wanted = message.headers['if-match']?.replaceAll('"', '');
  if (wanted !== undefined && wanted !== object.etag)
    return fail(response, 412, 'PreconditionFailed', 'It has changed');
  const range = /^bytes=(\d+)-(\d+)$/.exec(request.range ?? '');
  const [from, to] = range === null ? [0, object.body.length] : [Number(range[1]), Number(range[2]) + 1];
  let part = object.body.subarray(from, to);
  if (fault === 'altered') part = Buffer.from(part.map((byte) => byte ^ 1));
  if (fault === 'short') part = part.subarray(0, -1);
  response.setHeader('etag', `"${object.etag}"`);
  response.setHeader('last-modified', object.modified.toUTCString());
  response.setHeader('content-length', part.length);
  if (range !== null) {
    response.statusCode = 206;
    response.setHeader('content-range', `bytes ${from}-${to - 1}/${object.body.length}`);
  }
  if (message.method === 'HEAD') return void response.end();
  if (fault !== 'cut') return void response.end(part);
  response.write(part.subarray(0, part.length >> 1));
  setImmediate(() => message.socket.destroy());
}

function fail(response: ServerResponse, status: number, code: string, what: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${what}</Message></Error>`);
}
