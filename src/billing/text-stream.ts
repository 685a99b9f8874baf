import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../domain/errors.ts';

const CHUNK_BYTES = 1 << 20;

/**
 * The bytes of a text file, which messages call `name`, in chunks, inflated when it is gzip; length and checksum are verified at the end.
 * Leaving the loop early closes the file. Throws `import-unreadable` for cut or damaged gzip data.
 */
export async function* textBytes(
  path: string,
  name: string,
  gzipped: boolean,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  const abort = signal === undefined ? {} : { signal };
  const source = createReadStream(path, { highWaterMark: CHUNK_BYTES, ...abort });
  if (!gzipped) {
    yield* source as AsyncIterable<Buffer>;
    return;
  }
  // The callback is there so that an error ends the loop below and nothing else.
  const inflated = pipeline(source, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined);
  try {
    yield* inflated as AsyncIterable<Buffer>;
  } catch (error) {
    throw gzipFault(name, error);
  }
}

/**
 * Inflates a whole gzip file and keeps nothing. DuckDB's own reader takes a cut or altered stream for a shorter
 * file and says nothing, which would be a bill with rows missing.
 */
export async function checkGzip(path: string, name: string, signal?: AbortSignal): Promise<void> {
  for await (const _chunk of textBytes(path, name, true, signal));
}

/** The first bytes of a text file, `limit` at most. */
export async function textHead(path: string, name: string, gzipped: boolean, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of textBytes(path, name, gzipped)) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit);
}

function gzipFault(name: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'Z_BUF_ERROR' && code !== 'Z_DATA_ERROR') return error;
  const what =
    code === 'Z_BUF_ERROR' ? 'ends too early: the file was cut off' : 'is damaged: its checksum does not hold';
  return new AppError('import-unreadable', `${name}: the gzip data ${what}`, { cause: error });
}
