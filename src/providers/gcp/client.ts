import { CloudError } from '../../domain/cloud-error.ts';
import type { Scope } from '../../domain/ids.ts';
import type { CallEngine } from '../shared/call-engine.ts';
import { systemTime } from '../shared/engine-time.ts';
import { wholePart } from '../shared/object-parts.ts';
import { followTokens } from '../shared/pages.ts';
import { HttpFailure } from './gcp-error.ts';
import type { HttpAnswer, Transport } from './transport.ts';

export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** One REST call: a path below the API's host, as its discovery document has it. */
export interface GcpRequest {
  readonly path: string;
  /** Where the API answers under another host than its own, without the domain: `us-central1-aiplatform`. */
  readonly host?: string;
  readonly method?: 'GET' | 'POST';
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly body?: unknown;
}

/** Gives the headers that say who we are. Throws a CloudError. */
export interface TokenSource {
  headers(): Promise<Readonly<Record<string, string>>>;
}

/**
 * Calls Google's REST APIs through the engine. An operation is the method's id in the discovery document
 * (`compute.instances.aggregatedList`); its first part is the API's host. Answers are `unknown`: whoever asks parses
 * them.
 */
export class GcpClient {
  readonly #engine: CallEngine;
  readonly #transport: Transport;
  readonly #tokens: TokenSource;
  readonly #quotaProject: string | undefined;
  /** Server time minus ours at the last answer. */
  lastSkewMs: number | undefined;

  constructor(engine: CallEngine, transport: Transport, tokens: TokenSource, quotaProject: string | undefined) {
    this.#engine = engine;
    this.#transport = transport;
    this.#tokens = tokens;
    this.#quotaProject = quotaProject;
  }

  /** One call. Throws a CloudError. */
  call(operation: string, scope: Scope, request: GcpRequest): Promise<unknown> {
    return this.#ask(operation, scope, request, ({ text }) => parse(text, operation));
  }

  /** Bytes of an object as it is stored, from `start` up to `end`. Throws a CloudError. */
  bytes(
    operation: string,
    scope: Scope,
    request: GcpRequest,
    { start, end }: { readonly start: number; readonly end: number },
  ): Promise<Buffer> {
    const range = { headers: { range: `bytes=${start}-${end - 1}` }, asStored: true };
    return this.#ask(operation, scope, request, ({ bytes }) => wholePart(bytes, end - start, operation), range);
  }

  async #ask<T>(
    operation: string,
    scope: Scope,
    request: GcpRequest,
    read: (answer: HttpAnswer) => T,
    {
      headers: own,
      asStored,
    }: { readonly headers?: Readonly<Record<string, string>>; readonly asStored?: boolean } = {},
  ): Promise<T> {
    // Before the call takes its place: getting a token is a call of its own, and must not wait behind itself.
    const tokens = await this.#tokens.headers();
    const service = operation.slice(0, operation.indexOf('.'));
    const url = `${this.#transport.baseOf(request.host ?? service)}/${request.path}${searchOf(request.query)}`;
    const body = request.body === undefined ? undefined : JSON.stringify(request.body);
    const headers = {
      ...tokens,
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(this.#quotaProject !== undefined && { 'x-goog-user-project': this.#quotaProject }),
      ...own,
    };
    return this.#engine.call({ operation, service, scope }, async (signal) => {
      const method = request.method ?? 'GET';
      const answer = await this.#transport.send({ method, url, headers, body, asStored }, signal);
      this.#watch(answer.headers['date']);
      if (answer.status < 200 || answer.status > 299) throw new HttpFailure(answer.status, answer.headers, answer.text);
      return read(answer);
    });
  }

  /** All pages of a listing: Google's APIs call the token `pageToken` in requests and `nextPageToken` in answers. */
  pages(operation: string, scope: Scope, request: GcpRequest): AsyncGenerator<unknown, void, undefined> {
    return followTokens(
      operation,
      (pageToken) => this.call(operation, scope, { ...request, query: { ...request.query, pageToken } }),
      (page) => tokenOf(page, operation),
    );
  }

  close(): void {
    this.#transport.close();
  }

  #watch(date: string | undefined): void {
    const server = Date.parse(date ?? '');
    if (!Number.isNaN(server)) this.lastSkewMs = server - systemTime.epochMs();
  }
}

function searchOf(query: GcpRequest['query'] = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}

function parse(text: string, operation: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw malformed(operation, 'it is no JSON', cause);
  }
}

function tokenOf(page: unknown, operation: string): string | undefined {
  const token = (page as { readonly nextPageToken?: unknown } | null)?.nextPageToken;
  if (token === undefined || token === null || typeof token === 'string') return token ?? undefined;
  throw malformed(operation, 'nextPageToken is no text');
}

/** An answer that is not what the API documents. */
export function malformed(operation: string, what: string, cause?: unknown): CloudError {
  const message = `the answer of ${operation} is not what the API documents: ${what}`;
  return new CloudError({ category: 'malformed', operation, message }, { cause });
}
