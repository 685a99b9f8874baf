import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { pipeline } from 'node:stream/promises';
import { halfOfBody, sizeOfBody, StreamedBody, type Outcome, type WireReply, type WireRequest } from './wire.ts';

/** More than any of the served APIs takes. */
const maxRequestBytes = 16 * 1024 * 1024;

export type Handler = (request: WireRequest) => Promise<Outcome>;

export interface HttpListener {
  readonly port: number;
  /** Closes the server and cuts the connections that are still open. */
  close(): Promise<void>;
}

/**
 * An HTTP server on 127.0.0.1; port 0 takes a free one. `keepsEncoding` says which requests get their body as it was
 * sent, compressed or not.
 */
export async function listen(
  port: number,
  handler: Handler,
  keepsEncoding: (headers: IncomingHttpHeaders) => boolean = () => false,
): Promise<HttpListener> {
  const server = createServer({ keepAliveTimeout: 30_000 }, (message, response) => {
    serve(message, response, handler, keepsEncoding).catch((error: unknown) => fail(response, error));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
  return { port: (server.address() as AddressInfo).port, close: () => shutDown(server) };
}

async function shutDown(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeAllConnections();
  await closed;
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  handler: Handler,
  keepsEncoding: (headers: IncomingHttpHeaders) => boolean,
): Promise<void> {
  const request = await readRequest(message, keepsEncoding(message.headers));
  if (!request.ok) {
    await send(response, { status: request.status, headers: { 'content-type': 'text/plain' }, body: request.why });
    return;
  }
  const outcome = await handler(request.value);
  switch (outcome.kind) {
    case 'reply':
      return await send(response, outcome.reply);
    case 'truncated':
      return await sendHalf(response, outcome.reply);
    case 'disconnected':
      response.destroy();
      return undefined;
    case 'unanswered':
      return undefined;
  }
}

type ReadResult =
  | { readonly ok: true; readonly value: WireRequest }
  | { readonly ok: false; readonly status: number; readonly why: string };

async function readRequest(message: IncomingMessage, keepEncoding: boolean): Promise<ReadResult> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxRequestBytes)
      return { ok: false, status: 413, why: `a request has at most ${maxRequestBytes} bytes` };
    chunks.push(chunk);
  }
  let body: Buffer = Buffer.concat(chunks);
  if (!keepEncoding && message.headers['content-encoding'] === 'gzip') {
    try {
      body = await promisify(gunzip)(body, { maxOutputLength: maxRequestBytes });
    } catch {
      return { ok: false, status: 400, why: 'Content-Encoding says gzip, but the body is not' };
    }
  }
  // Not as a base: a path that begins with two slashes would name another host.
  const url = new URL(`http://127.0.0.1${message.url ?? '/'}`);
  const { method = 'GET', headers } = message;
  return { ok: true, value: { method, path: url.pathname, query: url.searchParams, headers, body } };
}

async function send(response: ServerResponse, { status, headers, body }: WireReply): Promise<void> {
  if (response.destroyed) return;
  // An answer to HEAD has no body, and tells the size of what GET would bring.
  const length = status === 204 ? {} : { 'content-length': sizeOfBody(body) };
  response.writeHead(status, { ...length, ...headers });
  if (body instanceof StreamedBody) await pipeline(body.open(), response);
  else response.end(body);
}

async function sendHalf(response: ServerResponse, reply: WireReply): Promise<void> {
  const half = halfOfBody(reply.body);
  response.writeHead(reply.status, { 'content-length': sizeOfBody(reply.body), ...reply.headers });
  if (half instanceof StreamedBody) {
    for await (const chunk of half.open()) response.write(chunk);
    response.destroy();
  } else response.write(half, () => response.destroy());
}

/** A bug in the sandbox must be seen at once, and must not look like an answer of the cloud. */
function fail(response: ServerResponse, error: unknown): void {
  process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  if (response.headersSent) response.destroy();
  else response.writeHead(500, { 'content-type': 'text/plain' }).end('the sandbox itself failed');
}
