import type { BillingSchema } from '../charges/schema.ts';
import { canonicalColumn, focusHeader, requiredColumns } from './columns.ts';
import { focusRows } from './focus-rows.ts';

/** FOCUS Cost and Usage, versions 1.0 to 1.4. */
export const focusSchema: BillingSchema = {
  kind: 'focus',
  knows: (name) => canonicalColumn(name) !== undefined,
  required: requiredColumns.length,
  header: (names) => focusHeader(names),
  rows: focusRows,
};
