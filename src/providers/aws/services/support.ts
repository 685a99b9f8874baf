import { SupportClient } from '@aws-sdk/client-support';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new SupportClient(settings);

/** The operations that Ballast calls. */
export const commands = {};
