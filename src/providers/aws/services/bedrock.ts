import { BedrockClient, ListProvisionedModelThroughputsCommand } from '@aws-sdk/client-bedrock';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new BedrockClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  ListProvisionedModelThroughputs: ListProvisionedModelThroughputsCommand,
};
