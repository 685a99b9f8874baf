import { AppError } from '../../domain/errors.ts';
import type { Proxies } from '../../domain/ports/provider.ts';

/** What Node's agents take as `proxyEnv`; an empty one keeps them from looking into the environment. */
export interface ProxyEnv {
  readonly HTTPS_PROXY?: string;
  readonly HTTP_PROXY?: string;
  readonly NO_PROXY?: string;
}

/** Node.js changelog: "http: add built-in proxy support", 24.5.0 and 22.21.0. Older ones ignore `proxyEnv`. */
const firstWithProxies: Readonly<Record<number, number>> = { 22: 21, 24: 5 };

/**
 * Proxies as Node's agents take them; `own` (a setting) stands for both of the environment's. Throws
 * `config-invalid`: an agent would go straight to the cloud past a proxy that it cannot read.
 */
export function proxyEnv(proxies: Proxies | undefined, own: string | undefined, nodeVersion: string): ProxyEnv {
  const https = own ?? proxies?.https;
  const http = own ?? proxies?.http;
  if (https === undefined && http === undefined) return {};
  if (!hasProxies(nodeVersion)) {
    throw new AppError('config-invalid', `Node.js ${nodeVersion} knows no proxies: it takes 22.21, or 24.5 and above`);
  }
  const noProxy = proxies?.noProxy;
  return {
    ...(https !== undefined && { HTTPS_PROXY: proxyUrl(https) }),
    ...(http !== undefined && { HTTP_PROXY: proxyUrl(http) }),
    ...(noProxy !== undefined && { NO_PROXY: noProxy }),
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
  throw new AppError('config-invalid', `a proxy is ${url ? `a ${url.protocol}// URL` : 'no URL'}: http:// or https:// is needed`);
}
