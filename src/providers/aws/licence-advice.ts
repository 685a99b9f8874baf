import { z } from 'zod';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { LicenceAdvice, Software } from '../../domain/resources.ts';
import type { AwsClient } from './client.ts';
import { readAside, rowsOf } from './read-aside.ts';

export const licencePermissions = ['compute-optimizer:GetLicenseRecommendations'] as const;

const Recommendation = z.object({
  resourceArn: z.string(),
  finding: z.string(),
  findingReasonCodes: z.array(z.string()).default([]),
  licenseRecommendationOptions: z
    .array(z.object({ rank: z.int().optional(), licenseEdition: z.string().optional() }))
    .default([]),
});

/** Editions that there is a licence-included price for; the free ones run on the plain operating system. */
const editions: Readonly<Record<string, Software>> = {
  Enterprise: 'sql-enterprise',
  Standard: 'sql-standard',
  Web: 'sql-web',
  Free: 'none',
};

export type LicenceAdviceOf = (instanceId: string) => Fact<LicenceAdvice>;

/**
 * What Compute Optimizer says of the SQL Server licences of one account and region: one listing for all instances.
 * Where it is off or not permitted, the advice on each is unread, and the inventory goes on. An instance that it does
 * not list has not been looked at. Source: Compute Optimizer API, GetLicenseRecommendations.
 */
export async function readLicenceAdvice(aws: AwsClient, scope: Scope): Promise<LicenceAdviceOf> {
  const told = await readAside(async () => {
    const pages = aws.pagesBy('nextToken', 'compute-optimizer', 'GetLicenseRecommendations', scope, {
      maxResults: 1000,
    });
    const rows = await rowsOf(pages, {
      operation: 'compute-optimizer:GetLicenseRecommendations',
      page: z.object({ licenseRecommendations: z.array(Recommendation) }),
      list: 'licenseRecommendations',
      rowId: 'resourceArn',
    });
    return new Map(rows.map((row) => [row.resourceArn.slice(row.resourceArn.lastIndexOf('/') + 1), adviceOf(row)]));
  });
  return (id) => {
    if (!told.known) return told;
    const advice = told.value.get(id);
    return advice === undefined ? unread('Compute Optimizer has not analysed its licence') : known(advice);
  };
}

function adviceOf(told: z.infer<typeof Recommendation>): LicenceAdvice {
  const { finding, findingReasonCodes, licenseRecommendationOptions } = told;
  if (finding === 'Optimized') return { advice: 'none' };
  // Without CloudWatch Application Insights it knows only what is installed.
  if (finding !== 'NotOptimized' || !findingReasonCodes.includes('LicenseOverprovisioned')) {
    return { advice: 'not-measured' };
  }
  const [best] = licenseRecommendationOptions.toSorted((a, b) => (a.rank ?? 0) - (b.rank ?? 0));
  const name = best?.licenseEdition ?? '';
  const edition = Object.hasOwn(editions, name) ? editions[name] : undefined;
  return edition === undefined ? { advice: 'not-measured' } : { advice: 'smaller-edition', edition };
}
