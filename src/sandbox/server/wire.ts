import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came in; the body is decompressed, unless its service keeps the encoding with the data. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A body that is made while it is sent: `size` bytes in all. */
export class StreamedBody {
  readonly size: number;
  readonly open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

  constructor(size: number, open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
    this.size = size;
    this.open = open;
  }

  /** The first `size` bytes of it. */
  cut(size: number): StreamedBody {
    return new StreamedBody(size, () => firstBytes(this.open(), size));
  }
}

async function* firstBytes(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  size: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let left = size;
  for await (const chunk of chunks) {
    if (left <= 0) return;
    yield chunk.subarray(0, left);
    left -= chunk.length;
  }
}

/** Bytes of a body. */
export function sizeOfBody(body: WireReply['body']): number {
  return body instanceof StreamedBody ? body.size : Buffer.byteLength(body);
}

/** The first half of a body. */
export function halfOfBody(body: WireReply['body']): Buffer | StreamedBody {
  if (body instanceof StreamedBody) return body.cut(Math.floor(body.size / 2));
  const bytes = Buffer.from(body);
  return bytes.subarray(0, Math.floor(bytes.length / 2));
}

/** An answer to be sent. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer | StreamedBody;
  /** The cloud's code of the error that this answer tells, for the call log. */
  readonly errorCode?: string;
}

/** What becomes of a request: an answer, or what a broken network makes of one. */
export type Outcome =
  | { readonly kind: 'reply'; readonly reply: WireReply }
  /** Headers and the first half of the body, then the connection ends. */
  | { readonly kind: 'truncated'; readonly reply: WireReply }
  | { readonly kind: 'disconnected' }
  /** No answer for as long as the client waits. */
  | { readonly kind: 'unanswered' };
