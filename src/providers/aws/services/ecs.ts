import { ECSClient } from '@aws-sdk/client-ecs';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new ECSClient(settings);

/** The operations that Ballast calls. */
export const commands = {};
