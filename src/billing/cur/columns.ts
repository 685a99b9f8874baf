import type { FileColumns, FileHeader } from '../charges/schema.ts';

/**
 * Columns of an AWS Cost and Usage Report that a charge is made of, as the report of 2016 spells them. Source: AWS
 * Data Exports user guide, "Cost and Usage Report (CUR)", data dictionary.
 */
export const curColumns = [
  'bill/BillType',
  'bill/BillingPeriodEndDate',
  'bill/BillingPeriodStartDate',
  'bill/PayerAccountId',
  'discount/TotalDiscount',
  'lineItem/AvailabilityZone',
  'lineItem/CurrencyCode',
  'lineItem/LineItemType',
  'lineItem/NetUnblendedCost',
  'lineItem/ProductCode',
  'lineItem/ResourceId',
  'lineItem/UnblendedCost',
  'lineItem/UsageAccountId',
  'lineItem/UsageAccountName',
  'lineItem/UsageAmount',
  'lineItem/UsageEndDate',
  'lineItem/UsageStartDate',
  'lineItem/UsageType',
  'pricing/publicOnDemandCost',
  'pricing/term',
  'pricing/unit',
  'product/ProductName',
  'product/region',
  'product/regionCode',
  'product/sku',
  'reservation/EffectiveCost',
  'reservation/NetEffectiveCost',
  'reservation/NetUnusedAmortizedUpfrontFeeForBillingPeriod',
  'reservation/NetUnusedRecurringFee',
  'reservation/ReservationARN',
  'reservation/UnusedAmortizedUpfrontFeeForBillingPeriod',
  'reservation/UnusedRecurringFee',
  'savingsPlan/NetSavingsPlanEffectiveCost',
  'savingsPlan/SavingsPlanARN',
  'savingsPlan/SavingsPlanEffectiveCost',
  'savingsPlan/TotalCommitmentToDate',
  'savingsPlan/UsedCommitment',
] as const;
export type CurColumn = (typeof curColumns)[number];

/** Columns of CUR 2.0 that hold many names and values at once. */
export const curMaps = ['product', 'resource_tags', 'cost_category', 'tags'] as const;
export type CurMap = (typeof curMaps)[number];

/** Columns without which there is no charge: a file that lacks one is refused. */
export const requiredColumns: readonly CurColumn[] = [
  'bill/PayerAccountId',
  'bill/BillingPeriodStartDate',
  'lineItem/UsageAccountId',
  'lineItem/LineItemType',
  'lineItem/UsageStartDate',
  'lineItem/ProductCode',
  'lineItem/CurrencyCode',
  'lineItem/UnblendedCost',
];

/** Columns that every report has, though a charge can do without. */
const usualColumns: readonly CurColumn[] = [
  'bill/BillType',
  'bill/BillingPeriodEndDate',
  'lineItem/UsageAmount',
  'lineItem/UsageEndDate',
  'lineItem/UsageType',
  'pricing/publicOnDemandCost',
  'pricing/unit',
  'product/sku',
];

/** A column of one tag or cost category, from a report that has a column for each. */
export interface TagColumn {
  /** Position in the file. */
  readonly position: number;
  readonly group: 'resourceTags' | 'costCategory';
  /** What stands behind the prefix: `user:app`, `user_app`, `Charge type`. */
  readonly key: string;
}

export interface CurHeader extends FileHeader {
  readonly tagColumns: readonly TagColumn[];
}

/**
 * Letters and digits alone, which all spellings of a column share: `savingsPlan/SavingsPlanARN` (CSV),
 * `savings_plan_savings_plan_a_r_n` (Parquet, Athena, CUR 2.0).
 */
const fold = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');

const byFold: ReadonlyMap<string, CurColumn> = new Map(curColumns.map((name) => [fold(name), name]));

const isMap = (name: string): name is CurMap => curMaps.some((map) => map === name);

/** The schema's name of a column; undefined for one that no charge is made of. */
export function curColumn(name: string): CurColumn | CurMap | undefined {
  const trimmed = name.trim();
  const lower = trimmed.toLowerCase();
  return isMap(lower) ? lower : byFold.get(fold(trimmed));
}

const tagColumnPattern = /^(?:(resourceTags\/|resource_tags_)|(?:costCategory\/|cost_category_))(.+)$/i;

/** Reads what a header says. Names must be unique: the caller has checked. */
export function curHeader(names: readonly string[]): CurHeader {
  const positions = new Map<string, number>();
  const recognised: string[] = [];
  const unknown: string[] = [];
  const tagColumns: TagColumn[] = [];
  for (const [position, name] of names.entries()) {
    const canonical = curColumn(name);
    const tag = tagColumnPattern.exec(name.trim());
    if (canonical !== undefined && !positions.has(canonical)) positions.set(canonical, position);
    else if (tag !== null) {
      const group = tag[1] === undefined ? 'costCategory' : 'resourceTags';
      tagColumns.push({ position, group, key: tag[2] ?? '' });
    } else if (!isOfReport(name)) {
      unknown.push(name);
      continue;
    }
    recognised.push(name);
  }
  const missing = usualColumns.filter((name) => !positions.has(name));
  const columns: FileColumns = { recognised, unknown, missing };
  const lacking = requiredColumns.filter((name) => !positions.has(name)).map((name) => wordFor(name, names));
  return { label: labelOf(names, positions), columns, positions, lacking, tagColumns };
}

/** Whether a column belongs to the report, read or not: its name begins with one of the report's groups. */
const isOfReport = (name: string): boolean =>
  /^(identity|bill|line_?item|product|pricing|reservation|savings_?plan|discount|split_?line_?item|capacity_?reservation|iam)[/_]/i.test(
    name.trim(),
  ) || /^(discount|split_line_item|year|month|billing_period)$/i.test(name.trim());

/** A missing column as the file would spell it. */
function wordFor(name: CurColumn, names: readonly string[]): string {
  if (names.some((each) => each.includes('/'))) return name;
  return name
    .replace('/', '_')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}

/** CUR 2.0 has maps, and the names of accounts; the report before has neither. */
function labelOf(names: readonly string[], positions: ReadonlyMap<string, number>): string {
  const isSecond = curMaps.some((map) => positions.has(map)) || names.some((name) => /_account_name$/i.test(name));
  return isSecond ? 'AWS CUR 2.0' : 'AWS CUR';
}
