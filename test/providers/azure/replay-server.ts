import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AzureSettings } from '../../../src/domain/cloud-settings.ts';
import type { Scope } from '../../../src/domain/ids.ts';
import { instant } from '../../../src/domain/instant.ts';
import type { CallLimits, CloudConnection, ProviderEvent, ResourcePage } from '../../../src/domain/ports/provider.ts';
import type { Resource } from '../../../src/domain/resources.ts';
import { provider } from '../../../src/providers/azure/index.ts';

export const subscriptionId = '11111111-1111-1111-1111-111111111111';
export const subscription: Scope = { provider: 'azure', accountId: subscriptionId, regionId: 'global' };
export const replayNow = instant('2026-11-24T05:00:00Z');

export interface Call {
  readonly method: string;
  /** The vendor's host. */
  readonly host: string;
  /** Without the mount, in lower case. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly authorization: string | undefined;
  readonly atMs: number;
}

export interface Reply {
  readonly status?: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the connection in the midst of the body. */
  readonly cutOff?: true;
}

export type Handler = (call: Call, count: number) => Reply | undefined;

/** What Azure says of anything else: a type without a single resource. */
const nothing: Reply = { body: { value: [] } };

/** A server with the mounts of a sandbox that answers what a test lets it. */
export class ReplayServer {
  readonly calls: Call[] = [];
  readonly #handlers: Handler[] = [];
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<ReplayServer> {
    const server = createServer();
    const replay = new ReplayServer(server);
    server.on('request', (request: IncomingMessage, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { status = 200, body, headers = {}, cutOff } = replay.#answer(request, Buffer.concat(chunks).toString());
        const text = typeof body === 'string' ? body : JSON.stringify(body);
        if (cutOff !== undefined) {
          response.writeHead(status, { 'content-type': 'application/json', 'content-length': String(text.length) });
          response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
          return;
        }
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return replay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Later handlers come first; the first that answers wins. */
  on(handler: Handler): void {
    this.#handlers.unshift(handler);
  }

  /** Answers every GET of a path that ends like this. */
  get(end: string, body: unknown, status = 200): void {
    this.on((call) => (call.method === 'GET' && call.path.endsWith(end.toLowerCase()) ? { status, body } : undefined));
  }

  /** Answers Resource Graph with these rows of resources. */
  graph(rows: readonly unknown[]): void {
    this.on((call) => (isGraph(call, 'resources |') ? { body: graphAnswer(rows) } : undefined));
  }

  reset(): void {
    this.calls.length = 0;
    this.#handlers.length = 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  connect(
    settings: Partial<AzureSettings> = {},
    limits: Partial<CallLimits> = {},
    onEvent: (event: ProviderEvent) => void = () => undefined,
  ): CloudConnection {
    return provider.connect(
      { provider: 'azure', name: 'replay', subscriptions: 'all', regions: 'all', ...settings },
      { now: () => replayNow, signal: new AbortController().signal, onEvent, sandboxUrl: this.url, limits },
    );
  }

  #answer(request: IncomingMessage, body: string): Reply {
    const url = new URL(request.url ?? '', this.url);
    if (url.pathname === '/_sandbox/health') {
      return { body: { clouds: { azure: { accessToken: 'replay-token', tenantId: 'tenant', billingScope: '/x' } } } };
    }
    const [, , host = '', ...rest] = url.pathname.split('/');
    const call: Call = {
      method: request.method ?? '',
      host,
      path: `/${rest.join('/')}`.toLowerCase(),
      query: url.searchParams,
      body: body === '' ? undefined : (JSON.parse(body) as unknown),
      authorization: request.headers.authorization,
      atMs: performance.now(),
    };
    this.calls.push(call);
    if (host !== 'prices.azure.com' && call.authorization !== 'Bearer replay-token') {
      return { status: 401, body: { error: { code: 'InvalidAuthenticationToken', message: 'no token' } } };
    }
    const count = this.calls.filter(({ path, method }) => path === call.path && method === call.method).length;
    for (const handler of this.#handlers) {
      const reply = handler(call, count);
      if (reply !== undefined) return reply;
    }
    if (isGraph(call, 'resources |') || isGraph(call, 'resourcecontainers')) return { body: graphAnswer([]) };
    if (/^\/subscriptions\/[^/]+$/.test(call.path)) return { body: subscriptionRow() };
    return nothing;
  }
}

export const isGraph = ({ path, body }: Call, query: string): boolean =>
  path === '/providers/microsoft.resourcegraph/resources' &&
  String((body as { readonly query?: unknown } | undefined)?.query).startsWith(query);

export const graphAnswer = (rows: readonly unknown[], total = rows.length) => ({
  totalRecords: total,
  count: rows.length,
  resultTruncated: 'false',
  facets: [],
  data: rows,
});

export const subscriptionRow = (more: object = {}) => ({
  id: `/subscriptions/${subscriptionId}`,
  subscriptionId,
  tenantId: 'tenant',
  displayName: 'Production',
  state: 'Enabled',
  subscriptionPolicies: { quotaId: 'EnterpriseAgreement_2014-09-01' },
  ...more,
});

export const refusal = (code: string, message: string, status = 403): Reply => ({
  status,
  body: { error: { code, message } },
});

/** Everything that a collector brings. */
export async function collected(
  connection: CloudConnection,
  type: string,
  scope = subscription,
): Promise<ResourcePage> {
  const resources: Resource[] = [];
  const unread: ResourcePage['unread'][number][] = [];
  for await (const page of connection.collect(type, scope)) {
    resources.push(...page.resources);
    unread.push(...page.unread);
  }
  return { resources, unread };
}
