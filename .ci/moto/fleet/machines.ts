import { EMRClient, RunJobFlowCommand } from '@aws-sdk/client-emr';
import {
  CreateEndpointCommand,
  CreateEndpointConfigCommand,
  CreateModelCommand,
  CreateNotebookInstanceCommand,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import {
  CreateWorkspacesCommand,
  RegisterWorkspaceDirectoryCommand,
  WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import { type FleetPlace, given, made, type Made } from './made.ts';
import { callByHand } from './roles.ts';

export async function machineLearning({ client, accountId }: FleetPlace): Promise<readonly Made[]> {
  const api = new SageMakerClient(client);
  const RoleArn = `arn:aws:iam::${accountId}:role/sagemaker`;
  const { NotebookInstanceArn } = await api.send(
    new CreateNotebookInstanceCommand({ NotebookInstanceName: 'trial', InstanceType: 'ml.t3.medium', RoleArn }),
  );
  await api.send(
    new CreateModelCommand({
      ModelName: 'rank',
      ExecutionRoleArn: RoleArn,
      PrimaryContainer: { Image: `${accountId}.dkr.ecr.us-east-1.amazonaws.com/rank:1` },
    }),
  );
  await api.send(
    new CreateEndpointConfigCommand({
      EndpointConfigName: 'rank',
      ProductionVariants: [
        { VariantName: 'all', ModelName: 'rank', InstanceType: 'ml.m5.large', InitialInstanceCount: 2 },
      ],
    }),
  );
  const { EndpointArn } = await api.send(
    new CreateEndpointCommand({ EndpointName: 'rank', EndpointConfigName: 'rank' }),
  );
  api.destroy();
  return [
    made('aws:sagemaker:notebook-instance', NotebookInstanceArn, { sizeName: 'ml.t3.medium', powerState: 'running' }),
    made('aws:sagemaker:endpoint', EndpointArn, {
      serving: 'real-time',
      variants: [{ name: 'all', instances: 2, sizeName: 'ml.m5.large', shadow: false }],
    }),
  ];
}

/** Its instances are EC2's too (see `fleet.ts`); made in the first region alone (see `regionless`). */
export async function clusters({ client }: FleetPlace): Promise<readonly Made[]> {
  const emr = new EMRClient(client);
  const { JobFlowId } = await emr.send(
    new RunJobFlowCommand({
      Name: 'nightly',
      ReleaseLabel: 'emr-7.1.0',
      Applications: [{ Name: 'Spark' }],
      ServiceRole: 'EMR_DefaultRole',
      JobFlowRole: 'EMR_EC2_DefaultRole',
      Instances: {
        MasterInstanceType: 'm5.xlarge',
        SlaveInstanceType: 'm5.xlarge',
        InstanceCount: 2,
        KeepJobFlowAliveWhenNoSteps: true,
      },
    }),
  );
  emr.destroy();
  return [made('aws:elasticmapreduce:cluster', JobFlowId, { name: 'nightly', waiting: true })];
}

/** Desktops of a directory of AWS's own kind. */
export async function desktops({ client, network }: FleetPlace): Promise<readonly Made[]> {
  const answer = await callByHand(client, 'ds', {
    'content-type': 'application/x-amz-json-1.1',
    'x-amz-target': 'DirectoryService_20150416.CreateDirectory',
    body: JSON.stringify({
      Name: 'corp.example.com',
      Password: 'Not-a-secret-1',
      Size: 'Small',
      VpcSettings: { VpcId: network.vpcId, SubnetIds: network.subnetIds },
    }),
  });
  const { DirectoryId } = JSON.parse(answer) as { readonly DirectoryId?: string };
  const workspaces = new WorkSpacesClient(client);
  await workspaces.send(new RegisterWorkspaceDirectoryCommand({ DirectoryId }));
  const { PendingRequests: [desktop] = [] } = await workspaces.send(
    new CreateWorkspacesCommand({
      Workspaces: [
        {
          DirectoryId: given(DirectoryId, 'DirectoryId'),
          UserName: 'ada',
          BundleId: 'wsb-bh8rsxt14',
          WorkspaceProperties: {
            RunningMode: 'ALWAYS_ON',
            ComputeTypeName: 'STANDARD',
            RootVolumeSizeGib: 80,
            UserVolumeSizeGib: 50,
          },
        },
      ],
    }),
  );
  workspaces.destroy();
  return [
    made('aws:workspaces:workspace', desktop?.WorkspaceId, {
      userName: 'ada',
      bundle: 'standard',
      runningMode: 'always-on',
    }),
  ];
}
