import { parseXML } from '@azure/core-xml';
import { z } from 'zod';
import { CloudError } from '../../../domain/cloud-error.ts';
import { GLOBAL_REGION, type Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { ObjectBucket, StoredObject } from '../../../domain/ports/objects.ts';
import { assertMd5, downloadInParts, readWhole } from '../../shared/object-parts.ts';
import { followTokens } from '../../shared/pages.ts';
import type { AzureClient, ContentRequest } from '../client.ts';

/** The data action that listing and reading blobs needs; "Storage Blob Data Reader" has it. */
const READ = 'Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read';

/** Version of the Blob service's REST API that answers are asked for in. */
const VERSION = '2023-11-03';

const text = z.string().min(1);

/** Names that XML cannot hold come percent-encoded, and say so. */
const Name = z.union([
  text,
  z.object({ $: z.object({ Encoded: z.literal('true') }), _: text }).transform(({ _ }) => decodeURIComponent(_)),
]);

const Properties = z.object({
  'Last-Modified': text,
  Etag: text,
  'Content-Length': z.coerce.number().int().nonnegative(),
  'Content-MD5': z.string().nullish(),
});

const Blob = z.object({ Name, Properties });

/** One blob is no list, and no blob is empty text: so the XML becomes an object. */
const Listing = z.object({
  Blobs: z.union([
    z.literal('').transform(() => []),
    z.object({ Blob: z.union([z.array(Blob), Blob.transform((one) => [one])]) }).transform(({ Blob: blobs }) => blobs),
  ]),
  NextMarker: z.string().optional(),
});

/** A container of a storage account. Source: Blob service REST API, List Blobs, Get Blob, Get Blob Properties. */
export class BlobContainer implements ObjectBucket {
  readonly name: string;
  readonly url: string;
  readonly #azure: AzureClient;
  readonly #scope: Scope;
  readonly #close: () => void;
  /** MD5 in hex of the blobs that were described with one. */
  readonly #md5 = new WeakMap<StoredObject, string>();

  constructor(account: string, container: string, azure: AzureClient, close: () => void) {
    this.name = `${account}/${container}`;
    this.url = `${azure.blobHost(account)}/${container}`;
    this.#azure = azure;
    this.#scope = { provider: 'azure', accountId: account, regionId: GLOBAL_REGION };
    this.#close = close;
  }

  async *list(prefix: string): AsyncGenerator<readonly StoredObject[], void, undefined> {
    const pages = followTokens(
      READ,
      async (marker) => {
        const query = new URLSearchParams({ restype: 'container', comp: 'list', prefix, maxresults: '5000' });
        if (marker !== undefined) query.set('marker', marker);
        const { text: xml } = await this.#ask({ url: `${this.url}?${query.toString().replaceAll('+', '%20')}` });
        return listed(xml);
      },
      ({ NextMarker }) => NextMarker,
    );
    for await (const page of pages) {
      yield page.Blobs.map(({ Name: key, Properties: of }) =>
        this.#described(key, of.Etag, of['Content-Length'], of['Last-Modified'], of['Content-MD5'] ?? undefined),
      );
    }
  }

  async stat(key: string): Promise<StoredObject | undefined> {
    try {
      const { headers } = await this.#ask({ method: 'HEAD', url: this.#urlOf(key) });
      const { etag, 'content-length': size, 'last-modified': modified, 'content-md5': md5 } = headers;
      return this.#described(key, etag ?? '', Number(size ?? Number.NaN), modified ?? '', md5);
    } catch (error) {
      const isGone = error instanceof CloudError && error.category === 'not-found';
      // A container that is not there is no blob that is not there.
      if (isGone && error.vendorCode !== 'ContainerNotFound') return undefined;
      throw error;
    }
  }

  readText(object: StoredObject): Promise<string> {
    return readWhole(object, (start, end) => this.#part(object, start, end), READ);
  }

  download(object: StoredObject, path: string, onBytes?: (bytes: number) => void): Promise<void> {
    return downloadInParts(
      object,
      path,
      (start, end) => this.#part(object, start, end),
      onBytes,
      async () => {
        const md5 = this.#md5.get(object);
        if (md5 !== undefined) await assertMd5(object, path, md5, READ);
      },
    );
  }

  async close(): Promise<void> {
    this.#close();
  }

  async #part(object: StoredObject, start: number, end: number): Promise<Buffer> {
    const headers = { 'x-ms-range': `bytes=${start}-${end - 1}`, 'if-match': `"${object.etag}"` };
    return (await this.#ask({ url: this.#urlOf(object.key), headers, bytes: end - start })).bytes;
  }

  #ask(request: ContentRequest) {
    const headers = { 'x-ms-version': VERSION, ...request.headers };
    return this.#azure.content('blob', READ, this.#scope, { ...request, headers });
  }

  #urlOf(key: string): string {
    return `${this.url}/${key.split('/').map(encodeURIComponent).join('/')}`;
  }

  /** A blob whose size or mark is not told cannot be checked when it comes. */
  #described(key: string, etag: string, size: number, modified: string, md5: string | undefined): StoredObject {
    const modifiedMs = Date.parse(modified);
    if (etag === '' || !Number.isSafeInteger(size) || Number.isNaN(modifiedMs)) {
      throw malformed(`${key} is listed without its size, ETag or date`);
    }
    const object = { key, sizeBytes: size, etag: etag.replaceAll('"', ''), modifiedAt: instant(modifiedMs) };
    if (md5 !== undefined && md5 !== '') this.#md5.set(object, Buffer.from(md5, 'base64').toString('hex'));
    return object;
  }
}

async function listed(xml: string): Promise<z.infer<typeof Listing>> {
  let document: unknown;
  try {
    document = await parseXML(xml.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw malformed('the listing is no XML', cause);
  }
  const result = Listing.safeParse(document);
  if (!result.success) throw malformed(`the listing is not what the API documents: ${z.prettifyError(result.error)}`);
  return result.data;
}

const malformed = (message: string, cause?: unknown): CloudError =>
  new CloudError({ category: 'malformed', operation: READ, message }, { cause });
