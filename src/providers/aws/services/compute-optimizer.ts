import { ComputeOptimizerClient, GetLicenseRecommendationsCommand } from '@aws-sdk/client-compute-optimizer';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new ComputeOptimizerClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  GetLicenseRecommendations: GetLicenseRecommendationsCommand,
};
