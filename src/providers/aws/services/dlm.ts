import { DLMClient, GetLifecyclePoliciesCommand } from '@aws-sdk/client-dlm';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new DLMClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  GetLifecyclePolicies: GetLifecyclePoliciesCommand,
};
