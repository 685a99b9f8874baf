import { CloudError, type CloudErrorCategory } from '../../domain/cloud-error.ts';
import { type Headers, retryAfterMs } from '../shared/retry-after.ts';
import { transportFailure } from '../shared/transport-error.ts';

/** An answer whose status is no success; thrown by the client, and made a CloudError by `gcpError`. */
export class HttpFailure extends Error {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;

  constructor(status: number, headers: Headers, text: string) {
    super(`HTTP status ${status}`);
    this.name = 'HttpFailure';
    this.status = status;
    this.headers = headers;
    this.text = text;
  }
}

/**
 * What Google's APIs put into an error's body. Sources: "AIP-193: Errors" (status, ErrorInfo, RetryInfo) and the older
 * `errors` list of Compute, Storage and BigQuery ("Standard error responses").
 */
interface ErrorBody {
  readonly error?: {
    readonly message?: unknown;
    readonly status?: unknown;
    readonly errors?: unknown;
    readonly details?: unknown;
  };
}

interface Detail {
  readonly reason?: unknown;
  readonly retryDelay?: unknown;
}

const listOf = (value: unknown): readonly Detail[] => (Array.isArray(value) ? (value as readonly Detail[]) : []);

/** Reasons that mean "later": quotas of requests by time, which answer 403 in the older APIs and 429 in the newer. */
const throttledReasons = new Set([
  'rateLimitExceeded',
  'userRateLimitExceeded',
  'quotaExceeded',
  'dailyLimitExceeded',
  'jobRateLimitExceeded',
  'concurrentLimitExceeded',
  'RATE_LIMIT_EXCEEDED',
  'RESOURCE_EXHAUSTED',
]);

/** An API that was never switched on in a project, or was switched off: nothing can be said of what may be there. */
const disabledReasons = new Set(['SERVICE_DISABLED', 'accessNotConfigured']);

/** Classifies by HTTP status and the reasons in the body; the vendor's code is the most specific reason. */
export function gcpError(error: unknown, operation: string, nowEpochMs: number): CloudError {
  if (error instanceof CloudError) return error;
  if (error instanceof HttpFailure) return ofAnswer(error, operation, nowEpochMs);
  const transport = transportFailure(error);
  const name = error instanceof Error ? error.name : '';
  const category = transport?.category ?? (name === 'AbortError' ? 'cancelled' : 'invalid');
  const message = error instanceof Error ? shortened(error.message) : String(error);
  return new CloudError({ category, operation, message, vendorCode: transport?.code }, { cause: error });
}

function ofAnswer(failure: HttpFailure, operation: string, nowEpochMs: number): CloudError {
  const { status, headers, text } = failure;
  const body = parse(text)?.error;
  const details = listOf(body?.details);
  const reasons = [
    ...details.map(({ reason }) => reason),
    ...listOf(body?.errors).map(({ reason }) => reason),
    body?.status,
  ].filter((reason) => typeof reason === 'string');
  const disabled = reasons.find((reason) => disabledReasons.has(reason));
  const category = categoryOf(status, reasons, disabled !== undefined);
  const vendor = typeof body?.message === 'string' ? shortened(body.message) : `HTTP status ${status}`;
  const service = operation.slice(0, operation.indexOf('.'));
  const message =
    disabled === undefined ? vendor : `the API ${service}.googleapis.com is disabled in the project: ${vendor}`;
  const delays = details.map(({ retryDelay }) => durationMs(retryDelay)).filter((ms) => ms !== undefined);
  return new CloudError(
    {
      category,
      operation,
      message,
      vendorCode: disabled === undefined ? reasons[0] : 'SERVICE_DISABLED',
      status,
      retryAfterMs: retryAfterMs(headers, nowEpochMs) ?? delays[0],
    },
    { cause: failure },
  );
}

function categoryOf(status: number, reasons: readonly string[], disabled: boolean): CloudErrorCategory {
  if (disabled) return 'denied';
  if (status === 429 || reasons.some((reason) => throttledReasons.has(reason))) return 'throttled';
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'denied';
  if (status === 404) return 'not-found';
  if (status === 408 || status === 504) return 'timeout';
  return status >= 500 ? 'unavailable' : 'invalid';
}

function parse(text: string): ErrorBody | undefined {
  try {
    const body = JSON.parse(text) as ErrorBody | readonly ErrorBody[] | null;
    // Streams answer with a list of one.
    return (Array.isArray(body) ? (body as readonly ErrorBody[])[0] : (body as ErrorBody | null)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** `30s`, `1.5s`: google.protobuf.Duration in JSON. */
function durationMs(text: unknown): number | undefined {
  const seconds = typeof text === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(text)?.[1] : undefined;
  return seconds === undefined ? undefined : Math.ceil(Number(seconds) * 1000);
}

const longestMessage = 400;

const shortened = (text: string): string =>
  text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text.trim();
