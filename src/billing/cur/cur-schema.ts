import type { BillingSchema } from '../charges/schema.ts';
import { curColumn, curHeader, requiredColumns } from './columns.ts';
import { curRows } from './cur-rows.ts';
import { settleCur } from './settle.ts';

/** AWS Cost and Usage Reports: the one of 2016 as CSV or Parquet, and CUR 2.0 of Data Exports. */
export const curSchema: BillingSchema = {
  kind: 'aws-cur',
  knows: (name) => curColumn(name) !== undefined,
  required: requiredColumns.length,
  header: curHeader,
  rows: curRows,
  settle: settleCur,
};
