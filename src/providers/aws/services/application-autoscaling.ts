import { ApplicationAutoScalingClient, DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new ApplicationAutoScalingClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeScalableTargets: DescribeScalableTargetsCommand,
};
