import {
  ComputeOptimizerClient,
  GetAutoScalingGroupRecommendationsCommand,
  GetEBSVolumeRecommendationsCommand,
  type GetEBSVolumeRecommendationsCommandInput,
  GetEC2InstanceRecommendationsCommand,
  type GetEC2InstanceRecommendationsCommandInput,
  GetECSServiceRecommendationsCommand,
  GetIdleRecommendationsCommand,
  type GetIdleRecommendationsCommandInput,
  GetRDSDatabaseRecommendationsCommand,
} from '@aws-sdk/client-compute-optimizer';
import {
  CostOptimizationHubClient,
  GetPreferencesCommand,
  ListRecommendationsCommand,
  type ListRecommendationsCommandInput,
  type Recommendation,
} from '@aws-sdk/client-cost-optimization-hub';
import {
  ListRecommendationResourcesCommand,
  ListRecommendationsCommand as ListAdviceCommand,
  type ListRecommendationsCommandInput as ListAdviceInput,
  TrustedAdvisorClient,
} from '@aws-sdk/client-trustedadvisor';
import { commitmentsFamily } from '../../../src/sandbox/estate/commitments/family.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import type { RunningSandbox } from '../../../src/sandbox/main.ts';
import { expectError } from '../aws-clients.ts';
import { drainTokens, oneOrMore } from '../listings.ts';
import type { ClientOptions, Exchanges } from './exchanges.ts';

/** What AWS' own advisers recommend: the hub, Compute Optimizer and Trusted Advisor. */
export const exchanges: Exchanges = {
  reads: {
    'cost-optimization-hub': (options) => new CostOptimizationHubClient(options).send(new GetPreferencesCommand({})),
    trustedadvisor: (options) => new TrustedAdvisorClient(options).send(new ListAdviceCommand({})),
  },
  async once({ sandbox, options }) {
    await hub(options);
    await withoutSupport(sandbox, options);
    await notOptedIn(options);
  },
  async everywhere({ options, region }) {
    await machines(options);
    await databasesAndServices(options);
    await idle(options);
    if (region === 'us-east-1') await advisor(options);
  },
};

async function hub(options: ClientOptions): Promise<void> {
  const client = new CostOptimizationHubClient(options);
  await client.send(new GetPreferencesCommand({}));
  const list = (input: ListRecommendationsCommandInput) => client.send(new ListRecommendationsCommand(input));
  const told: Recommendation[] = [];
  await drainTokens(async (nextToken) => {
    const page = await list({ maxResults: 1, nextToken });
    told.push(...(page.items ?? []));
    return page.nextToken;
  });
  const [{ region = '', accountId = '', resourceId = '' } = {}] = oneOrMore('recommendations of the hub', told);
  await list({ filter: { regions: [region], accountIds: [accountId], resourceIds: [resourceId] } });
  await list({ filter: { resourceTypes: ['Ec2Instance'], actionTypes: ['Rightsize', 'Stop'] } });
  await list({ filter: { restartNeeded: true, rollbackPossible: true, implementationEfforts: ['Medium'] } });
  await list({ includeAllRecommendations: true });
  await expectError('ValidationException', list({ nextToken: 'x' }));
  await expectError('ValidationException', list({ maxResults: 1001 }));
}

async function machines(options: ClientOptions): Promise<void> {
  const client = new ComputeOptimizerClient(options);
  const instances = (input: GetEC2InstanceRecommendationsCommandInput) =>
    client.send(new GetEC2InstanceRecommendationsCommand(input));
  await drainTokens(async (nextToken) => {
    const page = await instances({ maxResults: 1, nextToken });
    const instanceArns = (page.instanceRecommendations ?? []).flatMap(({ instanceArn = [] }) => instanceArn);
    if (instanceArns.length > 0) {
      const { instanceRecommendations } = await instances({ instanceArns });
      oneOrMore('recommendations of a named instance', instanceRecommendations);
    }
    return page.nextToken;
  });
  await instances({ filters: [{ name: 'Finding', values: ['Overprovisioned'] }] });
  await instances({ filters: [{ name: 'FindingReasonCodes', values: ['CPUOverprovisioned'] }] });
  await expectError('InvalidParameterValueException', instances({ nextToken: 'x' }));
  await expectError('InvalidParameterValueException', instances({ maxResults: 1001 }));
  const colour = [{ name: 'Colour' as 'Finding', values: ['red'] }];
  await expectError('InvalidParameterValueException', instances({ filters: colour }));
  await expectError('InvalidParameterValueException', instances({ accountIds: ['999999999999'] }));

  const volumes = (input: GetEBSVolumeRecommendationsCommandInput) =>
    client.send(new GetEBSVolumeRecommendationsCommand(input));
  await drainTokens(async (nextToken) => {
    const page = await volumes({ maxResults: 1, nextToken });
    const volumeArns = (page.volumeRecommendations ?? []).flatMap(({ volumeArn = [] }) => volumeArn);
    if (volumeArns.length > 0) await volumes({ volumeArns });
    return page.nextToken;
  });
  await volumes({ filters: [{ name: 'Finding', values: ['NotOptimized'] }] });
  await expectError('InvalidParameterValueException', volumes({ nextToken: 'x' }));
}

async function databasesAndServices(options: ClientOptions): Promise<void> {
  const client = new ComputeOptimizerClient(options);
  const next = { nextToken: 'x' };
  await client.send(new GetRDSDatabaseRecommendationsCommand({ maxResults: 1 }));
  const filters = [{ name: 'InstanceFinding' as const, values: ['Overprovisioned'] }];
  await client.send(new GetRDSDatabaseRecommendationsCommand({ filters }));
  await expectError('InvalidParameterValueException', client.send(new GetRDSDatabaseRecommendationsCommand(next)));
  await client.send(new GetAutoScalingGroupRecommendationsCommand({ maxResults: 1 }));
  await expectError('InvalidParameterValueException', client.send(new GetAutoScalingGroupRecommendationsCommand(next)));
  await client.send(new GetECSServiceRecommendationsCommand({ maxResults: 1 }));
  await expectError('InvalidParameterValueException', client.send(new GetECSServiceRecommendationsCommand(next)));
}

async function idle(options: ClientOptions): Promise<void> {
  const client = new ComputeOptimizerClient(options);
  const list = (input: GetIdleRecommendationsCommandInput) => client.send(new GetIdleRecommendationsCommand(input));
  await drainTokens(async (nextToken) => (await list({ maxResults: 1, nextToken })).nextToken);
  await list({ filters: [{ name: 'Finding', values: ['Idle'] }] });
  await list({ filters: [{ name: 'ResourceType', values: ['EBSVolume'] }] });
  await expectError('InvalidParameterValueException', list({ nextToken: 'x' }));
}

async function advisor(options: ClientOptions): Promise<void> {
  const client = new TrustedAdvisorClient(options);
  const list = (input: ListAdviceInput) => client.send(new ListAdviceCommand(input));
  const resources = (recommendationIdentifier: string, input: object = {}) =>
    client.send(new ListRecommendationResourcesCommand({ recommendationIdentifier, ...input }));
  await drainTokens(async (nextToken) => {
    const page = await list({ pillar: 'cost_optimizing', maxResults: 1, nextToken });
    for (const { arn = '' } of oneOrMore('checks of Trusted Advisor', page.recommendationSummaries)) {
      await drainTokens(async (token) => (await resources(arn, { maxResults: 1, nextToken: token })).nextToken);
      await resources(arn, { status: 'warning', regionCode: 'us-east-1', exclusionStatus: 'included' });
      await expectError('ValidationException', resources(arn, { nextToken: 'x' }));
    }
    return page.nextToken;
  });
  await list({ status: 'warning', type: 'standard', source: 'ta_check', awsService: 'ec2' });
  await list({ pillar: 'security' });
  await expectError('ValidationException', list({ nextToken: 'x' }));
  await expectError('ValidationException', list({ maxResults: 201 }));
  const none = 'arn:aws:trustedadvisor::123456789012:recommendation/00000000-0000-4000-a000-000000000000';
  await expectError('ResourceNotFoundException', resources(none));
}

/** Trusted Advisor answers accounts with a support plan for businesses alone. */
async function withoutSupport({ estate }: RunningSandbox, options: ClientOptions): Promise<void> {
  const state = familyState(estate, commitmentsFamily);
  const { supported } = state;
  Object.assign(state, { supported: [] });
  try {
    const client = new TrustedAdvisorClient(options);
    await expectError('AccessDeniedException', client.send(new ListAdviceCommand({})));
  } finally {
    Object.assign(state, { supported });
  }
}

/** Compute Optimizer answers nothing to accounts that have not opted in, and the hub has a refusal of its own. */
async function notOptedIn(options: ClientOptions): Promise<void> {
  const refuse = async (service: string, code: string, call: () => Promise<unknown>) => {
    const fault = { kind: 'error', service, status: 400, code };
    await fetch(`${options.endpoint}/_sandbox/fault`, { method: 'POST', body: JSON.stringify(fault) });
    try {
      await expectError(code, call());
    } finally {
      await fetch(`${options.endpoint}/_sandbox/fault`, { method: 'DELETE' });
    }
  };
  const optimizer = new ComputeOptimizerClient(options);
  const optIn = 'OptInRequiredException';
  await refuse('compute-optimizer', optIn, () => optimizer.send(new GetEC2InstanceRecommendationsCommand({})));
  await refuse('compute-optimizer', optIn, () => optimizer.send(new GetEBSVolumeRecommendationsCommand({})));
  await refuse('compute-optimizer', optIn, () => optimizer.send(new GetIdleRecommendationsCommand({})));
  const hubClient = new CostOptimizationHubClient(options);
  await refuse('cost-optimization-hub', 'AccessDeniedException', () =>
    hubClient.send(new ListRecommendationsCommand({})),
  );
}
