import { commitmentsFamily } from '../../estate/commitments/family.ts';
import type { NativeRecommendation } from '../../estate/commitments/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { restOperations } from '../operation.ts';
import { itemsAfter, pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { restJsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';

/** AWS Trusted Advisor's public API, version 2022-09-15. */
export const trustedAdvisorModule: ServiceModule = {
  id: 'trustedadvisor',
  profile: restJsonProfile({
    signingName: 'trustedadvisor',
    internal: { code: 'InternalServerException', status: 500, message: 'An unexpected error occurred.' },
  }),
  operations: restOperations({
    ListRecommendations: listRecommendations,
    ListRecommendationResources: listRecommendationResources,
  }),
  routes: [
    {
      operation: 'ListRecommendations',
      method: 'GET',
      path: '/v1/recommendations',
      query: { maxResults: 'integer' },
    },
    {
      operation: 'ListRecommendationResources',
      method: 'GET',
      path: '/v1/recommendations/{recommendationIdentifier}/resources',
      query: { maxResults: 'integer' },
    },
  ],
};

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);

/** The two checks that the estate's recommendations belong to. */
const checks = [
  {
    id: 'c1cj39rr6v',
    name: 'Amazon EC2 cost optimization recommendations for instances',
    service: 'ec2',
    type: 'Ec2Instance',
  },
  { id: 'c1cj39rr7w', name: 'Amazon EBS over-provisioned volumes', service: 'ebs', type: 'EbsVolume' },
] as const;

type Check = (typeof checks)[number];

function ownOf(call: Call, check: Check): readonly NativeRecommendation[] {
  const { recommendations, supported } = familyState(call.world.estate, commitmentsFamily);
  if (!supported.includes(call.accountId)) {
    throw new AwsError(
      'AccessDeniedException',
      'Amazon Web Services Premium Support Subscription is required to use this service.',
      { status: 403 },
    );
  }
  return [...recommendations.values()]
    .filter(
      ({ adviser, accountId, resourceType }) =>
        adviser === 'advisor' && accountId === call.accountId && resourceType === check.type,
    )
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

const arnOf = (call: Call, { id }: Check): string => `arn:aws:trustedadvisor::${call.accountId}:recommendation/${id}`;

const checkArnOf = ({ id }: Check): string => `arn:aws:trustedadvisor:::check/${id}`;

const time = (epochMs: number): string => `${new Date(epochMs).toISOString().slice(0, 19)}Z`;

function listRecommendations(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const pillar = input.optionalText('pillar');
  const status = input.optionalText('status');
  const others = ['type', 'source', 'awsService', 'checkIdentifier'].map((name) => input.optionalText(name));
  const [type = 'standard', source = 'ta_check', service, identifier] = others;
  const all = checks.map((check) => ({ check, own: ownOf(call, check) }));
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([pillar, status, others]),
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 1, max: 200 }) ?? 100,
    items: (after) => itemsAfter(all, after, ({ check }) => check.id),
    keep: ({ check, own }) =>
      type === 'standard' &&
      source === 'ta_check' &&
      (service === undefined || service === check.service) &&
      (identifier === undefined || identifier === check.id || identifier === checkArnOf(check)) &&
      (pillar === undefined || pillar === 'cost_optimizing') &&
      (status === undefined || status === (own.length === 0 ? 'ok' : 'warning')),
    positionOf: ({ check }) => check.id,
    badToken: () => invalid('The next token is invalid.'),
  });
  return {
    recommendationSummaries: items.map(({ check, own }) => ({
      id: check.id,
      type: 'standard',
      checkArn: checkArnOf(check),
      status: own.length === 0 ? 'ok' : 'warning',
      pillars: ['cost_optimizing'],
      source: 'ta_check',
      awsServices: [check.service],
      name: check.name,
      resourcesAggregates: { okCount: 0, warningCount: own.length, errorCount: 0 },
      pillarSpecificAggregates: {
        costOptimizing: {
          estimatedMonthlySavings: own.reduce((sum, { monthlySavings }) => sum + monthlySavings, 0),
          estimatedPercentMonthlySavings: 0.2,
        },
      },
      lastUpdatedAt: time(call.now),
      arn: arnOf(call, check),
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}

function listRecommendationResources(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const identifier = input.text('recommendationIdentifier');
  const regionCode = input.optionalText('regionCode');
  // Every resource of the estate's checks is a warning that nobody has excluded.
  const status = input.optionalText('status') ?? 'warning';
  const exclusion = input.optionalText('exclusionStatus') ?? 'included';
  const check = checks.find((one) => arnOf(call, one) === identifier || one.id === identifier);
  if (check === undefined) {
    throw new AwsError('ResourceNotFoundException', `Recommendation ${identifier} does not exist.`, { status: 404 });
  }
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([identifier, status, exclusion, regionCode]),
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 1, max: 200 }) ?? 100,
    items: (after) => itemsAfter(ownOf(call, check), after, ({ id }) => id),
    keep: ({ region }) =>
      status === 'warning' && exclusion === 'included' && (regionCode === undefined || regionCode === region),
    positionOf: ({ id }) => id,
    badToken: () => invalid('The next token is invalid.'),
  });
  return {
    recommendationResourceSummaries: items.map((one) => ({
      id: one.id,
      arn: `arn:aws:trustedadvisor::${one.accountId}:recommendation-resource/${check.id}/${one.id}`,
      awsResourceId: one.resourceId,
      regionCode: one.region,
      status: 'warning',
      metadata: {
        'Region/AZ': one.region,
        'Resource ID': one.resourceId,
        'Estimated Monthly Savings': `$${one.monthlySavings.toFixed(2)}`,
      },
      lastUpdatedAt: time(one.refreshedAt),
      exclusionStatus: 'included',
      recommendationArn: arnOf(call, check),
    })),
    ...(nextToken !== undefined && { nextToken }),
  };
}
