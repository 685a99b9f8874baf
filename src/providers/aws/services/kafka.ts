import { KafkaClient, ListClustersV2Command } from '@aws-sdk/client-kafka';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new KafkaClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  ListClustersV2: ListClustersV2Command,
};
