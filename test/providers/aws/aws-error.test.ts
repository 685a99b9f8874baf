import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { provider } from '../../../src/providers/aws/index.ts';
import { awsError } from '../../../src/providers/aws/aws-error.ts';
import type { ProviderEvent } from '../../../src/domain/ports/provider.ts';
import { readUntilError } from '../../contract/provider-contract.ts';
import { awsScopeOf, sandboxNow } from './sandbox-cloud.ts';

const now = Date.parse('2026-11-24T05:00:00Z');

/** An error as the SDK throws it. */
function sdkError(name: string, status?: number, headers?: Record<string, string>): Error {
  const error = new Error(`says ${name}`);
  error.name = name;
  return Object.assign(error, {
    $metadata: status === undefined ? {} : { httpStatusCode: status },
    ...(headers && { $response: { statusCode: status, headers } }),
  });
}

describe('category of an AWS error', () => {
  it.each`
    name                                   | status       | operation                       | category
    ${'UnauthorizedOperation'}             | ${403}       | ${'ec2:DescribeVolumes'}        | ${'denied'}
    ${'AccessDeniedException'}             | ${400}       | ${'ce:GetCostAndUsage'}         | ${'denied'}
    ${'AccessDenied'}                      | ${403}       | ${'sts:AssumeRole'}             | ${'denied'}
    ${'SomethingNew'}                      | ${403}       | ${'ec2:DescribeVolumes'}        | ${'denied'}
    ${'AuthFailure'}                       | ${401}       | ${'ec2:DescribeVolumes'}        | ${'unauthenticated'}
    ${'ExpiredTokenException'}             | ${400}       | ${'ce:GetCostAndUsage'}         | ${'unauthenticated'}
    ${'CredentialsProviderError'}          | ${undefined} | ${'credentials'}                | ${'unauthenticated'}
    ${'RequestLimitExceeded'}              | ${503}       | ${'ec2:DescribeVolumes'}        | ${'throttled'}
    ${'ThrottlingException'}               | ${400}       | ${'pricing:GetProducts'}        | ${'throttled'}
    ${'SomethingNew'}                      | ${429}       | ${'pricing:GetProducts'}        | ${'throttled'}
    ${'LimitExceededException'}            | ${400}       | ${'ce:GetCostAndUsage'}         | ${'throttled'}
    ${'LimitExceededException'}            | ${400}       | ${'organizations:ListAccounts'} | ${'invalid'}
    ${'InternalError'}                     | ${500}       | ${'ec2:DescribeVolumes'}        | ${'unavailable'}
    ${'SyntaxError'}                       | ${502}       | ${'ce:GetCostAndUsage'}         | ${'unavailable'}
    ${'SyntaxError'}                       | ${200}       | ${'ce:GetCostAndUsage'}         | ${'malformed'}
    ${'TimeoutError'}                      | ${undefined} | ${'ec2:DescribeVolumes'}        | ${'timeout'}
    ${'AWSOrganizationsNotInUseException'} | ${400}       | ${'organizations:ListAccounts'} | ${'not-found'}
    ${'InvalidVolume.NotFound'}            | ${400}       | ${'ec2:DescribeVolumes'}        | ${'not-found'}
    ${'ValidationException'}               | ${400}       | ${'ce:GetCostAndUsage'}         | ${'invalid'}
    ${'AbortError'}                        | ${undefined} | ${'ec2:DescribeVolumes'}        | ${'cancelled'}
  `('of $name ($status) from $operation is $category', ({ name, status, operation, category }) => {
    expect(awsError(sdkError(name, status), operation, now)).toMatchObject({ category, operation });
  });

  it.each`
    code              | category
    ${'ECONNREFUSED'} | ${'unavailable'}
    ${'ECONNRESET'}   | ${'unavailable'}
    ${'ENOTFOUND'}    | ${'unavailable'}
    ${'ETIMEDOUT'}    | ${'timeout'}
    ${'CERT_HAS_EXPIRED'} | ${'unavailable'}
  `('of a connection that ends with $code is $category, however deep it lies', ({ code, category }) => {
    const inner = Object.assign(new Error('connection'), { code });
    const outer = new Error('request failed', { cause: new AggregateError([inner]) });
    expect(awsError(outer, 'ec2:DescribeVolumes', now)).toMatchObject({ category, vendorCode: code });
  });

  it('keeps what the server asks to wait, and the vendor code', () => {
    const error = sdkError('RequestLimitExceeded', 503, { 'retry-after': '7' });
    expect(awsError(error, 'ec2:DescribeVolumes', now)).toMatchObject({ retryAfterMs: 7000, vendorCode: 'RequestLimitExceeded' });
  });

  it('shows neither the encoded policy decision nor advice for developers', () => {
    const denied = sdkError('UnauthorizedOperation', 403);
    denied.message = `You are not authorized. Encoded authorization failure message: ${'x'.repeat(900)}`;
    expect(awsError(denied, 'ec2:DescribeVolumes', now).message).toBe('You are not authorized.');
    const broken = sdkError('Error', 200);
    broken.message = 'unexpected end of input.\n  Deserialization error: to see the raw response, inspect the hidden field';
    expect(awsError(broken, 'ec2:DescribeVolumes', now).message).toBe('unexpected end of input.');
  });
});

describe('over the wire', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.close();
    server?.closeAllConnections();
  });

  /** A service that knows who we are and then answers each listing as told. */
  async function reading(answer: (response: ServerResponse, call: number) => void, attempts: number) {
    let calls = 0;
    server = createServer((message, response) => {
      let body = '';
      message.on('data', (chunk: Buffer) => (body += chunk.toString()));
      message.on('end', () => {
        if (message.url === '/_sandbox/health') return response.end('{}');
        if (body.includes('GetCallerIdentity')) {
          response.setHeader('content-type', 'text/xml');
          return response.end(
            '<GetCallerIdentityResponse><GetCallerIdentityResult><Arn>arn:aws:iam::111111111111:user/u</Arn><UserId>U</UserId><Account>111111111111</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
          );
        }
        calls += 1;
        return answer(response, calls);
      });
    });
    await new Promise<void>((resolve) => void server?.listen(0, '127.0.0.1', resolve));
    const events: ProviderEvent[] = [];
    const connection = provider.connect(
      { provider: 'aws', name: 'wire', regions: ['us-east-1'] },
      {
        now: () => sandboxNow,
        signal: new AbortController().signal,
        onEvent: (event) => events.push(event),
        sandboxUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        limits: { attempts, callTimeoutMs: 2000 },
      },
    );
    const result = await readUntilError(connection, 'aws:ec2:volume', awsScopeOf('111111111111', 'us-east-1'));
    await connection.close();
    return { ...result, calls, events };
  }

  const xml = (response: ServerResponse, body: string, status = 200) =>
    response.writeHead(status, { 'content-type': 'text/xml' }).end(body);
  const oneVolume = (token = '') =>
    `<DescribeVolumesResponse><volumeSet><item><volumeId>vol-1</volumeId><size>8</size><volumeType>gp3</volumeType><status>available</status><createTime>2026-01-01T00:00:00.000Z</createTime><attachmentSet/></item></volumeSet>${token}</DescribeVolumesResponse>`;

  it.each`
    what                            | status | body                                                          | category
    ${'an HTML page instead'}       | ${200} | ${'<html>sign in</html>'}                                     | ${'malformed'}
    ${'an empty answer'}            | ${200} | ${''}                                                         | ${'malformed'}
    ${'an HTML page of a proxy'}    | ${502} | ${'<html><body>Bad Gateway</body>'}                           | ${'unavailable'}
    ${'an answer without its list'} | ${200} | ${'<DescribeVolumesResponse></DescribeVolumesResponse>'}      | ${'malformed'}
    ${'a time that is none'}        | ${200} | ${oneVolume().replace('2026-01-01T00:00:00.000Z', 'today')}   | ${'malformed'}
  `('$what is $category, never an empty list', async ({ status, body, category }) => {
    const { pages, error } = await reading((response) => xml(response, body, status), 1);
    expect(pages).toEqual([]);
    expect(error?.category).toBe(category);
  });

  it('an empty list is an empty list', async () => {
    const { pages, error } = await reading((response) => xml(response, '<DescribeVolumesResponse><volumeSet/></DescribeVolumesResponse>'), 1);
    expect(error).toBeUndefined();
    expect(pages).toEqual([{ resources: [], unread: [] }]);
  });

  it('a token that repeats ends the listing with an error', async () => {
    const { pages, error } = await reading((response) => xml(response, oneVolume('<nextToken>again</nextToken>')), 1);
    expect(error).toMatchObject({ category: 'malformed', message: expect.stringContaining('token') });
    expect(pages).toHaveLength(1);
  });

  it('a row that cannot be read is named; the others are read', async () => {
    const body = oneVolume().replace('</volumeSet>', '<item><volumeId>vol-2</volumeId><size>big</size></item></volumeSet>');
    const { pages, error } = await reading((response) => xml(response, body), 1);
    expect(error).toBeUndefined();
    expect(pages[0]?.resources.map(({ resourceId }) => resourceId)).toEqual(['vol-1']);
    expect(pages[0]?.unread).toMatchObject([{ resourceId: 'vol-2', reason: expect.stringContaining('Size') }]);
  });

  it('Retry-After of a real answer reaches the engine', async () => {
    const throttled = '<Response><Errors><Error><Code>RequestLimitExceeded</Code><Message>slow</Message></Error></Errors></Response>';
    const { pages, calls, events } = await reading((response, call) => {
      if (call > 1) return xml(response, oneVolume());
      response.setHeader('retry-after', '1');
      return xml(response, throttled, 503);
    }, 2);
    expect(calls).toBe(2);
    expect(events.filter(({ kind }) => kind === 'retry')).toMatchObject([{ operation: 'ec2:DescribeVolumes', waitMs: 1000 }]);
    expect(pages).toHaveLength(1);
  });

  it('the SDK makes no attempts of its own', async () => {
    const { calls } = await reading((response) => xml(response, '', 500), 1);
    expect(calls).toBe(1);
  });
});
