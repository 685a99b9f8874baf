/** Response headers with lower-case names. */
export type Headers = Readonly<Record<string, string | undefined>>;

/**
 * How long a server asks us to wait, in milliseconds; undefined where it does not say.
 *
 * `Retry-After` holds seconds or an HTTP date (RFC 9110, section 10.2.3); a date is taken against the server's own
 * `Date` header where there is one, so that a wrong clock here does not matter. `x-amz-retry-after` holds
 * milliseconds (as the AWS SDKs read it).
 */
export function retryAfterMs(headers: Headers, nowEpochMs: number): number | undefined {
  const amazon = headers['x-amz-retry-after']?.trim();
  if (amazon !== undefined && /^\d+$/.test(amazon)) return Number(amazon);
  const value = headers['retry-after']?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(value)) return Math.ceil(Number(value) * 1000);
  // Date.parse takes much for a date: a lone number, too.
  const until = /^[A-Z][a-z]+, .* GMT$/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(until)) return undefined;
  const serverNow = Date.parse(headers['date'] ?? '');
  return Math.max(0, until - (Number.isNaN(serverNow) ? nowEpochMs : serverNow));
}
