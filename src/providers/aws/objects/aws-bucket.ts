import { CloudError } from '../../../domain/cloud-error.ts';
import { type Instant, instant } from '../../../domain/instant.ts';
import type { ObjectBucket, StoredObject } from '../../../domain/ports/objects.ts';
import type { CallEngine } from '../../shared/call-engine.ts';
import { downloadInParts, readWhole, wholePart } from '../../shared/object-parts.ts';
import { followTokens } from '../../shared/pages.ts';
import { globalScope } from '../aws-scope.ts';
import { assertEtag, isMd5 } from './checksum.ts';
import type { Commands, GetObjectCommandOutput, S3Client } from './s3-client.ts';

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
  readonly url: string;
  readonly #engine: CallEngine;
  readonly #connect: () => Promise<S3>;
  readonly #close: () => void;

  constructor(name: string, engine: CallEngine, connect: () => Promise<S3>, close: () => void) {
    this.name = name;
    this.url = `s3://${name}`;
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

  readText(object: StoredObject): Promise<string> {
    return readWhole(object, async (start, end) => (await this.#part(object, start, end)).bytes, 's3');
  }

  async download(object: StoredObject, path: string, onBytes?: (bytes: number) => void): Promise<void> {
    let answer: GetObjectCommandOutput | undefined;
    const readPart = async (start: number, end: number): Promise<Buffer> => {
      const part = await this.#part(object, start, end);
      answer = part.answer;
      return part.bytes;
    };
    await downloadInParts(object, path, readPart, onBytes, async () => {
      const { isAws } = await this.#connect();
      if (answer !== undefined && isMd5(this.name, object.etag, answer, isAws)) await assertEtag(object, path);
    });
  }

  async close(): Promise<void> {
    this.#close();
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
      return { bytes: wholePart(bytes, end - start, 's3:GetObject', object.key), answer };
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
