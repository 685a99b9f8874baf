import { z } from 'zod';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import { type Money, parseMoney } from '../../../domain/money.ts';
import type { Recommendation } from '../../../domain/recommendations.ts';
import type { AwsClient } from '../client.ts';
import { namesOf, parsed, unlessNotEnabled } from './advice.ts';

export const advisorPermissions = [
  'trustedadvisor:ListRecommendations',
  'trustedadvisor:ListRecommendationResources',
] as const;

const ListPage = z.object({
  recommendationSummaries: z.array(
    z.object({
      id: z.string().min(1),
      arn: z.string().min(1),
      name: z.string().min(1),
      source: z.string(),
      status: z.string(),
      awsServices: z.array(z.string()).default([]),
    }),
  ),
});

const ResourcesPage = z.object({
  recommendationResourceSummaries: z.array(
    z.object({
      id: z.string().min(1),
      // Some checks tell no resource: of these nothing can be said about one.
      awsResourceId: z.string().default(''),
      regionCode: z.string().default(''),
      status: z.string(),
      metadata: z.record(z.string(), z.string()).default({}),
      lastUpdatedAt: z.date().optional(),
      exclusionStatus: z.string().optional(),
    }),
  ),
});

/**
 * Trusted Advisor's cost checks of one account, its own alone: those that it takes over from Compute Optimizer and Cost
 * Optimization Hub are read there. Needs a support plan that holds the API; the service answers for all regions.
 */
export const advisorRecommendations = (aws: AwsClient, scope: Scope): Promise<readonly Recommendation[]> =>
  unlessNotEnabled(async () => {
    const found: Recommendation[] = [];
    const summaries = [];
    for await (const answer of aws.pagesBy('nextToken', 'trustedadvisor', 'ListRecommendations', scope, {
      pillar: 'cost_optimizing',
      maxResults: 200,
    })) {
      summaries.push(...parsed('trustedadvisor:ListRecommendations', ListPage, answer).recommendationSummaries);
    }
    for (const summary of summaries) {
      if (summary.source !== 'ta_check' || summary.status === 'ok') continue;
      for await (const answer of aws.pagesBy('nextToken', 'trustedadvisor', 'ListRecommendationResources', scope, {
        recommendationIdentifier: summary.arn,
        maxResults: 200,
      })) {
        const page = parsed('trustedadvisor:ListRecommendationResources', ResourcesPage, answer);
        for (const row of page.recommendationResourceSummaries) {
          const names = namesOf(row.awsResourceId, undefined);
          if (row.status === 'ok' || row.exclusionStatus === 'excluded' || names === undefined) continue;
          const savings = savingsIn(row.metadata);
          found.push({
            adviser: 'trusted-advisor',
            id: `${summary.id}/${row.id}`,
            scope: { ...scope, regionId: row.regionCode || scope.regionId },
            ...names,
            resourceType: summary.awsServices.join(', ') || 'unknown',
            action: summary.name,
            ...(savings !== undefined && { monthlySavings: savings }),
            // Trusted Advisor's figures are at list price.
            afterDiscounts: false,
            ...(row.lastUpdatedAt !== undefined && { refreshedAt: instant(row.lastUpdatedAt) }),
          });
        }
      }
    }
    return found;
  });

/** The columns of a check are texts: `Estimated Monthly Savings` holds `$1,234.56`. */
function savingsIn(metadata: Readonly<Record<string, string>>): Money | undefined {
  const [, text] = Object.entries(metadata).find(([name]) => /^estimated monthly savings/i.test(name)) ?? [];
  if (text === undefined || !/^\$?[\d,]+(\.\d+)?$/.test(text.trim())) return undefined;
  return parseMoney(text.trim().replaceAll(/[$,]/g, ''), 'USD');
}
