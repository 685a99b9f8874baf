import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { gunzipSync } from 'node:zlib';
import type { GcpSettings } from '../../domain/cloud-settings.ts';
import { AppError } from '../../domain/errors.ts';
import type { Proxies } from '../../domain/ports/provider.ts';
import { noProxies, proxyEnv } from '../shared/proxy-env.ts';
import type { Headers } from '../shared/retry-after.ts';
import { trustedAuthorities } from '../shared/ca-bundle.ts';

export interface TransportOptions {
  readonly sandboxUrl: string | undefined;
  /** Calls in flight at once. */
  readonly concurrency: number;
  readonly proxies: Proxies | undefined;
}

export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  /** The content as it is stored: where that is compressed it stays so. */
  readonly asStored?: boolean | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
}

const DEFAULT_ENDPOINT = 'https://{service}.googleapis.com';

/**
 * Sockets and addresses of one connection. With a sandbox every call goes to its mount `/gcp/<host>`, and a host that
 * is none of Google's is refused.
 */
export class Transport {
  readonly #endpoint: string;
  readonly #sandboxUrl: string | undefined;
  readonly #http: HttpAgent;
  readonly #https: HttpsAgent;

  /** Throws `config-invalid` for an endpoint, CA bundle or proxy that cannot be used. */
  constructor(settings: GcpSettings, { sandboxUrl, concurrency, proxies }: TransportOptions) {
    this.#sandboxUrl = sandboxUrl?.replace(/\/+$/, '');
    const own = sandboxUrl === undefined;
    this.#endpoint = (own ? settings.endpoint : undefined) ?? DEFAULT_ENDPOINT;
    if (!URL.canParse(this.#endpoint.replace('{service}', 'compute'))) {
      throw new AppError('config-invalid', `endpoint ${this.#endpoint} is no URL`);
    }
    const env = own ? proxyEnv(proxies, settings.proxy, process.version) : noProxies;
    const ca = own && settings.caBundle !== undefined ? trustedAuthorities(settings.caBundle, 'caBundle') : undefined;
    const options = { keepAlive: true, maxSockets: concurrency, proxyEnv: env };
    this.#http = new HttpAgent(options);
    this.#https = new HttpsAgent({ ...options, ...(ca && { ca }) });
  }

  get isSandbox(): boolean {
    return this.#sandboxUrl !== undefined;
  }

  /** Base URL of an API by its short name: `compute`. */
  baseOf(service: string): string {
    return this.#sandboxUrl === undefined
      ? this.#endpoint.replace('{service}', service).replace(/\/+$/, '')
      : `${this.#sandboxUrl}/gcp/${service}.googleapis.com`;
  }

  /** One request, without any retry. Rejects with what node:http raises, or with the signal's reason. */
  async send(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> {
    const url = new URL(request.url);
    if (this.#sandboxUrl !== undefined && !request.url.startsWith(`${this.#sandboxUrl}/`)) {
      throw new TypeError(`a call to ${url.host} was to leave the sandbox`);
    }
    return new Promise((resolve, reject) => {
      const secure = url.protocol === 'https:';
      const sent = (secure ? httpsRequest : httpRequest)(
        url,
        {
          method: request.method,
          agent: secure ? this.#https : this.#http,
          signal,
          // Google compresses for agents whose name says gzip, too.
          headers: { ...request.headers, 'accept-encoding': 'gzip', 'user-agent': 'ballast (gzip)' },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            try {
              const raw = Buffer.concat(chunks);
              const isPacked = answer.headers['content-encoding'] === 'gzip' && request.asStored !== true;
              const bytes = isPacked ? gunzipSync(raw) : raw;
              const headers = Object.fromEntries(
                Object.entries(answer.headers).map(([name, value]) => [name, Array.isArray(value) ? value[0] : value]),
              );
              const status = answer.statusCode ?? 0;
              // What is asked for as it is stored may be no text; an error always is.
              const text = request.asStored === true && status < 300 ? '' : bytes.toString('utf8');
              resolve({ status, headers, bytes, text });
            } catch (error) {
              reject(error instanceof Error ? error : new Error(String(error)));
            }
          });
        },
      );
      sent.on('error', reject);
      sent.end(request.body);
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}
