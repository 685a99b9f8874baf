import type { WireRequest } from '../../server/wire.ts';
import { AwsError } from './errors.ts';

const lineEnd = Buffer.from('\r\n');

/**
 * The bytes that a request uploads, taken out of their chunks where they came in `aws-chunked` encoding. Neither the
 * chunks' signatures nor the checksum in the trailer are verified. Source: S3 API reference, "Signature calculations
 * for the Authorization header: transferring payload in multiple chunks". Throws `IncompleteBody`.
 */
export function uploadedBody({ headers, body }: Pick<WireRequest, 'headers' | 'body'>): Buffer {
  const hash = headers['x-amz-content-sha256'];
  const chunked =
    (typeof hash === 'string' && hash.startsWith('STREAMING-')) ||
    /\baws-chunked\b/.test(headers['content-encoding'] ?? '');
  return chunked ? joinChunks(body) : body;
}

function joinChunks(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; ;) {
    const end = body.indexOf(lineEnd, at);
    const size = end < 0 ? undefined : /^([0-9a-f]+)(;|$)/i.exec(body.toString('latin1', at, end))?.[1];
    if (size === undefined) throw incomplete();
    const length = Number.parseInt(size, 16);
    // The trailer, with its checksums, follows the empty chunk.
    if (length === 0) return Buffer.concat(chunks);
    const from = end + lineEnd.length;
    if (from + length + lineEnd.length > body.length) throw incomplete();
    chunks.push(body.subarray(from, from + length));
    at = from + length + lineEnd.length;
  }
}

function incomplete(): AwsError {
  return new AwsError(
    'IncompleteBody',
    'You did not provide the number of bytes specified by the Content-Length HTTP header',
  );
}
