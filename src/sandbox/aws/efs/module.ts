import { familyState } from '../../estate/family.ts';
import { storageFamily } from '../../estate/storage/family.ts';
import type { SandboxElasticFiles } from '../../estate/storage/model.ts';
import type { Call } from '../call.ts';
import { DocumentInput } from '../document-input.ts';
import { restOperations } from '../operation.ts';
import { pageOf } from '../paging.ts';
import type { ServiceModule } from '../service-module.ts';
import { restJsonProfile } from '../service-profiles.ts';
import { AwsError } from '../wire/errors.ts';
import { Timestamp } from '../wire/timestamps.ts';

type Fields = Readonly<Record<string, unknown>>;

const errors = {
  badRequest: (message: string) => new AwsError('BadRequest', message, { status: 400 }),
  unknown: (id: string) => new AwsError('FileSystemNotFound', `File system '${id}' does not exist.`, { status: 404 }),
} as const;

const filesOf = (call: Call) => call.world.index.of(familyState(call.world.estate, storageFamily).elasticFiles);

function describeFileSystems(call: Call, fields: Fields): object {
  const input = new DocumentInput(fields, errors.badRequest);
  const id = input.optionalText('FileSystemId');
  if (id !== undefined) {
    const one = filesOf(call).find(call.accountId, call.region, id.split('/').at(-1) ?? id);
    if (one === undefined) throw errors.unknown(id);
    return { FileSystems: [described(one)] };
  }
  const { items, nextToken } = pageOf(call, {
    listing: 'file systems',
    token: input.optionalText('Marker'),
    limit: Math.min(100, input.optionalInteger('MaxItems', { min: 1, max: 2_147_483_647 }) ?? 100),
    items: (after) => filesOf(call).resources(call.accountId, call.region, after),
    positionOf: (files) => files.id,
    badToken: () => errors.badRequest('Marker is not valid'),
  });
  return { Marker: input.optionalText('Marker'), FileSystems: items.map(described), NextMarker: nextToken };
}

const described = (files: SandboxElasticFiles): object => ({
  OwnerId: files.accountId,
  CreationToken: files.id.slice(3),
  FileSystemId: files.id,
  FileSystemArn: files.arn,
  CreationTime: new Timestamp(files.createdAt),
  LifeCycleState: 'available',
  Name: files.tags['Name'],
  NumberOfMountTargets: files.mountTargets,
  SizeInBytes: {
    Value: files.standardBytes + files.infrequentBytes,
    ValueInIA: files.infrequentBytes,
    ValueInStandard: files.standardBytes,
    ValueInArchive: 0,
  },
  PerformanceMode: 'generalPurpose',
  Encrypted: true,
  ThroughputMode: files.provisionedMiBps === undefined ? 'elastic' : 'provisioned',
  ProvisionedThroughputInMibps: files.provisionedMiBps,
  AvailabilityZoneName: files.zone,
  Tags: Object.entries(files.tags).map(([Key, Value]) => ({ Key, Value })),
});

function describeLifecycleConfiguration(call: Call, fields: Fields): object {
  const id = String(fields['FileSystemId']);
  const files = filesOf(call).find(call.accountId, call.region, id);
  if (files === undefined) throw errors.unknown(id);
  const days = files.infrequentAfterDays;
  return {
    LifecyclePolicies: days === undefined ? [] : [{ TransitionToIA: `AFTER_${days}_DAYS` }],
  };
}

/** Amazon EFS, version 2015-02-01: file systems and their lifecycle. */
export const efsModule: ServiceModule = {
  id: 'efs',
  actionPrefix: 'elasticfilesystem',
  profile: restJsonProfile({
    signingName: 'elasticfilesystem',
    messageField: 'Message',
    internal: { code: 'InternalServerError', status: 500, message: 'An error occurred on the server side.' },
  }),
  operations: restOperations({
    DescribeFileSystems: describeFileSystems,
    DescribeLifecycleConfiguration: describeLifecycleConfiguration,
  }),
  routes: [
    {
      operation: 'DescribeFileSystems',
      method: 'GET',
      path: '/2015-02-01/file-systems',
      query: { MaxItems: 'integer' },
    },
    {
      operation: 'DescribeLifecycleConfiguration',
      method: 'GET',
      path: '/2015-02-01/file-systems/{FileSystemId}/lifecycle-configuration',
    },
  ],
};
