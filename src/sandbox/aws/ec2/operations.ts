import type { Call, QueryOperation } from '../call.ts';
import { queryOperations } from '../operation.ts';
import { AwsError } from '../wire/errors.ts';
import type { QueryParams } from '../wire/query-params.ts';
import {
  allocateAddressOperation,
  associateAddressOperation,
  disassociateAddressOperation,
  releaseAddressOperation,
} from './address-writes.ts';
import { describeAddresses } from './describe-addresses.ts';
import { describeImages } from './describe-images.ts';
import { describeInstanceTypeOfferings, describeInstanceTypes } from './describe-instance-types.ts';
import { describeInstances } from './describe-instances.ts';
import { describeAvailabilityZones, describeRegions } from './describe-regions.ts';
import { describeSnapshots } from './describe-snapshots.ts';
import { describeTags } from './describe-tags.ts';
import { describeVolumeStatus } from './describe-volume-status.ts';
import { describeVolumes } from './describe-volumes.ts';
import { describeVolumesModifications } from './describe-volumes-modifications.ts';
import {
  modifyInstanceAttributeOperation,
  startInstancesOperation,
  stopInstancesOperation,
  terminateInstancesOperation,
} from './instance-writes.ts';
import { createSnapshotOperation, deleteSnapshotOperation } from './snapshot-writes.ts';
import { createTagsOperation, deleteTagsOperation } from './tag-writes.ts';
import {
  attachVolumeOperation,
  createVolumeOperation,
  deleteVolumeOperation,
  detachVolumeOperation,
  modifyVolumeOperation,
} from './volume-writes.ts';
import { writeOperation } from './write-params.ts';

const reads: Readonly<Record<string, QueryOperation>> = {
  DescribeAddresses: describeAddresses,
  DescribeAvailabilityZones: describeAvailabilityZones,
  DescribeImages: describeImages,
  DescribeInstances: describeInstances,
  DescribeInstanceTypeOfferings: describeInstanceTypeOfferings,
  DescribeInstanceTypes: describeInstanceTypes,
  DescribeRegions: describeRegions,
  DescribeSnapshots: describeSnapshots,
  DescribeTags: describeTags,
  DescribeVolumes: describeVolumes,
  DescribeVolumesModifications: describeVolumesModifications,
  DescribeVolumeStatus: describeVolumeStatus,
};

const writes: Readonly<Record<string, QueryOperation>> = {
  AllocateAddress: allocateAddressOperation,
  AssociateAddress: associateAddressOperation,
  AttachVolume: attachVolumeOperation,
  CreateSnapshot: createSnapshotOperation,
  CreateTags: createTagsOperation,
  CreateVolume: createVolumeOperation,
  DeleteSnapshot: deleteSnapshotOperation,
  DeleteTags: deleteTagsOperation,
  DeleteVolume: deleteVolumeOperation,
  DetachVolume: detachVolumeOperation,
  DisassociateAddress: disassociateAddressOperation,
  ModifyInstanceAttribute: modifyInstanceAttributeOperation,
  ModifyVolume: modifyVolumeOperation,
  ReleaseAddress: releaseAddressOperation,
  StartInstances: startInstancesOperation,
  StopInstances: stopInstancesOperation,
  TerminateInstances: terminateInstancesOperation,
};

/** Amazon EC2, version 2016-11-15. */
export const ec2Operations = queryOperations({
  ...mapValues(reads, withDryRun),
  ...mapValues(writes, (operation) => withDryRun(writeOperation(operation))),
});

/** Every EC2 operation takes `DryRun`: it checks the permissions (here all are given) and does nothing. */
function withDryRun(operation: QueryOperation): QueryOperation {
  return (call: Call, params: QueryParams) => {
    if (params.get('DryRun') === 'true') {
      throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', { status: 412 });
    }
    return operation(call, params);
  };
}

function mapValues<T>(table: Readonly<Record<string, T>>, map: (value: T) => T): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, map(value)]));
}
