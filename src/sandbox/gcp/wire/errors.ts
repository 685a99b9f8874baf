/** An error as Google's APIs tell it. */
export class GoogleError extends Error {
  readonly status: number;
  /** Of the older APIs: `errors[].reason`, such as `notFound`. */
  readonly reason: string;
  /** Canonical code of google.rpc, such as `NOT_FOUND`. */
  readonly canonical: string;
  /** `domain` of the older form; `global` when left out. */
  readonly domain: string;
  readonly details: readonly object[];
  readonly retryAfterSeconds: number | undefined;

  constructor(
    status: number,
    canonical: string,
    reason: string,
    message: string,
    more: {
      readonly domain?: string;
      readonly details?: readonly object[];
      readonly retryAfterSeconds?: number | undefined;
    } = {},
  ) {
    super(message);
    this.status = status;
    this.canonical = canonical;
    this.reason = reason;
    this.domain = more.domain ?? 'global';
    this.details = more.details ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/**
 * The body of an error. `legacy`: the form of Compute Engine, Cloud SQL, Cloud Storage and BigQuery, with `errors[]`.
 * Source: Google API error model (google.rpc.Status over HTTP) and "Handling API errors" of Compute Engine.
 */
export function errorBody(error: GoogleError, legacy: boolean): object {
  const { status, message, reason, domain, canonical, details } = error;
  const withDetails = details.length > 0 ? { details } : {};
  if (!legacy) return { error: { code: status, message, status: canonical, ...withDetails } };
  // Only errors of Google's common front have a canonical status in this form.
  const common = details.length > 0 || status === 401 ? { status: canonical } : {};
  return { error: { code: status, message, errors: [{ message, domain, reason }], ...common, ...withDetails } };
}

export const notFound = (what: string): GoogleError =>
  new GoogleError(404, 'NOT_FOUND', 'notFound', `The resource '${what}' was not found`);

export const invalid = (message: string): GoogleError => new GoogleError(400, 'INVALID_ARGUMENT', 'invalid', message);

export const unauthenticated = (): GoogleError =>
  new GoogleError(
    401,
    'UNAUTHENTICATED',
    'authError',
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
    { details: [errorInfo('ACCESS_TOKEN_TYPE_UNSUPPORTED', {})] },
  );

/** Source: Service Usage, "Troubleshooting", SERVICE_DISABLED. */
export function serviceDisabled(host: string, display: string, projectNumber: string): GoogleError {
  const url = `https://console.developers.google.com/apis/api/${host}/overview?project=${projectNumber}`;
  return new GoogleError(
    403,
    'PERMISSION_DENIED',
    'accessNotConfigured',
    `${display} has not been used in project ${projectNumber} before or it is disabled. Enable it by visiting ${url} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`,
    {
      domain: 'usageLimits',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.Help',
          links: [{ description: 'Google developers console API activation', url }],
        },
        errorInfo('SERVICE_DISABLED', { service: host, consumer: `projects/${projectNumber}` }),
      ],
    },
  );
}

export function permissionDenied(permission: string, resource: string, legacy: boolean): GoogleError {
  if (legacy) {
    const message = `Required '${permission}' permission for '${resource}'`;
    return new GoogleError(403, 'PERMISSION_DENIED', 'forbidden', message);
  }
  return new GoogleError(
    403,
    'PERMISSION_DENIED',
    'forbidden',
    `Permission '${permission}' denied on resource '${resource}' (or it may not exist).`,
    { details: [errorInfo('IAM_PERMISSION_DENIED', { permission, resource }, 'iam.googleapis.com')] },
  );
}

/** Compute Engine answers 403 to a caller that asks too often, the others 429. Source: Compute Engine, "API rate quotas". */
export function rateLimited(host: string, projectNumber: string, retryAfterSeconds: number | undefined): GoogleError {
  const message = `Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute' of service '${host}' for consumer 'project_number:${projectNumber}'.`;
  const details = [errorInfo('RATE_LIMIT_EXCEEDED', { service: host, consumer: `projects/${projectNumber}` })];
  const status = host.startsWith('compute.') ? 403 : 429;
  return new GoogleError(status, 'RESOURCE_EXHAUSTED', 'rateLimitExceeded', message, {
    domain: 'usageLimits',
    details,
    retryAfterSeconds,
  });
}

function errorInfo(reason: string, metadata: Readonly<Record<string, string>>, domain = 'googleapis.com'): object {
  return { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain, metadata };
}
