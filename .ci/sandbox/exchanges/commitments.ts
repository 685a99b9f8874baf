import {
  CostExplorerClient,
  GetCostAndUsageWithResourcesCommand,
  type GetCostAndUsageWithResourcesCommandInput,
  GetReservationCoverageCommand,
  GetReservationPurchaseRecommendationCommand,
  GetReservationUtilizationCommand,
  GetSavingsPlansCoverageCommand,
  GetSavingsPlansPurchaseRecommendationCommand,
  type GetSavingsPlansPurchaseRecommendationCommandInput,
  GetSavingsPlansUtilizationDetailsCommand,
  ListCostAllocationTagsCommand,
  type ListCostAllocationTagsCommandInput,
  ListCostCategoryDefinitionsCommand,
} from '@aws-sdk/client-cost-explorer';
import { DescribeReservedInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { DescribeReservedDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  DescribeSavingsPlansCommand,
  type DescribeSavingsPlansCommandInput,
  DescribeSavingsPlansOfferingRatesCommand,
  type DescribeSavingsPlansOfferingRatesCommandInput,
  SavingsplansClient,
} from '@aws-sdk/client-savingsplans';
import { commitmentsFamily } from '../../../src/sandbox/estate/commitments/family.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import type { RunningSandbox } from '../../../src/sandbox/main.ts';
import { expectError } from '../aws-clients.ts';
import { drainTokens, oneOrMore } from '../listings.ts';
import type { ClientOptions, Exchanges } from './exchanges.ts';

const EC2 = 'Amazon Elastic Compute Cloud - Compute';
const RDS = 'Amazon Relational Database Service';
/** Where the services with one endpoint for all regions have it. */
const HOME = 'us-east-1';

const day = (daysBack: number) => new Date(Date.now() - daysBack * 86_400_000).toISOString().slice(0, 10);
const month = { Start: day(30), End: day(0) };
const ofService = (service: string) => ({ Dimensions: { Key: 'SERVICE' as const, Values: [service] } });

/** Savings Plans, reservations of machines and databases, how they were used, and what the bill is divided by. */
export const exchanges: Exchanges = {
  reads: {
    savingsplans: (options) => new SavingsplansClient(options).send(new DescribeSavingsPlansCommand({})),
  },
  async once({ sandbox, options }) {
    const client = new CostExplorerClient(options);
    await resources(client, sandbox);
    await allocation(client);
    await advice(client);
    await rates(options);
    await planUse(client);
    await reservationUse(client);
  },
  async everywhere({ options, region }) {
    await reservations(options);
    if (region !== HOME) return;
    await plans(options);
    // A member sees its own commitments; it may have none.
    const client = new CostExplorerClient(options);
    await client.send(new GetReservationUtilizationCommand({ TimePeriod: month }));
    await client.send(new GetSavingsPlansCoverageCommand({ TimePeriod: month }));
  },
};

/** The payer's setting is off in a new estate: asked before and after it is switched on. */
async function resources(client: CostExplorerClient, { estate }: RunningSandbox): Promise<void> {
  const { settings } = familyState(estate, commitmentsFamily);
  const input: GetCostAndUsageWithResourcesCommandInput = {
    TimePeriod: { Start: day(3), End: day(0) },
    Granularity: 'DAILY',
    Metrics: ['UnblendedCost', 'UsageQuantity'],
    Filter: ofService(EC2),
    GroupBy: [{ Type: 'DIMENSION', Key: 'RESOURCE_ID' }],
  };
  const ask = (more: Partial<GetCostAndUsageWithResourcesCommandInput>) =>
    client.send(new GetCostAndUsageWithResourcesCommand({ ...input, ...more }));
  await expectError('DataUnavailableException', ask({}));
  settings.resourceData = true;
  try {
    await drainTokens(async (NextPageToken) => {
      const page = await ask({ NextPageToken });
      oneOrMore(
        'cost of single resources',
        page.ResultsByTime?.flatMap(({ Groups = [] }) => Groups),
      );
      return page.NextPageToken;
    });
    const GroupBy = ['RESOURCE_ID', 'USAGE_TYPE'].map((Key) => ({ Type: 'DIMENSION' as const, Key }));
    await drainTokens(async (NextPageToken) => (await ask({ GroupBy, NextPageToken })).NextPageToken);
    await ask({ Filter: { And: [ofService(RDS), { Dimensions: { Key: 'REGION', Values: [HOME] } }] } });
    await ask({ Metrics: ['AmortizedCost', 'NetAmortizedCost', 'NetUnblendedCost', 'BlendedCost'] });
    await expectError('InvalidNextTokenException', ask({ NextPageToken: 'x' }));
    await expectError('ValidationException', ask({ TimePeriod: { Start: day(20), End: day(0) } }));
    await expectError('ValidationException', ask({ GroupBy: [{ Type: 'DIMENSION', Key: 'SERVICE' }] }));
  } finally {
    settings.resourceData = false;
  }
}

async function allocation(client: CostExplorerClient): Promise<void> {
  const tags = (input: ListCostAllocationTagsCommandInput) => client.send(new ListCostAllocationTagsCommand(input));
  const keys: string[] = [];
  await drainTokens(async (NextToken) => {
    const page = await tags({ MaxResults: 2, NextToken });
    keys.push(...(page.CostAllocationTags ?? []).flatMap(({ TagKey = [] }) => TagKey));
    return page.NextToken;
  });
  await tags({ TagKeys: oneOrMore('allocation tags', keys).slice(0, 2) });
  await tags({ Status: 'Active', Type: 'UserDefined' });
  await tags({ Status: 'Inactive', Type: 'AWSGenerated' });
  await expectError('InvalidNextTokenException', tags({ NextToken: 'x' }));
  const categories = await client.send(new ListCostCategoryDefinitionsCommand({}));
  oneOrMore('cost categories', categories.CostCategoryReferences);
  await client.send(new ListCostCategoryDefinitionsCommand({ MaxResults: 1 }));
}

async function advice(client: CostExplorerClient): Promise<void> {
  const terms = {
    TermInYears: 'ONE_YEAR',
    PaymentOption: 'NO_UPFRONT',
    LookbackPeriodInDays: 'THIRTY_DAYS',
  } as const;
  const plan = (input: Partial<GetSavingsPlansPurchaseRecommendationCommandInput>) =>
    client.send(
      new GetSavingsPlansPurchaseRecommendationCommand({ SavingsPlansType: 'COMPUTE_SP', ...terms, ...input }),
    );
  const { SavingsPlansPurchaseRecommendation: told } = await plan({ AccountScope: 'PAYER', PageSize: 1 });
  oneOrMore('recommended plans', told?.SavingsPlansPurchaseRecommendationDetails);
  await plan({ TermInYears: 'THREE_YEARS', PaymentOption: 'ALL_UPFRONT', LookbackPeriodInDays: 'SIXTY_DAYS' });
  await plan({ SavingsPlansType: 'EC2_INSTANCE_SP', LookbackPeriodInDays: 'SEVEN_DAYS' });
  await expectError('InvalidNextTokenException', plan({ NextPageToken: 'x' }));
  await expectError('ValidationException', plan({ TermInYears: 'TWO_YEARS' as 'ONE_YEAR' }));

  const reserve = (Service: string, input: object = {}) =>
    client.send(new GetReservationPurchaseRecommendationCommand({ Service, ...terms, ...input }));
  const few: string[] = [];
  await drainTokens(async (NextPageToken) => {
    const { Recommendations = [], NextPageToken: next } = await reserve(EC2, { PageSize: 2, NextPageToken });
    const details = Recommendations.flatMap(({ RecommendationDetails = [] }) => RecommendationDetails);
    few.push(...details.flatMap(({ AccountId = [] }) => AccountId));
    return next;
  });
  oneOrMore('recommended reservations', few);
  for (const service of [RDS, 'Amazon ElastiCache', 'Amazon OpenSearch Service', 'Amazon Redshift']) {
    await reserve(service, { PaymentOption: 'PARTIAL_UPFRONT', AccountScope: 'LINKED' });
  }
  await expectError('InvalidNextTokenException', reserve(EC2, { NextPageToken: 'x' }));
  await expectError('ValidationException', reserve(EC2, { PaymentOption: 'BARTER' }));
}

async function planUse(client: CostExplorerClient): Promise<void> {
  const details = (input: object = {}) =>
    client.send(new GetSavingsPlansUtilizationDetailsCommand({ TimePeriod: month, ...input }));
  await drainTokens(async (NextToken) => {
    const page = await details({ MaxResults: 1, NextToken });
    oneOrMore('used plans', page.SavingsPlansUtilizationDetails);
    return page.NextToken;
  });
  await expectError('InvalidNextTokenException', details({ NextToken: 'x' }));
  await expectError('ValidationException', details({ TimePeriod: { Start: day(0), End: day(0) } }));
  await expectError('DataUnavailableException', details({ TimePeriod: { Start: day(-40), End: day(-50) } }));

  const coverage = (input: object = {}) =>
    client.send(new GetSavingsPlansCoverageCommand({ TimePeriod: month, ...input }));
  const GroupBy = (...keys: readonly string[]) => keys.map((Key) => ({ Type: 'DIMENSION' as const, Key }));
  await drainTokens(async (NextToken) => {
    const page = await coverage({ GroupBy: GroupBy('SERVICE', 'REGION'), MaxResults: 1, NextToken });
    oneOrMore('coverage by plans', page.SavingsPlansCoverages);
    return page.NextToken;
  });
  await coverage({ GroupBy: GroupBy('INSTANCE_FAMILY'), Metrics: ['SpendCoveredBySavingsPlans'] });
  await coverage({ Granularity: 'MONTHLY' });
  await coverage({ Granularity: 'DAILY', MaxResults: 7 });
  await expectError('InvalidNextTokenException', coverage({ NextToken: 'x' }));
  await expectError('ValidationException', coverage({ GroupBy: GroupBy('COLOUR') }));
}

async function reservationUse(client: CostExplorerClient): Promise<void> {
  const GroupBy = [{ Type: 'DIMENSION' as const, Key: 'SUBSCRIPTION_ID' }];
  const utilization = (input: object = {}) =>
    client.send(new GetReservationUtilizationCommand({ TimePeriod: month, ...input }));
  for (const service of [EC2, RDS]) {
    await drainTokens(async (NextPageToken) => {
      const page = await utilization({ Filter: ofService(service), GroupBy, MaxResults: 1, NextPageToken });
      oneOrMore(
        `used reservations of ${service}`,
        page.UtilizationsByTime?.flatMap(({ Groups = [] }) => Groups),
      );
      return page.NextPageToken;
    });
  }
  await utilization({ Granularity: 'MONTHLY' });
  await utilization({ Granularity: 'DAILY' });
  await expectError('InvalidNextTokenException', utilization({ GroupBy, NextPageToken: 'x' }));
  await expectError('ValidationException', utilization({ GroupBy, Granularity: 'DAILY' }));

  const coverage = (input: object = {}) =>
    client.send(new GetReservationCoverageCommand({ TimePeriod: month, ...input }));
  const byRegion = [{ Type: 'DIMENSION' as const, Key: 'REGION' }];
  await drainTokens(async (NextPageToken) => {
    const page = await coverage({ GroupBy: byRegion, MaxResults: 1, NextPageToken });
    oneOrMore(
      'coverage by reservations',
      page.CoveragesByTime?.flatMap(({ Groups = [] }) => Groups),
    );
    return page.NextPageToken;
  });
  await coverage({ GroupBy: [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' }], Filter: ofService(RDS) });
  await coverage({ Granularity: 'MONTHLY', Metrics: ['Hour', 'Unit', 'Cost'] });
  await coverage({ Granularity: 'DAILY' });
  await expectError('InvalidNextTokenException', coverage({ GroupBy: byRegion, NextPageToken: 'x' }));
  await expectError('ValidationException', coverage({ GroupBy: [{ Type: 'DIMENSION', Key: 'COLOUR' }] }));
}

async function plans(options: ClientOptions): Promise<void> {
  const client = new SavingsplansClient(options);
  const plansOf = (input: DescribeSavingsPlansCommandInput) => client.send(new DescribeSavingsPlansCommand(input));
  const states = ['active', 'queued', 'retired', 'returned'] as const;
  await drainTokens(async (nextToken) => {
    const page = await plansOf({ states: [...states], maxResults: 1, nextToken });
    const savingsPlanIds = (page.savingsPlans ?? []).flatMap(({ savingsPlanId = [] }) => savingsPlanId);
    if (savingsPlanIds.length > 0) await plansOf({ savingsPlanIds });
    return page.nextToken;
  });
  await plansOf({ filters: [{ name: 'savings-plan-type', values: ['Compute'] }] });
  await plansOf({ filters: [{ name: 'payment-option', values: ['No Upfront'] }], states: ['active'] });
  await expectError('ValidationException', plansOf({ nextToken: 'x' }));
  await expectError('ValidationException', plansOf({ maxResults: 0 }));
}

async function rates(options: ClientOptions): Promise<void> {
  const client = new SavingsplansClient(options);
  const ratesOf = (input: DescribeSavingsPlansOfferingRatesCommandInput) =>
    client.send(new DescribeSavingsPlansOfferingRatesCommand(input));
  const usageTypes = new Set<string>();
  await drainTokens(async (nextToken) => {
    const page = await ratesOf({ savingsPlanTypes: ['Compute'], maxResults: 100, nextToken });
    for (const { usageType } of page.searchResults ?? []) if (usageType !== undefined) usageTypes.add(usageType);
    return page.nextToken;
  });
  await ratesOf({
    usageTypes: oneOrMore('offered rates', [...usageTypes]).slice(0, 2),
    savingsPlanTypes: ['EC2Instance'],
    savingsPlanPaymentOptions: ['No Upfront'],
    products: ['EC2'],
    serviceCodes: ['AmazonEC2'],
    operations: ['RunInstances'],
  });
  await ratesOf({ filters: [{ name: 'region', values: [HOME] }], maxResults: 5 });
  await expectError('ValidationException', ratesOf({ nextToken: 'x' }));
}

async function reservations(options: ClientOptions): Promise<void> {
  const ec2 = new EC2Client(options);
  const { ReservedInstances = [] } = await ec2.send(new DescribeReservedInstancesCommand({}));
  const ReservedInstancesIds = ReservedInstances.flatMap(({ ReservedInstancesId = [] }) => ReservedInstancesId);
  if (ReservedInstancesIds.length > 0) await ec2.send(new DescribeReservedInstancesCommand({ ReservedInstancesIds }));
  const Filters = [{ Name: 'state', Values: ['active'] }];
  await ec2.send(new DescribeReservedInstancesCommand({ Filters }));
  const none = ['00000000-0000-4000-a000-000000000000'];
  await expectError(
    'InvalidReservedInstancesId',
    ec2.send(new DescribeReservedInstancesCommand({ ReservedInstancesIds: none })),
  );
  const unknown = [{ Name: 'colour', Values: ['red'] }];
  await expectError('InvalidParameterValue', ec2.send(new DescribeReservedInstancesCommand({ Filters: unknown })));

  const rds = new RDSClient(options);
  await drainTokens(async (Marker) => {
    const page = await rds.send(new DescribeReservedDBInstancesCommand({ MaxRecords: 20, Marker }));
    for (const { ReservedDBInstanceId } of page.ReservedDBInstances ?? []) {
      await rds.send(new DescribeReservedDBInstancesCommand({ ReservedDBInstanceId }));
    }
    return page.Marker;
  });
  const refuse = (name: string, input: object) =>
    expectError(name, rds.send(new DescribeReservedDBInstancesCommand(input)));
  await refuse('ReservedDBInstanceNotFoundFault', { ReservedDBInstanceId: 'none' });
  await refuse('InvalidParameterValue', { Marker: 'x' });
}
