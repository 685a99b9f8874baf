import {
  CostOptimizationHubClient,
  GetPreferencesCommand,
  ListRecommendationsCommand,
} from '@aws-sdk/client-cost-optimization-hub';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new CostOptimizationHubClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  GetPreferences: GetPreferencesCommand,
  ListRecommendations: ListRecommendationsCommand,
};
