import { quantitySql } from '../charges/amounts.ts';
import * as cells from '../charges/cells.ts';
import { cellOf, physicalIn, readCell } from '../charges/file-cells.ts';
import type { BillingFile, RowSql } from '../charges/schema.ts';
import { literal } from '../sql-text.ts';
import type { CurColumn } from './columns.ts';
import { pickedTerm } from './cost-cells.ts';
import { costsOf, hasNet } from './costs.ts';
import { cellChecks } from './cell-checks.ts';
import { curRules } from './cur-rules.ts';
import { categoryOf, isDiscount, isOneOf, lineType, lineTypes } from './line-types.ts';
import { tagsColumnOf, tagsOf } from './tag-cells.ts';

/** The row's type in lower case, in every SELECT. */
const TYPE = 'ballast_line_type';

/** What the rows of a Cost and Usage Report mean. Throws `import-invalid` for a Parquet type that holds no such values. */
export function curRows(file: BillingFile): RowSql {
  const text = (column: CurColumn): string => readCell(file, column, cells.text) ?? 'NULL::VARCHAR';
  const moment = (column: CurColumn): string => readCell(file, column, cells.moment) ?? 'NULL::TIMESTAMP';
  const isPlan = `starts_with(${TYPE}, 'savingsplan')`;
  const isReserved = `(${isOneOf(TYPE, ['discountedusage', 'rifee'])} OR (${TYPE} = 'fee' AND ${text('reservation/ReservationARN')} IS NOT NULL))`;
  const isUsage = `suffix(${TYPE}, 'usage')`;
  const isCovered = isOneOf(TYPE, ['discountedusage', 'savingsplancoveredusage']);
  const category = categoryOf(TYPE);
  const used = readCell(file, 'lineItem/UsageAmount', quantitySql);
  const tags = tagsOf(file);
  const tagsColumn = tagsColumnOf(file);
  const checks = cellChecks(file);
  return {
    prelude: new Map([[TYPE, lineType(text('lineItem/LineItemType'))]]),
    values: new Map<string, string>([
      ['line_type', TYPE],
      ['charged_at', moment('lineItem/UsageStartDate')],
      ['charge_ends_at', moment('lineItem/UsageEndDate')],
      ['billed_at', moment('bill/BillingPeriodStartDate')],
      ['bill_ends_at', moment('bill/BillingPeriodEndDate')],
      ['provider', `'aws'`],
      ['billingAccountId', accountId(file, 'bill/PayerAccountId')],
      ['currency', cells.currency(text('lineItem/CurrencyCode'))],
      ['serviceName', productName(file)],
      ['chargeCategory', category],
      ['subAccountId', accountId(file, 'lineItem/UsageAccountId')],
      ['subAccountName', text('lineItem/UsageAccountName')],
      ['regionId', region(file)],
      ['serviceCategory', 'NULL::VARCHAR'],
      ['chargeClass', `CASE WHEN ${TYPE} = 'refund' OR ${text('bill/BillType')} = 'Refund' THEN 'Correction' END`],
      [
        'pricingCategory',
        `CASE WHEN ${isCovered} THEN 'Committed'
          WHEN ${isUsage} THEN CASE WHEN contains(${text('lineItem/UsageType')}, 'SpotUsage') THEN 'Dynamic' ELSE 'Standard' END
          WHEN ${isOneOf(TYPE, lineTypes.purchase)} OR suffix(${TYPE}, 'fee') THEN 'Standard' END`,
      ],
      [
        'commitmentDiscountId',
        `CASE WHEN ${isPlan} THEN ${text('savingsPlan/SavingsPlanARN')}
          WHEN ${isReserved} THEN ${text('reservation/ReservationARN')} END`,
      ],
      [
        'commitmentDiscountType',
        `CASE WHEN ${isPlan} THEN 'Savings Plan' WHEN ${isReserved} THEN 'Reserved Instance' END`,
      ],
      ['commitmentDiscountStatus', `CASE WHEN ${isCovered} THEN 'Used' END`],
      ['skuId', text('product/sku')],
      ['resourceId', text('lineItem/ResourceId')],
      ['resourceName', 'NULL::VARCHAR'],
      ['resourceType', 'NULL::VARCHAR'],
      ['consumedUnit', `CASE WHEN ${isUsage} THEN ${text('pricing/unit')} END`],
      ['tags', tags ?? 'NULL::VARCHAR'],
      ['consumedQuantity', used === undefined ? 'NULL::DECIMAL(38, 12)' : `CASE WHEN ${isUsage} THEN ${used} END`],
      [
        'has_consumedQuantity',
        `(${isUsage} AND ${readCell(file, 'lineItem/UsageAmount', cells.isPresent) ?? 'FALSE'})`,
      ],
      ...checks.map(({ name, wrong }) => [name, wrong] as const),
    ]),
    costs: costsOf(file, TYPE),
    ...(hasNet(file) && {
      furtherCosts: new Map([
        ['netCost', [pickedTerm(file, [{ from: ['lineItem/NetUnblendedCost', 'lineItem/UnblendedCost'] }])]],
      ]),
    }),
    keys: new Map([
      ['productCode', text('lineItem/ProductCode')],
      [
        'lineRole',
        `CASE WHEN ${isOneOf(TYPE, lineTypes.commitmentFee)} THEN 'fee' WHEN ${isDiscount(TYPE)} THEN 'discount' END`,
      ],
    ]),
    rules: curRules(file, checks),
    ...(tagsColumn !== undefined && { tagsColumn }),
  };
}

/** Twelve digits; a column of whole numbers has lost the zeros in front. */
function accountId(file: BillingFile, column: CurColumn): string {
  const cell = readCell(file, column, cells.text);
  if (cell === undefined) return 'NULL::VARCHAR';
  return physicalIn(file, column) === 'exact'
    ? `CASE WHEN length(${cell}) < 12 THEN lpad(${cell}, 12, '0') ELSE ${cell} END`
    : cell;
}

/** A value of CUR 2.0's `product` column, which is a map in Parquet and a JSON object in CSV. */
function productValue(file: BillingFile, key: string): string | undefined {
  const cell = cellOf(file, 'product');
  if (cell === undefined) return undefined;
  switch (physicalIn(file, 'product')) {
    case 'nested':
      return `nullif(${cell}[${literal(key)}], '')`;
    case 'csv':
    case 'text':
      return `CASE WHEN json_valid(${cell}) THEN nullif(json_extract_string(${cell}, ${literal(`$.${key}`)}), '') END`;
    default:
      return undefined;
  }
}

const firstOf = (values: readonly (string | undefined)[]): string => {
  const present = values.filter((value) => value !== undefined);
  if (present.length === 0) return 'NULL::VARCHAR';
  return present.length === 1 ? (present[0] ?? '') : `coalesce(${present.join(', ')})`;
};

/** Null where the row says it not: `settle` then finds the name that the product code has in other rows. */
const productName = (file: BillingFile): string =>
  firstOf([readCell(file, 'product/ProductName', cells.text), productValue(file, 'product_name')]);

/** What no column names is read off the zone: `us-east-1a`, `us-west-2-lax-1a`. */
function region(file: BillingFile): string {
  const zone = readCell(file, 'lineItem/AvailabilityZone', cells.text);
  return firstOf([
    readCell(file, 'product/regionCode', cells.text),
    readCell(file, 'product/region', cells.text),
    productValue(file, 'region'),
    zone && `nullif(regexp_extract(${zone}, '^[a-z]{2}(-[a-z]+)+-[0-9]+'), '')`,
  ]);
}
