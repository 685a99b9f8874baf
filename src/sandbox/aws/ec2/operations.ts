import type { QueryOperation } from '../call.ts';
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
import { ec2Reads, ec2Writes } from './operation-tables.ts';

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

export const ec2Operations = { ...ec2Reads(reads), ...ec2Writes(writes) };
