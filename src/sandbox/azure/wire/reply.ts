import type { WireReply } from '../../server/wire.ts';
import type { ArmError } from './arm-error.ts';

/** Headers that every answer of Resource Manager has. */
function common(requestId: string): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-cache',
    'x-ms-request-id': requestId,
    'x-ms-correlation-request-id': requestId,
    'x-ms-ratelimit-remaining-subscription-reads': '11999',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
    'x-content-type-options': 'nosniff',
  };
}

export function jsonReply(requestId: string, body: unknown, headers: Readonly<Record<string, string>> = {}): WireReply {
  return { status: 200, headers: { ...common(requestId), ...headers }, body: JSON.stringify(body) };
}

/** What Resource Manager answers before the provider is asked. */
const OF_THE_GATEWAY: ReadonlySet<number> = new Set([401, 403, 429]);

/** `flat`: the provider has its own form, without `error` around it. */
export function errorReply(requestId: string, error: ArmError, flat = false): WireReply {
  const ofGateway = OF_THE_GATEWAY.has(error.status);
  const { code, message } = error;
  return {
    status: error.status,
    headers: { ...common(requestId), ...error.headers, ...(ofGateway && { 'x-ms-failure-cause': 'gateway' }) },
    body: JSON.stringify(flat && !ofGateway ? { code, message } : error.body),
    errorCode: error.code,
  };
}
