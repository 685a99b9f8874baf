import { cellOf, numberIn, physicalIn } from '../charges/file-cells.ts';
import type { BillingFile, CostField, CostTerm } from '../charges/schema.ts';
import { type AzureColumn, isCustomerAgreement } from './columns.ts';

/** SQL about a row that its costs depend on. */
export interface RowKind {
  readonly isUsage: string;
  /** Usage that a reservation or savings plan pays for. */
  readonly isCovered: string;
  /** What of a reservation or savings plan nothing used. */
  readonly isUnused: string;
  /** A reservation or savings plan that was bought or given back. */
  readonly isCommitment: string;
}

/**
 * The four costs. Billed and effective cost are the row's cost, but for usage that a commitment pays for: only an
 * amortized export has a cost there, and nothing of it is invoiced. Source: Microsoft Learn, "Convert Cost Management
 * data to FOCUS", BilledCost and EffectiveCost.
 */
export function costsOf(file: BillingFile, kind: RowKind): Readonly<Record<CostField, readonly CostTerm[]>> {
  const cell = numberIn(file, 'CostInBillingCurrency') ?? 'NULL';
  const physical = physicalIn(file, 'CostInBillingCurrency');
  const zero = physical === 'csv' || physical === 'text' ? `'0'` : physical === 'float' ? '0::DOUBLE' : '0';
  const isAmortized = `(${kind.isCovered} OR ${kind.isUnused})`;
  return {
    billedCost: [{ cell: `CASE WHEN ${isAmortized} THEN ${zero} ELSE ${cell} END`, physical }],
    effectiveCost: [{ cell, physical }],
    listCost: listTerms(file, kind),
    contractedCost: contractedTerms(file, kind),
  };
}

/** A number as DOUBLE; undefined when the file lacks the column. */
function double(file: BillingFile, column: AzureColumn): string | undefined {
  const cell = numberIn(file, column);
  return cell === undefined ? undefined : `TRY_CAST(${cell} AS DOUBLE)`;
}

/**
 * Price times quantity in the bill's currency. Both are rounded figures of the export, so their product is made in floating
 * point and rounded to 12 decimals.
 */
function priced(file: BillingFile, column: AzureColumn): string | undefined {
  const [price, quantity] = [double(file, column), double(file, 'Quantity')];
  if (price === undefined || quantity === undefined) return undefined;
  return `round(${price} * ${quantity} * ${exchangeRate(file)}, 12)`;
}

/** Prices of a Microsoft Customer Agreement are in its pricing currency; an unknown rate makes the product unknown. */
function exchangeRate(file: BillingFile): string {
  const [from, to] = [cellOf(file, 'PricingCurrency'), cellOf(file, 'BillingCurrency')];
  if (!isCustomerAgreement(file.header.positions) || from === undefined) return '1';
  const isSame = `upper(trim(${from}::VARCHAR)) = upper(trim(${to ?? 'NULL'}::VARCHAR))`;
  return `CASE WHEN ${isSame} THEN 1 ELSE ${double(file, 'ExchangeRatePricingToBilling') ?? 'NULL'} END`;
}

/**
 * At the pay-as-you-go price. Exports write a price of 0 for what they do not know one of, so 0 counts only for what
 * costs nothing. What is no usage has no price: its cost is taken, or a tax would look like a saving.
 */
function listTerms(file: BillingFile, { isUsage, isCovered, isUnused, isCommitment }: RowKind): readonly CostTerm[] {
  const given = double(file, 'PaygCostInBillingCurrency');
  const product = priced(file, 'PayGPrice');
  if (given === undefined && product === undefined) return [];
  const cost = double(file, 'CostInBillingCurrency') ?? 'NULL';
  const price = double(file, 'PayGPrice') ?? '0';
  const cell = `CASE WHEN ${isCommitment} OR ${isUnused} THEN 0
    ${product === undefined ? '' : `WHEN ${price} > 0 THEN ${given === undefined ? product : `coalesce(${given}, ${product})`}`}
    ${given === undefined ? '' : `WHEN ${given} <> 0 THEN ${given}`}
    WHEN NOT ${isUsage} THEN ${cost}
    WHEN ${cost} = 0 AND NOT ${isCovered} THEN 0 END`;
  return [{ cell: `CAST(${cell} AS DOUBLE)`, physical: 'float' }];
}

/** At the negotiated price, before commitments. */
function contractedTerms(file: BillingFile, { isCovered, isUnused, isCommitment }: RowKind): readonly CostTerm[] {
  const product = priced(file, 'UnitPrice');
  const cost = double(file, 'CostInBillingCurrency') ?? 'NULL';
  const price = double(file, 'UnitPrice');
  const cell = `CASE WHEN ${isCommitment} OR ${isUnused} THEN 0
    ${product === undefined ? '' : `WHEN ${price} > 0 THEN ${product}`}
    WHEN NOT ${isCovered} THEN ${cost} END`;
  return [{ cell: `CAST(${cell} AS DOUBLE)`, physical: 'float' }];
}
