import { computeFamily } from '../../estate/compute/family.ts';
import type { LicenceRecommendation } from '../../estate/compute/model.ts';
import { familyState } from '../../estate/family.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import { pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { computeOptimizerProfile } from './profile.ts';

/** The part of Compute Optimizer that tells of SQL Server licences. */
export const licencesModule: ServiceModule = {
  id: 'compute-optimizer',
  profile: computeOptimizerProfile,
  operations: documentOperations({ GetLicenseRecommendations: getLicenseRecommendations }),
};

const invalid = (message: string): AwsError => new AwsError('InvalidParameterValueException', message);

const arnOf = ({ region, accountId, instanceId }: LicenceRecommendation): string =>
  `arn:aws:ec2:${region}:${accountId}:instance/${instanceId}`;

const filterFields: Readonly<Record<string, (one: LicenceRecommendation) => readonly string[]>> = {
  Finding: ({ finding }) => [finding],
  FindingReasonCode: ({ reasons }) => reasons,
  LicenseName: () => ['SQLServer'],
};

/** GetLicenseRecommendations: of the calling account and region, or of the instances that are named. */
function getLicenseRecommendations(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, invalid);
  const arns = input.texts('resourceArns');
  const filters = input.children('filters').map((filter) => ({
    name: filter.oneOf('name', ['Finding', 'FindingReasonCode', 'LicenseName']),
    values: filter.texts('values'),
  }));
  const accounts = input.texts('accountIds');
  if (accounts.some((id) => id !== call.accountId)) throw invalid('Only the calling account is enrolled.');
  const index = call.world.index.of(familyState(call.world.estate, computeFamily).licences);
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify([arns, filters]),
    token: input.optionalText('nextToken'),
    limit: input.optionalInteger('maxResults', { min: 0, max: 1000 }) ?? 100,
    items: (after) => index.resources(call.accountId, call.region, after),
    keep: (one) =>
      (arns.length === 0 || arns.includes(arnOf(one))) &&
      filters.every(({ name, values }) => filterFields[name]!(one).some((value) => values.includes(value))),
    positionOf: ({ instanceId }) => instanceId,
    badToken: () => invalid('The next token is invalid.'),
  });
  return { licenseRecommendations: items.map(documentOf), errors: [], ...(nextToken !== undefined && { nextToken }) };
}

function documentOf(one: LicenceRecommendation): object {
  return {
    resourceArn: arnOf(one),
    accountId: one.accountId,
    currentLicenseConfiguration: {
      numberOfCores: one.cores,
      instanceType: one.instanceType,
      operatingSystem: 'Windows',
      licenseEdition: one.edition,
      licenseName: 'SQLServer',
      licenseModel: 'LicenseIncluded',
      licenseVersion: '2022',
      metricsSource: one.finding === 'InsufficientMetrics' ? [] : [metricsSourceOf(one)],
    },
    lookbackPeriodInDays: 14,
    lastRefreshTimestamp: new Timestamp(one.refreshedAt),
    finding: one.finding,
    findingReasonCodes: one.reasons,
    licenseRecommendationOptions: one.option === undefined ? [] : [optionOf(one.option)],
    tags: [],
  };
}

const metricsSourceOf = ({ region, accountId }: LicenceRecommendation): object => ({
  provider: 'CloudWatchApplicationInsights',
  providerArn: `arn:aws:applicationinsights:${region}:${accountId}:application/resource-group/sql-server`,
});

const optionOf = ({ edition, percent, monthlySavings }: NonNullable<LicenceRecommendation['option']>): object => ({
  rank: 1,
  operatingSystem: 'Windows',
  licenseEdition: edition,
  licenseModel: 'LicenseIncluded',
  savingsOpportunity: {
    savingsOpportunityPercentage: percent,
    estimatedMonthlySavings: { currency: 'USD', value: Number(monthlySavings) },
  },
});
