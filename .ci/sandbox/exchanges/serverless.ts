import { BedrockClient, paginateListProvisionedModelThroughputs } from '@aws-sdk/client-bedrock';
import { ComputeOptimizerClient, GetLambdaFunctionRecommendationsCommand } from '@aws-sdk/client-compute-optimizer';
import {
  DescribeClustersCommand,
  DescribeContainerInstancesCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  ListContainerInstancesCommand,
  ListServicesCommand,
  paginateListClusters,
  paginateListServices,
} from '@aws-sdk/client-ecs';
import {
  DescribeClusterCommand,
  DescribeClusterVersionsCommand,
  DescribeNodegroupCommand,
  EKSClient,
  ListFargateProfilesCommand,
  ListNodegroupsCommand,
  paginateListClusters as paginateKubernetes,
} from '@aws-sdk/client-eks';
import {
  DescribeClusterCommand as DescribeEmrCluster,
  EMRClient,
  GetAutoTerminationPolicyCommand,
  ListInstancesCommand,
  paginateListClusters as paginateEmr,
} from '@aws-sdk/client-emr';
import {
  LambdaClient,
  ListAliasesCommand,
  ListProvisionedConcurrencyConfigsCommand,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import {
  DescribeAppCommand,
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  paginateListApps,
  paginateListEndpoints,
  paginateListNotebookInstances,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  DescribeWorkspacesConnectionStatusCommand,
  paginateDescribeWorkspaces,
  WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import { expectError } from '../aws-clients.ts';
import type { ClientOptions, Exchanges } from './exchanges.ts';

/** Containers, functions, machine learning, data processing and desktops. */
export const exchanges: Exchanges = {
  reads: {
    ecs: (options) => new ECSClient(options).send(new DescribeClustersCommand({})),
    eks: (options) => new EKSClient(options).send(new DescribeClusterVersionsCommand({})),
    lambda: (options) => first(paginateListFunctions({ client: new LambdaClient(options) }, {})),
    sagemaker: (options) => first(paginateListEndpoints({ client: new SageMakerClient(options) }, {})),
    bedrock: (options) => first(paginateListProvisionedModelThroughputs({ client: new BedrockClient(options) }, {})),
    emr: (options) => first(paginateEmr({ client: new EMRClient(options) }, {})),
    workspaces: (options) => new WorkSpacesClient(options).send(new DescribeWorkspacesConnectionStatusCommand({})),
    resourcegroupstaggingapi: (options) =>
      new ResourceGroupsTaggingAPIClient(options).send(new GetResourcesCommand({})),
  },
  async everywhere({ options }) {
    await ecs(options);
    await eks(options);
    await lambda(options);
    await sagemaker(options);
    await emr(options);
    const bedrock = { client: new BedrockClient(options), pageSize: 1 };
    for await (const _ of paginateListProvisionedModelThroughputs(bedrock, {}));
    const workspaces = new WorkSpacesClient(options);
    for await (const _ of paginateDescribeWorkspaces({ client: workspaces, pageSize: 2 }, {}));
    await workspaces.send(new DescribeWorkspacesConnectionStatusCommand({}));
    const tagging = new ResourceGroupsTaggingAPIClient(options);
    await tagging.send(new GetResourcesCommand({ ResourceTypeFilters: ['lambda'], TagFilters: [{ Key: 'team' }] }));
    const { PaginationToken } = await tagging.send(new GetResourcesCommand({ ResourcesPerPage: 1 }));
    if (PaginationToken !== '') await tagging.send(new GetResourcesCommand({ ResourcesPerPage: 1, PaginationToken }));
    await expectError(
      'PaginationTokenExpiredException',
      tagging.send(new GetResourcesCommand({ PaginationToken: 'x' })),
    );
  },
};

async function first(pages: AsyncIterable<unknown>): Promise<unknown> {
  for await (const page of pages) return page;
  return undefined;
}

async function ecs(options: ClientOptions): Promise<void> {
  const client = new ECSClient(options);
  for await (const { clusterArns = [] } of paginateListClusters({ client, pageSize: 2 }, {})) {
    await client.send(new DescribeClustersCommand({ clusters: [...clusterArns, 'none'], include: ['TAGS'] }));
    for (const cluster of clusterArns) {
      const { containerInstanceArns = [] } = await client.send(new ListContainerInstancesCommand({ cluster }));
      if (containerInstanceArns.length > 0) {
        const containerInstances = [...containerInstanceArns, 'none'];
        await client.send(new DescribeContainerInstancesCommand({ cluster, containerInstances }));
      }
      for await (const { serviceArns = [] } of paginateListServices({ client, pageSize: 5 }, { cluster })) {
        if (serviceArns.length === 0) continue;
        const services = [...serviceArns, 'none'];
        const told = await client.send(new DescribeServicesCommand({ cluster, services, include: ['TAGS'] }));
        for (const { taskDefinition } of told.services ?? []) {
          await client.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
        }
      }
    }
  }
  await expectError('ClusterNotFoundException', client.send(new ListServicesCommand({ cluster: 'none' })));
  await expectError('ClientException', client.send(new DescribeTaskDefinitionCommand({ taskDefinition: 'none' })));
}

async function eks(options: ClientOptions): Promise<void> {
  const client = new EKSClient(options);
  for await (const { clusters = [] } of paginateKubernetes({ client, pageSize: 2 }, {})) {
    for (const name of clusters) {
      await client.send(new DescribeClusterCommand({ name }));
      await client.send(new ListFargateProfilesCommand({ clusterName: name }));
      const { nodegroups = [] } = await client.send(new ListNodegroupsCommand({ clusterName: name }));
      for (const nodegroupName of nodegroups) {
        await client.send(new DescribeNodegroupCommand({ clusterName: name, nodegroupName }));
      }
    }
  }
  await client.send(new DescribeClusterVersionsCommand({ includeAll: true, maxResults: 3 }));
  await client.send(new DescribeClusterVersionsCommand({ versionStatus: 'EXTENDED_SUPPORT' }));
  await expectError('ResourceNotFoundException', client.send(new DescribeClusterCommand({ name: 'none' })));
}

async function lambda(options: ClientOptions): Promise<void> {
  const client = new LambdaClient(options);
  for await (const { Functions = [] } of paginateListFunctions({ client, pageSize: 3 }, { FunctionVersion: 'ALL' })) {
    for (const { FunctionName, Version } of Functions) {
      if (Version !== '1') continue;
      await client.send(new ListAliasesCommand({ FunctionName }));
      await client.send(new ListProvisionedConcurrencyConfigsCommand({ FunctionName }));
    }
  }
  await expectError('ResourceNotFoundException', client.send(new ListAliasesCommand({ FunctionName: 'none' })));
  const advice = new ComputeOptimizerClient(options);
  const filters = [{ name: 'Finding' as const, values: ['NotOptimized'] }];
  await advice.send(new GetLambdaFunctionRecommendationsCommand({ filters }));
  await advice.send(new GetLambdaFunctionRecommendationsCommand({ maxResults: 2 }));
}

async function sagemaker(options: ClientOptions): Promise<void> {
  const client = new SageMakerClient(options);
  for await (const _ of paginateListNotebookInstances({ client, pageSize: 1 }, {}));
  for await (const { Apps = [] } of paginateListApps({ client, pageSize: 2 }, {})) {
    for (const { DomainId, UserProfileName, AppType, AppName } of Apps) {
      await client.send(new DescribeAppCommand({ DomainId, UserProfileName, AppType, AppName }));
    }
  }
  for await (const { Endpoints = [] } of paginateListEndpoints({ client, pageSize: 2 }, {})) {
    for (const { EndpointName } of Endpoints) {
      const { EndpointConfigName } = await client.send(new DescribeEndpointCommand({ EndpointName }));
      await client.send(new DescribeEndpointConfigCommand({ EndpointConfigName }));
    }
  }
  const none = { DomainId: 'd-000000000000', UserProfileName: 'none', AppName: 'none' };
  await expectError('ResourceNotFound', client.send(new DescribeAppCommand({ ...none, AppType: 'JupyterLab' })));
  await expectError('ValidationException', client.send(new DescribeEndpointCommand({ EndpointName: 'none' })));
}

async function emr(options: ClientOptions): Promise<void> {
  const client = new EMRClient(options);
  for await (const { Clusters = [] } of paginateEmr({ client }, {})) {
    for (const { Id: ClusterId } of Clusters) {
      await client.send(new DescribeEmrCluster({ ClusterId }));
      await client.send(new GetAutoTerminationPolicyCommand({ ClusterId }));
      await client.send(new ListInstancesCommand({ ClusterId }));
    }
  }
  await expectError('InvalidRequestException', client.send(new DescribeEmrCluster({ ClusterId: 'j-NONE' })));
}
