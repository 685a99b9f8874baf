import { DescribeFileSystemsCommand, DescribeLifecycleConfigurationCommand, EFSClient } from '@aws-sdk/client-efs';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new EFSClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeFileSystems: DescribeFileSystemsCommand,
  DescribeLifecycleConfiguration: DescribeLifecycleConfigurationCommand,
};
