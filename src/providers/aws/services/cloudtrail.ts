import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new CloudTrailClient(settings);

/** The operations that Ballast calls. */
export const commands = {};
