import { addMonths, type Day, epochDay, monthOf } from '../../domain/instant.ts';
import type { CostQuery } from '../../domain/ports/store.ts';

/** Which table answers for which days. In a monthly table a day is the first of its month. */
export interface Segment {
  readonly table: 'charge' | 'item_monthly' | 'cost_daily' | 'cost_estate_daily' | 'cost_monthly';
  readonly from: number;
  readonly to: number;
  /** SQL for the bucket that its rows fall into. */
  readonly bucket: string;
}

/**
 * Cuts the range of a question into what the roll-ups can answer: whole months from a monthly one, the rest by day.
 * A question about resources asks the items and, for a part of a month, the facts; any other asks the groups.
 */
export function segmentsOf(query: CostQuery, { factsOnly }: { readonly factsOnly: boolean }): readonly Segment[] {
  const byResource = query.groupBy.includes('resourceId');
  const daily = byResource || factsOnly ? 'charge' : asksByAccount(query) ? 'cost_daily' : 'cost_estate_daily';
  const monthly = byResource ? 'item_monthly' : 'cost_monthly';
  return pieces(query, factsOnly).map(({ from, to, whole }) => ({
    table: whole ? monthly : daily,
    from: epochDay(from),
    to: epochDay(to),
    bucket: bucketOf(query.granularity, from, whole),
  }));
}

const asksByAccount = ({ groupBy, providers, accountIds }: CostQuery): boolean =>
  providers !== undefined ||
  accountIds !== undefined ||
  groupBy.some((dimension) => dimension === 'provider' || dimension === 'subAccountId');

interface Piece {
  readonly from: Day;
  readonly to: Day;
  /** It is made of whole months. */
  readonly whole: boolean;
}

function pieces({ granularity, range: { from, to } }: CostQuery, factsOnly: boolean): readonly Piece[] {
  if (from >= to) return [];
  if (granularity === 'daily') return [{ from, to, whole: false }];
  const firstWhole = monthOf(from) === from ? from : addMonths(monthOf(from), 1);
  const endOfWhole = monthOf(to);
  if (factsOnly || firstWhole >= endOfWhole) return cutAtMonths(from, to);
  return [
    ...cutAtMonths(from, firstWhole),
    { from: firstWhole, to: endOfWhole, whole: true },
    ...cutAtMonths(endOfWhole, to),
  ];
}

function cutAtMonths(from: Day, to: Day): readonly Piece[] {
  const parts: Piece[] = [];
  for (let start = from; start < to;) {
    const next = addMonths(monthOf(start), 1);
    const end = next < to ? next : to;
    parts.push({ from: start, to: end, whole: false });
    start = end;
  }
  return parts;
}

/** A piece by day lies within one month, unless the answer is by day. */
function bucketOf(granularity: CostQuery['granularity'], from: Day, whole: boolean): string {
  if (granularity === 'total') return 'NULL';
  return granularity === 'daily' || whole ? 'f.day' : String(epochDay(monthOf(from)));
}
