import { type FileHandle, open, rm } from 'node:fs/promises';
import { CloudError } from '../../../domain/cloud-error.ts';
import { type Instant, instant } from '../../../domain/instant.ts';
import type { ObjectBucket, StoredObject } from '../../../domain/ports/objects.ts';
import type { CallEngine } from '../../shared/call-engine.ts';
import { followTokens } from '../../shared/pages.ts';
import { globalScope } from '../aws-scope.ts';
import { assertMd5, isMd5 } from './checksum.ts';
import type { Commands, GetObjectCommandOutput, S3Client } from './s3-client.ts';

/**
 * How much one request brings. Small enough for the engine's time-out on a slow line and to be asked for again, large
 * enough that a gigabyte is some hundred requests.
 */
const PART_BYTES = 8 << 20;

/** Parts of one object in flight: with those in memory, at most 32 MiB. */
const PARTS_AT_ONCE = 4;

const MAX_TEXT_BYTES = 64 << 20;

/** What a bucket needs of the SDK; loaded with the first call. */
export interface S3 {
  readonly commands: Commands;
  readonly client: S3Client;
  /** Whether it is AWS's own S3. */
  readonly isAws: boolean;
}

/** A bucket of S3, or of a storage that speaks its protocol. Permissions: s3:ListBucket, s3:GetObject. */
export class AwsBucket implements ObjectBucket {
  readonly name: string;
  readonly #engine: CallEngine;
  readonly #connect: () => Promise<S3>;
  readonly #close: () => void;

  constructor(name: string, engine: CallEngine, connect: () => Promise<S3>, close: () => void) {
    this.name = name;
    this.#engine = engine;
    this.#connect = connect;
    this.#close = close;
  }

  async *list(prefix: string): AsyncGenerator<readonly StoredObject[], void, undefined> {
    const pages = followTokens(
      'ListObjectsV2',
      (token) =>
        this.#call('s3:ListBucket', async ({ commands, client }, abortSignal) =>
          client.send(
            new commands.ListObjectsV2({
              Bucket: this.name,
              Prefix: prefix,
              ...(token !== undefined && { ContinuationToken: token }),
            }),
            { abortSignal },
          ),
        ),
      (page) => {
        if (page.IsTruncated === true && !page.NextContinuationToken) throw malformed('the listing breaks off');
        return page.IsTruncated === true ? page.NextContinuationToken : undefined;
      },
    );
    for await (const page of pages) {
      yield (page.Contents ?? []).map(({ Key, Size, ETag, LastModified }) =>
        described(Key ?? '', Size, ETag, LastModified),
      );
    }
  }

  async stat(key: string): Promise<StoredObject | undefined> {
    try {
      const head = await this.#call('s3:GetObject', ({ commands, client }, abortSignal) =>
        client.send(new commands.HeadObject({ Bucket: this.name, Key: key }), { abortSignal }),
      );
      return described(key, head.ContentLength, head.ETag, head.LastModified);
    } catch (error) {
      if (error instanceof CloudError && error.category === 'not-found' && error.vendorCode !== 'NoSuchBucket')
        return undefined;
      throw error;
    }
  }

  async readText(object: StoredObject): Promise<string> {
    if (object.sizeBytes > MAX_TEXT_BYTES)
      throw malformed(`${object.key} is no text: it has ${object.sizeBytes} bytes`);
    if (object.sizeBytes === 0) return '';
    const { bytes } = await this.#part(object, 0, object.sizeBytes);
    return bytes.toString('utf8');
  }

  async download(object: StoredObject, path: string, onBytes?: (bytes: number) => void): Promise<void> {
    const file = await open(path, 'wx');
    try {
      const answer = await this.#parts(object, file, onBytes);
      await file.close();
      const { isAws } = await this.#connect();
      if (answer !== undefined && isMd5(this.name, object.etag, answer, isAws)) await assertMd5(object, path);
    } catch (error) {
      await file.close().catch(() => undefined); // it may be closed already
      await rm(path, { force: true });
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#close();
  }

  /** All parts into the file, some at a time; what S3 said of the object, undefined for an empty one. */
  async #parts(
    object: StoredObject,
    file: FileHandle,
    onBytes: ((bytes: number) => void) | undefined,
  ): Promise<GetObjectCommandOutput | undefined> {
    let next = 0;
    let answer: GetObjectCommandOutput | undefined;
    const worker = async (): Promise<void> => {
      while (next < object.sizeBytes) {
        const start = next;
        next += PART_BYTES;
        const part = await this.#part(object, start, Math.min(object.sizeBytes, start + PART_BYTES));
        await file.write(part.bytes, 0, part.bytes.length, start);
        onBytes?.(part.bytes.length);
        answer = part.answer;
      }
    };
    const workers = Array.from({ length: PARTS_AT_ONCE }, () =>
      worker().catch((error: unknown) => {
        next = object.sizeBytes; // the others need not go on
        throw error;
      }),
    );
    const results = await Promise.allSettled(workers);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
    return answer;
  }

  /** Bytes from `start` up to `end` of the object as it was described; a body that is cut is asked for again. */
  #part(
    object: StoredObject,
    start: number,
    end: number,
  ): Promise<{ readonly bytes: Buffer; readonly answer: GetObjectCommandOutput }> {
    return this.#call('s3:GetObject', async ({ commands, client }, abortSignal) => {
      const answer = await client.send(
        new commands.GetObject({
          Bucket: this.name,
          Key: object.key,
          IfMatch: `"${object.etag}"`,
          Range: `bytes=${start}-${end - 1}`,
        }),
        { abortSignal },
      );
      if (answer.Body === undefined) throw malformed(`${object.key} came without a body`);
      const bytes = Buffer.from(await answer.Body.transformToByteArray());
      if (bytes.length !== end - start) {
        throw malformed(`${object.key}: ${bytes.length} bytes came where ${end - start} were asked for`);
      }
      return { bytes, answer };
    });
  }

  #call<T>(operation: string, attempt: (s3: S3, signal: AbortSignal) => Promise<T>): Promise<T> {
    return this.#engine.call({ operation, service: 's3', scope: globalScope(this.name) }, async (signal) =>
      attempt(await this.#connect(), signal),
    );
  }
}

/** An object whose size or mark is not told cannot be checked when it comes. */
function described(
  key: string,
  size: number | undefined,
  etag: string | undefined,
  modified: Date | undefined,
): StoredObject {
  if (key === '' || size === undefined || etag === undefined || modified === undefined) {
    throw malformed(`${key || 'an object'} is listed without its size, ETag or date`);
  }
  const modifiedAt: Instant = instant(modified.getTime());
  return { key, sizeBytes: size, etag: etag.replaceAll('"', ''), modifiedAt };
}

const malformed = (message: string): CloudError => new CloudError({ category: 'malformed', operation: 's3', message });
