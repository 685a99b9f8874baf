import { GetResourcesCommand, ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new ResourceGroupsTaggingAPIClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  GetResources: GetResourcesCommand,
};
