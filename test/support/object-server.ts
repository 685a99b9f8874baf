import { createHash } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** What goes wrong with a request. */
export type ObjectFault = 'denied' | 'unavailable' | 'short' | 'altered' | 'reset' | 'gone';

export interface ObjectRequest {
  readonly cloud: 'gcp' | 'azure';
  readonly operation: 'list' | 'stat' | 'read';
  /** `bucket`, or `account/container`. */
  readonly bucket: string;
  readonly key: string;
  readonly range: string | undefined;
}

export interface ObjectServer {
  readonly url: string;
  readonly requests: ObjectRequest[];
  /** Decides which requests go wrong. */
  fault: (request: ObjectRequest) => ObjectFault | undefined;
  put(bucket: string, key: string, content: string | Uint8Array): void;
}

interface StoredContent {
  readonly body: Buffer;
  readonly generation: string;
}

const TOKEN = 'objects-token';
const MODIFIED = new Date('2026-06-02T00:00:00Z');
/** Listings are cut after so many keys: whoever does not follow them sees a part. */
const PAGE = 3;

/**
 * Cloud Storage's JSON API and the Blob service on loopback, where a sandbox mounts them: list, describe and read with
 * ranges, for the token that the health page tells. Sources: Cloud Storage JSON API, objects.list and objects.get; Blob
 * service REST API, List Blobs, Get Blob, Get Blob Properties. Ends with the tests of the file.
 */
export async function objectServer(): Promise<ObjectServer> {
  const buckets = new Map<string, Map<string, StoredContent>>();
  const requests: ObjectRequest[] = [];
  let generation = 1_700_000_000_000_000;
  const state: ObjectServer = {
    url: '',
    requests,
    fault: () => undefined,
    put(bucket, key, content) {
      const stored = { body: Buffer.from(content), generation: String((generation += 1)) };
      buckets.set(bucket, (buckets.get(bucket) ?? new Map<string, StoredContent>()).set(key, stored));
    },
  };
  const server = createServer((message, response) => {
    const url = new URL(message.url ?? '', 'http://host');
    if (url.pathname === '/_sandbox/health') return void response.end(health());
    const request = requestOf(message, url);
    requests.push(request);
    const reply = request.cloud === 'gcp' ? new GcsReply(response) : new BlobReply(response);
    if (message.headers.authorization !== `Bearer ${TOKEN}`) return reply.error(401);
    answer(message, request, reply, url, buckets, state.fault(request));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  afterAll(() => new Promise((resolve) => void server.close(resolve)));
  return Object.assign(state, { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
}

const health = (): string =>
  JSON.stringify({
    clouds: {
      gcp: { accessToken: TOKEN, organizationId: '1', billingAccountId: 'A', billingExport: 'p.d.t' },
      azure: { accessToken: TOKEN, tenantId: '11111111-1111-1111-1111-111111111111' },
    },
  });

/** `/gcp/storage.googleapis.com/storage/v1/b/<bucket>/o[/<key>]`, `/azure/<account>.blob.core.windows.net/<container>[/<key>]`. */
function requestOf({ method, headers }: IncomingMessage, url: URL): ObjectRequest {
  const [, cloud, host = '', ...path] = url.pathname.split('/');
  const range = headers.range ?? (headers['x-ms-range'] as string | undefined);
  if (cloud === 'gcp') {
    const [, , , bucket = '', , key = ''] = path;
    const operation = key === '' ? 'list' : url.searchParams.get('alt') === 'media' ? 'read' : 'stat';
    return { cloud, operation, bucket, key: decodeURIComponent(key), range };
  }
  const [container = '', ...parts] = path;
  const operation = method === 'HEAD' ? 'stat' : parts.length === 0 ? 'list' : 'read';
  const key = parts.map(decodeURIComponent).join('/');
  return { cloud: 'azure', operation, bucket: `${host.split('.')[0]}/${container}`, key, range };
}

function answer(
  message: IncomingMessage,
  { operation, bucket, key, range }: ObjectRequest,
  reply: GcsReply | BlobReply,
  { searchParams }: URL,
  buckets: ReadonlyMap<string, ReadonlyMap<string, StoredContent>>,
  fault: ObjectFault | undefined,
): void {
  if (fault === 'reset') return void message.socket.destroy();
  if (fault === 'denied') return reply.error(403);
  if (fault === 'unavailable') return reply.error(503);
  const objects = buckets.get(bucket);
  if (objects === undefined) return reply.error(404, 'bucket');
  if (operation === 'list') {
    const prefix = searchParams.get('prefix') ?? '';
    const keys = [...objects.keys()].filter((one) => one.startsWith(prefix)).toSorted();
    const from = Number(searchParams.get('pageToken') ?? searchParams.get('marker') ?? 0);
    const next = from + PAGE < keys.length ? String(from + PAGE) : '';
    const page = keys.slice(from, from + PAGE).map((one) => [one, objects.get(one)!] as const);
    return reply.list(page, next);
  }
  const object = objects.get(key);
  if (object === undefined) return reply.error(404, 'object');
  if (operation === 'stat') return reply.describe(key, object);
  const wanted = searchParams.get('generation');
  if (fault === 'gone' || (wanted !== null && wanted !== object.generation))
    return reply.error(reply.changedStatus, 'object');
  const match = message.headers['if-match'];
  if (match !== undefined && match !== `"0x${object.generation}"`) return reply.error(412);
  const [, first = 0, last = object.body.length - 1] = /bytes=(\d+)-(\d+)/.exec(range ?? '')?.map(Number) ?? [];
  const body = Buffer.from(object.body.subarray(first, last + 1));
  if (fault === 'altered') body[0] = (body[0] ?? 0) ^ 1;
  reply.content(fault === 'short' ? body.subarray(0, -1) : body);
}

const md5Of = ({ body }: StoredContent): string => createHash('md5').update(body).digest('base64');

abstract class Reply {
  protected readonly response: ServerResponse;
  /** What is said of an object that is another one by now. */
  abstract readonly changedStatus: number;

  constructor(response: ServerResponse) {
    this.response = response;
  }

  content(body: Buffer): void {
    this.response.writeHead(206, { 'content-length': body.length }).end(body);
  }

  protected send(status: number, type: string, text: string, headers: Readonly<Record<string, string>> = {}): void {
    this.response.writeHead(status, { 'content-type': type, ...headers }).end(text);
  }
}

class GcsReply extends Reply {
  readonly changedStatus = 404;

  list(page: readonly (readonly [string, StoredContent])[], next: string): void {
    const items = page.map(([key, object]) => itemOf(key, object));
    const document = { ...(items.length > 0 && { items }), ...(next !== '' && { nextPageToken: next }) };
    this.send(200, 'application/json', JSON.stringify(document));
  }

  describe(key: string, object: StoredContent): void {
    this.send(200, 'application/json', JSON.stringify(itemOf(key, object)));
  }

  error(status: number, what?: 'bucket' | 'object'): void {
    const message = what === 'bucket' ? 'The specified bucket does not exist.' : `No such object, or ${status}`;
    const reasons: Readonly<Record<number, string>> = { 401: 'authError', 403: 'forbidden', 404: 'notFound' };
    const errors = [{ message, domain: 'global', reason: reasons[status] ?? 'backendError' }];
    this.send(status, 'application/json', JSON.stringify({ error: { code: status, message, errors } }));
  }
}

const itemOf = (name: string, object: StoredContent): object => ({
  name,
  size: String(object.body.length),
  generation: object.generation,
  updated: MODIFIED.toISOString(),
  md5Hash: md5Of(object),
});

const CODES: Readonly<Record<number, string>> = {
  401: 'InvalidAuthenticationInfo',
  403: 'AuthorizationPermissionMismatch',
  404: 'BlobNotFound',
  412: 'ConditionNotMet',
  503: 'ServerBusy',
};

class BlobReply extends Reply {
  readonly changedStatus = 412;

  list(page: readonly (readonly [string, StoredContent])[], next: string): void {
    const blobs = page.map(
      ([key, object]) =>
        `<Blob><Name>${key.replaceAll('&', '&amp;')}</Name><Properties><Last-Modified>${MODIFIED.toUTCString()}</Last-Modified>` +
        `<Etag>0x${object.generation}</Etag><Content-Length>${object.body.length}</Content-Length>` +
        `<Content-MD5>${md5Of(object)}</Content-MD5><BlobType>BlockBlob</BlobType></Properties><OrMetadata /></Blob>`,
    );
    this.send(
      200,
      'application/xml',
      `\uFEFF<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs>${blobs.join('')}</Blobs><NextMarker>${next}</NextMarker></EnumerationResults>`,
    );
  }

  describe(_key: string, object: StoredContent): void {
    const headers = {
      etag: `"0x${object.generation}"`,
      'content-length': String(object.body.length),
      'last-modified': MODIFIED.toUTCString(),
      'content-md5': md5Of(object),
    };
    this.send(200, 'text/csv', '', headers);
  }

  error(status: number, what?: 'bucket' | 'object'): void {
    const code = what === 'bucket' ? 'ContainerNotFound' : (CODES[status] ?? 'InternalError');
    const body = `<?xml version="1.0"?><Error><Code>${code}</Code><Message>It was ${status}.</Message></Error>`;
    this.send(status, 'application/xml', body, { 'x-ms-error-code': code });
  }
}
