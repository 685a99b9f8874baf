import { commitmentsFamily } from '../../estate/commitments/family.ts';
import type { NativeRecommendation } from '../../estate/commitments/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

/** Cost Optimization Hub, version 2022-07-26: for the whole organisation where the payer asks, in us-east-1 alone. */
export const costOptimizationHubModule: ServiceModule = {
  id: 'cost-optimization-hub',
  profile: jsonProfile({
    signingName: 'cost-optimization-hub',
    targetPrefix: 'CostOptimizationHubService',
    jsonVersion: '1.0',
    endpointRegions: ['us-east-1'],
  }),
  operations: documentOperations({ GetPreferences: getPreferences, ListRecommendations: listRecommendations }),
};

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

function getPreferences(): object {
  return {
    savingsEstimationMode: 'AfterDiscounts',
    memberAccountDiscountVisibility: 'All',
    preferredCommitment: { term: 'OneYear', paymentOption: 'NoUpfront' },
  };
}

function listRecommendations(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const filter = input.child('filter');
  const fits = (name: string, value: string): boolean => {
    const values = filter?.texts(name) ?? [];
    return values.length === 0 || values.includes(value);
  };
  const isAs = (name: string, value: boolean): boolean => (filter?.optionalBoolean(name) ?? value) === value;
  const isPayer = call.accountId === call.world.estate.organization.managementAccountId;
  const all = [...familyState(call.world.estate, commitmentsFamily).recommendations.values()]
    .filter(({ adviser, accountId }) => adviser === 'hub' && (isPayer || accountId === call.accountId))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(fields['filter'] ?? null),
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 0, max: 1000 }) || 100,
    items: (after) => itemsAfter(all, after, ({ id }) => id),
    keep: (one) =>
      fits('accountIds', one.accountId) &&
      fits('regions', one.region) &&
      fits('resourceTypes', one.resourceType) &&
      fits('actionTypes', one.action) &&
      fits('resourceIds', one.resourceId) &&
      fits('resourceArns', one.resourceArn) &&
      fits('recommendationIds', one.id) &&
      fits('implementationEfforts', effortOf(one)) &&
      isAs('restartNeeded', needsRestart(one)) &&
      isAs('rollbackPossible', canRollBack(one)),
    positionOf: ({ id }) => id,
    badToken: () => invalid('The next token is invalid.'),
  });
  return { items: items.map(documentOf), ...(nextToken !== undefined && { nextToken }) };
}

const needsRestart = ({ action }: NativeRecommendation): boolean => action === 'Rightsize';
const effortOf = (one: NativeRecommendation): string => (needsRestart(one) ? 'Medium' : 'VeryLow');
const canRollBack = ({ action }: NativeRecommendation): boolean => action !== 'Delete';

function documentOf(one: NativeRecommendation): object {
  return {
    recommendationId: one.id,
    accountId: one.accountId,
    region: one.region,
    resourceId: one.resourceId,
    resourceArn: one.resourceArn,
    currentResourceType: one.resourceType,
    recommendedResourceType: one.resourceType,
    estimatedMonthlySavings: one.monthlySavings,
    estimatedSavingsPercentage: one.monthlyCost === 0 ? 0 : (one.monthlySavings / one.monthlyCost) * 100,
    estimatedMonthlyCost: one.monthlyCost,
    currencyCode: 'USD',
    implementationEffort: effortOf(one),
    restartNeeded: needsRestart(one),
    actionType: one.action,
    rollbackPossible: canRollBack(one),
    currentResourceSummary: one.current,
    recommendedResourceSummary: one.recommended,
    lastRefreshTimestamp: new Timestamp(one.refreshedAt),
    recommendationLookbackPeriodInDays: 14,
    source: 'ComputeOptimizer',
    tags: [],
  };
}
