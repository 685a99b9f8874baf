import { AppError } from '../../domain/errors.ts';
import { type Day, parseDay } from '../../domain/instant.ts';
import { z } from 'zod';
import type { CostView } from '../charges/schema.ts';
import { azureManifest, isAzureManifestPath } from './azure-manifest.ts';

/** What a manifest says of one month's delivery of an export. */
export interface Manifest {
  readonly kind: 'cur' | 'data-export' | 'azure-export';
  /** The export's name: that of the report, or of the data export. */
  readonly exportName: string;
  /** Changes with each delivery. */
  readonly assemblyId: string;
  readonly billingMonth: Day;
  /** Keys of the data files in the bucket that they were delivered to. */
  readonly keys: readonly string[];
  /** When the delivery was made, as ISO text; left out where the manifest does not say. */
  readonly deliveredAt?: string;
  /** Azure exports have one of two views on costs, or both (FOCUS), where this is left out. */
  readonly costView?: CostView;
}

/** `<report>-Manifest.json` of both kinds of AWS, `manifest.json` of Azure. */
export const isManifestPath = (path: string): boolean => /-Manifest\.json$/i.test(path) || isAzureManifestPath(path);

/** Source: AWS Data Exports user guide, "Understanding your report versions"; a manifest as AWS delivers it. */
const LegacyManifest = z.object({
  assemblyId: z.string().min(1),
  reportName: z.string().min(1),
  billingPeriod: z.object({ start: z.string() }),
  reportKeys: z.array(z.string().min(1)),
});

/** Source: AWS Data Exports user guide, "Understanding export delivery". The month stands in the path. */
const ExportManifest = z.object({
  executionId: z.string().min(1),
  dataFiles: z.array(z.string().min(1)),
});

/**
 * As `parseManifest`, for a file that was found in a folder: `other` for an Azure export of something else than costs, undefined for
 * a `manifest.json` of something else.
 */
export function parseFoundManifest(text: string, path: string, url: string): Manifest | 'other' | undefined {
  return isAzureManifestPath(path) ? azureManifest(parseJson(text), url) : parseManifest(text, path, url);
}

/** Reads a manifest's text; `path` is where it lies, `url` what messages call it. Throws `import-invalid`. */
export function parseManifest(text: string, path: string, url: string): Manifest {
  const json = parseJson(text);
  if (isAzureManifestPath(path)) {
    const manifest = azureManifest(json, url);
    if (manifest !== undefined && manifest !== 'other') return manifest;
    throw new AppError('import-invalid', `${url}: no manifest of an Azure export of actual, amortized or FOCUS costs`);
  }
  if (json === undefined) throw new AppError('import-invalid', `${url}: the manifest is no JSON`);
  const legacy = LegacyManifest.safeParse(json);
  if (legacy.success) {
    const { assemblyId, reportName, billingPeriod, reportKeys } = legacy.data;
    const billingMonth = monthIn(billingPeriod.start, /^(\d{4})-?(\d{2})/);
    if (billingMonth === undefined)
      throw new AppError('import-invalid', `${url}: "${billingPeriod.start}" is no billing period`);
    return { kind: 'cur', exportName: reportName, assemblyId, billingMonth, keys: reportKeys };
  }
  const data = ExportManifest.safeParse(json);
  if (!data.success)
    throw new AppError('import-invalid', `${url}: no manifest of a Cost and Usage Report or a data export`);
  const keys = data.data.dataFiles.map(keyOf);
  const billingMonth = [path, ...keys].map((each) => monthIn(each, PARTITION)).find((month) => month !== undefined);
  if (billingMonth === undefined)
    throw new AppError('import-invalid', `${url}: neither its path nor its files name a BILLING_PERIOD`);
  const exportName = (path.split('/').at(-1) ?? '').replace(/-Manifest\.json$/i, '');
  return { kind: 'data-export', exportName, assemblyId: data.data.executionId, billingMonth, keys };
}

/** The folder of a month in a data export. */
export const PARTITION = /(?:^|\/)billing_period=(\d{4})-(\d{2})(?:\/|$)/i;

/** Files are named by key, or with their bucket. */
const keyOf = (file: string): string => file.replace(/^s3a?:\/\/[^/]+\//i, '');

function monthIn(text: string, pattern: RegExp): Day | undefined {
  const match = pattern.exec(text);
  return match === null ? undefined : parseDay(`${match[1]}-${match[2]}-01`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined;
  }
}
