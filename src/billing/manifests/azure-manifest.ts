import { AppError } from '../../domain/errors.ts';
import { type Day, parseDay } from '../../domain/instant.ts';
import { z } from 'zod';
import type { Manifest } from './manifest.ts';

/** `manifest.json`, which lies beside the parts of each run of an Azure export; other things are called so too. */
export const isAzureManifestPath = (path: string): boolean => /(?:^|\/)manifest\.json$/i.test(path);

/** Source: Microsoft Learn, "Create and manage Cost Management exports", manifest file. */
const AzureManifest = z.object({
  exportConfig: z.object({ exportName: z.string().min(1), type: z.string() }),
  runInfo: z.object({
    runId: z.string().min(1),
    submittedTime: z.string(),
    startDate: z.string(),
    endDate: z.string().optional(),
  }),
  blobs: z.array(z.object({ blobName: z.string().min(1) })),
});

/** Exports of costs; `Usage` is what ActualCost was called before 2020. Others are price sheets, reservations and the like. */
const views: Readonly<Record<string, Manifest['costView']>> = {
  actualcost: 'actual',
  usage: 'actual',
  amortizedcost: 'amortized',
  focuscost: undefined,
};

/**
 * What an Azure manifest says. Undefined for JSON that is no manifest of an export; `other` for an export of something
 * else than costs. Throws `import-invalid` for one that spans several months: then none is replaced as a whole.
 */
export function azureManifest(json: unknown, url: string): Manifest | 'other' | undefined {
  const parsed = AzureManifest.safeParse(json);
  if (!parsed.success) return undefined;
  const { exportConfig, runInfo, blobs } = parsed.data;
  const type = exportConfig.type.toLowerCase();
  if (!Object.hasOwn(views, type)) return 'other';
  const [from, to] = [monthOf(runInfo.startDate), monthOf(runInfo.endDate ?? runInfo.startDate)];
  if (from === undefined || to === undefined) {
    throw new AppError('import-invalid', `${url}: "${runInfo.startDate}" is no start of a billing period`);
  }
  if (from !== to) {
    throw new AppError(
      'import-invalid',
      `${url} is of an export from ${from.slice(0, 7)} to ${to.slice(0, 7)}, and a delivery is of one month: name its files themselves to import them`,
    );
  }
  const costView = views[type];
  return {
    kind: 'azure-export',
    exportName: exportConfig.exportName,
    assemblyId: runInfo.runId,
    billingMonth: from,
    keys: blobs.map(({ blobName }) => blobName),
    deliveredAt: runInfo.submittedTime,
    ...(costView !== undefined && { costView }),
  };
}

const monthOf = (date: string): Day | undefined => parseDay(`${date.slice(0, 7)}-01`);
