import { describe, expect, it } from 'vitest';
import { awsError } from '../../../src/providers/aws/aws-error.ts';

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
    code                  | category
    ${'ECONNREFUSED'}     | ${'unavailable'}
    ${'ECONNRESET'}       | ${'unavailable'}
    ${'ENOTFOUND'}        | ${'unavailable'}
    ${'ETIMEDOUT'}        | ${'timeout'}
    ${'CERT_HAS_EXPIRED'} | ${'unavailable'}
  `('of a connection that ends with $code is $category, however deep it lies', ({ code, category }) => {
    const inner = Object.assign(new Error('connection'), { code });
    const outer = new Error('request failed', { cause: new AggregateError([inner], 'no address answered') });
    expect(awsError(outer, 'ec2:DescribeVolumes', now)).toMatchObject({ category, vendorCode: code });
  });

  it('keeps what the server asks to wait, and the vendor code', () => {
    const error = sdkError('RequestLimitExceeded', 503, { 'retry-after': '7' });
    expect(awsError(error, 'ec2:DescribeVolumes', now)).toMatchObject({
      retryAfterMs: 7000,
      vendorCode: 'RequestLimitExceeded',
    });
  });

  it('shows neither the encoded policy decision nor advice for developers', () => {
    const denied = sdkError('UnauthorizedOperation', 403);
    denied.message = `You are not authorized. Encoded authorization failure message: ${'x'.repeat(900)}`;
    expect(awsError(denied, 'ec2:DescribeVolumes', now).message).toBe('You are not authorized.');
    const broken = sdkError('Error', 200);
    broken.message =
      'unexpected end of input.\n  Deserialization error: to see the raw response, inspect the hidden field';
    expect(awsError(broken, 'ec2:DescribeVolumes', now).message).toBe('unexpected end of input.');
  });
});
