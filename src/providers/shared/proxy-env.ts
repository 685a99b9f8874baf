import { AppError } from '../../domain/errors.ts';
import type { Proxies } from '../../domain/ports/provider.ts';

/** What Node's agents take as `proxyEnv`; an empty one keeps them from looking into the environment. */
export type ProxyEnv = Record<'HTTPS_PROXY' | 'HTTP_PROXY' | 'NO_PROXY', string | undefined>;

export const noProxies: ProxyEnv = { HTTPS_PROXY: undefined, HTTP_PROXY: undefined, NO_PROXY: undefined };

/** Node.js changelog: "http: add built-in proxy support", 24.5.0 and 22.21.0. Older ones ignore `proxyEnv`. */
const firstWithProxies: Readonly<Record<number, number>> = { 22: 21, 24: 5 };

/**
 * Proxies as Node's agents take them; `own` (a setting) stands for both of the environment's. Throws
 * `config-invalid`: an agent would go straight to the cloud past a proxy that it cannot read.
 */
export function proxyEnv(proxies: Proxies | undefined, own: string | undefined, nodeVersion: string): ProxyEnv {
  const https = own ?? proxies?.https;
  const http = own ?? proxies?.http;
  if (https === undefined && http === undefined) return noProxies;
  if (!hasProxies(nodeVersion)) {
    throw new AppError('config-invalid', `Node.js ${nodeVersion} knows no proxies: it takes 22.21, or 24.5 and above`);
  }
  return {
    HTTPS_PROXY: https === undefined ? undefined : proxyUrl(https),
    HTTP_PROXY: http === undefined ? undefined : proxyUrl(http),
    NO_PROXY: proxies?.noProxy,
  };
}

function hasProxies(nodeVersion: string): boolean {
  const [major = 0, minor = 0] = nodeVersion.replace(/^v/, '').split('.').map(Number);
  const first = firstWithProxies[major];
  return first === undefined ? major > 24 : minor >= first;
}

/** `proxy.example:8080` means http, as with curl. The message has no user name and no password. */
function proxyUrl(text: string): string {
  const url = URL.parse(text.includes('://') ? text : `http://${text}`);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href;
  throw new AppError(
    'config-invalid',
    `a proxy is ${url ? `a ${url.protocol}// URL` : 'no URL'}: http:// or https:// is needed`,
  );
}
