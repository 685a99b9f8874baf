import { ComputeOptimizerClient, GetEC2InstanceRecommendationsCommand } from '@aws-sdk/client-compute-optimizer';
import {
  CostExplorerClient,
  GetReservationCoverageCommand,
  GetReservationPurchaseRecommendationCommand,
  GetReservationUtilizationCommand,
  GetSavingsPlansCoverageCommand,
  ListCostAllocationTagsCommand,
} from '@aws-sdk/client-cost-explorer';
import { CostOptimizationHubClient, ListRecommendationsCommand } from '@aws-sdk/client-cost-optimization-hub';
import {
  DescribeSavingsPlansCommand,
  DescribeSavingsPlansOfferingRatesCommand,
  SavingsplansClient,
} from '@aws-sdk/client-savingsplans';
import { ListRecommendationsCommand as ListAdviceCommand, TrustedAdvisorClient } from '@aws-sdk/client-trustedadvisor';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commitmentsFamily } from '../../../src/sandbox/estate/commitments/family.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/main.ts';
import { clientOptions, errorOf, keysFor, now } from './support.ts';

let sandbox: RunningSandbox;
let options: ReturnType<typeof clientOptions>;
let costs: CostExplorerClient;

beforeAll(async () => {
  sandbox = await startSandbox({ resources: 400, accounts: 1, regions: ['us-east-1', 'eu-west-1'], now });
  const payer = sandbox.estate.organization.managementAccountId;
  options = clientOptions(sandbox, await keysFor(sandbox, payer, 'BallastRead'), 'us-east-1');
  costs = new CostExplorerClient(options);
});
afterAll(() => sandbox.close());

const TimePeriod = { Start: '2026-11-01', End: '2026-11-11' };
const by = (Key: string) => [{ Type: 'DIMENSION' as const, Key }];
const state = () => familyState(sandbox.estate, commitmentsFamily);

describe('the use of reservations', () => {
  it('is told by the day unless a granularity is asked for, and the days add up to the whole', async () => {
    const ask = (input: object) => costs.send(new GetReservationUtilizationCommand({ TimePeriod, ...input }));
    const days = (await ask({})).UtilizationsByTime ?? [];
    const months = (await ask({ Granularity: 'MONTHLY' })).UtilizationsByTime ?? [];
    expect(days.map(({ TimePeriod: of }) => of?.Start)).toStrictEqual(
      Array.from({ length: 10 }, (_, index) => `2026-11-${String(index + 1).padStart(2, '0')}`),
    );
    expect(months).toHaveLength(1);
    const hours = Number(months[0]?.Total?.PurchasedHours);
    expect(hours).toBeGreaterThan(0);
    expect(days.reduce((sum, { Total }) => sum + Number(Total?.PurchasedHours), 0)).toBeCloseTo(hours, 3);
  });

  it('is not told by both a group and a granularity', async () => {
    const both = { TimePeriod, Granularity: 'DAILY', GroupBy: by('SUBSCRIPTION_ID') } as const;
    expect((await errorOf(costs.send(new GetReservationUtilizationCommand(both)))).name).toBe('ValidationException');
  });
});

describe('coverage', () => {
  it('by reservations comes in pages of groups that are the whole list together', async () => {
    const ask = (input: object) =>
      costs.send(new GetReservationCoverageCommand({ TimePeriod, GroupBy: by('REGION'), ...input }));
    const all = (await ask({})).CoveragesByTime?.[0]?.Groups ?? [];
    const first = await ask({ MaxResults: 1 });
    const second = await ask({ MaxResults: 1, NextPageToken: first.NextPageToken });
    expect(all.map(({ Attributes }) => Attributes?.['region'])).toStrictEqual(['eu-west-1', 'us-east-1']);
    const told = [first, second].flatMap(({ CoveragesByTime = [] }) => CoveragesByTime.flatMap(({ Groups }) => Groups));
    expect(told).toStrictEqual(all);
    expect(second.NextPageToken).toBeUndefined();
  });

  it('by plans has a row for each day that is asked for', async () => {
    const days = await costs.send(new GetSavingsPlansCoverageCommand({ TimePeriod, Granularity: 'DAILY' }));
    const whole = await costs.send(new GetSavingsPlansCoverageCommand({ TimePeriod }));
    const totalOf = ({ SavingsPlansCoverages = [] }: typeof whole) =>
      SavingsPlansCoverages.reduce((sum, { Coverage }) => sum + Number(Coverage?.TotalCost), 0);
    expect(days.SavingsPlansCoverages).toHaveLength(10);
    expect(whole.SavingsPlansCoverages).toHaveLength(1);
    expect(totalOf(whole)).toBeGreaterThan(0);
    expect(totalOf(days)).toBeCloseTo(totalOf(whole), 3);
  });
});

describe('advice', () => {
  it('on reservations comes in pages', async () => {
    const Service = 'Amazon Elastic Compute Cloud - Compute';
    const input = {
      Service,
      TermInYears: 'ONE_YEAR',
      PaymentOption: 'NO_UPFRONT',
      LookbackPeriodInDays: 'THIRTY_DAYS',
    } as const;
    const detailsOf = async (more: object) => {
      const answer = await costs.send(new GetReservationPurchaseRecommendationCommand({ ...input, ...more }));
      return { next: answer.NextPageToken, details: answer.Recommendations?.[0]?.RecommendationDetails ?? [] };
    };
    const all = await detailsOf({});
    const first = await detailsOf({ PageSize: 1 });
    const second = await detailsOf({ PageSize: 1, NextPageToken: first.next });
    expect(all.next).toBeUndefined();
    expect(all.details.length).toBeGreaterThan(1);
    expect([...first.details, ...second.details]).toStrictEqual(all.details.slice(0, 2));
  });

  it('of Compute Optimizer is what the filters and ARNs ask for', async () => {
    const [one] = [...state().recommendations.values()].filter(
      ({ adviser, resourceType, action }) =>
        adviser === 'optimizer' && resourceType === 'Ec2Instance' && action === 'Rightsize',
    );
    if (one === undefined) throw new Error('the estate has no recommendation of the optimizer');
    const keys = await keysFor(sandbox, one.accountId, 'BallastRead');
    const client = new ComputeOptimizerClient(clientOptions(sandbox, keys, one.region));
    const arnsOf = async (input: ConstructorParameters<typeof GetEC2InstanceRecommendationsCommand>[0] & object) => {
      const answer = await client.send(new GetEC2InstanceRecommendationsCommand(input));
      return answer.instanceRecommendations?.map(({ instanceArn }) => instanceArn);
    };
    const finding = (value: string) => [{ name: 'Finding' as const, values: [value] }];
    expect(await arnsOf({ instanceArns: [one.resourceArn] })).toStrictEqual([one.resourceArn]);
    expect(await arnsOf({ instanceArns: [`${one.resourceArn}0`] })).toStrictEqual([]);
    expect(await arnsOf({ filters: finding('Overprovisioned') })).toContain(one.resourceArn);
    expect(await arnsOf({ filters: finding('Underprovisioned') })).toStrictEqual([]);
    const unknown = [{ name: 'Colour' as 'Finding', values: ['red'] }];
    expect((await errorOf(arnsOf({ filters: unknown }))).name).toBe('InvalidParameterValueException');
  });

  it('of the hub and of Trusted Advisor is what the filters ask for', async () => {
    const hub = new CostOptimizationHubClient(options);
    const restarts = async (restartNeeded: boolean) =>
      (await hub.send(new ListRecommendationsCommand({ filter: { restartNeeded } }))).items ?? [];
    const [with_, without] = [await restarts(true), await restarts(false)];
    expect(with_.length).toBeGreaterThan(0);
    expect(new Set(with_.map(({ actionType }) => actionType))).toStrictEqual(new Set(['Rightsize']));
    expect(without.map(({ actionType }) => actionType)).not.toContain('Rightsize');
    const hubbed = [...state().recommendations.values()].filter(({ adviser }) => adviser === 'hub');
    expect(with_.length + without.length).toBe(hubbed.length);

    const advisor = new TrustedAdvisorClient(options);
    const services = async (input: ConstructorParameters<typeof ListAdviceCommand>[0] & object) =>
      (await advisor.send(new ListAdviceCommand(input))).recommendationSummaries?.flatMap(
        ({ awsServices = [] }) => awsServices,
      );
    expect(await services({})).toStrictEqual(['ec2', 'ebs']);
    expect(await services({ awsService: 'ebs' })).toStrictEqual(['ebs']);
    expect(await services({ type: 'priority' })).toStrictEqual([]);
  });
});

describe('Savings Plans', () => {
  it('are those that the filters ask for', async () => {
    const owner = [...state().plans.values()].find(({ state: of }) => of === 'active');
    if (owner === undefined) throw new Error('the estate has no active plan');
    const keys = await keysFor(sandbox, owner.accountId, 'BallastRead');
    const client = new SavingsplansClient(clientOptions(sandbox, keys, 'us-east-1'));
    const typesOf = async (name: 'savings-plan-type' | 'payment-option', value: string) => {
      const filters = [{ name, values: [value] }];
      const answer = await client.send(new DescribeSavingsPlansCommand({ filters }));
      return answer.savingsPlans?.map(({ savingsPlanId }) => savingsPlanId);
    };
    expect(await typesOf('savings-plan-type', owner.type)).toContain(owner.id);
    expect(await typesOf('savings-plan-type', owner.type === 'Compute' ? 'SageMaker' : 'Compute')).not.toContain(
      owner.id,
    );
    expect(await typesOf('payment-option', owner.payment)).toContain(owner.id);
  });

  it('are offered at rates that properties and products narrow', async () => {
    const client = new SavingsplansClient(options);
    const rates = async (input: ConstructorParameters<typeof DescribeSavingsPlansOfferingRatesCommand>[0] & object) =>
      (await client.send(new DescribeSavingsPlansOfferingRatesCommand(input))).searchResults ?? [];
    const regionsOf = (list: Awaited<ReturnType<typeof rates>>) =>
      new Set(list.flatMap(({ properties = [] }) => properties.filter(({ name }) => name === 'region')));
    const inIreland = await rates({ filters: [{ name: 'region', values: ['eu-west-1'] }] });
    expect([...regionsOf(inIreland)].every(({ value }) => value === 'eu-west-1')).toBe(true);
    expect(inIreland.length).toBeGreaterThan(0);
    expect(inIreland.length).toBeLessThan((await rates({})).length);
    expect(await rates({ products: ['Lambda'] })).toStrictEqual([]);
  });
});

it('an allocation tag is told with times in whole seconds, and a token of nobody is refused', async () => {
  const { CostAllocationTags = [] } = await costs.send(new ListCostAllocationTagsCommand({}));
  expect(CostAllocationTags.length).toBeGreaterThan(0);
  for (const { LastUsedDate } of CostAllocationTags) expect(LastUsedDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const refused = costs.send(new ListCostAllocationTagsCommand({ NextToken: 'x' }));
  expect((await errorOf(refused)).name).toBe('InvalidNextTokenException');
});
