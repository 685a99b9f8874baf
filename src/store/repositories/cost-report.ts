import type { ChargeDimension, CostMetric } from '../../domain/charges.ts';
import { dayFromEpoch } from '../../domain/instant.ts';
import type { CostQuery, CostRow } from '../../domain/ports/store.ts';
import type { Connection } from '../connection.ts';
import { jsonList } from './account-dictionary.ts';
import { isSumOverflow } from './charge-rollups.ts';
import { type Segment, segmentsOf } from './cost-segments.ts';

/** A cost query that may ask for the most expensive groups alone. */
export interface RankedCostQuery extends CostQuery {
  readonly top?: { readonly by: 'billedCost' | 'effectiveCost'; readonly count: number };
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
  resourceId: 's.resource_id',
};

const columnOf = {
  billedCost: 'billed',
  effectiveCost: 'effective',
  listCost: 'list',
  contractedCost: 'contracted',
} as const satisfies Record<CostMetric, string>;

type Cost = keyof typeof columnOf;
const costs = Object.keys(columnOf) as readonly Cost[];

/**
 * Sums of counted charges, in order of bucket, keys (null first) and currency, or, with `top`, of cost.
 * `factsOnly` asks the facts alone: what roll-ups are compared with.
 */
export function costReport(
  connection: Connection,
  query: RankedCostQuery,
  { factsOnly = false }: { readonly factsOnly?: boolean } = {},
): readonly CostRow[] {
  const segments = segmentsOf(query, { factsOnly });
  if (segments.length === 0) return [];
  try {
    return rowsOf(connection, query, reportSql(query, segments, false));
  } catch (thrown) {
    if (!isSumOverflow(thrown)) throw thrown;
    return rowsOf(connection, query, reportSql(query, segments, true));
  }
}

/** Joins and conditions that a question does not need are left out: they would be paid for by the row. */
function reportSql(query: RankedCostQuery, segments: readonly Segment[], wide: boolean): string {
  const keys = query.groupBy.map((dimension, index) => `${dimensionColumns[dimension]} AS k${index}, `);
  const groupBy = ['bucket', ...query.groupBy.map((_, index) => `k${index}`), 'currency'];
  const order = query.top ? [`${query.top.by} DESC`, ...groupBy] : groupBy;
  const byAccount = query.groupBy.some((dimension) => dimension === 'provider' || dimension === 'subAccountId');
  return `
    SELECT s.bucket AS bucket, ${keys.join('')}g.currency AS currency, ${costs.map((cost) => sum(cost, wide)).join(', ')}
    FROM (${segments.map((segment) => segmentSql(query, segment, wide)).join(' UNION ALL ')}) s
    CROSS JOIN charge_group g ON g.group_id = s.group_id
    ${byAccount ? 'CROSS JOIN account a ON a.account_id = s.account_id' : ''}
    GROUP BY ${groupBy.join(', ')} ORDER BY ${order.join(', ')}
    ${query.top ? 'LIMIT :limit' : ''}`;
}

/**
 * CROSS JOIN keeps SQLite to the order that is written: first the few parts that matter, then their ranges. Facts
 * are read item by item, since an item's days lie side by side.
 */
function segmentSql(query: CostQuery, segment: Segment, wide: boolean): string {
  const { table, from, to, bucket } = segment;
  if (table === 'cost_estate_daily') return estateSql(query, segment);
  const ofPart = 'f.load_id = p.load_id AND f.account_id = p.account_id';
  const [tables, group, resource] =
    table === 'charge'
      ? [
          `CROSS JOIN charge_item i ON i.account_id = p.account_id
           CROSS JOIN charge f ON ${ofPart} AND f.item_id = i.item_id`,
          'i.group_id',
          'i.resource_id',
        ]
      : table === 'item_monthly'
        ? [
            `CROSS JOIN item_monthly f ON ${ofPart}
             CROSS JOIN charge_item i ON i.account_id = f.account_id AND i.item_id = f.item_id`,
            'i.group_id',
            'i.resource_id',
          ]
        : [`CROSS JOIN ${table} f ON ${ofPart}`, 'f.group_id', 'NULL'];
  const conditions = [
    `p.counted = 1 AND p.last_day >= ${from} AND p.first_day < ${to}`,
    `f.day >= ${from} AND f.day < ${to}`,
    ...(query.providers || query.accountIds ? ['p.account_id IN (SELECT value FROM json_each(:accounts))'] : []),
    ...(hasGroupFilter(query) ? [`${group} IN (${matchingGroups})`] : []),
  ];
  // Days are added up as they are read; in the order of the loops, so that nothing is sorted for it.
  const addUp = (table === 'charge' || table === 'cost_daily') && query.granularity !== 'daily' && !wide;
  const readOrder = table === 'charge' ? 'i.resource_id, i.group_id, i.item_id' : 'f.group_id';
  return `
    SELECT ${bucket} AS bucket, f.account_id, ${group} AS group_id, ${resource} AS resource_id,
      ${addUp ? costs.map((cost) => knownSum('f', cost, `f.${columnOf[cost]}`, columnOf[cost])).join(', ') : 'f.billed, f.effective, f.list, f.contracted'}
    FROM charge_part p ${tables} WHERE ${conditions.join(' AND ')}
    ${addUp ? `GROUP BY p.account_id, p.load_id, ${readOrder}` : ''}`;
}

/** What is counted is settled in this table already. Asked month by month, for which it is in order of days. */
const estateSql = (query: CostQuery, { table, from, to, bucket }: Segment): string => `
  SELECT ${bucket} AS bucket, NULL AS account_id, f.group_id, NULL AS resource_id,
    f.billed, f.effective, f.list, f.contracted
  FROM (SELECT DISTINCT billing_month FROM charge_load) m
    CROSS JOIN ${table} f ON f.billing_month = m.billing_month AND f.day >= ${from} AND f.day < ${to}
  ${hasGroupFilter(query) ? `WHERE f.group_id IN (${matchingGroups})` : ''}`;

const hasGroupFilter = ({ serviceNames, chargeCategories, regionIds, currency }: CostQuery): boolean =>
  [serviceNames, chargeCategories, regionIds, currency].some((filter) => filter !== undefined);

const matchingGroups = `SELECT group_id FROM charge_group
  WHERE (:services IS NULL OR service_name IN (SELECT value FROM json_each(:services)))
    AND (:categories IS NULL OR charge_category IN (SELECT value FROM json_each(:categories)))
    AND (:regions IS NULL OR region_id IN (SELECT value FROM json_each(:regions)))
    AND (:currency IS NULL OR currency = :currency)`;

const HALF = 32n;

/** Null where one of the rows lacks the cost. */
const knownSum = (table: string, cost: Cost, expression: string, name: string): string =>
  `CASE WHEN count(${table}.${columnOf[cost]}) = count(*) THEN sum(${expression}) END AS ${name}`;

/** Wide: as a high and a low half, whose sums stay within 64 bits. */
function sum(cost: Cost, wide: boolean): string {
  const column = `s.${columnOf[cost]}`;
  if (!wide) return knownSum('s', cost, column, cost);
  return [
    knownSum('s', cost, `${column} & ${(1n << HALF) - 1n}`, cost),
    knownSum('s', cost, `${column} >> ${HALF}`, `${cost}High`),
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
    limit: query.top?.count ?? null,
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
