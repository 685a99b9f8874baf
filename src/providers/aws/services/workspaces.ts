import {
  DescribeWorkspacesCommand,
  DescribeWorkspacesConnectionStatusCommand,
  WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new WorkSpacesClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  DescribeWorkspaces: DescribeWorkspacesCommand,
  DescribeWorkspacesConnectionStatus: DescribeWorkspacesConnectionStatusCommand,
};
