import { familyState } from '../../estate/family.ts';
import { storageFamily } from '../../estate/storage/family.ts';
import type { SandboxFileServer } from '../../estate/storage/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { documentOperations } from '../operation.ts';
import { pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { jsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

const badRequest = (message: string) => new AwsError('BadRequest', message);

function describeFileSystems(call: Call, fields: Readonly<Record<string, unknown>>): object {
  const input = new DocumentInput(fields, badRequest);
  const index = call.world.index.of(familyState(call.world.estate, storageFamily).fileServers);
  const ids = input.texts('FileSystemIds');
  for (const id of ids) {
    if (index.find(call.accountId, call.region, id) === undefined) {
      throw new AwsError('FileSystemNotFound', `File system '${id}' does not exist.`);
    }
  }
  const { items, nextToken } = pageOf(call, {
    listing: JSON.stringify(ids),
    token: input.optionalText('NextToken'),
    limit: input.optionalInteger('MaxResults', { min: 1, max: 2_147_483_647 }) ?? 2000,
    items: (after) => index.resources(call.accountId, call.region, after),
    keep: ({ id }) => ids.length === 0 || ids.includes(id),
    positionOf: ({ id }) => id,
    badToken: () => badRequest('Invalid NextToken'),
  });
  return { FileSystems: items.map(described), NextToken: nextToken };
}

const described = (server: SandboxFileServer): object => ({
  OwnerId: server.accountId,
  CreationTime: new Timestamp(server.createdAt),
  FileSystemId: server.id,
  FileSystemType: server.type,
  Lifecycle: 'AVAILABLE',
  StorageCapacity: server.capacityGiB,
  StorageType: server.medium,
  VpcId: server.vpcId,
  SubnetIds: [server.subnetId],
  NetworkInterfaceIds: [`eni-0${server.id.slice(-16)}`],
  DNSName: `${server.id}.fsx.${server.region}.amazonaws.com`,
  KmsKeyId: `arn:aws:kms:${server.region}:${server.accountId}:key/00000000-0000-4000-a000-000000000000`,
  ResourceARN: server.arn,
  Tags: Object.entries(server.tags).map(([Key, Value]) => ({ Key, Value })),
  ...(server.type === 'WINDOWS'
    ? {
        WindowsConfiguration: {
          DeploymentType: server.deployment,
          PreferredSubnetId: server.subnetId,
          ThroughputCapacity: server.throughputMBps,
          WeeklyMaintenanceStartTime: '7:03:00',
          DailyAutomaticBackupStartTime: '03:00',
          AutomaticBackupRetentionDays: 7,
          CopyTagsToBackups: false,
        },
      }
    : {
        OpenZFSConfiguration: {
          DeploymentType: server.deployment,
          ThroughputCapacity: server.throughputMBps,
          AutomaticBackupRetentionDays: 7,
          CopyTagsToBackups: false,
          CopyTagsToVolumes: false,
          WeeklyMaintenanceStartTime: '7:03:00',
          RootVolumeId: `fsvol-0${server.id.slice(-16)}`,
        },
      }),
});

/** Amazon FSx, version 2018-03-01: its file systems. */
export const fsxModule: ServiceModule = {
  id: 'fsx',
  profile: jsonProfile({
    signingName: 'fsx',
    targetPrefix: 'AWSSimbaAPIService_v20180301',
    jsonVersion: '1.1',
    messageField: 'Message',
    internal: {
      code: 'InternalServerError',
      status: 500,
      message: 'A generic error indicating a server-side failure.',
    },
  }),
  operations: documentOperations({ DescribeFileSystems: describeFileSystems }),
};
