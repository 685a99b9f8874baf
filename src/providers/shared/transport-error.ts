import type { CloudErrorCategory } from '../../domain/cloud-error.ts';

const timeoutCodes = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT']);

const unavailableCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPROTO',
  // The proxy lets nobody through: its own status is in the message.
  'ERR_PROXY_TUNNEL',
  'ERR_PROXY_INVALID_CONFIG',
  'UND_ERR_SOCKET',
]);

/**
 * The category of an error that node:http, node:net or node:tls raised, with the code that shows it; undefined for
 * any other error. Looks through `cause` and through the errors of a failed dual-stack connection.
 */
export function transportFailure(
  error: unknown,
): { readonly category: CloudErrorCategory; readonly code: string } | undefined {
  for (const candidate of chain(error)) {
    const code = codeOf(candidate);
    if (code === undefined) continue;
    if (timeoutCodes.has(code)) return { category: 'timeout', code };
    // TLS failures have many codes (CERT_…, ERR_TLS_…, SELF_SIGNED_…): the peer is not one that we may talk to.
    if (unavailableCodes.has(code) || /CERT|TLS|SSL/.test(code)) return { category: 'unavailable', code };
  }
  return undefined;
}

function* chain(error: unknown): Generator {
  let current = error;
  for (let depth = 0; depth < 5 && current instanceof Error; depth += 1) {
    yield current;
    if (current instanceof AggregateError) yield* current.errors as unknown[];
    current = current.cause;
  }
}

function codeOf(error: unknown): string | undefined {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
