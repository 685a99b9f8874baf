import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import {
  createHttpHeaders,
  createPipelineRequest,
  type HttpClient,
  type PipelineRequest,
  type PipelineResponse,
} from '@azure/core-rest-pipeline';
import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { CallEngine } from '../shared/call-engine.ts';
import type { CallRequest } from '../shared/call-request.ts';
import { wholePart } from '../shared/object-parts.ts';
import { followTokens } from '../shared/pages.ts';
import { AzureFailure } from './azure-error.ts';
import type { Tokens } from './tokens.ts';
import type { Transport } from './transport.ts';

/** One call of a REST API. */
export interface AzureRequest {
  readonly method?: 'GET' | 'POST';
  /** From the host on: `/subscriptions/…`; Resource Manager's host unless `host` names another. */
  readonly path: string;
  readonly apiVersion: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
  /** `https://prices.azure.com`. */
  readonly host?: string;
}

export interface AzureAnswer {
  readonly body: unknown;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** One call of a data plane whose answer is no JSON. */
export interface ContentRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD';
  readonly headers?: Readonly<Record<string, string>>;
  /** How many bytes the answer has to have; without it, it is read as text. */
  readonly bytes?: number;
}

export interface AzureContent {
  readonly text: string;
  readonly bytes: Buffer;
  /** Lower-case names. */
  readonly headers: AzureAnswer['headers'];
}

/** What the clients of the Azure SDKs are opened with, so that their calls take the same way as all others. */
export interface SdkSettings {
  readonly credential: { getToken(scopes: string | string[]): Promise<{ token: string; expiresOnTimestamp: number }> };
  readonly options: {
    readonly endpoint: string;
    readonly httpClient: HttpClient;
    readonly credentials: { readonly scopes: string[] };
    readonly retryOptions: { readonly maxRetries: number };
  };
}

/**
 * Calls Azure through the engine. `operation` is the permission that a call needs (`Microsoft.Compute/disks/read`),
 * `service` the last part of the provider's namespace in lower case: what is throttled together. Answers are
 * `unknown`: whoever asks parses them. Everything throws a CloudError.
 */
export class AzureClient {
  readonly #engine: CallEngine;
  readonly #transport: Transport;
  readonly #tokens: Tokens;
  readonly #signal: AbortSignal;
  /** Server time minus ours at the last answer, milliseconds. */
  clockSkewMs: number | undefined;

  constructor(engine: CallEngine, transport: Transport, tokens: Tokens, signal: AbortSignal) {
    this.#signal = signal;
    this.#engine = engine;
    this.#transport = transport;
    this.#tokens = tokens;
  }

  async call(service: string, operation: string, scope: Scope, request: AzureRequest): Promise<unknown> {
    return (await this.exchange(service, operation, scope, request)).body;
  }

  /** As `call`, with the headers of the answer. */
  exchange(service: string, operation: string, scope: Scope, request: AzureRequest): Promise<AzureAnswer> {
    return this.#ask({ service, operation, scope }, this.#urlOf(request), request);
  }

  /**
   * All pages of a listing, as far as `nextLink` leads. `link` says where that lies where it is another field
   * (`NextPageLink` of the price API); a link that leads away from the configured cloud ends in an error.
   */
  pages(
    service: string,
    operation: string,
    scope: Scope,
    request: AzureRequest,
    link: readonly string[] = ['nextLink'],
  ): AsyncGenerator<unknown, void, undefined> {
    return followTokens(
      operation,
      async (next) => (await this.#ask({ service, operation, scope }, next ?? this.#urlOf(request), request)).body,
      (page) => linkOf(page, link, operation),
    );
  }

  /** The text or the bytes of an answer. */
  async content(
    service: string,
    operation: string,
    scope: Scope,
    { url, method = 'GET', headers = {}, bytes: expected }: ContentRequest,
  ): Promise<AzureContent> {
    const request = createPipelineRequest({
      url,
      method,
      headers: createHttpHeaders(headers),
      ...(expected !== undefined && { streamResponseStatusCodes: new Set([200, 206]) }),
    });
    const response = await this.#send({ service, operation, scope }, request, expected);
    const { bytes = Buffer.alloc(0), bodyAsText } = response;
    return { text: bodyAsText ?? '', bytes, headers: headersOf(response) };
  }

  /** The Blob service of a storage account. */
  blobHost(account: string): string {
    return `https://${account}.${this.#transport.cloud.blobHost}`;
  }

  /** For one operation and scope: an SDK's client does not tell what it is about to call. */
  sdkSettings(
    service: string,
    operation: string,
    scope: Scope,
    onHeaders: (headers: AzureAnswer['headers']) => void = () => undefined,
  ): SdkSettings {
    const call = { service, operation, scope };
    const armScope = `${this.#transport.cloud.resourceManager}/.default`;
    return {
      // The token is put on below, after the engine: one that is asked for here would not be seen by anybody.
      credential: { getToken: async () => ({ token: 'set-below', expiresOnTimestamp: Number.MAX_SAFE_INTEGER }) },
      options: {
        endpoint: this.#transport.cloud.resourceManager,
        httpClient: {
          sendRequest: async (request) => {
            const response = await this.#send(call, request);
            onHeaders(headersOf(response));
            return response;
          },
        },
        credentials: { scopes: [armScope] },
        retryOptions: { maxRetries: 0 },
      },
    };
  }

  /** The metrics batch API of a location. */
  metricsHost(location: string): string {
    return `https://${location}.${this.#transport.cloud.metricsHost}`;
  }

  /** The price API; undefined where the cloud has none. */
  get pricesHost(): string | undefined {
    return this.#transport.cloud.retailPrices;
  }

  close(): void {
    this.#transport.close();
  }

  #urlOf({ path, apiVersion, query = {}, host }: AzureRequest): string {
    const url = new URL(path, host ?? this.#transport.cloud.resourceManager);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    url.searchParams.set('api-version', apiVersion);
    // Azure's services do not take `+` for a blank everywhere.
    url.search = url.search.replaceAll('+', '%20');
    return url.href;
  }

  async #ask(call: CallRequest, url: string, { method = 'GET', body }: AzureRequest): Promise<AzureAnswer> {
    const request = createPipelineRequest({
      url,
      method,
      headers: createHttpHeaders({
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const response = await this.#send(call, request);
    return { body: parsed(response.bodyAsText ?? '', call.operation), headers: headersOf(response) };
  }

  /** One request, through the engine: it throws for every status that is no success. */
  async #send(call: CallRequest, request: PipelineRequest, expected?: number): Promise<WithBytes> {
    const { url } = request;
    const audience = this.#transport.audienceOf(url, call.operation);
    // Before the call takes its place: a configuration without credentials is no failure of the service.
    if (audience !== 'anonymous') await this.#tokens.of(audience.scope, this.#signal);
    const once = async (token: string | undefined, signal: AbortSignal): Promise<WithBytes> => {
      const response = await this.#once(request, url, token, signal);
      const { readableStreamBody: stream } = response;
      if (stream === undefined || expected === undefined) return response;
      // Here, within the attempt: a body that is cut off is asked for again.
      return { ...response, bytes: wholePart(await buffer(stream as Readable), expected, call.operation) };
    };
    return this.#engine.call(call, async (signal) => {
      if (audience === 'anonymous') return once(undefined, signal);
      const token = await this.#tokens.of(audience.scope, signal);
      try {
        return await once(token, signal);
      } catch (error) {
        if (!(error instanceof AzureFailure) || error.status !== 401) throw error;
        // The token ended on the way, or more is demanded of it than of the last one (continuous access evaluation).
        await this.#tokens.renew(audience.scope, signal, demandedClaims(error.headers['www-authenticate']));
        return once(await this.#tokens.of(audience.scope, signal), signal);
      }
    });
  }

  async #once(
    request: PipelineRequest,
    url: string,
    token: string | undefined,
    signal: AbortSignal,
  ): Promise<PipelineResponse> {
    // The transport changes a request on its way to a sandbox; a second attempt begins where the first did.
    request.url = url;
    request.abortSignal = signal;
    request.headers.set('user-agent', 'ballast');
    if (token === undefined) request.headers.delete('authorization');
    else request.headers.set('authorization', `Bearer ${token}`);
    const response = await this.#transport.sendRequest(request);
    this.#watchClock(response);
    if (response.status < 200 || response.status > 299) {
      throw new AzureFailure(response.status, headersOf(response), response.bodyAsText ?? '');
    }
    return response;
  }

  #watchClock(response: PipelineResponse): void {
    const served = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(served)) this.clockSkewMs = served - Date.now();
  }
}

/** An answer whose body was asked for as bytes. */
type WithBytes = PipelineResponse & { readonly bytes?: Buffer };

const headersOf = ({ headers }: PipelineResponse): AzureAnswer['headers'] => headers.toJSON();

/** `Bearer … claims="<base64>"`: what a token has to hold beyond the last one (RFC 9470's challenge as Entra uses it). */
function demandedClaims(challenge: string | undefined): string | undefined {
  const encoded = /claims="([^"]+)"/.exec(challenge ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString('utf8');
}

function parsed(text: string, operation: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const message = `the answer of ${operation} is no JSON`;
    throw new CloudError({ category: 'malformed', operation, message }, { cause });
  }
}

function linkOf(page: unknown, path: readonly string[], operation: string): string | undefined {
  const link = path.reduce<unknown>((at, name) => (at as Readonly<Record<string, unknown>> | null)?.[name], page);
  if (link === undefined || link === null || link === '') return undefined;
  if (typeof link === 'string' && URL.canParse(link)) return link;
  throw new CloudError({
    category: 'malformed',
    operation,
    message: `the answer of ${operation} has no URL as ${path.join('.')}`,
  });
}
