import type { FindingFilter, FindingTotals } from '../../domain/ports/store.ts';
import type { Connection } from '../connection.ts';
import { findingCondition } from './finding-filter.ts';

export type TotalsKey = 'check' | 'provider' | 'account';

const keyColumns: Readonly<Record<TotalsKey | 'all', string>> = {
  all: `''`,
  check: 'f.check_id',
  provider: 'a.provider',
  account: 'a.native_id',
};

interface TotalsRow {
  readonly key: string;
  readonly currency: string | null;
  readonly findings: bigint;
  readonly cannotTell: bigint;
  readonly unpriced: bigint;
  readonly deduplicated: bigint | null;
  readonly low: bigint | null;
  readonly high: bigint | null;
  readonly plainSum: bigint | null;
}

/**
 * Totals by key, the keys in their order. Findings that are open, unless the filter names statuses. `findings`
 * counts both verdicts; only waste has savings.
 */
export function findingTotals(
  connection: Connection,
  key: TotalsKey | 'all',
  filter: FindingFilter,
): Map<string, FindingTotals> {
  const { sql, parameters } = findingCondition(connection, { statuses: ['open'], ...filter });
  const rows = connection
    .prepareBigint<TotalsRow>(
      `SELECT ${keyColumns[key]} AS key,
         CASE f.verdict WHEN 'waste' THEN f.savings_currency END AS currency,
         count(*) AS findings,
         count(*) FILTER (WHERE f.verdict = 'cannot-tell') AS cannotTell,
         count(*) FILTER (WHERE f.verdict = 'waste' AND f.savings_nanos IS NULL) AS unpriced,
         sum(f.savings_nanos * f.counts_towards_total) AS deduplicated,
         sum(f.savings_low_nanos * f.counts_towards_total) AS low,
         sum(f.savings_high_nanos * f.counts_towards_total) AS high,
         sum(f.savings_nanos) AS plainSum
       FROM finding f JOIN account a USING (account_id)
       WHERE ${sql} GROUP BY 1, 2 ORDER BY 1, 2`,
    )
    .all(parameters);
  return new Map([...Map.groupBy(rows, (row) => row.key)].map(([of, parts]) => [of, combine(parts)]));
}

export const noFindings: FindingTotals = { findings: 0, cannotTell: 0, savings: [], unpriced: 0 };

/** Rows of one key, one per currency and one for what has none. */
function combine(rows: readonly TotalsRow[]): FindingTotals {
  const sum = (of: (row: TotalsRow) => bigint): number => Number(rows.reduce((total, row) => total + of(row), 0n));
  return {
    findings: sum((row) => row.findings),
    cannotTell: sum((row) => row.cannotTell),
    savings: rows.flatMap(({ currency, deduplicated, low, high, plainSum }) =>
      currency === null
        ? []
        : [
            {
              currency,
              deduplicated: deduplicated ?? 0n,
              low: low ?? 0n,
              high: high ?? 0n,
              plainSum: plainSum ?? 0n,
            },
          ],
    ),
    unpriced: sum((row) => row.unpriced),
  };
}
