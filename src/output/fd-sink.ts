import { writeSync } from 'node:fs';
import type { Writable } from 'node:stream';

import { type Sink, streamSink } from './sink.ts';

/**
 * Writes straight to a file descriptor. Opening `process.stdout` costs more than reading a report out of the
 * store, so the stream is only opened when the descriptor would block (EAGAIN: a full non-blocking pipe).
 */
export function fdSink(fd: number, open: () => Writable): Sink {
  let closed = false;
  let stream: Sink | undefined;
  return {
    get closed() {
      return closed || (stream?.closed ?? false);
    },
    async write(text) {
      if (closed) return;
      if (stream) return stream.write(text);
      const bytes = Buffer.from(text);
      let written = 0;
      while (written < bytes.length) {
        try {
          written += writeSync(fd, bytes, written);
        } catch (error) {
          const code = error instanceof Error && 'code' in error ? error.code : undefined;
          if (code === 'EPIPE') {
            closed = true;
            return;
          }
          if (code !== 'EAGAIN') throw error;
          stream = streamSink(open());
          return stream.write(bytes.subarray(written));
        }
      }
    },
  };
}
