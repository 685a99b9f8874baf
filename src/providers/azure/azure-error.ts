import { CloudError, type CloudErrorCategory } from '../../domain/cloud-error.ts';
import { type Headers, retryAfterMs } from '../shared/retry-after.ts';
import { transportFailure } from '../shared/transport-error.ts';

/** An answer with an error status, before it is understood. */
export class AzureFailure extends Error {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;

  constructor(status: number, headers: Headers, body: string) {
    super(`HTTP status ${status}`);
    this.status = status;
    this.headers = headers;
    this.body = body;
  }
}

/**
 * Codes by meaning. Sources: Azure documentation, "Troubleshoot common Azure deployment errors", "Understand throttling
 * (Azure Resource Manager)", "Guidance for throttled requests in Azure Resource Graph", "Troubleshoot common Cost
 * Management errors".
 */
const codes: Readonly<Partial<Record<CloudErrorCategory, readonly string[]>>> = {
  throttled: [
    'TooManyRequests',
    'RateLimiting',
    'SubscriptionRequestsThrottled',
    'ResourceRequestsThrottled',
    'ResourceCollectionRequestsThrottled',
    'OperationThrottled',
    'ThrottledRequest',
  ],
  denied: [
    'AuthorizationFailed',
    'LinkedAuthorizationFailed',
    'AuthorizationPermissionMismatch',
    'Forbidden',
    'RBACAccessDenied',
    'AccessDenied',
    'Unauthorized',
    'DisallowedByPolicy',
  ],
  unauthenticated: [
    'ExpiredAuthenticationToken',
    'InvalidAuthenticationToken',
    'InvalidAuthenticationTokenTenant',
    'InvalidAuthenticationInfo',
    'AuthenticationFailed',
    'AuthenticationFailedMissingToken',
    'MissingToken',
  ],
  'not-enabled': [
    'SubscriptionNotRegistered',
    'MissingSubscriptionRegistration',
    'SubscriptionNotRegisteredForFeature',
    'MissingRegistrationForType',
    'FeatureNotRegistered',
  ],
  'not-found': [
    'SubscriptionNotFound',
    'ResourceNotFound',
    'ResourceGroupNotFound',
    'NotFound',
    'ParentResourceNotFound',
  ],
  timeout: ['GatewayTimeout', 'OperationTimedOut', 'RequestTimeout'],
  unavailable: ['ServerTimeout', 'InternalServerError', 'ServiceUnavailable', 'ServerBusy', 'BadGateway'],
};

const categoryOfCode: ReadonlyMap<string, CloudErrorCategory> = new Map(
  Object.entries(codes).flatMap(([category, names]) =>
    names.map((name) => [name, category as CloudErrorCategory] as const),
  ),
);

/** Classifies what a call threw: an answer, a transport failure, or a credential that could not be got. */
export function azureError(error: unknown, operation: string, nowEpochMs: number): CloudError {
  if (error instanceof CloudError) return error;
  if (error instanceof AzureFailure) return answered(error, operation, nowEpochMs);
  if (!(error instanceof Error)) {
    return new CloudError({ category: 'invalid', operation, message: `${operation} failed: ${String(error)}` });
  }
  const code = (error as { readonly code?: unknown }).code;
  const transport = transportFailure(error);
  const category: CloudErrorCategory = isCredentialError(error)
    ? 'unauthenticated'
    : (transport?.category ?? ofRestError(error.name, code));
  const vendorCode = transport?.code ?? (typeof code === 'string' ? code : undefined);
  return new CloudError({ category, operation, message: short(error.message), vendorCode }, { cause: error });
}

/** Names of @azure/identity's errors. */
const isCredentialError = ({ name }: Error): boolean =>
  /^(CredentialUnavailableError|AuthenticationError|AggregateAuthenticationError|AuthenticationRequiredError)$/.test(
    name,
  );

/** @azure/core-rest-pipeline: `PARSE_ERROR` is a body that is no JSON, `REQUEST_SEND_ERROR` a socket that failed. */
function ofRestError(name: string, code: unknown): CloudErrorCategory {
  if (name === 'AbortError') return 'cancelled';
  if (code === 'PARSE_ERROR' || name === 'SyntaxError') return 'malformed';
  return code === 'REQUEST_SEND_ERROR' ? 'unavailable' : 'invalid';
}

function answered(failure: AzureFailure, operation: string, nowEpochMs: number): CloudError {
  const { status, headers, body } = failure;
  const told = errorBody(body);
  const { message } = told;
  // The Blob service answers in XML, and to HEAD not at all: its code stands in a header too.
  const code = told.code ?? headers['x-ms-error-code'];
  const category = categoryOf(status, code);
  // `… does not have authorization to perform action 'Microsoft.Compute/disks/read' over scope …`
  const action = category === 'denied' ? /perform action '([\w./-]+)'/.exec(message ?? '')?.[1] : undefined;
  return new CloudError(
    {
      category,
      operation: action ?? operation,
      message: short(message ?? `${operation} answered with status ${status}`),
      vendorCode: code,
      status,
      retryAfterMs: category === 'throttled' || status >= 500 ? longestWaitMs(headers, nowEpochMs) : undefined,
    },
    { cause: failure },
  );
}

function categoryOf(status: number, code: string | undefined): CloudErrorCategory {
  // Whatever it is called: Cost Management and Compute have codes of their own for it.
  if (status === 429) return 'throttled';
  const named = code === undefined ? undefined : categoryOfCode.get(code);
  if (named !== undefined) return named;
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'denied';
  if (status === 404) return 'not-found';
  if (status === 408 || status === 504) return 'timeout';
  return status >= 500 ? 'unavailable' : 'invalid';
}

interface ErrorFields {
  readonly code: string | undefined;
  readonly message: string | undefined;
}

/**
 * `{ error: { code, message, details } }` of ARM (Resource Manager, "Common error response"), or the same without the
 * envelope. Resource Graph and Cost Management name the cause in `details`, which is then the better sentence.
 */
function errorBody(text: string): ErrorFields {
  const parsed = parseJson(text);
  const outer = (parsed as { readonly error?: unknown } | undefined)?.error ?? parsed;
  const { code, message } = fields(outer);
  const details = (outer as { readonly details?: unknown } | undefined)?.details;
  const inner = Array.isArray(details) ? fields(details[0]) : { code: undefined, message: undefined };
  if (code === 'BadRequest' && inner.code !== undefined) return { code: inner.code, message: inner.message ?? message };
  return { code: code ?? inner.code, message: message ?? inner.message };
}

function fields(value: unknown): ErrorFields {
  const { code, message } = (value ?? {}) as { readonly code?: unknown; readonly message?: unknown };
  return {
    code: typeof code === 'string' && code !== '' ? code : undefined,
    message: typeof message === 'string' && message !== '' ? message : undefined,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * How long the service asks to be left alone: the largest of `Retry-After` and the service's own headers. Cost
 * Management has one for each of its quotas (`x-ms-ratelimit-microsoft.costmanagement-entity-retry-after`, `…-qpu-…`,
 * `…-tenant-…`, `…-client-…`, in seconds), Consumption likewise; Resource Graph has `x-ms-user-quota-resets-after` as
 * hh:mm:ss.
 */
export function longestWaitMs(headers: Headers, nowEpochMs: number): number | undefined {
  const waits = Object.entries(headers).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (/^x-ms-ratelimit-microsoft\.[a-z]+-[a-z-]*retry-after$/.test(name)) return seconds(value);
    return name === 'x-ms-user-quota-resets-after' ? clockMs(value) : [];
  });
  const standard = retryAfterMs(headers, nowEpochMs);
  const all = standard === undefined ? waits : [standard, ...waits];
  return all.length === 0 ? undefined : Math.max(...all);
}

const seconds = (text: string): readonly number[] =>
  /^\d+(\.\d+)?$/.test(text.trim()) ? [Math.ceil(Number(text) * 1000)] : [];

/** `00:00:05` in milliseconds; nothing for any other text. */
export function clockMs(text: string): readonly number[] {
  const parts = /^(\d+):(\d{2}):(\d{2})(?:\.\d+)?$/.exec(text.trim());
  if (!parts) return [];
  const [, hours = '0', minutes = '0', secs = '0'] = parts;
  return [((Number(hours) * 60 + Number(minutes)) * 60 + Number(secs)) * 1000];
}

const longestMessage = 400;

const short = (text: string): string => (text.length > longestMessage ? `${text.slice(0, longestMessage)}…` : text);
