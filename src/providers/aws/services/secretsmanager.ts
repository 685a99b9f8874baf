import { ListSecretsCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new SecretsManagerClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  ListSecrets: ListSecretsCommand,
};
