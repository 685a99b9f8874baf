import {
  CostExplorerClient,
  GetCostAndUsageCommand,
  GetCostAndUsageWithResourcesCommand,
  GetDimensionValuesCommand,
  GetReservationCoverageCommand,
  GetReservationPurchaseRecommendationCommand,
  GetReservationUtilizationCommand,
  GetSavingsPlansCoverageCommand,
  GetSavingsPlansPurchaseRecommendationCommand,
  GetSavingsPlansUtilizationDetailsCommand,
  ListCostAllocationTagsCommand,
  ListCostCategoryDefinitionsCommand,
} from '@aws-sdk/client-cost-explorer';
import type { ClientSettings } from '../client-settings.ts';

export const open = (settings: ClientSettings) => new CostExplorerClient(settings);

export const commands = {
  GetCostAndUsage: GetCostAndUsageCommand,
  GetCostAndUsageWithResources: GetCostAndUsageWithResourcesCommand,
  GetDimensionValues: GetDimensionValuesCommand,
  GetReservationCoverage: GetReservationCoverageCommand,
  GetReservationPurchaseRecommendation: GetReservationPurchaseRecommendationCommand,
  GetReservationUtilization: GetReservationUtilizationCommand,
  GetSavingsPlansCoverage: GetSavingsPlansCoverageCommand,
  GetSavingsPlansPurchaseRecommendation: GetSavingsPlansPurchaseRecommendationCommand,
  GetSavingsPlansUtilizationDetails: GetSavingsPlansUtilizationDetailsCommand,
  ListCostAllocationTags: ListCostAllocationTagsCommand,
  ListCostCategoryDefinitions: ListCostCategoryDefinitionsCommand,
};
