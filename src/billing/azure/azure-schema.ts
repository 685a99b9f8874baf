import type { BillingSchema } from '../charges/schema.ts';
import { azureRows } from './azure-rows.ts';
import { azureColumn, azureHeader, requiredColumns } from './columns.ts';
import { settleAzure } from './settle.ts';

/** Cost and usage exports of Azure Cost Management, actual and amortized: EA, MCA, and pay-as-you-go before 2019. */
export const azureSchema: BillingSchema = {
  kind: 'azure-cost',
  knows: (name) => azureColumn(name) !== undefined,
  required: requiredColumns.length,
  header: azureHeader,
  rows: azureRows,
  settle: settleAzure,
  settlesByFile: true,
};
