import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
  ListTagsCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  ConfigServiceClient,
  DescribeConfigurationRecordersCommand,
  DescribeConfigurationRecorderStatusCommand,
} from '@aws-sdk/client-config-service';
import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  ECRClient,
  GetLifecyclePolicyCommand,
  ListTagsForResourceCommand,
  paginateDescribeRepositories,
} from '@aws-sdk/client-ecr';
import { DescribeFileSystemsCommand, DescribeLifecycleConfigurationCommand, EFSClient } from '@aws-sdk/client-efs';
import { DescribeFileSystemsCommand as DescribeServersCommand, FSxClient } from '@aws-sdk/client-fsx';
import {
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketMetricsConfigurationsCommand,
  ListBucketsCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { expectError } from '../aws-clients.ts';
import type { Exchanges } from './exchanges.ts';

/** Either of two documented answers: some buckets have the configuration, some have none. */
async function orError(code: string, answer: Promise<unknown>): Promise<void> {
  try {
    await answer;
  } catch (error) {
    if ((error as Error).name !== code) throw error;
  }
}

export const exchanges: Exchanges = {
  reads: {
    s3: (options) => new S3Client({ ...options, forcePathStyle: true }).send(new ListBucketsCommand({})),
    logs: (options) => new CloudWatchLogsClient(options).send(new DescribeLogGroupsCommand({})),
    ecr: (options) => new ECRClient(options).send(new DescribeRepositoriesCommand({})),
    efs: (options) => new EFSClient(options).send(new DescribeFileSystemsCommand({})),
    fsx: (options) => new FSxClient(options).send(new DescribeServersCommand({})),
    cloudtrail: (options) => new CloudTrailClient(options).send(new DescribeTrailsCommand({})),
    config: (options) => new ConfigServiceClient(options).send(new DescribeConfigurationRecordersCommand({})),
  },
  async everywhere({ options }) {
    const s3 = new S3Client({ ...options, forcePathStyle: true });
    const { Buckets = [] } = await s3.send(new ListBucketsCommand({ BucketRegion: options.region, MaxBuckets: 1000 }));
    for (const { Name: Bucket } of Buckets) {
      await orError('NoSuchLifecycleConfiguration', s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket })));
      await s3.send(new GetBucketLocationCommand({ Bucket }));
      await orError('NoSuchTagSet', s3.send(new GetBucketTaggingCommand({ Bucket })));
      await s3.send(new GetBucketVersioningCommand({ Bucket }));
      await s3.send(new ListBucketMetricsConfigurationsCommand({ Bucket }));
      const { Uploads = [] } = await s3.send(new ListMultipartUploadsCommand({ Bucket }));
      for (const { Key, UploadId } of Uploads) await s3.send(new ListPartsCommand({ Bucket, Key, UploadId }));
      await s3.send(new HeadBucketCommand({ Bucket }));
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
      for (const { Key } of Contents) {
        await s3.send(new HeadObjectCommand({ Bucket, Key }));
        const object = await s3.send(new GetObjectCommand({ Bucket, Key }));
        await object.Body?.transformToString();
      }
      await expectError('NoSuchKey', s3.send(new GetObjectCommand({ Bucket, Key: 'none' })));
    }
    await expectError('NoSuchBucket', s3.send(new GetBucketVersioningCommand({ Bucket: 'none-such' })));

    const logs = new CloudWatchLogsClient(options);
    for await (const _page of paginateDescribeLogGroups({ client: logs, pageSize: 3 }, {}));
    await expectError('InvalidParameterException', logs.send(new DescribeLogGroupsCommand({ nextToken: 'x' })));

    const ecr = new ECRClient(options);
    for await (const { repositories = [] } of paginateDescribeRepositories({ client: ecr, pageSize: 2 }, {})) {
      for (const { repositoryName, repositoryArn } of repositories) {
        await ecr.send(new DescribeImagesCommand({ repositoryName, maxResults: 50 }));
        await orError('LifecyclePolicyNotFoundException', ecr.send(new GetLifecyclePolicyCommand({ repositoryName })));
        await ecr.send(new ListTagsForResourceCommand({ resourceArn: repositoryArn }));
      }
    }
    await expectError('RepositoryNotFoundException', ecr.send(new DescribeImagesCommand({ repositoryName: 'none' })));

    const efs = new EFSClient(options);
    const { FileSystems = [] } = await efs.send(new DescribeFileSystemsCommand({ MaxItems: 100 }));
    for (const { FileSystemId } of FileSystems)
      await efs.send(new DescribeLifecycleConfigurationCommand({ FileSystemId }));
    await expectError(
      'FileSystemNotFound',
      efs.send(new DescribeFileSystemsCommand({ FileSystemId: 'fs-0000000000000000a' })),
    );

    const fsx = new FSxClient(options);
    await fsx.send(new DescribeServersCommand({}));
    await expectError(
      'FileSystemNotFound',
      fsx.send(new DescribeServersCommand({ FileSystemIds: ['fs-0000000000000000a'] })),
    );

    const trail = new CloudTrailClient(options);
    const { trailList = [] } = await trail.send(new DescribeTrailsCommand({}));
    for (const { TrailARN, HomeRegion } of trailList) {
      await trail.send(new GetTrailStatusCommand({ Name: TrailARN }));
      await trail.send(new GetEventSelectorsCommand({ TrailName: TrailARN }));
      if (HomeRegion === options.region) await trail.send(new ListTagsCommand({ ResourceIdList: [TrailARN ?? ''] }));
    }
    await expectError('TrailNotFoundException', trail.send(new GetTrailStatusCommand({ Name: 'none' })));

    const config = new ConfigServiceClient(options);
    await config.send(new DescribeConfigurationRecordersCommand({}));
    await config.send(new DescribeConfigurationRecorderStatusCommand({}));
    await expectError(
      'NoSuchConfigurationRecorderException',
      config.send(new DescribeConfigurationRecordersCommand({ ConfigurationRecorderNames: ['none'] })),
    );
  },
};
