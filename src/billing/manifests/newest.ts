import { AppError } from '../../domain/errors.ts';
import type { TreeFile } from '../trees/file-tree.ts';
import type { Manifest } from './manifest.ts';

export interface FoundManifest {
  readonly manifest: Manifest;
  readonly file: TreeFile;
  readonly url: string;
}

/**
 * Of the manifests of one export and month, that of the newest delivery. AWS keeps a copy of it in the month's own
 * folder, above those of single deliveries ("create new report version"); where that one is missing, the newest file
 * counts. Throws `import-invalid` when that cannot be told either.
 */
export function newestOf(found: readonly FoundManifest[]): FoundManifest {
  // Azure says when; a run's folder tells nothing, and may lie deeper than that of a later one.
  const isDated = found.every(({ manifest }) => manifest.deliveredAt !== undefined);
  const depth = ({ file }: FoundManifest): number => file.path.split('/').length;
  const top = Math.min(...found.map(depth));
  const above = found.filter((each) => depth(each) === top);
  const candidates = (!isDated && above.length < found.length && above.length === 1 ? above : found).toSorted(byAge);
  const [newest, next] = candidates;
  if (newest === undefined) throw new RangeError('no manifests');
  if (next !== undefined && byAge(newest, next) === 0 && next.manifest.assemblyId !== newest.manifest.assemblyId) {
    throw new AppError(
      'import-invalid',
      `${newest.url} and ${next.url} are of two deliveries of one month, and nothing tells which is newer: name one of them`,
    );
  }
  return newest;
}

/** Newest first. Data exports of AWS name the folder of a delivery after its time; Azure's manifests say it. */
function byAge(a: FoundManifest, b: FoundManifest): number {
  const [ours, theirs] = [timeOf(a), timeOf(b)];
  if (ours !== undefined && theirs !== undefined && ours !== theirs) return ours < theirs ? 1 : -1;
  return b.file.modifiedMs - a.file.modifiedMs;
}

const timeOf = ({ manifest, file }: FoundManifest): string | undefined => manifest.deliveredAt ?? timeInPath(file.path);

const timeInPath = (path: string): string | undefined =>
  /^(\d{4}-?\d{2}-?\d{2}T?\d{2}:?\d{2}:?\d{2}[\d.]*Z?)-/.exec(path.split('/').at(-2) ?? '')?.[1]?.replace(/[-:]/g, '');
