import * as cells from '../charges/cells.ts';
import { complaints, saying } from '../charges/complaints.ts';
import { numberIn, physicalIn } from '../charges/file-cells.ts';
import type { BillingFile, CostField, Rule } from '../charges/schema.ts';
import { pricingModels } from './charge-types.ts';
import type { AzureColumn } from './columns.ts';

/** A column whose cells must be numbers, in rows that do not use it too: a word there shows that columns are shifted. */
interface NumberCheck {
  readonly column: AzureColumn;
  readonly name: string;
  /** SQL over the file's relation. */
  readonly wrong: string;
}

const numbers: readonly AzureColumn[] = [
  'CostInBillingCurrency',
  'EffectivePrice',
  'ExchangeRatePricingToBilling',
  'PayGPrice',
  'PaygCostInBillingCurrency',
  'Quantity',
  'UnitPrice',
];

export const numberChecks = (file: BillingFile): readonly NumberCheck[] =>
  numbers.flatMap((column) => {
    const cell = numberIn(file, column);
    if (cell === undefined) return [];
    const isText = ['csv', 'text'].includes(physicalIn(file, column));
    const value = isText ? `CASE WHEN NOT contains(${cell}, '_') THEN TRY_CAST(${cell} AS DOUBLE) END` : cell;
    const wrong = `(${cell} IS NOT NULL AND NOT coalesce(abs(${value}) <= 1e20, FALSE))`;
    return [{ column, name: `no_number_${column}`, wrong }];
  });

/** What must hold of a row, in the order of the file's columns. `checks` are those of `numberChecks`. */
export function azureRules(file: BillingFile, checks: readonly NumberCheck[]): readonly Rule[] {
  const { positions } = file.header;
  const rule = (column: AzureColumn, broken: string, complain: Rule['complain']): Rule => ({
    column,
    broken,
    complain,
  });
  const notSplit = (field: CostField): string => `(${field}_nanos IS NULL OR ${field}_rest IS NULL)`;
  const rules: readonly Rule[] = [
    // Exports before 2019 name no billing account; the subscription stands for it.
    rule(
      positions.has('BillingAccountId') ? 'BillingAccountId' : 'SubscriptionId',
      'billingAccountId IS NULL',
      complaints.name,
    ),
    rule('Date', `${cells.plausible('charged_at')} IS NULL`, azureDate),
    rule('BillingPeriodStartDate', `(has_period AND ${cells.plausible('period_starts_at')} IS NULL)`, azureDate),
    rule('BillingCurrency', 'currency IS NULL', complaints.currency),
    rule(
      'ChargeType',
      'chargeCategory IS NULL',
      saying((value) => `${value} is no charge type that Ballast knows`),
    ),
    rule(
      'PricingModel',
      'no_pricing_model',
      saying((value) => `${value} is none of OnDemand, Spot, Reservation, SavingsPlan`),
    ),
    rule('Quantity', '(has_consumedQuantity AND consumedQuantity IS NULL)', complaints.amount),
    ...checks.map(({ column, name }) => rule(column, name, complaints.amount)),
    rule('CostInBillingCurrency', `(${notSplit('billedCost')} OR ${notSplit('effectiveCost')})`, complaints.amount),
    rule('PayGPrice', `(has_listCost AND ${notSplit('listCost')})`, complaints.amount),
    rule('UnitPrice', `(has_contractedCost AND ${notSplit('contractedCost')})`, complaints.amount),
  ];
  return rules
    .filter(({ column }) => positions.has(column))
    .toSorted((a, b) => (positions.get(a.column) ?? 0) - (positions.get(b.column) ?? 0));
}

const azureDate = saying((value) => `${value} is no date of the years 2000 to 2099 (2026-05-31 or 5/31/2026)`);

/** SQL: a pricing model that is none that is known; `model` in lower case and without spaces. */
export const isUnknownModel = (model: string): string =>
  `coalesce(${model} NOT IN (${pricingModels.map((word) => `'${word}'`).join(', ')}), FALSE)`;
