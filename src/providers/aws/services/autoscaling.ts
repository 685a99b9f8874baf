import { AutoScalingClient, DescribeAutoScalingGroupsCommand, DescribeLaunchConfigurationsCommand } from '@aws-sdk/client-auto-scaling';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new AutoScalingClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeAutoScalingGroups: DescribeAutoScalingGroupsCommand,
  DescribeLaunchConfigurations: DescribeLaunchConfigurationsCommand,
};
