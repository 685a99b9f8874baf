import type { ChargeDimension, CostMetric } from '../../domain/charges.ts';
import { addMonths, type Day, dayFromEpoch, epochDay, monthOf } from '../../domain/instant.ts';
import type { CostQuery, CostRow } from '../../domain/ports/store.ts';
import type { Connection } from '../connection.ts';
import { jsonList } from './account-dictionary.ts';
import { isSumOverflow } from './charge-rollups.ts';

/** Which table answers, and for which days. In a monthly table a day is the first of its month. */
interface Segment {
  readonly table: 'charge' | 'item_monthly' | 'cost_daily' | 'cost_monthly';
  readonly from: number;
  readonly to: number;
  /** SQL for the bucket that its rows fall into. */
  readonly bucket: string;
}

const dimensionColumns: Readonly<Record<ChargeDimension, string>> = {
  provider: 'a.provider',
  subAccountId: `CASE a.kind WHEN 'sub-account' THEN a.native_id END`,
  billingAccountId: 'g.billing_account_id',
  regionId: 'g.region_id',
  serviceName: 'g.service_name',
  serviceCategory: 'g.service_category',
  chargeCategory: 'g.charge_category',
  pricingCategory: 'g.pricing_category',
  commitmentDiscountType: 'g.commitment_discount_type',
  resourceType: 'g.resource_type',
  resourceId: 'i.resource_id',
};

const columnOf = {
  billedCost: 'billed',
  effectiveCost: 'effective',
  listCost: 'list',
  contractedCost: 'contracted',
} as const satisfies Record<CostMetric, string>;

type Cost = keyof typeof columnOf;
const costs = Object.keys(columnOf) as readonly Cost[];

/** A cost query that may ask for the most expensive groups alone. */
export interface RankedCostQuery extends CostQuery {
  readonly top?: { readonly by: 'billedCost' | 'effectiveCost'; readonly count: number };
}

export interface ReportOptions {
  /** Answer from the facts alone: what a roll-up is compared with. */
  readonly factsOnly?: boolean;
}

/**
 * Sums of counted charges. Whole months come from the monthly roll-ups, the rest from the daily one; only a
 * question about resources over a part of a month goes to the facts. In order of bucket, keys (null first) and
 * currency, or, with `top`, of cost.
 */
export function costReport(
  connection: Connection,
  query: RankedCostQuery,
  options: ReportOptions = {},
): readonly CostRow[] {
  if (query.range.from >= query.range.to) return [];
  const report = reportSql(query, options);
  try {
    return rowsOf(connection, query, report(false));
  } catch (thrown) {
    if (!isSumOverflow(thrown)) throw thrown;
    return rowsOf(connection, query, report(true));
  }
}

function segmentsOf(query: CostQuery, byResource: boolean, factsOnly: boolean): readonly Segment[] {
  const daily = byResource || factsOnly ? 'charge' : 'cost_daily';
  const monthly = byResource ? 'item_monthly' : 'cost_monthly';
  const { granularity } = query;
  const { from, to } = query.range;
  const days = (start: Day, end: Day, bucketDay: Day): Segment => ({
    table: daily,
    from: epochDay(start),
    to: epochDay(end),
    bucket: granularity === 'daily' ? 'f.day' : granularity === 'total' ? 'NULL' : String(epochDay(bucketDay)),
  });
  if (granularity === 'daily') return [days(from, to, from)];
  if (factsOnly) return monthsOf(from, to).map(([start, end]) => days(start, end, monthOf(start)));
  const firstWhole = monthOf(from) === from ? from : addMonths(monthOf(from), 1);
  const endOfWhole = monthOf(to);
  if (firstWhole >= endOfWhole) return monthsOf(from, to).map(([start, end]) => days(start, end, monthOf(start)));
  const whole: Segment = {
    table: monthly,
    from: epochDay(firstWhole),
    to: epochDay(endOfWhole),
    bucket: granularity === 'total' ? 'NULL' : 'f.day',
  };
  return [
    ...(from < firstWhole ? [days(from, firstWhole, monthOf(from))] : []),
    whole,
    ...(endOfWhole < to ? [days(endOfWhole, to, endOfWhole)] : []),
  ];
}

/** The range cut at the months' ends. */
function monthsOf(from: Day, to: Day): readonly (readonly [Day, Day])[] {
  const parts: [Day, Day][] = [];
  for (let start = from; start < to;) {
    const next = addMonths(monthOf(start), 1);
    const end = next < to ? next : to;
    parts.push([start, end]);
    start = end;
  }
  return parts;
}

function reportSql(query: RankedCostQuery, options: ReportOptions): (wide: boolean) => string {
  const byResource = query.groupBy.includes('resourceId');
  const segments = segmentsOf(query, byResource, options.factsOnly ?? false);
  const byItem = byResource || options.factsOnly === true;
  const keys = query.groupBy.map((dimension, index) => `${dimensionColumns[dimension]} AS k${index}, `);
  const groupBy = ['bucket', ...query.groupBy.map((_, index) => `k${index}`), 'currency'];
  const order = query.top ? [`${query.top.by} DESC`, ...groupBy] : groupBy;
  return (wide) => `
    SELECT s.bucket AS bucket, ${keys.join('')}g.currency AS currency, ${costs.map((cost) => sum(cost, wide)).join(', ')}
    FROM (${segments.map((segment) => segmentSql(segment, byItem ? 'item_id' : 'group_id')).join(' UNION ALL ')}) s
    CROSS JOIN account a ON a.account_id = s.account_id
    ${byItem ? 'CROSS JOIN charge_item i ON i.account_id = s.account_id AND i.item_id = s.item_id' : ''}
    CROSS JOIN charge_group g ON g.group_id = ${byItem ? 'i' : 's'}.group_id
    WHERE (:services IS NULL OR g.service_name IN (SELECT value FROM json_each(:services)))
      AND (:categories IS NULL OR g.charge_category IN (SELECT value FROM json_each(:categories)))
      AND (:regions IS NULL OR g.region_id IN (SELECT value FROM json_each(:regions)))
      AND (:currency IS NULL OR g.currency = :currency)
    GROUP BY ${groupBy.join(', ')} ORDER BY ${order.join(', ')} LIMIT :limit`;
}

/** CROSS JOIN keeps SQLite to this order: first the few parts that matter, then their ranges of the table. */
const segmentSql = ({ table, from, to, bucket }: Segment, key: 'item_id' | 'group_id'): string => `
  SELECT ${bucket} AS bucket, f.account_id, f.${key}, f.billed, f.effective, f.list, f.contracted
  FROM charge_part p CROSS JOIN ${table} f ON f.load_id = p.load_id AND f.account_id = p.account_id
  WHERE p.counted = 1 AND p.last_day >= ${from} AND p.first_day < ${to} AND f.day >= ${from} AND f.day < ${to}
    AND (:accounts IS NULL OR p.account_id IN (SELECT value FROM json_each(:accounts)))`;

const HALF = 32n;

/** Wide: as a high and a low half, whose sums stay within 64 bits. Null where a charge lacks the cost. */
function sum(cost: Cost, wide: boolean): string {
  const whole = (expression: string, name: string): string =>
    `CASE WHEN count(s.${columnOf[cost]}) = count(*) THEN sum(${expression}) END AS ${name}`;
  if (!wide) return whole(`s.${columnOf[cost]}`, cost);
  return [
    whole(`s.${columnOf[cost]} & ${(1n << HALF) - 1n}`, cost),
    whole(`s.${columnOf[cost]} >> ${HALF}`, `${cost}High`),
  ].join(', ');
}

type Row = Readonly<Record<string, bigint | string | null>>;

function rowsOf(connection: Connection, query: RankedCostQuery, sql: string): readonly CostRow[] {
  const rows = connection.prepareBigint<Row>(sql).all({
    accounts: accountNumbers(connection, query),
    services: jsonList(query.serviceNames),
    categories: jsonList(query.chargeCategories),
    regions: jsonList(query.regionIds),
    currency: query.currency ?? null,
    limit: query.top?.count ?? -1,
  });
  return rows.map((row) => ({
    bucket: row['bucket'] === null ? null : dayFromEpoch(Number(row['bucket'])),
    keys: Object.fromEntries(query.groupBy.map((dimension, index) => [dimension, row[`k${index}`] ?? null])),
    currency: row['currency'] as string,
    billedCost: amountOf(row, 'billedCost') ?? 0n,
    effectiveCost: amountOf(row, 'effectiveCost') ?? 0n,
    listCost: amountOf(row, 'listCost'),
    contractedCost: amountOf(row, 'contractedCost'),
  }));
}

function amountOf(row: Row, cost: Cost): bigint | null {
  const low = row[cost] as bigint | null;
  const high = row[`${cost}High`] as bigint | null | undefined;
  if (low === null) return null;
  return high === undefined || high === null ? low : (high << HALF) + low;
}

/** Charges of other vendors, and those of no sub account, are no accounts of the inventory but count here. */
function accountNumbers(connection: Connection, query: CostQuery): string | null {
  if (query.providers === undefined && query.accountIds === undefined) return null;
  const numbers = connection
    .prepare<number>(
      `SELECT account_id FROM account
       WHERE (:providers IS NULL OR provider IN (SELECT value FROM json_each(:providers)))
         AND (:accounts IS NULL OR (kind = 'sub-account' AND native_id IN (SELECT value FROM json_each(:accounts))))`,
    )
    .pluck()
    .all({ providers: jsonList(query.providers), accounts: jsonList(query.accountIds) });
  return JSON.stringify(numbers);
}
