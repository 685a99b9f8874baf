import type { Writable } from 'node:stream';

/** Where output goes. `write` resolves when more may be written. */
export interface Sink {
  write(text: string | Uint8Array): Promise<void>;
  /** The reader has gone (`| head`): nothing that is written from now on is wanted. */
  readonly closed: boolean;
}

/** Pieces are gathered up to this many characters, so that a long list is not a system call per row. */
const CHUNK = 64 * 1024;

/** Writes to a stream with its back-pressure. A closed pipe is the reader's right, not an error. */
export function streamSink(stream: Writable): Sink {
  let closed = false;
  let failure: Error | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    closed = true;
    if (error.code !== 'EPIPE') failure = error;
  });
  return {
    get closed() {
      return closed;
    },
    async write(text) {
      if (failure) throw failure;
      if (closed) return;
      if (!stream.write(text)) await drained(stream);
    },
  };
}

async function drained(stream: Writable): Promise<void> {
  if (stream.destroyed || !stream.writableNeedDrain) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      stream.off('drain', done).off('error', done).off('close', done);
      resolve();
    };
    stream.once('drain', done).once('error', done).once('close', done);
  });
}

/** Writes all pieces, in larger chunks, until the reader has gone. */
export async function writeAll(sink: Sink, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> {
  let pending = '';
  for await (const piece of pieces) {
    pending += piece;
    if (pending.length < CHUNK) continue;
    await sink.write(pending);
    pending = '';
    if (sink.closed) return;
  }
  if (pending !== '') await sink.write(pending);
}
