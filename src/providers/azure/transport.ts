import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import {
  createDefaultHttpClient,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { CloudError } from '../../domain/cloud-error.ts';
import type { AzureSettings } from '../../domain/cloud-settings.ts';
import type { Proxies } from '../../domain/ports/provider.ts';
import { noProxies, proxyEnv } from '../shared/proxy-env.ts';
import { type AzureCloud, azureCloud } from './azure-clouds.ts';
import { trustedAuthorities } from '../shared/ca-bundle.ts';

export interface TransportOptions {
  readonly sandboxUrl: string | undefined;
  readonly proxies: Proxies | undefined;
  /** Calls in flight at once. */
  readonly concurrency: number;
}

/** What a host is asked with: a token for its audience, or nothing. */
export type Audience = { readonly scope: string } | 'anonymous';

/**
 * Sockets and addresses of one connection. A host that is none of the configured cloud's is refused, whoever named it:
 * a `nextLink` in an answer must not carry a token elsewhere.
 */
export class Transport implements HttpClient {
  readonly cloud: AzureCloud;
  readonly #sandboxUrl: string | undefined;
  readonly #http: HttpClient = createDefaultHttpClient();
  readonly #httpAgent: HttpAgent;
  readonly #httpsAgent: HttpsAgent;

  /** Throws `config-invalid` for a CA bundle or a proxy that cannot be used. */
  constructor(settings: AzureSettings, { sandboxUrl, proxies, concurrency }: TransportOptions) {
    this.#sandboxUrl = sandboxUrl?.replace(/\/+$/, '');
    // Towards a sandbox the hosts are always those of the public cloud: that is what it mounts.
    this.cloud = azureCloud(sandboxUrl === undefined ? settings : { ...settings, cloud: 'public', endpoints: {} });
    const env = sandboxUrl === undefined ? proxyEnv(proxies, settings.proxy, process.version) : noProxies;
    const ca =
      sandboxUrl === undefined && settings.caBundle !== undefined
        ? trustedAuthorities(settings.caBundle, 'caBundle')
        : undefined;
    const options = { keepAlive: true, maxSockets: concurrency, proxyEnv: env };
    this.#httpAgent = new HttpAgent(options);
    this.#httpsAgent = new HttpsAgent({ ...options, ...(ca && { ca }) });
  }

  get isSandbox(): boolean {
    return this.#sandboxUrl !== undefined;
  }

  /** Throws an invalid CloudError for a host that is not the configured cloud's. */
  audienceOf(url: string, operation: string): Audience {
    const host = URL.parse(url)?.host ?? '';
    const { resourceManager, metricsHost, blobHost, retailPrices } = this.cloud;
    if (host === hostOf(resourceManager)) return { scope: `${resourceManager}/.default` };
    if (host.endsWith(`.${metricsHost}`)) return { scope: `https://${metricsHost}/.default` };
    // The same in all clouds ("Authorize access to blobs using Microsoft Entra ID").
    if (host.endsWith(`.${blobHost}`)) return { scope: 'https://storage.azure.com/.default' };
    if (retailPrices !== undefined && host === hostOf(retailPrices)) return 'anonymous';
    const message = `${operation} leads to ${host === '' ? 'no URL' : host}, which is no host of the configured cloud`;
    throw new CloudError({ category: 'invalid', operation, message });
  }

  /** Sends a request to its host, or to where a sandbox has that mounted. */
  sendRequest(request: PipelineRequest): Promise<PipelineResponse> {
    const url = new URL(request.url);
    if (this.#sandboxUrl !== undefined) {
      request.url = `${this.#sandboxUrl}/azure/${url.host}${url.pathname}${url.search}`;
      request.allowInsecureConnection = true;
    } else if (url.protocol === 'http:') {
      // Emulators and the metadata service of a machine: whoever configures an http endpoint means it.
      request.allowInsecureConnection = true;
    }
    return this.#send(request);
  }

  /** For credentials and a sandbox's own pages: the same sockets, and the address as it stands. */
  get plain(): HttpClient {
    return { sendRequest: (request) => this.#send(request) };
  }

  #send(request: PipelineRequest): Promise<PipelineResponse> {
    request.agent = request.url.startsWith('https:') ? this.#httpsAgent : this.#httpAgent;
    return this.#http.sendRequest(request);
  }

  close(): void {
    this.#httpAgent.destroy();
    this.#httpsAgent.destroy();
  }
}

const hostOf = (url: string): string => new URL(url).host;
