import { bareArmId, bareSubscription, billingAccountId } from '../azure/azure-ids.ts';
import { quantitySql } from '../charges/amounts.ts';
import * as cells from '../charges/cells.ts';
import { complaints } from '../charges/complaints.ts';
import { cellOf, numberIn, physicalIn, readCell } from '../charges/file-cells.ts';
import type { BillingFile, CostField, CostTerm, RowSql, Rule } from '../charges/schema.ts';
import { textColumns } from './columns.ts';

/** Costs by the charge's field; the optional ones may be null in a row. */
const costColumns: Readonly<Record<CostField, string>> = {
  billedCost: 'BilledCost',
  effectiveCost: 'EffectiveCost',
  listCost: 'ListCost',
  contractedCost: 'ContractedCost',
};

/** What the rows of a FOCUS file mean. Throws `import-invalid` for a Parquet type that holds no such values. */
export function focusRows(file: BillingFile): RowSql {
  const textOf = (column: string): string => readCell(file, column, cells.text) ?? 'NULL::VARCHAR';
  const sellers = sellerColumns(file).map(textOf);
  // Who sells decides; a seller that is no cloud may still be billed by one, as on a marketplace.
  const clouds = [...sellers, textOf('InvoiceIssuerName')].map(cells.providerOf);
  const values = new Map<string, string>([
    ['charged_at', readCell(file, 'ChargePeriodStart', cells.moment) ?? 'NULL'],
    ['billed_at', readCell(file, 'BillingPeriodStart', cells.moment) ?? 'NULL'],
    ['seller', `coalesce(${sellers.join(', ')})`],
    ['provider', `coalesce(${clouds.join(', ')}, 'other')`],
    ['billingAccountId', billingAccountId(textOf('BillingAccountId'))],
    ['currency', cells.currency(textOf('BillingCurrency'))],
    ['serviceName', textOf('ServiceName')],
    ['chargeCategory', cells.category(textOf('ChargeCategory'))],
    ...Object.entries(textColumns).map(([field, column]) => [field, textOf(column)] as const),
    ['subAccountId', bareSubscription(textOf('SubAccountId'))],
    ['resourceId', bareArmId(textOf('ResourceId'))],
    ['tags', readCell(file, 'Tags', cells.tags) ?? 'NULL::VARCHAR'],
    ['consumedQuantity', readCell(file, 'ConsumedQuantity', quantitySql) ?? 'NULL::DECIMAL(38, 12)'],
    ['has_consumedQuantity', readCell(file, 'ConsumedQuantity', cells.isPresent) ?? 'FALSE'],
  ]);
  const terms = (column: string): readonly CostTerm[] => {
    const cell = numberIn(file, column);
    return cell === undefined ? [] : [{ cell, physical: physicalIn(file, column) }];
  };
  return {
    values,
    costs: {
      billedCost: terms(costColumns.billedCost),
      effectiveCost: terms(costColumns.effectiveCost),
      listCost: terms(costColumns.listCost),
      contractedCost: terms(costColumns.contractedCost),
    },
    rules: rulesOf(file),
    ...(cellOf(file, 'Tags') !== undefined && { tagsColumn: 'Tags' }),
  };
}

function rulesOf(file: BillingFile): readonly Rule[] {
  const rule = (column: string, kind: keyof typeof complaints, broken: string): Rule => ({
    column,
    broken,
    complain: complaints[kind],
  });
  const notSplit = (field: CostField): string => `(${field}_nanos IS NULL OR ${field}_rest IS NULL)`;
  const rules: readonly Rule[] = [
    rule('BilledCost', 'amount', notSplit('billedCost')),
    rule('EffectiveCost', 'amount', notSplit('effectiveCost')),
    rule('ListCost', 'amount', `(has_listCost AND ${notSplit('listCost')})`),
    rule('ContractedCost', 'amount', `(has_contractedCost AND ${notSplit('contractedCost')})`),
    rule('ConsumedQuantity', 'amount', '(has_consumedQuantity AND consumedQuantity IS NULL)'),
    rule('BillingAccountId', 'name', 'billingAccountId IS NULL'),
    rule('BillingCurrency', 'currency', 'currency IS NULL'),
    rule('BillingPeriodStart', 'moment', `${cells.plausible('billed_at')} IS NULL`),
    rule('ChargePeriodStart', 'moment', `${cells.plausible('charged_at')} IS NULL`),
    rule('ChargeCategory', 'category', 'chargeCategory IS NULL'),
    rule('ServiceName', 'name', 'serviceName IS NULL'),
    rule(sellerColumns(file)[0] ?? 'ProviderName', 'name', 'seller IS NULL'),
  ];
  const { positions } = file.header;
  return rules
    .filter(({ column }) => positions.has(column))
    .toSorted((a, b) => (positions.get(a.column) ?? 0) - (positions.get(b.column) ?? 0));
}

/** Where a file names who sells: 1.3 renamed the column and kept the old one. */
const sellerColumns = (file: BillingFile): readonly string[] =>
  ['ServiceProviderName', 'ProviderName'].filter((column) => file.header.positions.has(column));
