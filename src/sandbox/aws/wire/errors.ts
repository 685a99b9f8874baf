/**
 * An error that an AWS API answers. `code` is the documented code of the service; `status` its HTTP status.
 * Where a service's JSON name and its older query code differ (CloudWatch), `queryCode` is the second.
 */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;
  readonly queryCode: string;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: string,
    message: string,
    options: {
      readonly status?: number;
      readonly queryCode?: string;
      readonly retryAfterSeconds?: number | undefined;
    } = {},
  ) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = options.status ?? 400;
    this.queryCode = options.queryCode ?? code;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
