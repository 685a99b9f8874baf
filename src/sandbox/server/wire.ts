import type { IncomingHttpHeaders } from 'node:http';

/** A request as it came in; the body is already decompressed. */
export interface WireRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer to be sent. */
export interface WireReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
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
