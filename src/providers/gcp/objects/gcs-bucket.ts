import { z } from 'zod';
import { CloudError } from '../../../domain/cloud-error.ts';
import type { Scope } from '../../../domain/ids.ts';
import type { ObjectBucket, StoredObject } from '../../../domain/ports/objects.ts';
import { assertMd5, downloadInParts, readWhole } from '../../shared/object-parts.ts';
import type { GcpClient } from '../client.ts';
import { projectScope } from '../gcp-scope.ts';
import { Int64, Time } from '../labels.ts';
import { parsed } from '../resource-manager.ts';

const Item = z.object({
  name: z.string().min(1),
  size: Int64,
  /** Another content of the same name has another one. */
  generation: z.string().min(1),
  updated: Time,
  /** Base64; left out of objects that were composed of others. */
  md5Hash: z.string().optional(),
});

const Page = z.object({ items: z.array(Item).default([]) });

const FIELDS = 'name,size,generation,updated,md5Hash';

/** A bucket of Cloud Storage. Permissions: storage.objects.list, storage.objects.get. */
export class GcsBucket implements ObjectBucket {
  readonly name: string;
  readonly url: string;
  readonly #gcp: GcpClient;
  readonly #scope: Scope;
  readonly #close: () => void;
  /** MD5 in hex of the objects that were described with one. */
  readonly #md5 = new WeakMap<StoredObject, string>();

  constructor(name: string, gcp: GcpClient, close: () => void) {
    this.name = name;
    this.url = `gs://${name}`;
    this.#gcp = gcp;
    this.#scope = projectScope(name);
    this.#close = close;
  }

  async *list(prefix: string): AsyncGenerator<readonly StoredObject[], void, undefined> {
    const operation = 'storage.objects.list';
    const query = { prefix, maxResults: 1000, fields: `items(${FIELDS}),nextPageToken` };
    const request = { path: `storage/v1/b/${encodeURIComponent(this.name)}/o`, query };
    for await (const page of this.#gcp.pages(operation, this.#scope, request)) {
      yield parsed(operation, Page, page).items.map((item) => this.#described(item));
    }
  }

  async stat(key: string): Promise<StoredObject | undefined> {
    const operation = 'storage.objects.get';
    try {
      const request = { path: this.#pathOf(key), query: { fields: FIELDS } };
      return this.#described(parsed(operation, Item, await this.#gcp.call(operation, this.#scope, request)));
    } catch (error) {
      const isGone = error instanceof CloudError && error.category === 'not-found';
      // A bucket that is not there is no object that is not there.
      if (isGone && !/bucket does not exist/i.test(error.message)) return undefined;
      throw error;
    }
  }

  readText(object: StoredObject): Promise<string> {
    return readWhole(object, (start, end) => this.#part(object, start, end), 'storage.objects.get');
  }

  download(object: StoredObject, path: string, onBytes?: (bytes: number) => void): Promise<void> {
    return downloadInParts(
      object,
      path,
      (start, end) => this.#part(object, start, end),
      onBytes,
      async () => {
        const md5 = this.#md5.get(object);
        if (md5 !== undefined) await assertMd5(object, path, md5, 'storage.objects.get');
      },
    );
  }

  async close(): Promise<void> {
    this.#close();
  }

  async #part(object: StoredObject, start: number, end: number): Promise<Buffer> {
    const operation = 'storage.objects.get';
    const request = { path: this.#pathOf(object.key), query: { alt: 'media', generation: object.etag } };
    try {
      return await this.#gcp.bytes(operation, this.#scope, request, { start, end });
    } catch (error) {
      if (!(error instanceof CloudError) || error.category !== 'not-found') throw error;
      const message = `${object.key} was replaced or deleted after it was listed`;
      throw new CloudError({ category: 'not-found', operation, message }, { cause: error });
    }
  }

  #pathOf(key: string): string {
    return `storage/v1/b/${encodeURIComponent(this.name)}/o/${encodeURIComponent(key)}`;
  }

  #described({ name, size, generation, updated, md5Hash }: z.infer<typeof Item>): StoredObject {
    const object = { key: name, sizeBytes: size, etag: generation, modifiedAt: updated };
    if (md5Hash !== undefined) this.#md5.set(object, Buffer.from(md5Hash, 'base64').toString('hex'));
    return object;
  }
}
