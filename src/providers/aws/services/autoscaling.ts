import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeLaunchConfigurationsCommand,
  DescribePoliciesCommand,
  DescribeScheduledActionsCommand,
} from '@aws-sdk/client-auto-scaling';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new AutoScalingClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeAutoScalingGroups: DescribeAutoScalingGroupsCommand,
  DescribeLaunchConfigurations: DescribeLaunchConfigurationsCommand,
  DescribePolicies: DescribePoliciesCommand,
  DescribeScheduledActions: DescribeScheduledActionsCommand,
};
