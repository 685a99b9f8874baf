import { describe, expect, it } from 'vitest';
import type { Call, RestOperation } from '../../../src/sandbox/aws/call.ts';
import { restOperations } from '../../../src/sandbox/aws/operation.ts';
import type { Route, ServiceModule } from '../../../src/sandbox/aws/service-module.ts';
import { restJsonProfile, restXmlProfile } from '../../../src/sandbox/aws/service-profiles.ts';
import { joinModules, type Service } from '../../../src/sandbox/aws/service-table.ts';
import { AwsError } from '../../../src/sandbox/aws/wire/errors.ts';
import { renderError, RestAnswer, type Voice } from '../../../src/sandbox/aws/wire/render.ts';
import { routeRequest } from '../../../src/sandbox/aws/wire/rest-route.ts';
import { StreamedBody, type WireRequest } from '../../../src/sandbox/server/wire.ts';

const xmlProfile = restXmlProfile({
  signingName: 'shelf',
  xmlNamespace: 'http://shelf.example/doc/1/',
  errorRoot: 'Error',
});
const routes: readonly Route[] = [
  { operation: 'ListBuckets', method: 'GET', path: '/' },
  { operation: 'ListObjects', method: 'GET', path: '/{Bucket}' },
  {
    operation: 'ListObjectsV2',
    method: 'GET',
    path: '/{Bucket}',
    when: { 'list-type': '2' },
    query: { 'max-keys': 'integer', fetch: 'boolean' },
  },
  { operation: 'GetLifecycle', method: 'GET', path: '/{Bucket}', when: { lifecycle: '' } },
  { operation: 'GetObject', method: 'GET', path: '/{Bucket}/{Key+}', headers: { range: 'text' } },
  { operation: 'PutObject', method: 'PUT', path: '/{Bucket}/{Key+}', payload: 'Body' },
  { operation: 'ListTagged', method: 'POST', path: '/v1/tagged/{Name}', query: { key: 'list' } },
  { operation: 'GetTagged', method: 'GET', path: '/v1/tagged/{Name}/policy' },
];

function serviceOf(over: Partial<ServiceModule> = {}): Service {
  const shelf: ServiceModule = {
    id: 'shelf',
    profile: xmlProfile,
    operations: {},
    routes,
    subresources: ['acl', 'lifecycle'],
    ...over,
  };
  const service = joinModules([shelf]).get('shelf');
  if (!service) throw new Error('no service');
  return service;
}

function request(method: string, address: string, over: Partial<WireRequest> = {}): WireRequest {
  const url = new URL(`http://127.0.0.1${address}`);
  return { method, path: url.pathname, query: url.searchParams, headers: {}, body: Buffer.alloc(0), ...over };
}

describe('REST routing', () => {
  it.each([
    ['GET', '/', 'ListBuckets', {}],
    ['GET', '/b', 'ListObjects', { Bucket: 'b' }],
    ['GET', '/b/', 'ListObjects', { Bucket: 'b' }],
    [
      'GET',
      '/b?list-type=2&max-keys=7&fetch=true&prefix=a%2Fb',
      'ListObjectsV2',
      { 'list-type': '2', 'max-keys': 7, fetch: true, prefix: 'a/b', Bucket: 'b' },
    ],
    ['GET', '/b?lifecycle', 'GetLifecycle', { Bucket: 'b', lifecycle: '' }],
    ['GET', '/b/a/deep%20key', 'GetObject', { Bucket: 'b', Key: 'a/deep key' }],
    ['POST', '/v1/tagged/x?key=1&key=2', 'ListTagged', { Name: 'x', key: ['1', '2'] }],
    ['GET', '/v1/tagged/x/policy', 'GetTagged', { Name: 'x' }],
  ])('%s %s is %s', (method, address, operation, input) => {
    expect(routeRequest(serviceOf(), request(method, address))).toEqual({ operation, input });
  });

  it.each([
    ['a sub-resource that nobody serves', 'GET', '/b?acl'],
    ['another method', 'DELETE', '/b'],
    ['another operation by name', 'GET', '/b?x-id=GetBucketAcl'],
  ])('knows no operation for %s', (_, method, address) => {
    expect(routeRequest(serviceOf(), request(method, address))).toBeUndefined();
  });

  it('joins the members of a JSON body to those of path and query; the path wins', () => {
    const body = Buffer.from('{"Name":"of the body","Size":3}');
    const headers = { 'content-type': 'application/json' };
    expect(routeRequest(serviceOf(), request('POST', '/v1/tagged/x?key=1', { headers, body }))?.input).toEqual({
      Name: 'x',
      Size: 3,
      key: ['1'],
    });
  });

  it('reads the headers that are members, and no others', () => {
    const headers = { range: 'bytes=0-9', accept: '*/*' };
    expect(routeRequest(serviceOf(), request('GET', '/b/k', { headers }))?.input).toEqual({
      Bucket: 'b',
      Key: 'k',
      range: 'bytes=0-9',
    });
  });

  it('hands on an upload as bytes', () => {
    const body = Buffer.from('{"this":"is data"}');
    const headers = { 'content-type': 'application/json' };
    expect(routeRequest(serviceOf(), request('PUT', '/b/k', { headers, body }))?.input).toEqual({
      Bucket: 'b',
      Key: 'k',
      Body: body,
    });
  });

  it.each([
    ['a number that is none', 'GET', '/b?list-type=2&max-keys=many', {}],
    ['a broken body', 'POST', '/v1/tagged/x', { headers: { 'content-type': 'application/json' }, body: '{' }],
    ['a list for a body', 'POST', '/v1/tagged/x', { headers: { 'content-type': 'application/json' }, body: '[]' }],
    ['a path that is not well-formed', 'GET', '/b/%ff', {}],
  ])('refuses %s', (_, method, address, { body = '', ...over }: { headers?: object; body?: string }) => {
    const broken = request(method, address, { ...over, body: Buffer.from(body) } as Partial<WireRequest>);
    expect(() => routeRequest(serviceOf(), broken)).toThrow(AwsError);
  });
});

describe('joined modules', () => {
  const operations = restOperations({ GetThing: () => ({}) });
  const part = (over: Partial<ServiceModule> = {}): ServiceModule => ({
    id: 'shelf',
    profile: xmlProfile,
    operations: {},
    ...over,
  });

  it('make one service of its parts, with the IAM action of each operation', () => {
    const service = joinModules([
      part({ operations, actionPrefix: 'storage' }),
      part({ operations: restOperations({ ListThings: () => ({}) }), actions: { ListThings: 'ListAllMyThings' } }),
    ]).get('shelf');
    expect(Object.keys(service?.operations ?? {})).toEqual(['GetThing', 'ListThings']);
    expect(service?.actionOf('GetThing')).toBe('storage:GetThing');
    expect(service?.actionOf('ListThings')).toBe('storage:ListAllMyThings');
    expect([...(service?.names ?? [])]).toEqual(['shelf', 'storage']);
  });

  it('are refused where they contradict each other', () => {
    expect(() => joinModules([part({ operations }), part({ operations })])).toThrow('two modules serve shelf:GetThing');
    const other = restJsonProfile({ signingName: 'shelf' });
    expect(() => joinModules([part(), part({ profile: other })])).toThrow('two profiles');
  });
});

describe('REST answers', () => {
  const jsonVoice: Voice = {
    service: 'tools',
    profile: restJsonProfile({ signingName: 'tools' }),
    protocol: 'rest-json',
    operation: 'GetThing',
    requestId: 'r-1',
  };
  const xmlVoice: Voice = { ...jsonVoice, profile: xmlProfile, protocol: 'rest-xml' };
  const answer = (voice: Voice, operation: RestOperation) =>
    restOperations({ GetThing: operation }).GetThing?.run({} as Call, {}, voice);

  it('are documents with status 200, or what the operation says', () => {
    expect(answer(jsonVoice, () => ({ a: 1 }))).toMatchObject({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '{"a":1}',
    });
    expect(answer(jsonVoice, () => new RestAnswer({ status: 202, body: { a: 1 } }))).toMatchObject({ status: 202 });
    const nothing = answer(jsonVoice, () => new RestAnswer({ status: 204 }));
    expect(nothing).toMatchObject({ status: 204, body: '' });
    expect(nothing?.headers).not.toHaveProperty('content-type');
  });

  it('are XML text, bytes or streams', () => {
    expect(answer(xmlVoice, () => '<List/>')).toMatchObject({
      headers: { 'content-type': 'application/xml' },
      body: '<?xml version="1.0" encoding="UTF-8"?>\n<List/>',
    });
    const bytes = Buffer.from([1, 2]);
    expect(answer(xmlVoice, () => new RestAnswer({ body: bytes }))).toMatchObject({
      headers: { 'content-type': 'binary/octet-stream' },
      body: bytes,
    });
    const stream = new StreamedBody(2, () => [bytes]);
    expect(
      answer(xmlVoice, () => new RestAnswer({ headers: { 'content-type': 'text/csv' }, body: stream })),
    ).toMatchObject({
      headers: { 'content-type': 'text/csv' },
      body: stream,
    });
  });

  it('tell errors in the form of their protocol', () => {
    const error = new AwsError('NoSuchThing', 'a < b', { status: 404 });
    expect(renderError(jsonVoice, error)).toMatchObject({
      status: 404,
      headers: { 'x-amzn-errortype': 'NoSuchThing' },
      body: '{"message":"a < b"}',
      errorCode: 'NoSuchThing',
    });
    expect(renderError(xmlVoice, error).body).toContain(
      '<Error><Code>NoSuchThing</Code><Message>a &lt; b</Message><RequestId>r-1</RequestId></Error>',
    );
    const wrapped = { ...xmlVoice, profile: { ...xmlProfile, errorRoot: 'ErrorResponse' as const } };
    expect(renderError(wrapped, error).body).toContain(
      '<ErrorResponse xmlns="http://shelf.example/doc/1/"><Error><Type>Sender</Type><Code>NoSuchThing</Code>',
    );
  });
});
