import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new STSClient(settings);

export const commands = { AssumeRole: AssumeRoleCommand, GetCallerIdentity: GetCallerIdentityCommand };
