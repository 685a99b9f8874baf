/** Why a cloud did not answer. Everything that a caller may decide on; the message is for people. */
export type CloudErrorCategory =
  | 'denied' // authenticated, not allowed
  | 'unauthenticated' // no or bad or expired credentials
  | 'throttled'
  | 'unavailable' // 5xx, connection refused or reset
  | 'timeout'
  | 'malformed' // an answer that is not what the API documents
  | 'not-found'
  | 'invalid' // our request was refused as wrong
  | 'cancelled'
  | 'not-enabled' // the account has not switched this service or feature on: there is nothing to read
  | 'limit' // a cap of the configuration was reached: not asked
  | 'circuit-open'; // the scope failed too often: not asked any more

/** A read of a cloud failed. Never turned into an empty answer. */
export class CloudError extends Error {
  readonly category: CloudErrorCategory;
  /** The vendor's own code, such as `UnauthorizedOperation`. */
  readonly vendorCode: string | undefined;
  /** The operation that was asked, such as `ec2:DescribeVolumes`. */
  readonly operation: string;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(
    details: {
      readonly category: CloudErrorCategory;
      readonly operation: string;
      readonly message: string;
      readonly vendorCode?: string | undefined;
      readonly status?: number | undefined;
      readonly retryAfterMs?: number | undefined;
    },
    options?: { readonly cause?: unknown },
  ) {
    super(details.message, options);
    this.name = 'CloudError';
    this.category = details.category;
    this.operation = details.operation;
    this.vendorCode = details.vendorCode;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
  }
}

/** `denied: ec2:DescribeVolumes (UnauthorizedOperation)`: a reason that can be shown and kept. */
export function reasonOf(error: CloudError): string {
  const code = error.vendorCode === undefined ? '' : ` (${error.vendorCode})`;
  return `${error.category}: ${error.operation}${code}`;
}
