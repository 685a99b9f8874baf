import {
  ListRecommendationResourcesCommand,
  ListRecommendationsCommand,
  TrustedAdvisorClient,
} from '@aws-sdk/client-trustedadvisor';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new TrustedAdvisorClient(settings);

/** The operations that Ballast calls. */
export const commands = {
  ListRecommendationResources: ListRecommendationResourcesCommand,
  ListRecommendations: ListRecommendationsCommand,
};
