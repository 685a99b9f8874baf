import { z } from 'zod';
import type { Scope } from '../../../domain/ids.ts';
import { instant } from '../../../domain/instant.ts';
import type { Recommendation } from '../../../domain/recommendations.ts';
import type { AwsClient } from '../client.ts';
import { moneyOf, namesOf, parsed, unlessNotEnabled } from './advice.ts';

export const hubPermissions = [
  'cost-optimization-hub:ListRecommendations',
  'cost-optimization-hub:GetPreferences',
] as const;

const Page = z.object({
  items: z.array(
    z.object({
      recommendationId: z.string().min(1),
      accountId: z.string().min(1),
      region: z.string().optional(),
      resourceId: z.string().optional(),
      resourceArn: z.string().optional(),
      currentResourceType: z.string().optional(),
      recommendedResourceType: z.string().optional(),
      estimatedMonthlySavings: z.number().optional(),
      currencyCode: z.string().default('USD'),
      implementationEffort: z.string().optional(),
      restartNeeded: z.boolean().optional(),
      rollbackPossible: z.boolean().optional(),
      actionType: z.string().min(1),
      currentResourceSummary: z.string().optional(),
      recommendedResourceSummary: z.string().optional(),
      lastRefreshTimestamp: z.date().optional(),
      recommendationLookbackPeriodInDays: z.number().optional(),
    }),
  ),
});

const Preferences = z.object({ savingsEstimationMode: z.string().optional() });

/**
 * Cost Optimization Hub: one list for all accounts of an organisation that has enrolled, Compute Optimizer's and Cost
 * Explorer's recommendations merged by resource. Its endpoint is in us-east-1 alone.
 */
export const hubRecommendations = (aws: AwsClient, scope: Scope): Promise<readonly Recommendation[]> =>
  unlessNotEnabled(async () => {
    const service = 'cost-optimization-hub';
    const preferences = parsed(
      'cost-optimization-hub:GetPreferences',
      Preferences,
      await aws.call(service, 'GetPreferences', scope, {}),
    );
    const afterDiscounts = preferences.savingsEstimationMode === 'AfterDiscounts';
    const found: Recommendation[] = [];
    for await (const answer of aws.pagesBy('nextToken', service, 'ListRecommendations', scope, { maxResults: 1000 })) {
      for (const item of parsed('cost-optimization-hub:ListRecommendations', Page, answer).items) {
        // What is bought for the whole account has no resource: the kind of purchase stands for it.
        const names = namesOf(item.resourceId, item.resourceArn) ?? {
          resourceId: item.recommendedResourceType ?? item.recommendationId,
          otherIds: [],
        };
        const savings =
          item.estimatedMonthlySavings === undefined
            ? undefined
            : moneyOf(item.estimatedMonthlySavings, item.currencyCode);
        found.push({
          adviser: 'cost-optimization-hub',
          id: item.recommendationId,
          scope: { provider: 'aws', accountId: item.accountId, regionId: item.region || 'global' },
          ...names,
          resourceType: item.currentResourceType ?? item.recommendedResourceType ?? 'unknown',
          action: item.actionType,
          ...(item.currentResourceSummary !== undefined && { current: item.currentResourceSummary }),
          ...(item.recommendedResourceSummary !== undefined && { recommended: item.recommendedResourceSummary }),
          ...(savings !== undefined && { monthlySavings: savings }),
          afterDiscounts,
          ...(item.implementationEffort !== undefined && { effort: item.implementationEffort }),
          ...(item.restartNeeded !== undefined && { restartNeeded: item.restartNeeded }),
          ...(item.rollbackPossible !== undefined && { rollbackPossible: item.rollbackPossible }),
          ...(item.recommendationLookbackPeriodInDays !== undefined && {
            lookbackDays: item.recommendationLookbackPeriodInDays,
          }),
          ...(item.lastRefreshTimestamp !== undefined && { refreshedAt: instant(item.lastRefreshTimestamp) }),
        });
      }
    }
    return found;
  });
