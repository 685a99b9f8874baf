import { documentOperations } from '../operation.ts';
import { listCostAllocationTags, listCostCategoryDefinitions } from './allocation.ts';
import { getCostAndUsage } from './get-cost-and-usage.ts';
import { getCostAndUsageWithResources } from './get-cost-with-resources.ts';
import { getDimensionValues } from './get-dimension-values.ts';
import { getSavingsPlansCoverage, getSavingsPlansUtilizationDetails } from './plan-use.ts';
import {
  getReservationPurchaseRecommendation,
  getSavingsPlansPurchaseRecommendation,
} from './purchase-recommendations.ts';
import { getReservationCoverage, getReservationUtilization } from './reservation-use.ts';

/** AWS Cost Explorer, version 2017-10-25. */
export const costExplorerOperations = documentOperations({
  GetCostAndUsage: getCostAndUsage,
  GetCostAndUsageWithResources: getCostAndUsageWithResources,
  GetDimensionValues: getDimensionValues,
  GetReservationCoverage: getReservationCoverage,
  GetReservationPurchaseRecommendation: getReservationPurchaseRecommendation,
  GetReservationUtilization: getReservationUtilization,
  GetSavingsPlansCoverage: getSavingsPlansCoverage,
  GetSavingsPlansPurchaseRecommendation: getSavingsPlansPurchaseRecommendation,
  GetSavingsPlansUtilizationDetails: getSavingsPlansUtilizationDetails,
  ListCostAllocationTags: listCostAllocationTags,
  ListCostCategoryDefinitions: listCostCategoryDefinitions,
});
