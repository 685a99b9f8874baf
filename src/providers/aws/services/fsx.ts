import { DescribeFileSystemsCommand, FSxClient } from '@aws-sdk/client-fsx';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new FSxClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeFileSystems: DescribeFileSystemsCommand,
};
