import type { ChargeSource } from '../../domain/charges.ts';
import { add, decimal, formatDecimal, toScaled } from '../../domain/decimal.ts';
import { AppError } from '../../domain/errors.ts';
import type { Day } from '../../domain/instant.ts';
import type { Currency } from '../../domain/money.ts';
import type { DuckDb } from '../duckdb.ts';
import { type ChargePage, chargePages } from './charge-pages.ts';
import { costFields } from './schema.ts';
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
export interface BillingSource {
  readonly source: ChargeSource;
  readonly billingAccountId: string;
  readonly months: readonly Day[];
  readonly totals: readonly CurrencyTotals[];
  readonly rows: number;
  readonly charges: number;
  /** By billing month, about 2,000 charges a page; can be read again until the delivery is closed. */
  chargePages(): AsyncIterable<ChargePage>;
}

/** What a file has of one billing account, month and currency. Sums are exact decimal text. */
export interface FileSlice {
  readonly path: string;
  readonly billingAccountId: string;
  readonly billingMonth: Day;
  readonly currency: Currency;
  readonly billedCost: string;
  readonly effectiveCost: string;
  readonly rows: number;
  /** Whether its schema has made sure that nothing of it is in another export of the delivery too. */
  readonly isReconciled: boolean;
}

const costSums = ['billedCost_nanos', 'billedCost_rest', 'effectiveCost_nanos', 'effectiveCost_rest'];

/** Reads `per_file`, in order of file, account, month and currency. */
export async function fileSlicesOf(duckDb: DuckDb): Promise<readonly FileSlice[]> {
  const rows = await duckDb.rows(`SELECT file, billingAccountId, billingMonth::VARCHAR, currency,
      ${costSums.map((sum) => `${sum}::VARCHAR`).join(', ')}, row_count::BIGINT, reconciled
    FROM per_file ORDER BY ALL`);
  return rows.map((row) => {
    const [path = '', account = '', month = '', currency = '', ...sums] = row.map((value) => value ?? '0');
    return {
      path,
      billingAccountId: account,
      billingMonth: month as Day,
      currency,
      billedCost: sumTexts(sums.slice(0, 2)),
      effectiveCost: sumTexts(sums.slice(2, 4)),
      rows: Number(sums[4]),
      isReconciled: sums[5] === 'true',
    };
  });
}

/** One billing account, month and currency. */
interface Slice extends CurrencyTotals {
  readonly billingAccountId: string;
  readonly billingMonth: Day;
  readonly first: number;
  readonly last: number;
}

/** Reads what the tables of `aggregate` hold, in order of the billing accounts. */
export async function sourcesOf(duckDb: DuckDb, label: string | undefined): Promise<readonly BillingSource[]> {
  const narrow = await costsAreNarrow(duckDb);
  const byAccount = Map.groupBy(await slicesOf(duckDb), ({ billingAccountId }) => billingAccountId);
  return [...byAccount].map(([billingAccountId, slices]) => {
    const range = {
      first: Math.min(...slices.map(({ first }) => first)),
      last: Math.max(...slices.map(({ last }) => last)),
      narrow,
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
  const keys = 'billingAccountId, billingMonth, currency';
  const rows = await duckDb.rows(`
    SELECT ${keys}, exact.* EXCLUDE (${keys}), charged.* EXCLUDE (${keys})
    FROM (SELECT ${keys}, ${costSums.map((sum) => `sum(${sum})::VARCHAR`).join(', ')}
      FROM grouped GROUP BY ALL) exact
    JOIN (SELECT ${keys}, sum(billedCost)::VARCHAR, sum(effectiveCost)::VARCHAR,
        sum(row_count)::BIGINT, count(*), min(id) AS first, max(id)
      FROM charge JOIN combination USING (id) GROUP BY ALL) charged
    USING (${keys}) ORDER BY first, currency`);
  return rows.map((row) => {
    const [account, month, currency, billedNanos, billedRest, effectiveNanos, effectiveRest, billed, effective] =
      row.map((value) => value ?? '') as [string, string, string, string, string, string, string, string, string];
    const [count, charges, first, last] = row.slice(9).map(Number) as [number, number, number, number];
    const slice: Slice = {
      billingAccountId: account,
      billingMonth: month as Day,
      currency,
      billedCost: sumTexts([billedNanos, billedRest]),
      effectiveCost: sumTexts([effectiveNanos, effectiveRest]),
      chargedBilledCost: toScaled(decimal(billed), 9),
      chargedEffectiveCost: toScaled(decimal(effective), 9),
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
  if (difference > bound || -difference > bound)
    throw new Error(`charges sum to ${nanos} nano-units, their rows to ${exact}`);
}

/** Whether every cost is below 1e9. Throws `import-invalid` when one does not fit in 64 bits, as nano-units are kept. */
async function costsAreNarrow(duckDb: DuckDb): Promise<boolean> {
  const beyond = (limit: string): string => costFields.map((field) => `abs(${field}) >= ${limit}`).join(' OR ');
  const [found] = await duckDb.rows(`SELECT (DATE '1970-01-01' + day)::VARCHAR, serviceName, ${beyond('9200000000')}
    FROM charge JOIN combination USING (id) WHERE ${beyond('1000000000')} ORDER BY 3 DESC, id, day LIMIT 1`);
  if (found?.[2] !== 'true') return found === undefined;
  throw new AppError(
    'import-invalid',
    `a cost of ${found[1]} on ${found[0]} is beyond 9.2e9: too large to be kept exactly`,
  );
}
