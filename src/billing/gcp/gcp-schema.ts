import type { BillingSchema } from '../charges/schema.ts';
import { gcpColumn, gcpHeader, gcpRecords, requiredColumns } from './columns.ts';
import { gcpRows } from './gcp-rows.ts';
import { settleGcp } from './settle.ts';

/** The Cloud Billing export to BigQuery, standard and detailed usage cost, taken out as CSV, JSON lines or Parquet. */
export const gcpSchema: BillingSchema = {
  kind: 'gcp-billing',
  knows: (name) => gcpColumn(name) !== undefined,
  required: requiredColumns.length,
  header: gcpHeader,
  records: gcpRecords,
  rows: gcpRows,
  settle: settleGcp,
};
