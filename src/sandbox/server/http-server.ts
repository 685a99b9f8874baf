import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Outcome, WireReply, WireRequest } from './wire.ts';

/** More than any of the served APIs takes. */
const maxRequestBytes = 16 * 1024 * 1024;

export type Handler = (request: WireRequest) => Promise<Outcome>;

export interface HttpListener {
  readonly port: number;
  /** Closes the server and cuts the connections that are still open. */
  close(): Promise<void>;
}

/** An HTTP server on 127.0.0.1; port 0 takes a free one. */
export async function listen(port: number, handler: Handler): Promise<HttpListener> {
  const server = createServer({ keepAliveTimeout: 30_000 }, (message, response) => {
    serve(message, response, handler).catch((error: unknown) => fail(response, error));
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

async function serve(message: IncomingMessage, response: ServerResponse, handler: Handler): Promise<void> {
  const request = await readRequest(message);
  if (!request.ok) {
    send(response, { status: request.status, headers: { 'content-type': 'text/plain' }, body: request.why });
    return;
  }
  const outcome = await handler(request.value);
  switch (outcome.kind) {
    case 'reply':
      return send(response, outcome.reply);
    case 'truncated':
      return sendHalf(response, outcome.reply);
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

async function readRequest(message: IncomingMessage): Promise<ReadResult> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxRequestBytes)
      return { ok: false, status: 413, why: `a request has at most ${maxRequestBytes} bytes` };
    chunks.push(chunk);
  }
  let body: Buffer = Buffer.concat(chunks);
  if (message.headers['content-encoding'] === 'gzip') {
    try {
      body = await promisify(gunzip)(body, { maxOutputLength: maxRequestBytes });
    } catch {
      return { ok: false, status: 400, why: 'Content-Encoding says gzip, but the body is not' };
    }
  }
  const url = new URL(message.url ?? '/', 'http://127.0.0.1');
  const { method = 'GET', headers } = message;
  return { ok: true, value: { method, path: url.pathname, query: url.searchParams, headers, body } };
}

function send(response: ServerResponse, reply: WireReply): void {
  if (response.destroyed) return;
  response.writeHead(reply.status, { ...reply.headers, 'content-length': Buffer.byteLength(reply.body) });
  response.end(reply.body);
}

function sendHalf(response: ServerResponse, reply: WireReply): void {
  const body = Buffer.from(reply.body);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': body.length });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}

/** A bug in the sandbox must be seen at once, and must not look like an answer of the cloud. */
function fail(response: ServerResponse, error: unknown): void {
  process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  if (response.headersSent) response.destroy();
  else send(response, { status: 500, headers: { 'content-type': 'text/plain' }, body: 'the sandbox itself failed' });
}
