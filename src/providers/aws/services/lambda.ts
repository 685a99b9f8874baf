import {
  LambdaClient,
  ListAliasesCommand,
  ListFunctionsCommand,
  ListProvisionedConcurrencyConfigsCommand,
} from '@aws-sdk/client-lambda';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new LambdaClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  ListAliases: ListAliasesCommand,
  ListFunctions: ListFunctionsCommand,
  ListProvisionedConcurrencyConfigs: ListProvisionedConcurrencyConfigsCommand,
};
