import { quantitySql } from '../charges/amounts.ts';
import * as cells from '../charges/cells.ts';
import { cellOf, numberIn, physicalIn, readCell } from '../charges/file-cells.ts';
import type { BillingFile, CostTerm, RowSql } from '../charges/schema.ts';
import type { GcpColumn } from './columns.ts';
import { commitmentOf, creditsOf, hasNoAmount, offsetsFee, promotionsOf, sumOf } from './credits.ts';
import { gcpRules } from './gcp-rules.ts';
import { badLabels, labelPrelude, labelsColumnOf, tagsOf } from './label-cells.ts';
import { isNoList, listIn } from './lists.ts';

/** Made once a row, before the values that build on them. */
const TYPE = 'ballast_cost_type';
const CREDIT_JSON = 'ballast_credit_json';
const CREDITS = 'ballast_credits';
const COMMITMENT = 'ballast_commitment';
const OFFSET = 'ballast_fee_offset';

/** What the rows of a Cloud Billing export mean. Throws `import-invalid` for a Parquet type that holds no such values. */
export function gcpRows(file: BillingFile): RowSql {
  const text = (column: GcpColumn): string => readCell(file, column, cells.text) ?? 'NULL::VARCHAR';
  const moment = (column: GcpColumn): string => readCell(file, column, cells.moment) ?? 'NULL::TIMESTAMP';
  const isRegular = `${TYPE} = 'regular'`;
  const isFee = `(${isRegular} AND (coalesce(starts_with(lower(${text('sku.description')}), 'commitment'), FALSE) OR ${OFFSET}))`;
  const isUsage = `(${isRegular} AND NOT ${isFee})`;
  const used = readCell(file, 'usage.amount', quantitySql);
  const labels = labelsColumnOf(file);
  return {
    prelude: new Map([
      // The column came in 2019; before it there were no other rows.
      [TYPE, `replace(lower(coalesce(${text('cost_type')}, 'regular')), ' ', '_')`],
      [CREDIT_JSON, listIn(file, 'credits') ?? 'NULL::VARCHAR'],
      [CREDITS, creditsOf(CREDIT_JSON)],
      [COMMITMENT, commitmentOf(CREDITS)],
      [OFFSET, offsetsFee(CREDITS)],
      ...labelPrelude(file),
    ]),
    values: new Map<string, string>([
      ['cost_kind', TYPE],
      ['charged_at', moment('usage_start_time')],
      ['charge_ends_at', moment('usage_end_time')],
      ['billed_at', invoiceMonth(text('invoice.month'))],
      ['provider', `'gcp'`],
      ['billingAccountId', text('billing_account_id')],
      ['currency', cells.currency(text('currency'))],
      ['serviceName', `coalesce(${text('service.description')}, ${text('service.id')})`],
      [
        'chargeCategory',
        `CASE WHEN ${isFee} THEN 'Purchase' WHEN ${isRegular} THEN 'Usage' WHEN ${TYPE} = 'tax' THEN 'Tax'
          WHEN ${TYPE} IN ('adjustment', 'rounding_error') THEN 'Adjustment' END`,
      ],
      ['subAccountId', text('project.id')],
      ['subAccountName', text('project.name')],
      ['regionId', region(text)],
      ['serviceCategory', 'NULL::VARCHAR'],
      ['chargeClass', `CASE WHEN ${isAdjusted(text)} THEN 'Correction' END`],
      [
        'pricingCategory',
        `CASE WHEN ${isFee} THEN 'Standard' WHEN NOT ${isUsage} THEN NULL
          WHEN ${isCommitted(text)} THEN 'Committed'
          WHEN regexp_matches(${text('sku.description')}, '^(spot |preemptible )', 'i') THEN 'Dynamic' ELSE 'Standard' END`,
      ],
      ['commitmentDiscountId', text('subscription.instance_id')],
      [
        'commitmentDiscountType',
        `CASE WHEN ${isFee} THEN CASE WHEN regexp_matches(${text('sku.description')}, '^commitment v[0-9]+:', 'i')
            THEN 'Resource-based committed use discount' ELSE 'Spend-based committed use discount' END
          WHEN ${isUsage} THEN CASE WHEN ${hasModel(text)} THEN 'Spend-based committed use discount' ELSE ${COMMITMENT} END END`,
      ],
      ['commitmentDiscountStatus', `CASE WHEN ${isUsage} AND ${isCommitted(text)} THEN 'Used' END`],
      ['skuId', text('sku.id')],
      ['resourceId', resourceName(text)],
      ['resourceName', text('resource.name')],
      ['resourceType', 'NULL::VARCHAR'],
      ['consumedUnit', `CASE WHEN ${isUsage} THEN ${text('usage.unit')} END`],
      ['tags', tagsOf(file) ?? 'NULL::VARCHAR'],
      ['consumedQuantity', used === undefined ? 'NULL::DECIMAL(38, 12)' : `CASE WHEN ${isUsage} THEN ${used} END`],
      ['has_consumedQuantity', `(${isUsage} AND ${readCell(file, 'usage.amount', cells.isPresent) ?? 'FALSE'})`],
      ['no_credits', `(${isNoList(file, 'credits', CREDIT_JSON)} OR ${hasNoAmount(CREDITS)})`],
      ...badLabels(file).map(([column, broken]) => [`no_${column.replace('.', '_')}`, broken] as const),
    ]),
    costs: costsOf(file),
    furtherCosts: new Map([['promotionCost', [exact(promotionsOf(CREDITS))]]]),
    rules: gcpRules(file),
    ...(labels !== undefined && { tagsColumn: labels }),
  };
}

const exact = (cell: string): CostTerm => ({ cell, physical: 'exact-fine' });

/** What is paid is the cost and its credits; before them it is at the negotiated price, and `cost_at_list` at list. */
function costsOf(file: BillingFile): RowSql['costs'] {
  const term = (column: GcpColumn): readonly CostTerm[] => {
    const cell = numberIn(file, column);
    return cell === undefined ? [] : [{ cell, physical: physicalIn(file, column) }];
  };
  const paid = [...term('cost'), exact(sumOf(CREDITS))];
  return { billedCost: paid, effectiveCost: paid, listCost: listTerm(file), contractedCost: term('cost') };
}

/** Taxes and adjustments have no list price: their list cost is what they cost. Source: FOCUS specification, ListCost. */
function listTerm(file: BillingFile): readonly CostTerm[] {
  const [list, cost] = [numberIn(file, 'cost_at_list'), numberIn(file, 'cost')];
  if (list === undefined) return [];
  const physical = physicalIn(file, 'cost_at_list');
  const isLike = cellOf(file, 'cost') !== undefined && physical === physicalIn(file, 'cost');
  const cell = isLike ? `coalesce(${list}, CASE WHEN ${TYPE} <> 'regular' THEN ${cost} END)` : list;
  return [{ cell, physical }];
}

type TextOf = (column: GcpColumn) => string;

/** First moment of an invoice's month, `202611`; null for what is none. Google's months begin at midnight in Los Angeles. */
const invoiceMonth = (cell: string): string => `CASE WHEN regexp_full_match(${cell}, '[0-9]{4}(0[1-9]|1[0-2])')
  THEN TRY_CAST(substr(${cell}, 1, 4) || '-' || substr(${cell}, 5, 2) || '-01' AS TIMESTAMP) END`;

/** The region; where usage is of none, the multi-region, country or `global`. A zone without its region is cut to it. */
const region = (text: TextOf): string =>
  `coalesce(${text('location.region')}, regexp_replace(${text('location.location')}, '^([a-z]+-[a-z]+[0-9]+)-[a-z]$', '\\1'))`;

/** The full resource name; a project that stands in it by number is named by its id, as everywhere else. */
const resourceName = (text: TextOf): string =>
  `coalesce(replace(${text('resource.global_name')}, '/projects/' || ${text('project.number')} || '/', '/projects/' || ${text('project.id')} || '/'),
    ${text('resource.global_name')})`;

const isAdjusted = (text: TextOf): string =>
  `coalesce(${(['id', 'description', 'mode', 'type'] as const).map((field) => text(`adjustment_info.${field}`)).join(', ')}) IS NOT NULL`;

/** Usage at a commitment's price: since July 2025 spend-based ones lower the price instead of giving a credit. */
const hasModel = (text: TextOf): string =>
  `coalesce(regexp_matches(${text('consumption_model.description')}, '\\b(CUDs?|commit[a-z]*)\\b', 'i'), FALSE)`;

const isCommitted = (text: TextOf): string => `(${COMMITMENT} IS NOT NULL OR ${hasModel(text)})`;
