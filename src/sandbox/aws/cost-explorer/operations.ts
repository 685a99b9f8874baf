import { documentOperations } from '../operation.ts';
import { getCostAndUsage } from './get-cost-and-usage.ts';
import { getDimensionValues } from './get-dimension-values.ts';

/** AWS Cost Explorer, version 2017-10-25. */
export const costExplorerOperations = documentOperations({
  GetCostAndUsage: getCostAndUsage,
  GetDimensionValues: getDimensionValues,
});
