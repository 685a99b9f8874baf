import { CloudTrailClient, CreateTrailCommand, StartLoggingCommand } from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  ConfigServiceClient,
  PutConfigurationRecorderCommand,
  PutDeliveryChannelCommand,
  StartConfigurationRecorderCommand,
} from '@aws-sdk/client-config-service';
import { CreateRepositoryCommand, ECRClient, PutLifecyclePolicyCommand } from '@aws-sdk/client-ecr';
import {
  CreateFileSystemCommand,
  CreateMountTargetCommand,
  EFSClient,
  PutLifecycleConfigurationCommand,
} from '@aws-sdk/client-efs';
import { CreateFileSystemCommand as CreateFsxCommand, FSxClient } from '@aws-sdk/client-fsx';
import {
  type BucketLocationConstraint,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  PutBucketLifecycleConfigurationCommand,
  PutBucketTaggingCommand,
  PutBucketVersioningCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type FleetPlace, given, made, type Made } from './made.ts';

const bucketName = ({ accountId, regionId }: FleetPlace, name: string): string => `${name}-${accountId}-${regionId}`;

export async function buckets(place: FleetPlace): Promise<readonly Made[]> {
  const s3 = new S3Client({ ...place.client, forcePathStyle: true });
  const [plain, ruled] = [bucketName(place, 'plain'), bucketName(place, 'ruled')];
  for (const Bucket of [plain, ruled]) {
    const LocationConstraint = place.regionId as BucketLocationConstraint;
    const elsewhere = place.regionId !== 'us-east-1';
    await s3.send(
      new CreateBucketCommand({ Bucket, ...(elsewhere && { CreateBucketConfiguration: { LocationConstraint } }) }),
    );
  }
  const { UploadId } = await s3.send(new CreateMultipartUploadCommand({ Bucket: plain, Key: 'left' }));
  await s3.send(
    new UploadPartCommand({ Bucket: plain, Key: 'left', UploadId, PartNumber: 1, Body: Buffer.alloc(6 << 20) }),
  );
  await s3.send(new PutBucketVersioningCommand({ Bucket: ruled, VersioningConfiguration: { Status: 'Enabled' } }));
  await s3.send(
    new PutBucketTaggingCommand({ Bucket: ruled, Tagging: { TagSet: [{ Key: 'owner', Value: 'data & more' }] } }),
  );
  await s3.send(
    new PutBucketLifecycleConfigurationCommand({
      Bucket: ruled,
      LifecycleConfiguration: {
        Rules: [
          {
            ID: 'old',
            Status: 'Enabled',
            Filter: { Prefix: '' },
            Transitions: [{ Days: 60, StorageClass: 'STANDARD_IA' }],
            NoncurrentVersionExpiration: { NoncurrentDays: 30 },
            AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
          },
        ],
      },
    }),
  );
  s3.destroy();
  const rule = {
    enabled: true,
    holdsForAll: true,
    transitions: true,
    expires: false,
    expiresNoncurrent: true,
    transitionsNoncurrent: false,
    abortsUploadsAfterDays: 7,
  };
  return [
    made('aws:s3:bucket', plain, { lifecycleRules: [], versioning: 'never', tags: {} }),
    made('aws:s3:bucket', ruled, {
      lifecycleRules: [rule],
      versioning: 'enabled',
      tags: { owner: 'data & more' },
      incompleteUploads: { uploads: [], truncated: false },
    }),
  ];
}

export async function logGroups({ client, accountId, regionId, at }: FleetPlace): Promise<readonly Made[]> {
  const logs = new CloudWatchLogsClient(client);
  const arn = (name: string) => `arn:aws:logs:${regionId}:${accountId}:log-group:${name}`;
  await logs.send(new CreateLogGroupCommand({ logGroupName: '/app/for-ever', tags: { team: 'web' } }));
  await logs.send(new CreateLogGroupCommand({ logGroupName: '/app/month' }));
  const retentionInDays = [30, 60, 90][at];
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: '/app/month', retentionInDays }));
  logs.destroy();
  return [
    made('aws:logs:log-group', arn('/app/for-ever'), { retentionDays: null, storedBytes: 0 }),
    made('aws:logs:log-group', arn('/app/month'), { retentionDays: retentionInDays }),
  ];
}

export async function repositories({ client }: FleetPlace): Promise<readonly Made[]> {
  const ecr = new ECRClient(client);
  const make = async (repositoryName: string): Promise<string | undefined> =>
    (await ecr.send(new CreateRepositoryCommand({ repositoryName }))).repository?.repositoryArn;
  const [plain, ruled] = [await make('web/plain'), await make('web/ruled')];
  const lifecyclePolicyText = JSON.stringify({
    rules: [
      {
        rulePriority: 1,
        selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 },
        action: { type: 'expire' },
      },
    ],
  });
  await ecr.send(new PutLifecyclePolicyCommand({ repositoryName: 'web/ruled', lifecyclePolicyText }));
  ecr.destroy();
  return [
    made('aws:ecr:repository', plain, { hasLifecyclePolicy: false }),
    made('aws:ecr:repository', ruled, { hasLifecyclePolicy: true }),
  ];
}

export async function fileSystems({ client, network }: FleetPlace): Promise<readonly Made[]> {
  const efs = new EFSClient(client);
  const create = async (CreationToken: string): Promise<string> =>
    given((await efs.send(new CreateFileSystemCommand({ CreationToken }))).FileSystemId, 'FileSystemId');
  const [mounted, bare] = [await create('mounted'), await create('bare')];
  const [SubnetId] = network.subnetIds;
  await efs.send(new CreateMountTargetCommand({ FileSystemId: mounted, SubnetId }));
  await efs.send(
    new PutLifecycleConfigurationCommand({
      FileSystemId: mounted,
      LifecyclePolicies: [{ TransitionToIA: 'AFTER_30_DAYS' }],
    }),
  );
  efs.destroy();
  const fsx = new FSxClient(client);
  const { FileSystem } = await fsx.send(
    new CreateFsxCommand({
      FileSystemType: 'LUSTRE',
      StorageCapacity: 1200,
      StorageType: 'SSD',
      SubnetIds: [given(SubnetId, 'a subnet')],
      LustreConfiguration: { DeploymentType: 'SCRATCH_2' },
    }),
  );
  fsx.destroy();
  return [
    made('aws:elasticfilesystem:file-system', mounted, {
      flavor: 'elastic',
      mountTargets: 1,
      infrequentAfterDays: 30,
    }),
    made('aws:elasticfilesystem:file-system', bare, { mountTargets: 0, infrequentAfterDays: null }),
    made('aws:fsx:file-system', FileSystem?.FileSystemId, { flavor: 'lustre', sizeGiB: 1200 }),
  ];
}

/** The trail and the recorder write to a bucket, which belongs to the fleet as well. */
export async function audits(place: FleetPlace): Promise<readonly Made[]> {
  const { client, accountId, regionId } = place;
  const s3 = new S3Client({ ...client, forcePathStyle: true });
  const Bucket = bucketName(place, 'audit');
  const LocationConstraint = regionId as BucketLocationConstraint;
  await s3.send(
    new CreateBucketCommand({
      Bucket,
      ...(regionId !== 'us-east-1' && { CreateBucketConfiguration: { LocationConstraint } }),
    }),
  );
  s3.destroy();
  const cloudtrail = new CloudTrailClient(client);
  const { TrailARN } = await cloudtrail.send(new CreateTrailCommand({ Name: 'audit', S3BucketName: Bucket }));
  await cloudtrail.send(new StartLoggingCommand({ Name: 'audit' }));
  cloudtrail.destroy();
  const config = new ConfigServiceClient(client);
  await config.send(
    new PutConfigurationRecorderCommand({
      ConfigurationRecorder: {
        name: 'default',
        roleARN: `arn:aws:iam::${accountId}:role/config`,
        recordingGroup: { allSupported: true, includeGlobalResourceTypes: false },
      },
    }),
  );
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: Bucket } }));
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }));
  config.destroy();
  return [
    made('aws:s3:bucket', Bucket, { versioning: 'never' }),
    made('aws:cloudtrail:trail', TrailARN, { multiRegion: false, logging: true }),
    made('aws:config:recorder', `arn:aws:config:${regionId}:${accountId}:configuration-recorder/default`, {
      recording: true,
      frequency: 'continuous',
    }),
  ];
}

export async function secrets({ client }: FleetPlace): Promise<readonly Made[]> {
  const manager = new SecretsManagerClient(client);
  const list: Made[] = [];
  for (const Name of ['db/password', 'api-key']) {
    const { ARN } = await manager.send(new CreateSecretCommand({ Name, SecretString: 'not one' }));
    list.push(made('aws:secretsmanager:secret', ARN, { name: Name, rotates: false }));
  }
  manager.destroy();
  return list;
}
