import type { RowFilter } from './filter.ts';
import type { RowOrder } from './sort.ts';

export type Batches<Row> = AsyncIterable<readonly Row[]>;

export interface RowChanges<Row> {
  readonly filters: readonly RowFilter<Row>[];
  /** The order that the rows come in when left out. */
  readonly order?: RowOrder<Row>;
  /** 0 for all. */
  readonly limit: number;
}

/** Filters, orders and cuts a stream of rows. Only ordering without a limit needs all rows that match in memory. */
export async function* changeRows<Row>(rows: Batches<Row>, changes: RowChanges<Row>): Batches<Row> {
  const matching = changes.filters.length === 0 ? rows : filtered(rows, changes.filters);
  if (changes.order) yield* ordered(matching, changes.order, changes.limit);
  else yield* first(matching, changes.limit);
}

async function* filtered<Row>(rows: Batches<Row>, filters: readonly RowFilter<Row>[]): Batches<Row> {
  for await (const batch of rows) {
    const kept = batch.filter((row) => filters.every((holds) => holds(row)));
    if (kept.length > 0) yield kept;
  }
}

async function* first<Row>(rows: Batches<Row>, limit: number): Batches<Row> {
  let left = limit === 0 ? Number.POSITIVE_INFINITY : limit;
  for await (const batch of rows) {
    if (batch.length < left) {
      left -= batch.length;
      yield batch;
    } else {
      yield batch.slice(0, left);
      return;
    }
  }
}

/** How many rows beyond the limit are gathered before the worst are let go. */
const SLACK = 2000;

async function* ordered<Row>(rows: Batches<Row>, order: RowOrder<Row>, limit: number): Batches<Row> {
  let kept: Row[] = [];
  for await (const batch of rows) {
    for (const row of batch) kept.push(row);
    if (limit > 0 && kept.length > limit + SLACK) kept = kept.sort(order).slice(0, limit);
  }
  kept.sort(order);
  if (kept.length > 0) yield limit > 0 ? kept.slice(0, limit) : kept;
}

export async function* inBatches<Row>(rows: readonly Row[]): Batches<Row> {
  if (rows.length > 0) yield rows;
}
