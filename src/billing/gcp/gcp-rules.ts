import * as cells from '../charges/cells.ts';
import { complaints, saying } from '../charges/complaints.ts';
import type { BillingFile, CostField, Rule } from '../charges/schema.ts';
import type { GcpColumn } from './columns.ts';
import { badLabels } from './label-cells.ts';

const noLabels = saying((value) => `${value} is no list of labels, [{"key": …, "value": …}]`);

/** What must hold of a row, in the order of the file's columns. */
export function gcpRules(file: BillingFile): readonly Rule[] {
  const rule = (column: GcpColumn, broken: string, complain: Rule['complain']): Rule => ({ column, broken, complain });
  const notSplit = (field: CostField | 'promotionCost'): string => `(${field}_nanos IS NULL OR ${field}_rest IS NULL)`;
  const rules: readonly Rule[] = [
    rule('billing_account_id', 'billingAccountId IS NULL', complaints.name),
    rule('service.description', 'serviceName IS NULL', complaints.name),
    rule('usage_start_time', `${cells.plausible('charged_at')} IS NULL`, complaints.moment),
    rule(
      'usage_end_time',
      'charge_ends_at < charged_at',
      saying((value) => `${value} is before the start of the usage`),
    ),
    rule('cost', notSplit('contractedCost'), complaints.amount),
    rule('cost_at_list', `(has_listCost AND ${notSplit('listCost')})`, complaints.amount),
    rule('currency', 'currency IS NULL', complaints.currency),
    rule('usage.amount', '(has_consumedQuantity AND consumedQuantity IS NULL)', complaints.amount),
    rule(
      'credits',
      `(no_credits OR ${notSplit('billedCost')} OR (has_promotionCost AND ${notSplit('promotionCost')}))`,
      saying((value) => `${value} is no list of credits with amounts, [{"amount": -0.5, "type": …}]`),
    ),
    rule(
      'invoice.month',
      `${cells.plausible('billed_at')} IS NULL`,
      saying((value) => `${value} is no month as 202611 is`),
    ),
    rule(
      'cost_type',
      'chargeCategory IS NULL',
      saying((value) => `${value} is none of regular, tax, adjustment, rounding_error`),
    ),
    ...badLabels(file).map(([column]) => rule(column, `no_${column.replace('.', '_')}`, noLabels)),
  ];
  const { positions } = file.header;
  return rules
    .filter(({ column }) => positions.has(column))
    .toSorted((a, b) => (positions.get(a.column) ?? 0) - (positions.get(b.column) ?? 0));
}
