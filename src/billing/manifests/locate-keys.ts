import type { Manifest } from './manifest.ts';
import { PARTITION } from './manifest.ts';

/** The folder of a month in a Cost and Usage Report, `20240501-20240601`, and in an Azure export, `20240501-20240531`. */
const PERIOD = /^\d{8}-\d{8}$/;

/**
 * The folder that everything of an export lies beneath: data files of its deliveries, old ones too. Where the manifest
 * was taken out of the layout in which AWS or Azure delivers, its own folder.
 */
export function exportFolder(manifestPath: string, kind: Manifest['kind']): string {
  const folders = manifestPath.split('/').slice(0, -1);
  const at = kind === 'data-export' ? metadataIn(folders) : folders.findLastIndex((name) => PERIOD.test(name));
  return (at < 0 ? folders : folders.slice(0, at)).join('/');
}

/** Whether a file lies in the folder of a month. */
export const isInPeriod = (path: string): boolean =>
  path
    .split('/')
    .slice(0, -1)
    .some((name) => PERIOD.test(name));

/**
 * The folder in which all data files are of deliveries that manifests tell of: the export's own with AWS, the month's
 * with Azure, whose older exports have no manifests.
 */
export function toldFolder(manifestPath: string, kind: Manifest['kind']): string {
  const folders = manifestPath.split('/').slice(0, -1);
  const at = folders.findLastIndex((name) => PERIOD.test(name));
  return kind === 'azure-export' && at >= 0 ? folders.slice(0, at + 1).join('/') : exportFolder(manifestPath, kind);
}

const metadataIn = (folders: readonly string[]): number => {
  const partition = folders.findLastIndex((name) => PARTITION.test(name));
  return partition > 0 && folders[partition - 1]?.toLowerCase() === 'metadata' ? partition - 1 : -1;
};

/**
 * Where a data file may lie, best guess first: under its own key, in a bucket; at its place in the export's folder,
 * wherever that was copied to; beside the manifest, when the export's folders were left behind.
 */
export function placesOf(
  key: string,
  manifestPath: string,
  kind: Manifest['kind'],
  inBucket: boolean,
): readonly string[] {
  const folder = exportFolder(manifestPath, kind);
  const own = manifestPath.split('/').slice(0, -1).join('/');
  const within = placeInExport(key, kind);
  const inFolder = within === undefined || folder === own ? [] : [join(folder, within)];
  const beside = folder === own ? [join(own, key.split('/').at(-1) ?? '')] : [];
  return [...new Set([...(inBucket ? [key] : []), ...inFolder, ...beside])];
}

const join = (folder: string, path: string): string => (folder === '' ? path : `${folder}/${path}`);

/**
 * The part of a key that does not depend on bucket and prefix: from the month on (`20240501-20240601/…`), from the
 * report's own folder on where it is partitioned for Athena (`report/year=2024/month=5/…`), from `data/` on.
 */
function placeInExport(key: string, kind: Manifest['kind']): string | undefined {
  const parts = key.split('/');
  const from = (at: number): string | undefined => (at < 0 ? undefined : parts.slice(at).join('/'));
  if (kind === 'data-export') {
    const partition = parts.findLastIndex((name) => PARTITION.test(name));
    return partition > 0 && parts[partition - 1]?.toLowerCase() === 'data' ? from(partition - 1) : undefined;
  }
  if (kind === 'azure-export') return from(parts.findLastIndex((name) => PERIOD.test(name)));
  const year = parts.findIndex((name) => /^year=\d{4}$/i.test(name));
  return from(parts.findLastIndex((name) => PERIOD.test(name))) ?? (year > 0 ? from(year - 1) : undefined);
}
