import { KinesisClient } from '@aws-sdk/client-kinesis';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new KinesisClient(settings);

/** The operations that Ballast calls. */
export const commands = {};
