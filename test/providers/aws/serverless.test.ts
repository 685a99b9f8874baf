import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CloudError } from '../../../src/domain/cloud-error.ts';
import type { Scope } from '../../../src/domain/ids.ts';
import type { CloudConnection, UnreadRow } from '../../../src/domain/ports/provider.ts';
import type {
  ContainerCluster,
  ContainerService,
  Desktop,
  ModelEndpoint,
  NodeGroup,
  Notebook,
  ProcessingCluster,
  ProvisionedConcurrency,
  Resource,
  ServerlessFunction,
} from '../../../src/domain/resources.ts';
import { collectors } from '../../../src/providers/aws/collectors/index.ts';
import { containersFamily } from '../../../src/sandbox/estate/containers/family.ts';
import { dataProcessingFamily } from '../../../src/sandbox/estate/data-processing/family.ts';
import { desktopsFamily } from '../../../src/sandbox/estate/desktops/family.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { functionsFamily } from '../../../src/sandbox/estate/functions/family.ts';
import { machineLearningFamily } from '../../../src/sandbox/estate/machine-learning/family.ts';
import { awsScopeOf, SandboxCloud } from './sandbox-cloud.ts';
import { tamperingProxy } from './tampering-proxy.ts';

let cloud: SandboxCloud;
let scope: Scope;

beforeAll(async () => {
  // One account, so that its listings take more than one page.
  cloud = await SandboxCloud.start({ seed: 4, resources: 4000, accounts: 1, regions: ['us-east-1'] });
  scope = awsScopeOf(cloud.accountIds[0] ?? '', 'us-east-1');
});
afterAll(() => cloud.close());
afterEach(() => cloud.heal());

const containers = () => familyState(cloud.sandbox.estate, containersFamily);
const functions = () => familyState(cloud.sandbox.estate, functionsFamily).functions;
const learning = () => familyState(cloud.sandbox.estate, machineLearningFamily);
const clusters = () => familyState(cloud.sandbox.estate, dataProcessingFamily).clusters;
const workspaces = () => familyState(cloud.sandbox.estate, desktopsFamily).workspaces;

const keys = (all: ReadonlyMap<string, unknown>): readonly string[] => [...all.keys()];

/** The ids of all that there is, by type. */
const told = {
  'aws:ecs:cluster': () => keys(containers().ecsClusters),
  'aws:ecs:service': () => keys(containers().ecsServices),
  'aws:eks:cluster': () => keys(containers().eksClusters),
  'aws:eks:nodegroup': () => keys(containers().nodeGroups),
  'aws:lambda:function': () => keys(functions()),
  'aws:lambda:provisioned-concurrency': () =>
    [...functions().values()].flatMap(({ arn, kept }) => (kept === undefined ? [] : [`${arn}:${kept.alias}`])),
  'aws:sagemaker:notebook-instance': () => keys(learning().notebooks),
  'aws:sagemaker:app': () =>
    [...learning().apps.values()].filter(({ type }) => type !== 'system').map(({ arn }) => arn),
  'aws:sagemaker:endpoint': () => keys(learning().endpoints),
  'aws:bedrock:provisioned-model': () => keys(learning().provisionedModels),
  'aws:elasticmapreduce:cluster': () =>
    [...clusters().values()].filter(({ state }) => state !== 'TERMINATED').map(({ id }) => id),
  'aws:workspaces:workspace': () => keys(workspaces()),
} as const;

type Type = keyof typeof told;
const types = Object.keys(told) as readonly Type[];

/** The call that a type cannot be listed without. */
const listing: Readonly<Record<Type, readonly [service: string, operation: string]>> = {
  'aws:ecs:cluster': ['ecs', 'ListClusters'],
  'aws:ecs:service': ['ecs', 'DescribeServices'],
  'aws:eks:cluster': ['eks', 'DescribeCluster'],
  'aws:eks:nodegroup': ['eks', 'ListNodegroups'],
  'aws:lambda:function': ['lambda', 'ListFunctions'],
  'aws:lambda:provisioned-concurrency': ['lambda', 'ListProvisionedConcurrencyConfigs'],
  'aws:sagemaker:notebook-instance': ['sagemaker', 'ListNotebookInstances'],
  'aws:sagemaker:app': ['sagemaker', 'ListApps'],
  'aws:sagemaker:endpoint': ['sagemaker', 'ListEndpoints'],
  'aws:bedrock:provisioned-model': ['bedrock', 'ListProvisionedModelThroughputs'],
  'aws:elasticmapreduce:cluster': ['emr', 'ListClusters'],
  'aws:workspaces:workspace': ['workspaces', 'DescribeWorkspaces'],
};

/** The call that goes through its listing page by page. */
const paged: Readonly<Record<Type, string>> = {
  ...(Object.fromEntries(types.map((type) => [type, listing[type][1]])) as Record<Type, string>),
  'aws:ecs:service': 'ListServices',
  'aws:eks:cluster': 'ListClusters',
};

async function read(type: Type, connection: CloudConnection = cloud.connect()) {
  const resources: Resource[] = [];
  const unread: UnreadRow[] = [];
  try {
    for await (const page of connection.collect(type, scope)) {
      resources.push(...page.resources);
      unread.push(...page.unread);
    }
    return { resources, unread, error: undefined };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { resources, unread, error };
  } finally {
    await connection.close();
  }
}

/** All of a type, which have to be read without a failure. */
async function readAll<R extends Resource>(type: Type): Promise<readonly R[]> {
  const { resources, unread, error } = await read(type);
  expect(error).toBeUndefined();
  expect(unread).toEqual([]);
  return resources as readonly Resource[] as readonly R[];
}

const ids = (resources: readonly Resource[]): readonly string[] =>
  resources.map(({ resourceId }) => resourceId).toSorted();

const reasonFor = (action: string) => ({ known: false, reason: expect.stringContaining(`denied: ${action}`) });

describe.each(types)('%s', (type) => {
  it('is read to the last one, each once, with its tags', async () => {
    const expected = told[type]().toSorted();
    expect(expected.length).toBeGreaterThan(4);
    const found = await readAll(type);
    expect(ids(found)).toEqual(expected);
    for (const { tags, resourceId } of found) expect(tags, resourceId).toMatchObject({ known: true });
    const kinds = new Set(found.map(({ kind }) => kind));
    expect([...kinds]).toEqual(collectors.filter(({ info }) => info.type === type).map(({ info }) => info.kind));
  });

  it('is the same with throttled calls, and with a page cut in half', async () => {
    const before = await readAll(type);
    const [service, operation] = listing[type];
    await cloud.inject({ kind: 'throttle', service, operation, times: 2 });
    await cloud.inject({ kind: 'half-page', service, operation: paged[type], times: 1 });
    expect(await readAll(type)).toEqual(before);
  });

  it('is an error with the action in it when its listing is denied, never a shorter list', async () => {
    const [service, operation] = listing[type];
    await cloud.inject({ kind: 'deny', service, operation });
    const { error } = await read(type);
    const prefix = service === 'emr' ? 'elasticmapreduce' : service;
    expect(error).toMatchObject({ category: 'denied', operation: `${prefix}:${operation}` });
  });

  it('asks for nothing that its permissions do not name', async () => {
    await cloud.forgetCalls();
    await readAll(type);
    const response = await fetch(`${cloud.sandbox.url}/_sandbox/calls`);
    const { counts } = (await response.json()) as { counts: readonly { action: string }[] };
    const permissions = collectors.find(({ info }) => info.type === type)?.info.permissions ?? [];
    const asked = new Set(counts.map(({ action }) => action).filter((action) => !action.startsWith('sts:')));
    expect([...asked].filter((action) => !permissions.includes(action))).toEqual([]);
  });
});

/** Listed for each of another type: that one's listing has to hold. */
const nested: readonly Type[] = ['aws:ecs:service', 'aws:eks:nodegroup', 'aws:lambda:provisioned-concurrency'];

it.each([
  ['alone', types.filter((type) => !nested.includes(type))],
  ['of another', nested],
] as const)('a listing %s that breaks after its first page is an error, never a shorter list', async (_what, some) => {
  for (const type of some) {
    await cloud.inject({ kind: 'half-page', service: listing[type][0], operation: paged[type] });
  }
  const results = await Promise.all(some.map(async (type) => (await read(type)).error?.operation.split(':')[1]));
  expect(results).toEqual(some.map((type) => paged[type]));
});

describe('a call beside a listing that is denied leaves a fact unread, and the resource where it is', () => {
  it('tags', async () => {
    await cloud.inject({ kind: 'deny', service: 'resourcegroupstaggingapi', operation: 'GetResources' });
    for (const type of ['aws:lambda:function', 'aws:sagemaker:app', 'aws:workspaces:workspace'] as const) {
      const found = await readAll(type);
      expect(ids(found)).toEqual(told[type]().toSorted());
      for (const { tags } of found) expect(tags).toMatchObject(reasonFor('tag:GetResources'));
    }
  });

  it('task definitions, load balancers', async () => {
    await cloud.inject({ kind: 'deny', service: 'ecs', operation: 'DescribeTaskDefinition' });
    await cloud.inject({ kind: 'deny', service: 'elbv2', operation: 'DescribeTargetGroups' });
    const found = await readAll<ContainerService>('aws:ecs:service');
    expect(ids(found)).toEqual(told['aws:ecs:service']().toSorted());
    const balanced = found.filter(({ trafficFrom }) => !trafficFrom.known);
    expect(balanced.length).toBe(
      [...containers().ecsServices.values()].filter((s) => s.targetGroupArn !== undefined).length,
    );
    for (const { task, resizedAt } of found) {
      expect(task).toMatchObject(reasonFor('ecs:DescribeTaskDefinition'));
      // It may have been changed with its last deployment: that is the latest moment.
      expect(resizedAt).not.toBeNull();
    }
  });

  it('versions of Kubernetes, and where its pods run', async () => {
    await cloud.inject({ kind: 'deny', service: 'eks', operation: 'DescribeClusterVersions' });
    await cloud.inject({ kind: 'deny', service: 'eks', operation: 'ListFargateProfiles' });
    const found = await readAll<ContainerCluster>('aws:eks:cluster');
    for (const { support } of found) expect(support).toMatchObject(reasonFor('eks:DescribeClusterVersions'));
    const empty = found.filter(({ attachedTo }) => !attachedTo.known || attachedTo.value.length === 0);
    expect(empty.length).toBeGreaterThan(4);
    for (const { attachedTo } of empty) expect(attachedTo).toMatchObject(reasonFor('eks:ListFargateProfiles'));
  });

  it('machines that joined a cluster by themselves', async () => {
    await cloud.inject({ kind: 'deny', service: 'ec2', operation: 'DescribeInstances' });
    const found = await readAll<ContainerCluster>('aws:eks:cluster');
    expect(found.filter(({ attachedTo }) => attachedTo.known && attachedTo.value.length === 0)).toEqual([]);
  });

  it('advice, aliases, last use, machines, connections', async () => {
    for (const [service, operation] of [
      ['compute-optimizer', 'GetLambdaFunctionRecommendations'],
      ['lambda', 'ListAliases'],
      ['sagemaker', 'DescribeApp'],
      ['sagemaker', 'DescribeEndpointConfig'],
      ['emr', 'ListInstances'],
      ['emr', 'GetAutoTerminationPolicy'],
      ['workspaces', 'DescribeWorkspacesConnectionStatus'],
    ] as const) {
      await cloud.inject({ kind: 'deny', service, operation });
    }
    for (const { memoryAdvice } of await readAll<ServerlessFunction>('aws:lambda:function')) {
      expect(memoryAdvice).toMatchObject(reasonFor('compute-optimizer:GetLambdaFunctionRecommendations'));
    }
    for (const { memoryMiB } of await readAll<ProvisionedConcurrency>('aws:lambda:provisioned-concurrency')) {
      expect(memoryMiB).toMatchObject(reasonFor('lambda:ListAliases'));
    }
    for (const { lastUsedAt } of await readAll<Notebook>('aws:sagemaker:app')) {
      expect(lastUsedAt).toMatchObject(reasonFor('sagemaker:DescribeApp'));
    }
    const endpoints = await readAll<ModelEndpoint>('aws:sagemaker:endpoint');
    for (const { serving, variants } of endpoints) {
      if (serving.known) expect(['serverless', 'asynchronous']).toContain(serving.value);
      else expect(serving).toMatchObject(reasonFor('sagemaker:DescribeEndpointConfig'));
      for (const { sizeName } of variants)
        expect(sizeName).toMatchObject(reasonFor('sagemaker:DescribeEndpointConfig'));
    }
    for (const cluster of await readAll<ProcessingCluster>('aws:elasticmapreduce:cluster')) {
      if (!cluster.waiting) continue;
      expect(cluster.machines).toMatchObject(reasonFor('elasticmapreduce:ListInstances'));
      expect(cluster.endsItselfAfterSeconds).toMatchObject(reasonFor('elasticmapreduce:GetAutoTerminationPolicy'));
    }
    for (const { lastConnectedAt } of await readAll<Desktop>('aws:workspaces:workspace')) {
      expect(lastConnectedAt).toMatchObject(reasonFor('workspaces:DescribeWorkspacesConnectionStatus'));
    }
  });
});

describe('facts', () => {
  it('of services: size, capacity, traffic, and when the size changed', async () => {
    const state = containers();
    for (const found of await readAll<ContainerService>('aws:ecs:service')) {
      const service = state.ecsServices.get(found.resourceId);
      const definition = state.taskDefinitions.get(service?.taskDefinitionArn ?? '');
      expect(found.task).toMatchObject({
        value: {
          vcpus: definition?.vcpus,
          memoryMiB: (definition?.memoryGiB ?? 0) * 1024,
          architecture: definition?.architecture,
        },
      });
      expect(found.runsOn).toBe(service?.launchType === 'FARGATE' ? 'serverless' : 'machines');
      expect(found.onEveryMachine).toBe(service?.daemon);
      const groups = found.trafficFrom.known
        ? found.trafficFrom.value.map(({ targetGroupId }) => targetGroupId)
        : ['unread'];
      expect(groups).toEqual(service?.targetGroupArn === undefined ? [] : [service.targetGroupArn]);
      const before = [...state.taskDefinitions.values()].find(
        ({ family, revision }) => family === definition?.family && revision === definition.revision - 1,
      );
      const kept = before?.vcpus === definition?.vcpus && before?.memoryGiB === definition?.memoryGiB;
      expect(found.resizedAt === null).toBe(kept);
    }
  });

  it('of clusters: what their pods could run on', async () => {
    const state = containers();
    const withGroups = new Set([...state.nodeGroups.values()].map(({ clusterName }) => clusterName));
    const tagged = new Set(
      [...cloud.sandbox.estate.instances.values()].flatMap(({ tags }) =>
        Object.keys(tags).flatMap((tag) => /^kubernetes\.io\/cluster\/(.+)$/.exec(tag)?.[1] ?? []),
      ),
    );
    for (const { resourceId, attachedTo } of await readAll<ContainerCluster>('aws:eks:cluster')) {
      const cluster = state.eksClusters.get(resourceId);
      const name = cluster?.name ?? '';
      const hasSome =
        cluster?.autoMode ||
        cluster?.hybrid ||
        withGroups.has(name) ||
        cluster?.fargateProfiles.length !== 0 ||
        tagged.has(name);
      expect(attachedTo.known && attachedTo.value.length > 0, resourceId).toBe(hasSome);
    }
    expect((await readAll<NodeGroup>('aws:eks:nodegroup')).some(({ accelerated }) => accelerated)).toBe(true);
  });

  it('of clusters of ECS: machines only where no task runs', async () => {
    const state = containers();
    for (const { resourceId, machines, attachedTo } of await readAll<ContainerCluster>('aws:ecs:cluster')) {
      const cluster = state.ecsClusters.get(resourceId);
      if (attachedTo.known && attachedTo.value.length > 0 && cluster?.machines.length !== 0) {
        expect(machines).toMatchObject({ known: false, reason: 'not asked: tasks run on them' });
        continue;
      }
      expect(machines).toMatchObject({
        value: cluster?.machines.map(({ instanceId, type }) => ({ instanceId, sizeName: type })),
      });
    }
  });

  it('of functions: only those with versions are asked for environments kept ready', async () => {
    await cloud.forgetCalls();
    await readAll('aws:lambda:provisioned-concurrency');
    const asked = (await cloud.calls()).filter(({ operation }) => operation === 'ListProvisionedConcurrencyConfigs');
    const published = [...functions().values()].filter(({ versions }) => versions.length > 0);
    expect(published.length).toBeLessThan(functions().size);
    expect(asked.reduce((sum, { count }) => sum + count, 0)).toBe(published.length);
  });
});

describe('answers that are not what the API documents', () => {
  it.each`
    type                                 | operation                  | field                        | wrong
    ${'aws:ecs:service'}                 | ${'DescribeServices'}      | ${/"desiredCount":\d+/}      | ${'"desiredCount":"many"'}
    ${'aws:lambda:function'}             | ${''}                      | ${/"MemorySize":\d+/}        | ${'"MemorySize":"large"'}
    ${'aws:sagemaker:endpoint'}          | ${'ListEndpoints'}         | ${/"EndpointStatus":"\w+"/}  | ${'"EndpointStatus":""'}
    ${'aws:elasticmapreduce:cluster'}    | ${'ListClusters'}          | ${/"State":"\w+"/}           | ${'"State":""'}
    ${'aws:workspaces:workspace'}        | ${'DescribeWorkspaces'}    | ${/"State":"\w+"/}           | ${'"State":""'}
    ${'aws:sagemaker:notebook-instance'} | ${'ListNotebookInstances'} | ${/"InstanceType":"[\w.]+"/} | ${'"InstanceType":""'}
  `('$type: one broken row is one unread entry, and the others are read', async ({ type, operation, field, wrong }) => {
    let broken = false;
    const proxy = await tamperingProxy(cloud.sandbox.url, (answer) => {
      const isListing = operation === '' ? answer.body.startsWith('{"Functions"') : answer.operation === operation;
      if (broken || !isListing || !(field as RegExp).test(answer.body)) return undefined;
      broken = true;
      return answer.body.replace(field as RegExp, wrong as string);
    });
    try {
      const { resources, unread, error } = await read(type, cloud.connect({}, { sandboxUrl: proxy.url }));
      expect(error).toBeUndefined();
      expect(unread).toHaveLength(1);
      expect(unread[0]?.reason).toMatch(/^malformed: /);
      expect(resources).toHaveLength(told[type as Type]().length - 1);
    } finally {
      await proxy.close();
    }
  });
});
