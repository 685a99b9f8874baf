import { documentOperations } from '../operation.ts';
export const pricingOperations = documentOperations({});
