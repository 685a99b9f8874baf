import { DescribeLogGroupsCommand, CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new CloudWatchLogsClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeLogGroups: DescribeLogGroupsCommand,
};
