import { ECRClient } from '@aws-sdk/client-ecr';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new ECRClient(settings);

/** The operations that Ballast calls. */
export const commands = {};
