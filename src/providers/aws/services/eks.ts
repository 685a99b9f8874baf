import { EKSClient } from '@aws-sdk/client-eks';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new EKSClient(settings);

/** The operations that Ballast calls. */
export const commands = {};
