import type { ChargeDimension, CostMetric } from '../domain/charges.ts';
import { addDays, type Day, dayOf, type DayRange } from '../domain/instant.ts';
import { type Currency, type Money, money } from '../domain/money.ts';
import { AppError } from '../domain/errors.ts';
import type { CostRow } from '../domain/ports/store.ts';
import type { CostReport, CostReportRow } from '../domain/reports.ts';
import type { Context } from './context.ts';
import { scopeFilter } from './inventory.ts';
import { lastUnread } from './sync/sync-report.ts';
import { withStore } from './workspace.ts';

export interface CostOptions {
  readonly from?: Day;
  readonly to?: Day;
  readonly groupBy: readonly ChargeDimension[];
  readonly granularity: 'total' | 'daily' | 'monthly';
  readonly metric: CostMetric;
  readonly currency?: Currency;
}

const DEFAULT_DAYS = 30;

/** What it cost: by default the last 30 days that the store has charges for. */
export const reportCost = (context: Context, options: CostOptions): Promise<CostReport> =>
  withStore(context, 'read', async (store) => {
    const extent = await store.charges.extent();
    const range = costRange(options, extent, dayOf(context.now()));
    const found = await store.charges.report({
      ...scopeFilter(context),
      range,
      groupBy: options.groupBy,
      granularity: options.granularity,
      ...(options.currency !== undefined && { currency: options.currency }),
    });
    const rows = found.map((row) => reportRow(row, options.metric)).toSorted(byBucketThenCost);
    const [main, ...others] = totalsByCurrency(rows);
    return {
      range,
      groupBy: options.groupBy,
      granularity: options.granularity,
      metric: options.metric,
      total: main?.total ?? null,
      otherCurrencies: others,
      rows,
      extent,
      unread: (await lastUnread(store)).filter((note) => note.subject === 'cost' || note.subject === 'accounts'),
    };
  });

function costRange(options: Pick<CostOptions, 'from' | 'to'>, extent: DayRange | null, today: Day): DayRange {
  const to = options.to ?? extent?.to ?? today;
  const from = options.from ?? addDays(to, -DEFAULT_DAYS);
  if (from >= to)
    throw new AppError(
      'usage-invalid',
      `--from ${from} is not before --to ${to}; the last day is not a part of the range`,
    );
  return { from, to };
}

function reportRow(row: CostRow, metric: CostMetric): CostReportRow {
  const nanos = row[metric];
  return {
    bucket: row.bucket,
    keys: row.keys,
    currency: row.currency,
    cost: nanos === null ? null : money(nanos, row.currency),
  };
}

/** Highest total first, so that the first is the main currency; a total with an unknown part is unknown. */
function totalsByCurrency(
  rows: readonly CostReportRow[],
): readonly { readonly currency: Currency; readonly total: Money | null }[] {
  const totals = new Map<Currency, Money | null>();
  for (const { currency, cost } of rows) {
    const sum = totals.has(currency) ? (totals.get(currency) ?? null) : money(0n, currency);
    totals.set(currency, sum === null || cost === null ? null : money(sum.nanos + cost.nanos, currency));
  }
  return [...totals]
    .map(([currency, total]) => ({ currency, total }))
    .toSorted((a, b) => compareNanos(b.total, a.total) || (a.currency < b.currency ? -1 : 1));
}

function byBucketThenCost(a: CostReportRow, b: CostReportRow): number {
  if (a.bucket !== b.bucket) return (a.bucket ?? '') < (b.bucket ?? '') ? -1 : 1;
  return compareNanos(b.cost, a.cost);
}

/** Unknown sorts below everything that is known. */
function compareNanos(a: Money | null, b: Money | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
}
