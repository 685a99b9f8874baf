import { hash } from 'node:crypto';
import { AppError } from '../../domain/errors.ts';
import type { Day } from '../../domain/instant.ts';
import type { CostView } from '../charges/schema.ts';
import { isBillingName } from '../input-files.ts';
import type { FileTree, TreeFile } from '../trees/file-tree.ts';
import { exportFolder, isInPeriod, placesOf, toldFolder } from './locate-keys.ts';
import { type Manifest, isManifestPath, parseFoundManifest, parseManifest } from './manifest.ts';
import { type FoundManifest, newestOf } from './newest.ts';

/** One month of an export, as its newest manifest tells it. */
export interface PlannedDelivery {
  readonly manifestUrl: string;
  readonly exportName: string;
  /** Where the export lies, with its name: no other export has the same. */
  readonly exportUrl: string;
  /** The export among others: its kind and name. */
  readonly exportId: string;
  readonly costView?: CostView;
  /** This delivery: the manifest's id and the marks of its files. */
  readonly deliveryId: string;
  readonly billingMonth: Day;
  readonly files: readonly TreeFile[];
}

export interface ImportPlan {
  readonly deliveries: readonly PlannedDelivery[];
  /** Files that no manifest speaks of, and that lie in no export's folder. */
  readonly loose: readonly TreeFile[];
  /** How many files of older deliveries were left alone. */
  readonly superseded: number;
}

/**
 * What to read of a folder: of each export and month the newest delivery, and the files that belong to no export.
 * `inBucket` says that paths are keys. Throws `import-invalid` for a manifest that is none, `import-unreadable` for a
 * file that a manifest names and that is not there.
 */
export async function planFolder(tree: FileTree, folder: string, inBucket: boolean): Promise<ImportPlan> {
  const files = await tree.list(folder);
  const found: FoundManifest[] = [];
  const others: string[] = [];
  for (const file of files.filter(({ path }) => isManifestPath(path))) {
    const url = tree.urlOf(file.path);
    const manifest = parseFoundManifest(await tree.readText(file), file.path, url);
    if (manifest === 'other') others.push(toldFolder(file.path, 'azure-export'));
    else if (manifest !== undefined) found.push({ manifest, file, url });
    else if (isInPeriod(file.path))
      throw new AppError('import-invalid', `${url}: no manifest of an Azure export, or a damaged one`);
  }
  const known = new Map(files.map((file) => [file.path, file]));
  const deliveries = await Promise.all(newestManifests(found).map((each) => planned(tree, each, inBucket, known)));
  const folders = found.map(({ manifest, file }) => toldFolder(file.path, manifest.kind));
  const data = files.filter(({ path }) => isBillingName(path));
  const chosen = new Set(deliveries.flatMap((delivery) => delivery.files.map(({ path }) => path)));
  const isInExport = ({ path }: TreeFile): boolean => folders.some((of) => of === '' || path.startsWith(`${of}/`));
  const isOfOther = ({ path }: TreeFile): boolean =>
    others.some((of) => (of === '' ? !path.includes('/') : path.startsWith(`${of}/`)));
  const rest = data.filter((file) => !chosen.has(file.path) && !isOfOther(file));
  return {
    deliveries,
    loose: rest.filter((file) => !isInExport(file)),
    superseded: rest.filter(isInExport).length,
  };
}

/** What one manifest says, which was named itself. */
export async function planManifest(tree: FileTree, file: TreeFile, inBucket: boolean): Promise<PlannedDelivery> {
  return planned(tree, await read(tree, file), inBucket, new Map());
}

async function read(tree: FileTree, file: TreeFile): Promise<FoundManifest> {
  const url = tree.urlOf(file.path);
  return { manifest: parseManifest(await tree.readText(file), file.path, url), file, url };
}

function newestManifests(found: readonly FoundManifest[]): readonly FoundManifest[] {
  const byMonth = Map.groupBy(found, ({ manifest, file }) =>
    JSON.stringify([exportFolder(file.path, manifest.kind), exportIdOf(manifest), manifest.billingMonth]),
  );
  return [...byMonth.values()].map(newestOf).toSorted((a, b) => (a.file.path < b.file.path ? -1 : 1));
}

const exportIdOf = ({ kind, exportName }: Manifest): string => `${kind}:${exportName}`;

async function planned(
  tree: FileTree,
  { manifest, file, url }: FoundManifest,
  inBucket: boolean,
  known: ReadonlyMap<string, TreeFile>,
): Promise<PlannedDelivery> {
  const { kind, exportName, assemblyId, billingMonth, keys, costView } = manifest;
  const files: TreeFile[] = [];
  for (const key of keys) {
    const places = placesOf(key, file.path, kind, inBucket);
    let there: TreeFile | undefined;
    for (const place of places) there ??= known.get(place) ?? (await tree.stat(place));
    if (there === undefined) throw missing(tree, url, key, places);
    files.push(there);
  }
  const marks = files.map(({ path, sizeBytes, mark }) => [path.split('/').at(-1), sizeBytes, mark]);
  return {
    manifestUrl: url,
    exportName,
    exportUrl: `${tree.urlOf(exportFolder(file.path, kind))}#${exportName}`,
    exportId: exportIdOf(manifest),
    deliveryId: `${assemblyId} ${hash('sha256', JSON.stringify([exportIdOf(manifest), assemblyId, marks])).slice(0, 32)}`,
    billingMonth,
    ...(costView !== undefined && { costView }),
    files,
  };
}

function missing(tree: FileTree, url: string, key: string, places: readonly string[]): AppError {
  const [first] = places;
  const where = first === undefined || first === key ? '' : ` (looked for as ${tree.urlOf(first)})`;
  return new AppError('import-unreadable', `${url} names ${key}, which is not there${where}`);
}
