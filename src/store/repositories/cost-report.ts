import type { ChargeDimension } from '../../domain/charges.ts';
import { addMonths, type Day, dayFromEpoch, epochDay, monthOf } from '../../domain/instant.ts';
import type { CostQuery, CostRow } from '../../domain/ports/store.ts';
import type { Connection } from '../connection.ts';
import { jsonList } from './account-dictionary.ts';

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

const costs = ['billed', 'effective', 'list', 'contracted'] as const;

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
  const report = reportSql(query, options);
  try {
    return rowsOf(connection, query, report(false));
  } catch (thrown) {
    // A sum beyond 64 bits: 9.2 thousand million of a currency, which is not much in some.
    if (!(thrown instanceof Error && /integer overflow/.test(thrown.message))) throw thrown;
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
  for (let start = from; start < to; ) {
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
  const keys = query.groupBy.map((dimension, index) => `${dimensionColumns[dimension]} AS k${index}`);
  const groupBy = ['bucket', ...query.groupBy.map((_, index) => `k${index}`), 'currency'];
  const order = query.top ? [`${query.top.by === 'billedCost' ? 'billed' : 'effective'} DESC`, ...groupBy] : groupBy;
  return (wide) => `
    SELECT s.bucket AS bucket, ${keys.map((key) => `${key}, `).join('')}g.currency AS currency,
      ${costs.map((cost) => outerSum(cost, wide)).join(',\n      ')}
    FROM (${segments.map((segment) => segmentSql(segment, wide)).join('\n      UNION ALL')}) s
    JOIN account a ON a.account_id = s.account_id
    ${byResource ? 'JOIN charge_item i ON i.account_id = s.account_id AND i.item_id = s.item_id' : ''}
    JOIN charge_group g ON g.group_id = ${byResource ? 'i.group_id' : 's.group_id'}
    WHERE ${groupCondition(query)}
    GROUP BY ${groupBy.join(', ')}
    ORDER BY ${order.join(', ')}
    ${query.top ? 'LIMIT :top' : ''}`;
}
