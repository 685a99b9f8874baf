import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { CreateClusterCommand as CreateEksCommand, CreateNodegroupCommand, EKSClient } from '@aws-sdk/client-eks';
import { CreateFunctionCommand, LambdaClient, PublishVersionCommand } from '@aws-sdk/client-lambda';
import { type FleetPlace, made, type Made } from './made.ts';
import { createRole } from './roles.ts';

export async function ecs({ client, at }: FleetPlace): Promise<readonly Made[]> {
  const api = new ECSClient(client);
  const create = async (clusterName: string): Promise<string | undefined> =>
    (await api.send(new CreateClusterCommand({ clusterName }))).cluster?.clusterArn;
  const [busy, empty] = [await create('busy'), await create('empty')];
  await api.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      cpu: '512',
      memory: '1024',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: [{ name: 'web', image: 'web:1', cpu: 512, memory: 1024, essential: true }],
    }),
  );
  const { service } = await api.send(
    new CreateServiceCommand({
      cluster: 'busy',
      serviceName: 'web',
      taskDefinition: 'web',
      desiredCount: 2 + at,
      launchType: 'FARGATE',
    }),
  );
  api.destroy();
  return [
    made('aws:ecs:cluster', busy, { orchestrator: 'ecs', name: 'busy' }),
    made('aws:ecs:cluster', empty, { orchestrator: 'ecs', attachedTo: [] }),
    made('aws:ecs:service', service?.serviceArn, {
      clusterName: 'busy',
      runsOn: 'serverless',
      desiredCount: 2 + at,
    }),
  ];
}

export async function eks({ client, network, accountId, at }: FleetPlace): Promise<readonly Made[]> {
  const api = new EKSClient(client);
  const role = `arn:aws:iam::${accountId}:role/eks`;
  const { cluster } = await api.send(
    new CreateEksCommand({
      name: 'prod',
      version: '1.30',
      roleArn: role,
      resourcesVpcConfig: { subnetIds: [...network.subnetIds] },
    }),
  );
  const { nodegroup } = await api.send(
    new CreateNodegroupCommand({
      clusterName: 'prod',
      nodegroupName: 'workers',
      nodeRole: role,
      subnets: [...network.subnetIds],
      instanceTypes: ['m5.large'],
      scalingConfig: { minSize: 1, desiredSize: 2, maxSize: 4 + at },
    }),
  );
  api.destroy();
  return [
    made('aws:eks:cluster', cluster?.arn, { orchestrator: 'kubernetes', version: '1.30', name: 'prod' }),
    made('aws:eks:nodegroup', nodegroup?.nodegroupArn, {
      clusterName: 'prod',
      minSize: 1,
      desiredSize: 2,
      sizeNames: ['m5.large'],
    }),
  ];
}

/** An archive with nothing in it: the end of a central directory. */
const emptyZip = Buffer.concat([Buffer.from('PK\u0005\u0006', 'latin1'), Buffer.alloc(18)]);

export async function functions(place: FleetPlace): Promise<readonly Made[]> {
  const Role = await createRole(place, `lambda-${place.regionId}`);
  const api = new LambdaClient(place.client);
  const create = async (FunctionName: string, MemorySize: number, architecture: 'arm64' | 'x86_64') =>
    api.send(
      new CreateFunctionCommand({
        FunctionName,
        MemorySize,
        Role,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Architectures: [architecture],
        Code: { ZipFile: emptyZip },
      }),
    );
  const resize = await create('resize', 1024, 'x86_64');
  const notify = await create('notify', 256, 'arm64');
  // Only of a published version can concurrency be provisioned, so that there is something to ask for.
  await api.send(new PublishVersionCommand({ FunctionName: 'resize' }));
  api.destroy();
  return [
    made('aws:lambda:function', resize.FunctionArn, { memoryMiB: 1024, architecture: 'x86_64' }),
    made('aws:lambda:function', notify.FunctionArn, { memoryMiB: 256, architecture: 'arm64' }),
  ];
}
