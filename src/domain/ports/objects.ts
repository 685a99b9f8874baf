import type { Instant } from '../instant.ts';

/** An object of a bucket, as the storage describes it. */
export interface StoredObject {
  readonly key: string;
  readonly sizeBytes: number;
  /** The storage's mark of the content, without quotes: another content has another one. */
  readonly etag: string;
  readonly modifiedAt: Instant;
}

/** One bucket (or container) of an object storage, to read from. Every method throws a `CloudError`. */
export interface ObjectBucket {
  readonly name: string;
  /** What its objects' addresses begin with, without a slash at the end: `s3://name`. */
  readonly url: string;
  /** All objects whose keys begin with `prefix`, in order of their keys, page by page. */
  list(prefix: string): AsyncIterable<readonly StoredObject[]>;
  /** Undefined when there is no such object. */
  stat(key: string): Promise<StoredObject | undefined>;
  /** The whole content as UTF-8; refuses an object of more than 64 MiB. */
  readText(object: StoredObject): Promise<string>;
  /**
   * Writes the whole content to a file, which must not exist. What is there afterwards is the object as it was
   * described: of its size, of its mark, of its checksum where the mark is one. `onBytes` gets the bytes that came.
   */
  download(object: StoredObject, path: string, onBytes?: (bytes: number) => void): Promise<void>;
  close(): Promise<void>;
}
