import type { ChargeSource } from '../../domain/charges.ts';
import { add, decimal, formatDecimal, toScaled } from '../../domain/decimal.ts';
import { AppError } from '../../domain/errors.ts';
import type { Day } from '../../domain/instant.ts';
import type { Currency } from '../../domain/money.ts';
import type { DuckDb } from '../duckdb.ts';
import { costFields } from './aggregate.ts';
import { type ChargePage, chargePages } from './charge-pages.ts';

/** Sums of one currency. */
export interface CurrencyTotals {
  readonly currency: Currency;
  /** Exact sums of the file's rows as decimal text, to 18 places. */
  readonly billedCost: string;
  readonly effectiveCost: string;
  /**
   * Sums in nano-units of the charges that `chargePages` hands over. Each charge is rounded once, half to even,
   * so these are at most half a nano-unit a charge from the exact sums.
   */
  readonly chargedBilledCost: bigint;
  readonly chargedEffectiveCost: bigint;
  readonly rows: number;
  readonly charges: number;
}

/** What one billing account has in a delivery; it replaces what that account's last delivery said of these months. */
export interface FocusSource {
  readonly source: ChargeSource;
  readonly billingAccountId: string;
  readonly months: readonly Day[];
  readonly totals: readonly CurrencyTotals[];
  readonly rows: number;
  readonly charges: number;
  /** By billing month, about 2,000 charges a page; can be read again until the delivery is closed. */
  chargePages(): AsyncIterable<ChargePage>;
}

/** One billing account, month and currency. */
interface Slice extends CurrencyTotals {
  readonly billingAccountId: string;
  readonly billingMonth: Day;
  readonly first: number;
  readonly last: number;
}

/** Reads what the tables of `aggregate` hold, in order of the billing accounts. */
export async function sourcesOf(duckDb: DuckDb, label: string | undefined): Promise<readonly FocusSource[]> {
  const byAccount = Map.groupBy(await slicesOf(duckDb), ({ billingAccountId }) => billingAccountId);
  return [...byAccount].map(([billingAccountId, slices]) => {
    const range = {
      first: Math.min(...slices.map(({ first }) => first)),
      last: Math.max(...slices.map(({ last }) => last)),
    };
    const name = `focus:${billingAccountId}${label === undefined ? '' : `:${label}`}`;
    return {
      source: { kind: 'export', name },
      billingAccountId,
      months: monthsOf(slices),
      totals: totalsOf(slices),
      ...countsOf(slices),
      chargePages: () => chargePages(duckDb, range),
    };
  });
}

export const monthsOf = (of: readonly { readonly billingMonth: Day }[]): readonly Day[] =>
  [...new Set(of.map(({ billingMonth }) => billingMonth))].toSorted();

export const countsOf = (of: readonly { readonly rows: number; readonly charges: number }[]) => ({
  rows: of.reduce((sum, { rows }) => sum + rows, 0),
  charges: of.reduce((sum, { charges }) => sum + charges, 0),
});

/** Adds totals up by currency. */
export function totalsOf(parts: readonly CurrencyTotals[]): readonly CurrencyTotals[] {
  const byCurrency = Map.groupBy(parts, ({ currency }) => currency);
  return [...byCurrency]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([currency, of]) => ({
      currency,
      billedCost: sumTexts(of.map(({ billedCost }) => billedCost)),
      effectiveCost: sumTexts(of.map(({ effectiveCost }) => effectiveCost)),
      chargedBilledCost: of.reduce((sum, { chargedBilledCost }) => sum + chargedBilledCost, 0n),
      chargedEffectiveCost: of.reduce((sum, { chargedEffectiveCost }) => sum + chargedEffectiveCost, 0n),
      ...countsOf(of),
    }));
}

const sumTexts = (texts: readonly string[]): string => formatDecimal(texts.map(decimal).reduce(add));

async function slicesOf(duckDb: DuckDb): Promise<readonly Slice[]> {
  await assertInRange(duckDb);
  const keys = 'billingAccountId, billingMonth, currency';
  const rows = await duckDb.rows(`
    SELECT ${keys}, exact.billed, exact.effective, charged.billed, charged.effective, row_count, charges, first, last
    FROM (SELECT ${keys}, sum(billedCost)::VARCHAR AS billed, sum(effectiveCost)::VARCHAR AS effective FROM grouped GROUP BY ALL) exact
    JOIN (SELECT ${keys}, sum(billedCost)::VARCHAR AS billed, sum(effectiveCost)::VARCHAR AS effective,
        sum(row_count)::BIGINT AS row_count, count(*) AS charges, min(id) AS first, max(id) AS last
      FROM charge JOIN combination USING (id) GROUP BY ALL) charged
    USING (${keys}) ORDER BY first, last, currency`);
  return rows.map((row) => {
    const [account = '', month = '', currency = '', billed = '', effective = '', chargedBilled = '', chargedEffective = ''] =
      row.map((value) => value ?? '');
    const [count = 0, charges = 0, first = 0, last = 0] = row.slice(7).map(Number);
    const slice: Slice = {
      billingAccountId: account,
      billingMonth: month as Day,
      currency,
      billedCost: formatDecimal(decimal(billed)),
      effectiveCost: formatDecimal(decimal(effective)),
      chargedBilledCost: BigInt(chargedBilled),
      chargedEffectiveCost: BigInt(chargedEffective),
      rows: count,
      charges,
      first,
      last,
    };
    assertRoundedOnce(slice.billedCost, slice.chargedBilledCost, charges);
    assertRoundedOnce(slice.effectiveCost, slice.chargedEffectiveCost, charges);
    return slice;
  });
}

/** A charge that drifted from its rows by more than its own rounding is our bug, and must never reach a store. */
function assertRoundedOnce(exact: string, nanos: bigint, charges: number): void {
  const difference = nanos * 1_000_000_000n - toScaled(decimal(exact), 18);
  const bound = BigInt(charges) * 500_000_000n;
  if (difference > bound || -difference > bound) throw new Error(`charges sum to ${nanos} nano-units, their rows to ${exact}`);
}

async function assertInRange(duckDb: DuckDb): Promise<void> {
  const tooLarge = costFields.map((field) => `${field} IS NULL`).join(' OR ');
  const [found] = await duckDb.rows(`SELECT day + DATE '1970-01-01', serviceName FROM charge JOIN combination USING (id) WHERE ${tooLarge} LIMIT 1`);
  if (found === undefined) return;
  throw new AppError('import-invalid', `a cost of ${found[1]} on ${found[0]} is beyond 9.2e9 in one day: too large to be kept exactly`);
}
