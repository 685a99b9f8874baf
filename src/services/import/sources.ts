import { stat } from 'node:fs/promises';
import { parse, relative, resolve, sep } from 'node:path';

import { isManifestPath } from '../../billing/manifests/manifest.ts';
import {
  type ImportPlan,
  type PlannedDelivery,
  planFolder,
  planManifest,
} from '../../billing/manifests/plan-import.ts';
import { expandInputs, isBillingName } from '../../billing/input-files.ts';
import { type BucketTree, bucketTree } from '../../billing/trees/bucket-tree.ts';
import type { FileTree, TreeFile } from '../../billing/trees/file-tree.ts';
import { localTree } from '../../billing/trees/local-tree.ts';
import { AppError } from '../../domain/errors.ts';
import type { ObjectBucket } from '../../domain/ports/objects.ts';
import { type BucketAddress, bucketAddress } from './bucket-address.ts';

/** A file of an input, and the tree that it lies in. */
export interface SourceFile {
  readonly file: TreeFile;
  readonly tree: FileTree;
  /** Set for a file that has to be fetched first. */
  readonly bucket?: BucketTree;
}

export interface SourceDelivery extends Omit<PlannedDelivery, 'files'> {
  readonly files: readonly SourceFile[];
}

/** What the inputs of one command come to. */
export interface ImportSources {
  readonly deliveries: readonly SourceDelivery[];
  readonly loose: readonly SourceFile[];
  readonly superseded: number;
}

/**
 * Finds the files that inputs name: paths, folders and patterns on this machine, and addresses of object storages
 * (bucket-address.ts). Nothing of the files themselves is read yet. Throws `import-unreadable`, `import-invalid`, `usage-invalid`.
 */
export async function findSources(
  inputs: readonly string[],
  cwd: string,
  openBucket: (address: BucketAddress) => Promise<ObjectBucket>,
): Promise<ImportSources> {
  const found: ImportSources[] = [];
  for (const input of inputs) {
    const address = bucketAddress(input);
    found.push(
      address === undefined
        ? await localSources(resolve(cwd, input))
        : await bucketSources(address, await openBucket(address)),
    );
  }
  return {
    deliveries: unique(
      found.flatMap(({ deliveries }) => deliveries),
      ({ manifestUrl }) => manifestUrl,
    ),
    loose: unique(
      found.flatMap(({ loose }) => loose),
      ({ tree, file }) => tree.urlOf(file.path),
    ),
    superseded: found.reduce((sum, { superseded }) => sum + superseded, 0),
  };
}

function unique<T>(items: readonly T[], key: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [key(item), item])).values()];
}

async function localSources(path: string): Promise<ImportSources> {
  const { root } = parse(path);
  const tree = localTree(root);
  const inTree = (absolute: string): string => relative(root, absolute).split(sep).join('/');
  const source = (file: TreeFile): SourceFile => ({ file, tree });
  if ((await stat(path).catch(() => undefined))?.isDirectory() === true) {
    return nonEmpty(planned(await planFolder(tree, inTree(path), false), source), `${path}: the folder holds`);
  }
  const files: TreeFile[] = [];
  for (const absolute of await expandInputs([path])) {
    const file = await tree.stat(inTree(absolute));
    if (file === undefined) throw new AppError('import-unreadable', `${absolute}: neither a file nor a folder`);
    files.push(file);
  }
  return named(tree, files, false, source);
}

async function bucketSources({ key, url }: BucketAddress, opened: ObjectBucket): Promise<ImportSources> {
  const bucket = bucketTree(opened);
  const source = (file: TreeFile): SourceFile => ({ file, tree: bucket, bucket });
  if (isManifestPath(key) || isBillingName(key)) {
    const file = await bucket.stat(key);
    if (file === undefined) throw new AppError('import-unreadable', `${url}: there is no such object`);
    return named(bucket, [file], true, source);
  }
  // A prefix is a folder: `cur/daily` must not read `cur/daily-old/` too.
  const folder = key === '' || key.endsWith('/') ? key : `${key}/`;
  return nonEmpty(
    planned(await planFolder(bucket, folder, true), source),
    `${url}: the bucket holds, under this prefix,`,
  );
}

const planned = (
  { deliveries, loose, superseded }: ImportPlan,
  source: (file: TreeFile) => SourceFile,
): ImportSources => ({
  deliveries: deliveries.map((delivery) => ({ ...delivery, files: delivery.files.map(source) })),
  loose: loose.map(source),
  superseded,
});

/** Files that were named one by one: a manifest stands for the files that it names. */
async function named(
  tree: FileTree,
  files: readonly TreeFile[],
  inBucket: boolean,
  source: (file: TreeFile) => SourceFile,
): Promise<ImportSources> {
  const manifests = files.filter(({ path }) => isManifestPath(path));
  const deliveries = await Promise.all(manifests.map((file) => planManifest(tree, file, inBucket)));
  return planned({ deliveries, loose: files.filter((file) => !manifests.includes(file)), superseded: 0 }, source);
}

function nonEmpty(sources: ImportSources, where: string): ImportSources {
  if (sources.deliveries.length > 0 || sources.loose.length > 0) return sources;
  throw new AppError('import-unreadable', `${where} no .csv, .csv.gz, .jsonl, .json.gz or .parquet file`);
}
