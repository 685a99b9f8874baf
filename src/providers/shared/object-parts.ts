import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { CloudError } from '../../domain/cloud-error.ts';
import type { StoredObject } from '../../domain/ports/objects.ts';

/**
 * How much one request brings. Small enough for the engine's time-out on a slow line and to be asked for again, large
 * enough that a gigabyte is some hundred requests.
 */
const PART_BYTES = 8 << 20;

/** Parts of one object in flight: with those in memory, at most 32 MiB. */
const PARTS_AT_ONCE = 4;

export const MAX_TEXT_BYTES = 64 << 20;

/** Bytes from `start` up to `end` of an object, which is still the one that was described. Throws a CloudError. */
export type ReadPart = (start: number, end: number) => Promise<Buffer>;

/**
 * Writes an object to a file that must not exist, some parts at a time, and lets `check` look at it. Nothing is left
 * behind when it fails.
 */
export async function downloadInParts(
  object: StoredObject,
  path: string,
  readPart: ReadPart,
  onBytes: ((bytes: number) => void) | undefined,
  check: () => Promise<void>,
): Promise<void> {
  const file = await open(path, 'wx');
  try {
    await allParts(object, file, readPart, onBytes);
    await file.close();
    await check();
  } catch (error) {
    await file.close().catch(() => undefined); // it may be closed already
    await rm(path, { force: true });
    throw error;
  }
}

async function allParts(
  { sizeBytes }: StoredObject,
  file: FileHandle,
  readPart: ReadPart,
  onBytes: ((bytes: number) => void) | undefined,
): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < sizeBytes) {
      const start = next;
      next += PART_BYTES;
      const bytes = await readPart(start, Math.min(sizeBytes, start + PART_BYTES));
      await file.write(bytes, 0, bytes.length, start);
      onBytes?.(bytes.length);
    }
  };
  const workers = Array.from({ length: PARTS_AT_ONCE }, () =>
    worker().catch((error: unknown) => {
      next = sizeBytes; // the others need not go on
      throw error;
    }),
  );
  const results = await Promise.allSettled(workers);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** The whole content as text. Throws a CloudError for more than 64 MiB. */
export async function readWhole(object: StoredObject, readPart: ReadPart, operation: string): Promise<string> {
  if (object.sizeBytes > MAX_TEXT_BYTES) {
    const message = `${object.key} is no text: it has ${object.sizeBytes} bytes`;
    throw new CloudError({ category: 'malformed', operation, message });
  }
  return object.sizeBytes === 0 ? '' : (await readPart(0, object.sizeBytes)).toString('utf8');
}

/** Throws a CloudError when the file does not have the MD5 (in hex) that the storage named with the object. */
export async function assertMd5(object: StoredObject, path: string, md5: string, operation: string): Promise<void> {
  const hash = createHash('md5');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  if (hash.digest('hex') === md5.toLowerCase()) return;
  const message = `${object.key}: what came does not have the checksum that the storage names`;
  throw new CloudError({ category: 'malformed', operation, message });
}

/**
 * A part that came with as many bytes as were asked for. Throws a malformed CloudError else: within the attempt that
 * brought it, so that it is asked for again.
 */
export function wholePart(bytes: Buffer, expected: number, operation: string, of = 'a part'): Buffer {
  if (bytes.length === expected) return bytes;
  const message = `${of}: ${bytes.length} bytes came where ${expected} were asked for`;
  throw new CloudError({ category: 'malformed', operation, message });
}
