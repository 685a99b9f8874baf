import { CloudError, type CloudErrorCategory } from '../../domain/cloud-error.ts';
import { type Headers, retryAfterMs } from '../shared/retry-after.ts';
import { transportFailure } from '../shared/transport-error.ts';

/** What the SDK puts on the errors that it throws. */
interface SdkError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: { readonly statusCode?: number; readonly headers?: Headers };
}

/**
 * Codes by meaning. The services word the same thing differently; sources: "Common errors" and each operation's
 * errors in the services' API references, and the throttling codes that the AWS SDKs share.
 */
const codes: Readonly<Partial<Record<CloudErrorCategory, readonly string[]>>> = {
  throttled: [
    'Throttling',
    'ThrottlingException',
    'ThrottledException',
    'RequestThrottled',
    'RequestThrottledException',
    'RequestLimitExceeded',
    'TooManyRequestsException',
    'EC2ThrottledException',
    'BandwidthLimitExceeded',
    'PriorRequestNotComplete',
    'SlowDown',
  ],
  denied: [
    'AccessDenied',
    'AccessDeniedException',
    'AccessDeniedForDependencyException',
    'UnauthorizedOperation',
    'NotAuthorized',
    'OptInRequired',
    'Blocked',
    'PendingVerification',
  ],
  unauthenticated: [
    'AuthFailure',
    'ExpiredToken',
    'ExpiredTokenException',
    'RequestExpired',
    'InvalidClientTokenId',
    'UnrecognizedClientException',
    'InvalidAccessKeyId',
    'MissingAuthenticationToken',
    'MissingAuthenticationTokenException',
    'IncompleteSignature',
    'SignatureDoesNotMatch',
    'InvalidSignatureException',
    'RequestTimeTooSkewed',
    'CredentialsProviderError',
    'TokenProviderError',
  ],
  unavailable: ['InternalError', 'InternalFailure', 'ServiceUnavailable', 'ServiceException', 'Unavailable'],
  timeout: ['TimeoutError', 'RequestTimeout', 'RequestTimeoutException'],
  'not-found': ['AWSOrganizationsNotInUseException', 'DataUnavailableException'],
  'not-enabled': ['OptInRequiredException', 'SubscriptionRequiredException'],
  cancelled: ['AbortError'],
};

const categoryOfCode: ReadonlyMap<string, CloudErrorCategory> = new Map(
  Object.entries(codes).flatMap(([category, names]) =>
    names.map((name) => [name, category as CloudErrorCategory] as const),
  ),
);

/** Credentials that ended while we used them: new ones may be had. */
export const isExpiredCredentials = (error: unknown): boolean =>
  error instanceof CloudError && /^(ExpiredToken|ExpiredTokenException|RequestExpired)$/.test(error.vendorCode ?? '');

/** Classifies by error name and HTTP status: the SDK leaves `$retryable` undefined. */
export function awsError(error: unknown, operation: string, nowEpochMs: number): CloudError {
  if (error instanceof CloudError) return error;
  if (!(error instanceof Error)) {
    return new CloudError({ category: 'invalid', operation, message: `${operation} failed: ${String(error)}` });
  }
  const sdk = error as SdkError;
  const status = sdk.$metadata?.httpStatusCode ?? sdk.$response?.statusCode;
  const transport = transportFailure(error);
  const category = transport?.category ?? categoryOf(sdk, status, operation);
  const vendorCode = transport?.code ?? (/^(Error|SyntaxError|TypeError)$/.test(error.name) ? undefined : error.name);
  return new CloudError(
    {
      category,
      operation,
      message: plainMessage(error),
      vendorCode,
      status,
      retryAfterMs: sdk.$response?.headers && retryAfterMs(sdk.$response.headers, nowEpochMs),
    },
    { cause: error },
  );
}

function categoryOf(error: SdkError, status: number | undefined, operation: string): CloudErrorCategory {
  // Only Cost Explorer's means a rate: "You made too many calls in a short period of time."
  if (error.name === 'LimitExceededException' && operation.startsWith('ce:')) return 'throttled';
  const named = categoryOfCode.get(error.name);
  if (named) return named;
  if (status === undefined) return 'invalid';
  if (status === 429) return 'throttled';
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'denied';
  if (status === 408) return 'timeout';
  if (status >= 500) return 'unavailable';
  // An error about an answer that was no error: its body could not be read.
  if (status < 400) return 'malformed';
  return status === 404 || /NotFound/.test(error.name) ? 'not-found' : 'invalid';
}

const longestMessage = 400;

/** The vendor's sentence, without the SDK's advice to developers and the encoded policy decision. */
function plainMessage(error: Error): string {
  const [text = ''] = error.message.split(/\n\s*Deserialization error:|\s*Encoded authorization failure message:/);
  const short = text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text;
  return short.trim() || error.name;
}
