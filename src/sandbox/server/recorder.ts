import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import type { FaultTarget } from './faults.ts';
import { StreamedBody, type WireReply, type WireRequest } from './wire.ts';

/**
 * Writes each exchange as one JSON line: method, path, query, headers and bodies as they went over the wire
 * (a binary answer as `responseBodyBase64`, a streamed one not at all). Signatures and session tokens are left out.
 */
export class ExchangeRecorder {
  readonly #stream: WriteStream;
  #failure: Error | undefined;

  constructor(path: string) {
    this.#stream = createWriteStream(path, { flags: 'a' });
    this.#stream.on('error', (error) => {
      this.#failure = error;
    });
  }

  record(cloud: string, call: FaultTarget, request: WireRequest, reply: WireReply): void {
    const { authorization: _signature, 'x-amz-security-token': _token, ...requestHeaders } = request.headers;
    const exchange = {
      cloud,
      service: call.service,
      operation: call.operation,
      method: request.method,
      path: request.path,
      query: Object.fromEntries(request.query),
      requestHeaders,
      ...(isText(request) ? { requestBody: request.body.toString('utf8') } : {}),
      status: reply.status,
      responseHeaders: reply.headers,
      ...recordedBody(reply.body),
    };
    this.#stream.write(`${JSON.stringify(exchange)}\n`);
  }

  /** Writes what is left; throws when the file could not be written. */
  async close(): Promise<void> {
    if (!this.#failure) {
      this.#stream.end();
      await once(this.#stream, 'close');
    }
    if (this.#failure) throw this.#failure;
  }
}

function recordedBody(body: WireReply['body']): object {
  if (typeof body === 'string') return { responseBody: body };
  return body instanceof StreamedBody ? {} : { responseBodyBase64: body.toString('base64') };
}

function isText(request: WireRequest): boolean {
  return !/cbor|octet-stream/.test(request.headers['content-type'] ?? '');
}
