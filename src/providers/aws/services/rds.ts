import { RDSClient } from '@aws-sdk/client-rds';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new RDSClient(settings);

/** The operations that Ballast calls. */
export const commands = {};
