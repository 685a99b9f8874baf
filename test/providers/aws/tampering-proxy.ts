import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One exchange on its way back; what `tamper` returns is sent instead of the body. */
export interface PassingAnswer {
  /** `DescribeVolumes`, `GetCostAndUsage`, … */
  readonly operation: string;
  readonly request: string;
  readonly body: string;
}

/**
 * Stands before a sandbox and changes answers on the wire, to see what a client makes of APIs that break their word.
 * Its URL serves as a sandbox URL.
 */
export async function tamperingProxy(target: string, tamper: (answer: PassingAnswer) => string | undefined) {
  const seen: string[] = [];
  const server = createServer((message, response) => {
    const pass = async () => {
      const request = await bodyOf(message);
      const headers = new Headers();
      for (const [name, value] of Object.entries(message.headers)) {
        if (typeof value === 'string' && !['host', 'connection', 'content-length', 'expect'].includes(name))
          headers.set(name, value);
      }
      const { method = 'GET' } = message;
      const answer = await fetch(`${target}${message.url}`, {
        method,
        headers,
        ...(method === 'POST' && { body: request }),
      });
      const operation = operationOf(message, request);
      seen.push(operation);
      const original = Buffer.from(await answer.arrayBuffer());
      const changed = tamper({ operation, request: request.toString(), body: original.toString() });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
      response.end(changed ?? original);
    };
    pass().catch((error: unknown) => response.destroy(error as Error));
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function operationOf(message: IncomingMessage, request: Buffer): string {
  const target = message.headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.')[1] ?? '';
  return new URLSearchParams(request.toString()).get('Action') ?? (message.url ?? '').split('/').at(-1) ?? '';
}
