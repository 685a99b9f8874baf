import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { AppError } from '../../domain/errors.ts';
import { epochMs } from '../../domain/instant.ts';
import type { ObjectBucket, StoredObject } from '../../domain/ports/objects.ts';
import type { FileTree, TreeFile } from './file-tree.ts';

export interface BucketTree extends FileTree {
  /** Copies an object to a file that does not exist yet; `onBytes` gets the bytes that came. */
  download(file: TreeFile, to: string, onBytes?: (bytes: number) => void): Promise<void>;
}

/** A bucket of an object storage. Errors of the cloud become `import-unreadable`, with the object and what was denied. */
export function bucketTree(bucket: ObjectBucket): BucketTree {
  const objects = new Map<TreeFile, StoredObject>();
  const fileOf = (object: StoredObject): TreeFile => {
    const { key, sizeBytes, etag, modifiedAt } = object;
    const file = { path: key, sizeBytes, mark: etag, modifiedMs: epochMs(modifiedAt) };
    objects.set(file, object);
    return file;
  };
  const objectOf = (file: TreeFile): StoredObject => {
    const object = objects.get(file);
    if (object === undefined) throw new TypeError(`${file.path} is of another tree`);
    return object;
  };
  const urlOf = (path: string): string => `${bucket.url}/${path}`;
  const named = async <T>(path: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw error instanceof CloudError ? told(urlOf(path), error) : error;
    }
  };
  return {
    urlOf,
    list: (folder) =>
      named(folder, async () => {
        const files: TreeFile[] = [];
        // A key that ends with a slash is a folder of the console's making.
        for await (const page of bucket.list(folder)) {
          files.push(...page.filter(({ key }) => !key.endsWith('/')).map(fileOf));
        }
        return files;
      }),
    stat: (path) =>
      named(path, async () => {
        const object = await bucket.stat(path);
        return object && fileOf(object);
      }),
    readText: (file) => named(file.path, () => bucket.readText(objectOf(file))),
    download: (file, to, onBytes) => named(file.path, () => bucket.download(objectOf(file), to, onBytes)),
  };
}

/** S3 and Blob Storage: the object is no longer of the mark that was asked for. */
const CHANGED: ReadonlySet<string> = new Set(['PreconditionFailed', 'ConditionNotMet']);

function told(url: string, error: CloudError): AppError | CloudError {
  // No word about the object: they are told, with what to do, as for every command.
  if (error.category === 'unauthenticated' || error.category === 'cancelled') return error;
  const changed =
    error.vendorCode !== undefined && CHANGED.has(error.vendorCode) ? ': it has changed since it was listed' : '';
  return new AppError('import-unreadable', `${url}: ${reasonOf(error)}${changed || `: ${error.message}`}`, {
    cause: error,
  });
}
