import {
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeRegionsCommand,
  DescribeSnapshotsCommand,
  DescribeVolumesCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new EC2Client(settings);

/** The operations that Ballast calls; named one by one, so that a bundler drops the other 700. */
export const commands = {
  DescribeAddresses: DescribeAddressesCommand,
  DescribeInstances: DescribeInstancesCommand,
  DescribeInstanceTypes: DescribeInstanceTypesCommand,
  DescribeRegions: DescribeRegionsCommand,
  DescribeSnapshots: DescribeSnapshotsCommand,
  DescribeVolumes: DescribeVolumesCommand,
};
