import { BedrockClient, ListProvisionedModelThroughputsCommand } from '@aws-sdk/client-bedrock';
import { ComputeOptimizerClient, GetLambdaFunctionRecommendationsCommand } from '@aws-sdk/client-compute-optimizer';
import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListClustersCommand,
  ListContainerInstancesCommand,
  ListServicesCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeClusterCommand,
  DescribeClusterVersionsCommand,
  DescribeNodegroupCommand,
  EKSClient,
  ListClustersCommand as ListEksClustersCommand,
  ListNodegroupsCommand,
} from '@aws-sdk/client-eks';
import { DescribeClusterCommand as DescribeEmrCommand, EMRClient, ListInstancesCommand } from '@aws-sdk/client-emr';
import { LambdaClient, ListAliasesCommand, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import {
  DescribeAppCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  ListAppsCommand,
  ListEndpointsCommand,
  ListNotebookInstancesCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { DescribeWorkspacesCommand, WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { containersFamily } from '../../../src/sandbox/estate/containers/family.ts';
import { dataProcessingFamily } from '../../../src/sandbox/estate/data-processing/family.ts';
import { desktopsFamily } from '../../../src/sandbox/estate/desktops/family.ts';
import { familyState } from '../../../src/sandbox/estate/family.ts';
import { functionsFamily } from '../../../src/sandbox/estate/functions/family.ts';
import { machineLearningFamily } from '../../../src/sandbox/estate/machine-learning/family.ts';
import { type RunningSandbox, startSandbox } from '../../../src/sandbox/main.ts';
import { first } from '../estate/estates.ts';
import { clientOptions, errorOf, keysFor, now } from './support.ts';

let sandbox: RunningSandbox;
let options: ReturnType<typeof clientOptions>;
const region = 'us-east-1';

beforeAll(async () => {
  sandbox = await startSandbox({ resources: 4000, accounts: 1, regions: [region], now });
  options = clientOptions(
    sandbox,
    await keysFor(sandbox, sandbox.estate.organization.managementAccountId, 'BallastRead'),
    region,
  );
});
afterAll(() => sandbox.close());

const containers = () => familyState(sandbox.estate, containersFamily);
const functions = () => [...familyState(sandbox.estate, functionsFamily).functions.values()];
const learning = () => familyState(sandbox.estate, machineLearningFamily);
const processing = () => [...familyState(sandbox.estate, dataProcessingFamily).clusters.values()];
const desktops = () => [...familyState(sandbox.estate, desktopsFamily).workspaces.values()];

interface Page {
  readonly items: readonly (string | undefined)[];
  readonly next: string | undefined;
}

interface Listing {
  readonly limit: number;
  readonly page: (token: string | undefined, limit: number) => Promise<Page>;
  readonly told: () => readonly string[];
  /** The error of a token that it did not give. */
  readonly refusal: string;
}

const ids = (all: readonly (string | undefined)[]): readonly string[] => all.map((id) => id ?? 'none').sort();

const page = (items: readonly (string | undefined)[] = [], next?: string): Page => ({ items, next });

const listings: Readonly<Record<string, Listing>> = {
  'ecs ListClusters': {
    limit: 3,
    page: async (nextToken, maxResults) => {
      const answer = await new ECSClient(options).send(new ListClustersCommand({ nextToken, maxResults }));
      return page(answer.clusterArns, answer.nextToken);
    },
    told: () => [...containers().ecsClusters.keys()],
    refusal: 'InvalidParameterException',
  },
  'eks ListClusters': {
    limit: 3,
    page: async (nextToken, maxResults) => {
      const answer = await new EKSClient(options).send(new ListEksClustersCommand({ nextToken, maxResults }));
      return page(answer.clusters, answer.nextToken);
    },
    told: () => [...containers().eksClusters.values()].map(({ name }) => name),
    refusal: 'InvalidParameterException',
  },
  'lambda ListFunctions': {
    limit: 7,
    page: async (Marker, MaxItems) => {
      const answer = await new LambdaClient(options).send(new ListFunctionsCommand({ Marker, MaxItems }));
      return page(
        answer.Functions?.map(({ FunctionArn }) => FunctionArn),
        answer.NextMarker,
      );
    },
    told: () => functions().map(({ arn }) => arn),
    refusal: 'InvalidParameterValueException',
  },
  'compute-optimizer GetLambdaFunctionRecommendations': {
    limit: 7,
    page: async (nextToken, maxResults) => {
      const client = new ComputeOptimizerClient(options);
      const answer = await client.send(new GetLambdaFunctionRecommendationsCommand({ nextToken, maxResults }));
      return page(
        answer.lambdaFunctionRecommendations?.map(({ functionArn }) => functionArn?.replace(':$LATEST', '')),
        answer.nextToken,
      );
    },
    told: () => functions().flatMap(({ arn, advice }) => (advice === undefined ? [] : [arn])),
    refusal: 'InvalidParameterValueException',
  },
  'sagemaker ListNotebookInstances': {
    limit: 3,
    page: async (NextToken, MaxResults) => {
      const answer = await new SageMakerClient(options).send(
        new ListNotebookInstancesCommand({ NextToken, MaxResults }),
      );
      return page(
        answer.NotebookInstances?.map(({ NotebookInstanceArn }) => NotebookInstanceArn),
        answer.NextToken,
      );
    },
    told: () => [...learning().notebooks.keys()],
    refusal: 'ValidationException',
  },
  'sagemaker ListApps': {
    limit: 3,
    page: async (NextToken, MaxResults) => {
      const answer = await new SageMakerClient(options).send(new ListAppsCommand({ NextToken, MaxResults }));
      return page(
        answer.Apps?.map(({ AppName, UserProfileName }) => `${UserProfileName}/${AppName}`),
        answer.NextToken,
      );
    },
    told: () => [...learning().apps.values()].map(({ profile, name }) => `${profile}/${name}`),
    refusal: 'ValidationException',
  },
  'sagemaker ListEndpoints': {
    limit: 3,
    page: async (NextToken, MaxResults) => {
      const answer = await new SageMakerClient(options).send(new ListEndpointsCommand({ NextToken, MaxResults }));
      return page(
        answer.Endpoints?.map(({ EndpointArn }) => EndpointArn),
        answer.NextToken,
      );
    },
    told: () => [...learning().endpoints.keys()],
    refusal: 'ValidationException',
  },
  'bedrock ListProvisionedModelThroughputs': {
    limit: 3,
    page: async (nextToken, maxResults) => {
      const answer = await new BedrockClient(options).send(
        new ListProvisionedModelThroughputsCommand({ nextToken, maxResults }),
      );
      return page(
        answer.provisionedModelSummaries?.map(({ provisionedModelArn }) => provisionedModelArn),
        answer.nextToken,
      );
    },
    told: () => [...learning().provisionedModels.keys()],
    refusal: 'ValidationException',
  },
  'workspaces DescribeWorkspaces': {
    limit: 3,
    page: async (NextToken, Limit) => {
      const answer = await new WorkSpacesClient(options).send(new DescribeWorkspacesCommand({ NextToken, Limit }));
      return page(
        answer.Workspaces?.map(({ WorkspaceId }) => WorkspaceId),
        answer.NextToken,
      );
    },
    told: () => desktops().map(({ id }) => id),
    refusal: 'InvalidParameterValuesException',
  },
  'tagging GetResources': {
    limit: 7,
    page: async (PaginationToken, ResourcesPerPage) => {
      const client = new ResourceGroupsTaggingAPIClient(options);
      const answer = await client.send(
        new GetResourcesCommand({ PaginationToken, ResourcesPerPage, ResourceTypeFilters: ['lambda:function'] }),
      );
      return page(
        answer.ResourceTagMappingList?.map(({ ResourceARN }) => ResourceARN),
        answer.PaginationToken === '' ? undefined : answer.PaginationToken,
      );
    },
    told: () => functions().flatMap(({ arn, tags }) => (Object.keys(tags).length > 0 ? [arn] : [])),
    refusal: 'PaginationTokenExpiredException',
  },
};

describe.each(Object.entries(listings))('%s', (_name, listing) => {
  it('gives everything once, in pages of what is asked for', async () => {
    const pages: Page[] = [];
    do pages.push(await listing.page(pages.at(-1)?.next, listing.limit));
    while (pages.at(-1)?.next !== undefined);
    const expected = ids(listing.told());
    expect(expected.length).toBeGreaterThan(listing.limit);
    expect(pages.map(({ items }) => items.length).slice(0, -1)).toEqual(Array(pages.length - 1).fill(listing.limit));
    expect(ids(pages.flatMap(({ items }) => items))).toEqual(expected);
  });

  it('refuses a token that it did not give', async () => {
    expect(await errorOf(listing.page('AAAA', listing.limit))).toMatchObject({ name: listing.refusal, status: 400 });
  });
});

describe('what is not there', () => {
  it.each`
    name                       | ask                                                                                                                          | error
    ${'services of a cluster'} | ${() => new ECSClient(options).send(new ListServicesCommand({ cluster: 'none' }))}                                           | ${'ClusterNotFoundException'}
    ${'machines of a cluster'} | ${() => new ECSClient(options).send(new ListContainerInstancesCommand({ cluster: 'none' }))}                                 | ${'ClusterNotFoundException'}
    ${'a task definition'}     | ${() => new ECSClient(options).send(new DescribeTaskDefinitionCommand({ taskDefinition: 'none' }))}                          | ${'ClientException'}
    ${'a cluster'}             | ${() => new EKSClient(options).send(new DescribeClusterCommand({ name: 'none' }))}                                           | ${'ResourceNotFoundException'}
    ${'groups of a cluster'}   | ${() => new EKSClient(options).send(new ListNodegroupsCommand({ clusterName: 'none' }))}                                     | ${'ResourceNotFoundException'}
    ${'aliases of a function'} | ${() => new LambdaClient(options).send(new ListAliasesCommand({ FunctionName: 'none' }))}                                    | ${'ResourceNotFoundException'}
    ${'an application'}        | ${() => new SageMakerClient(options).send(new DescribeAppCommand({ DomainId: 'd-1', AppType: 'JupyterLab', AppName: 'a' }))} | ${'ResourceNotFound'}
    ${'an endpoint'}           | ${() => new SageMakerClient(options).send(new DescribeEndpointCommand({ EndpointName: 'none' }))}                            | ${'ValidationException'}
    ${'its configuration'}     | ${() => new SageMakerClient(options).send(new DescribeEndpointConfigCommand({ EndpointConfigName: 'none' }))}                | ${'ValidationException'}
    ${'a processing cluster'}  | ${() => new EMRClient(options).send(new DescribeEmrCommand({ ClusterId: 'j-NONE' }))}                                        | ${'InvalidRequestException'}
    ${'its machines'}          | ${() => new EMRClient(options).send(new ListInstancesCommand({ ClusterId: 'j-NONE' }))}                                      | ${'InvalidRequestException'}
  `('$name: $error', async ({ ask, error }) => {
    expect((await errorOf((ask as () => Promise<unknown>)())).name).toBe(error);
  });

  it('is a failure beside what is there, where ECS describes several', async () => {
    const client = new ECSClient(options);
    const [cluster = ''] = containers().ecsClusters.keys();
    const answer = await client.send(new DescribeClustersCommand({ clusters: [cluster, 'none'] }));
    expect(answer.clusters?.map(({ clusterArn }) => clusterArn)).toEqual([cluster]);
    expect(answer.failures).toEqual([{ arn: cluster.replace(/\/.*/, '/none'), reason: 'MISSING' }]);
    const services = Array.from({ length: 11 }, (_, index) => `s-${index}`);
    expect(await errorOf(client.send(new DescribeServicesCommand({ cluster, services })))).toEqual({
      name: 'InvalidParameterException',
      status: 400,
    });
  });
});

describe('answers', () => {
  it('of ECS name what a service runs, and how large it is', async () => {
    const client = new ECSClient(options);
    const service = first([...containers().ecsServices.values()], ({ launchType }) => launchType === 'FARGATE');
    const { services = [] } = await client.send(
      new DescribeServicesCommand({ cluster: service.clusterArn, services: [service.name], include: ['TAGS'] }),
    );
    const [{ taskDefinition, launchType, desiredCount } = {}] = services;
    expect({ taskDefinition, launchType, desiredCount }).toEqual({
      taskDefinition: service.taskDefinitionArn,
      launchType: 'FARGATE',
      desiredCount: service.desiredCount,
    });
    const definition = containers().taskDefinitions.get(service.taskDefinitionArn);
    const told = await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
    expect(told.taskDefinition).toMatchObject({
      cpu: String((definition?.vcpus ?? 0) * 1024),
      memory: String((definition?.memoryGiB ?? 0) * 1024),
      revision: definition?.revision,
    });
  });

  it('of EKS give versions in standard and extended support, and what a node group is made of', async () => {
    const client = new EKSClient(options);
    const { clusterVersions = [] } = await client.send(new DescribeClusterVersionsCommand({}));
    for (const { versionStatus, endOfStandardSupportDate } of clusterVersions) {
      expect(versionStatus).toBe(Number(endOfStandardSupportDate) > now ? 'STANDARD_SUPPORT' : 'EXTENDED_SUPPORT');
    }
    expect(new Set(clusterVersions.map(({ versionStatus }) => versionStatus)).size).toBe(2);
    const [group] = containers().nodeGroups.values();
    const { nodegroup } = await client.send(
      new DescribeNodegroupCommand({ clusterName: group?.clusterName, nodegroupName: group?.name }),
    );
    expect(nodegroup).toMatchObject({
      nodegroupArn: group?.arn,
      instanceTypes: [group?.instanceType],
      scalingConfig: { desiredSize: group?.desiredSize },
    });
  });

  it('of EMR leave out machines of other groups', async () => {
    const cluster = first(processing(), ({ state }) => state === 'WAITING');
    const { Instances = [] } = await new EMRClient(options).send(
      new ListInstancesCommand({ ClusterId: cluster.id, InstanceGroupTypes: ['CORE'] }),
    );
    const core = cluster.machines.filter(({ group }) => group === 'CORE');
    expect(Instances.map(({ Ec2InstanceId }) => Ec2InstanceId)).toEqual(core.map(({ instanceId }) => instanceId));
  });
});
