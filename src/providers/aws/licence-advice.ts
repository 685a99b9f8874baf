import { z } from 'zod';
import { CloudError, reasonOf } from '../../domain/cloud-error.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import type { Scope } from '../../domain/ids.ts';
import type { LicenceAdvice, Software } from '../../domain/resources.ts';
import type { AwsClient } from './client.ts';

export const licencePermissions = ['compute-optimizer:GetLicenseRecommendations'] as const;

const operation = 'compute-optimizer:GetLicenseRecommendations';

const Page = z.object({
  licenseRecommendations: z.array(
    z.object({
      resourceArn: z.string(),
      finding: z.string(),
      findingReasonCodes: z.array(z.string()).default([]),
      licenseRecommendationOptions: z
        .array(z.object({ rank: z.int().optional(), licenseEdition: z.string().optional() }))
        .default([]),
    }),
  ),
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
  const found = new Map<string, LicenceAdvice>();
  try {
    const pages = aws.pagesBy('nextToken', 'compute-optimizer', 'GetLicenseRecommendations', scope, {
      maxResults: 1000,
    });
    for await (const answer of pages) {
      const page = Page.safeParse(answer);
      if (!page.success) throw malformed(page.error);
      for (const { resourceArn, ...told } of page.data.licenseRecommendations) {
        found.set(resourceArn.slice(resourceArn.lastIndexOf('/') + 1), adviceOf(told));
      }
    }
  } catch (error) {
    if (!(error instanceof CloudError) || error.category === 'cancelled') throw error;
    const reason = reasonOf(error);
    return () => unread(reason);
  }
  return (id) => {
    const advice = found.get(id);
    return advice === undefined ? unread('Compute Optimizer has not analysed its licence') : known(advice);
  };
}

type Told = Omit<z.infer<typeof Page>['licenseRecommendations'][number], 'resourceArn'>;

function adviceOf({ finding, findingReasonCodes, licenseRecommendationOptions }: Told): LicenceAdvice {
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

function malformed(error: z.ZodError): CloudError {
  const message = `the answer of ${operation} is not what the API documents: ${z.prettifyError(error)}`;
  return new CloudError({ category: 'malformed', operation, message });
}
