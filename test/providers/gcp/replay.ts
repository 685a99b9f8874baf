import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { GcpSettings } from '../../../src/domain/cloud-settings.ts';
import { instant } from '../../../src/domain/instant.ts';
import type { CloudConnection, ProviderEvent, ResourcePage } from '../../../src/domain/ports/provider.ts';
import type { Resource } from '../../../src/domain/resources.ts';
import { provider } from '../../../src/providers/gcp/index.ts';

export interface Asked {
  /** `compute`. */
  readonly service: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly method: string;
  readonly body: unknown;
  readonly headers: IncomingMessage['headers'];
}

export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; text is sent as it is. */
  readonly body: unknown;
}

export interface Replay {
  readonly connection: CloudConnection;
  readonly asked: readonly Asked[];
  readonly events: readonly ProviderEvent[];
  close(): Promise<void>;
}

export const NOW = instant('2026-11-24T12:00:00Z');
export const TOKEN = 'ya29.replay';

/** A server that answers with what it is given, and a connection to it. What it has no answer for is a documented 404. */
export async function replay(
  answer: (asked: Asked) => Answer | undefined | Promise<Answer | undefined>,
  settings: Partial<GcpSettings> = {},
): Promise<Replay> {
  const asked: Asked[] = [];
  const events: ProviderEvent[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      void (async () => {
        const url = new URL(request.url ?? '/', 'http://localhost');
        const text = Buffer.concat(chunks).toString('utf8');
        const [, service = '', path = ''] = /^\/gcp\/([a-z0-9-]+)\.googleapis\.com(\/.*)$/.exec(url.pathname) ?? [];
        const one: Asked = {
          service,
          path: decodeURIComponent(path),
          query: url.searchParams,
          method: request.method ?? '',
          body: text === '' ? undefined : (JSON.parse(text) as unknown),
          headers: request.headers,
        };
        const isHealth = url.pathname === '/_sandbox/health';
        if (!isHealth) asked.push(one);
        const told: Answer = isHealth
          ? { body: { clouds: { gcp: { accessToken: TOKEN, organizationId: '1' } } } }
          : request.headers.authorization === `Bearer ${TOKEN}`
            ? ((await answer(one)) ?? { status: 404, body: googleError(404, 'NOT_FOUND', `no answer for ${one.path}`) })
            : {
                status: 401,
                body: googleError(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.'),
              };
        response.writeHead(told.status ?? 200, { 'content-type': 'application/json', ...told.headers });
        response.end(typeof told.body === 'string' ? told.body : JSON.stringify(told.body));
      })();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const connection = provider.connect(
    { provider: 'gcp', name: 'replay', regions: 'all', ...settings },
    {
      now: () => NOW,
      signal: new AbortController().signal,
      onEvent: (event) => events.push(event),
      sandboxUrl: `http://127.0.0.1:${port}`,
      limits: { attempts: 2 },
    },
  );
  return {
    connection,
    asked,
    events,
    close: async () => {
      await connection.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An error as AIP-193 has it. */
export const googleError = (
  code: number,
  status: string,
  message: string,
  details: readonly object[] = [],
): object => ({
  error: { code, message, status, ...(details.length > 0 && { details }) },
});

/** All pages of a listing as one. */
export async function collectAll(
  connection: CloudConnection,
  type: string,
  projectId: string,
): Promise<{ resources: Resource[]; unread: ResourcePage['unread'][number][] }> {
  const all = { resources: [] as Resource[], unread: [] as ResourcePage['unread'][number][] };
  const scope = { provider: 'gcp', accountId: projectId, regionId: 'global' } as const;
  for await (const page of connection.collect(type, scope)) {
    all.resources.push(...page.resources);
    all.unread.push(...page.unread);
  }
  return all;
}
