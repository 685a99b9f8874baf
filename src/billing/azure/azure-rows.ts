import { quantitySql } from '../charges/amounts.ts';
import * as cells from '../charges/cells.ts';
import { cellOf, numberIn, readCell } from '../charges/file-cells.ts';
import type { BillingFile, RowSql } from '../charges/schema.ts';
import { armId, billingAccountId, lastPart, subscriptionId, typeInId } from './azure-ids.ts';
import { azureRules, isUnknownModel, numberChecks } from './azure-rules.ts';
import { categoryOf, isPurchase, isUnused, pricingCategoryOf } from './charge-types.ts';
import { type AzureColumn, isCustomerAgreement } from './columns.ts';
import { costsOf } from './costs.ts';
import { azureMoment } from './dates.ts';
import { locationOf } from './locations.ts';
import { ROLE } from './settle.ts';

/** The row's ChargeType and PricingModel in lower case, and its resource's id, in every SELECT. */
const TYPE = 'ballast_charge_type';
const MODEL = 'ballast_pricing_model';
const RESOURCE = 'ballast_resource';

/** What the rows of an Azure cost export mean. Throws `import-invalid` for a Parquet type that holds no such values. */
export function azureRows(file: BillingFile): RowSql {
  const has = (column: AzureColumn): boolean => cellOf(file, column) !== undefined;
  const text = (column: AzureColumn): string => readCell(file, column, cells.text) ?? 'NULL::VARCHAR';
  const moment = (column: AzureColumn): string => readCell(file, column, azureMoment) ?? 'NULL::TIMESTAMP';
  const isUsage = `${TYPE} = 'usage'`;
  const unused = isUnused(TYPE);
  const isCommitted = `coalesce(${MODEL} IN ('reservation', 'savingsplan'), FALSE)`;
  const isCovered = `(${isUsage} AND ${isCommitted})`;
  const isCommitment = `(${isPurchase(TYPE)} AND ${isCommitted})`;
  const isOf = `(${unused} OR ${isCommitted})`;
  const category = categoryOf(TYPE);
  const quantity = readCell(file, 'Quantity', quantitySql);
  const checks = numberChecks(file);
  return {
    prelude: new Map([
      // The exports before 2019 have usage alone.
      [TYPE, has('ChargeType') ? `lower(replace(${text('ChargeType')}, ' ', ''))` : `'usage'`],
      [MODEL, pricingModel(text, has)],
      [RESOURCE, armId(text('ResourceId'))],
    ]),
    values: new Map<string, string>([
      ['charged_at', moment('Date')],
      // Empty until the month is invoiced, and not there before 2019: then the day tells the month.
      ['billed_at', `coalesce(${moment('BillingPeriodStartDate')}, ${moment('Date')})`],
      ['has_period', readCell(file, 'BillingPeriodStartDate', cells.isPresent) ?? 'FALSE'],
      ['period_starts_at', moment('BillingPeriodStartDate')],
      ['no_pricing_model', isUnknownModel(MODEL)],
      ['provider', `'azure'`],
      ['billingAccountId', billingAccount(file, text, has)],
      ['currency', cells.currency(text('BillingCurrency'))],
      ['serviceName', serviceName(text)],
      ['chargeCategory', category],
      ['subAccountId', subscriptionId(text('SubscriptionId'))],
      ['subAccountName', text('SubscriptionName')],
      ['regionId', locationOf(text('ResourceLocation'))],
      ['serviceCategory', 'NULL::VARCHAR'],
      ['chargeClass', `CASE WHEN ${TYPE} = 'refund' THEN 'Correction' END`],
      [
        'pricingCategory',
        `CASE WHEN ${unused} OR ${isCovered} THEN 'Committed' WHEN ${isPurchase(TYPE)} THEN 'Standard'
          WHEN ${isUsage} THEN ${pricingCategoryOf(MODEL)} END`,
      ],
      ['commitmentDiscountId', `CASE WHEN ${isOf} THEN ${commitmentId(text)} END`],
      [
        'commitmentDiscountType',
        `CASE WHEN ${TYPE} = 'unusedreservation' OR ${MODEL} = 'reservation' THEN 'Reservation'
          WHEN ${TYPE} = 'unusedsavingsplan' OR ${MODEL} = 'savingsplan' THEN 'Savings Plan' END`,
      ],
      ['commitmentDiscountStatus', `CASE WHEN ${unused} THEN 'Unused' WHEN ${isCovered} THEN 'Used' END`],
      ['skuId', text('MeterId')],
      ['resourceId', RESOURCE],
      ['resourceName', `coalesce(${text('ResourceName')}, ${lastPart(text('ResourceId'))})`],
      ['resourceType', `coalesce(${typeInId(RESOURCE)}, lower(${text('ResourceType')}))`],
      ['consumedUnit', `CASE WHEN ${isUsage} THEN ${text('UnitOfMeasure')} END`],
      // The export has the tags of all that can have some: an empty cell is no tags.
      ['tags', has('Tags') ? `coalesce(${readCell(file, 'Tags', cells.tags)}, '{}')` : 'NULL::VARCHAR'],
      [
        'consumedQuantity',
        quantity === undefined ? 'NULL::DECIMAL(38, 12)' : `CASE WHEN ${isUsage} THEN ${quantity} END`,
      ],
      ['has_consumedQuantity', `(${isUsage} AND ${readCell(file, 'Quantity', cells.isPresent) ?? 'FALSE'})`],
      ...checks.map(({ name, wrong }) => [name, wrong] as const),
    ]),
    costs: costsOf(file, { isUsage, isCovered, isUnused: unused, isCommitment }),
    keys: new Map([[ROLE, roleOf(file, { unused, isCovered, isCommitment })]]),
    rules: azureRules(file, checks),
    ...(has('Tags') && { tagsColumn: 'Tags' }),
  };
}

/** See `ROLE`. A covered row with a quantity and without a cost is of an actual export. */
function roleOf(
  file: BillingFile,
  {
    unused,
    isCovered,
    isCommitment,
  }: { readonly unused: string; readonly isCovered: string; readonly isCommitment: string },
): string {
  const number = (column: AzureColumn): string => `TRY_CAST(${numberIn(file, column) ?? 'NULL'} AS DOUBLE)`;
  const cost = number('CostInBillingCurrency');
  return `CASE WHEN ${unused} THEN 'unused' WHEN ${isCommitment} THEN 'bought'
    WHEN ${isCovered} AND ${cost} <> 0 THEN 'amortized' WHEN ${isCovered} AND ${number('Quantity')} <> 0 THEN 'free'
    ELSE 'other' END`;
}

type Text = (column: AzureColumn) => string;
type Has = (column: AzureColumn) => boolean;

/** Exports before 2021 have no PricingModel: there a reservation's or plan's id tells what is committed, the meter's name what is spot. */
function pricingModel(text: Text, has: Has): string {
  const given = `nullif(lower(replace(${text('PricingModel')}, ' ', '')), '')`;
  const benefit = `lower(${text('BenefitId')})`;
  const guessed = `CASE
    WHEN contains(${benefit}, '/microsoft.billingbenefits/') THEN 'savingsplan'
    WHEN contains(${benefit}, '/microsoft.capacity/') OR ${text('ReservationId')} IS NOT NULL THEN 'reservation'
    WHEN regexp_matches(${text('MeterName')}, '\\b(Spot|Low Priority)\\b') THEN 'spot' ELSE 'ondemand' END`;
  return has('PricingModel') ? `coalesce(${given}, ${guessed})` : guessed;
}

/**
 * Enterprise Agreement: the enrolment; Microsoft Customer Agreement: the billing profile, which gets the invoice; before
 * 2019 a subscription was billed by itself. Source: Microsoft Learn, "Convert Cost Management data to FOCUS".
 */
function billingAccount(file: BillingFile, text: Text, has: Has): string {
  if (!has('BillingAccountId')) return subscriptionId(text('SubscriptionId'));
  const account = billingAccountId(text('BillingAccountId'));
  return isCustomerAgreement(file.header.positions)
    ? `coalesce(${billingAccountId(text('BillingProfileId'))}, ${account})`
    : account;
}

/** The meter's category. Marketplace offers, taxes and roundings may have none: then what was sold, or who sells it. */
const serviceName = (text: Text): string =>
  `coalesce(${['MeterCategory', 'ServiceName', 'ProductName', 'PublisherName']
    .map((column) => `nullif(${text(column as AzureColumn)}, 'Unassigned')`)
    .join(', ')}, ${text('MeterCategory')}, 'Azure')`;

/** The reservation's or savings plan's id; of an order that has no reservation yet, the order's. */
function commitmentId(text: Text): string {
  const id = (cell: string): string => `regexp_replace(${armId(cell)}, '/(reservations|savingsplans)$', '')`;
  const reservation = `lower(${text('ReservationId')})`;
  const order = `lower(${text('ProductOrderId')})`;
  return `coalesce(${id(text('BenefitId'))},
    '/providers/microsoft.capacity/reservationorders/' || ${order} || CASE WHEN ${reservation} <> ${order} THEN '/reservations/' || ${reservation} ELSE '' END,
    ${reservation})`;
}
