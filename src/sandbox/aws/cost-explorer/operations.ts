import { documentOperations } from '../operation.ts';
export const costExplorerOperations = documentOperations({});
