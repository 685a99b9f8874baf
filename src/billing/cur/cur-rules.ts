import * as cells from '../charges/cells.ts';
import { complaints, saying } from '../charges/complaints.ts';
import type { BillingFile, CostField, Rule } from '../charges/schema.ts';
import type { CellCheck } from './cell-checks.ts';
import type { CurColumn } from './columns.ts';
import { amortised, hasNet } from './costs.ts';

/** What must hold of a row, in the order of the file's columns. `checks` are those of `cellChecks`. */
export function curRules(file: BillingFile, checks: readonly CellCheck[]): readonly Rule[] {
  const rule = (column: CurColumn, broken: string, complain: Rule['complain']): Rule => ({ column, broken, complain });
  const ofChecks = checks.map(({ column, name, when, complain }) => ({
    column,
    broken: when === undefined ? name : `(${when} AND ${name})`,
    complain,
  }));
  const rules: readonly Rule[] = [
    rule('bill/PayerAccountId', 'billingAccountId IS NULL', complaints.name),
    ...dateRules(rule),
    rule(
      'lineItem/LineItemType',
      'chargeCategory IS NULL',
      saying((value) => `${value} is no line item type that Ballast knows`),
    ),
    rule('lineItem/ProductCode', '(productCode IS NULL AND serviceName IS NULL)', complaints.name),
    rule('lineItem/CurrencyCode', 'currency IS NULL', complaints.currency),
    rule('lineItem/UsageAmount', '(has_consumedQuantity AND consumedQuantity IS NULL)', complaints.amount),
    ...ofChecks,
    ...costRules(file, rule),
  ];
  const { positions } = file.header;
  return rules
    .filter(({ column }) => positions.has(column))
    .toSorted((a, b) => (positions.get(a.column) ?? 0) - (positions.get(b.column) ?? 0));
}

type MakeRule = (column: CurColumn, broken: string, complain: Rule['complain']) => Rule;

const dateRules = (rule: MakeRule): readonly Rule[] => [
  rule('bill/BillingPeriodStartDate', `${cells.plausible('billed_at')} IS NULL`, complaints.moment),
  rule(
    'bill/BillingPeriodEndDate',
    'bill_ends_at <= billed_at',
    saying((value) => `${value} is not after the start of the billing period`),
  ),
  rule('lineItem/UsageStartDate', `${cells.plausible('charged_at')} IS NULL`, complaints.moment),
  rule(
    'lineItem/UsageStartDate',
    `(charged_at >= bill_ends_at AND suffix(line_type, 'usage'))`,
    saying((value) => `${value} is after the billing period, and usage is not billed ahead`),
  ),
  rule(
    'lineItem/UsageEndDate',
    'charge_ends_at < charged_at',
    saying((value) => `${value} is before the start of the usage`),
  ),
];

/** Numbers that are too large or too fine get past the checks of single cells; whatever column they came from. */
function costRules(file: BillingFile, rule: MakeRule): readonly Rule[] {
  const notSplit = (field: CostField | 'netCost'): string => `(${field}_nanos IS NULL OR ${field}_rest IS NULL)`;
  const effective = amortised.map(({ type, from }) =>
    rule(
      from.at(-1) ?? 'lineItem/UnblendedCost',
      `(line_type = '${type}' AND ${notSplit('effectiveCost')})`,
      complaints.amount,
    ),
  );
  const types = amortised.map(({ type }) => `'${type}'`).join(', ');
  const net = hasNet(file) ? [rule('lineItem/NetUnblendedCost', notSplit('netCost'), complaints.amount)] : [];
  return [
    rule('lineItem/UnblendedCost', notSplit('billedCost'), complaints.amount),
    ...effective,
    ...net,
    rule('lineItem/UnblendedCost', `(line_type NOT IN (${types}) AND ${notSplit('effectiveCost')})`, complaints.amount),
    rule('pricing/publicOnDemandCost', `(has_listCost AND ${notSplit('listCost')})`, complaints.amount),
    rule('lineItem/UnblendedCost', `(has_contractedCost AND ${notSplit('contractedCost')})`, complaints.amount),
  ];
}
