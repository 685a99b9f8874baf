import type { AppError } from '../../domain/errors.ts';
import type { DuckDb } from '../duckdb.ts';
import { literal } from '../sql-text.ts';
import { saying } from './complaints.ts';
import * as cells from './cells.ts';
import { firstBrokenRow } from './locate.ts';
import type { BillingFile, Rule } from './schema.ts';

/** Where each schema has its currency. */
const currencyColumns = {
  focus: 'BillingCurrency',
  'aws-cur': 'lineItem/CurrencyCode',
  'gcp-billing': 'currency',
  'azure-cost': 'BillingCurrency',
} as const;

/**
 * A bill has one currency: an account that is billed in two for one month is nearly always a damaged file. The error
 * for the first row in a currency other than the one that most rows of its account and month have; undefined when there
 * is none.
 */
export async function oddCurrency(
  duckDb: DuckDb,
  files: readonly BillingFile[],
  signal: AbortSignal | undefined,
): Promise<AppError | undefined> {
  const [odd] = await duckDb.rows(`
    SELECT billingAccountId, billingMonth::VARCHAR, arg_max(currency, (rows, currency)), max(rows)::BIGINT
    FROM (SELECT billingAccountId, billingMonth, currency, sum(row_count) AS rows FROM per_file GROUP BY ALL)
    GROUP BY ALL HAVING count(*) > 1 ORDER BY 1, 2 LIMIT 1`);
  if (odd === undefined) return undefined;
  const [account = '', month = '', expected = '', rows = ''] = odd.map((value) => value ?? '');
  const where = `billingAccountId = ${literal(account)} AND currency <> ${literal(expected)}
    AND ${cells.billingMonth(cells.plausible('billed_at'))} = DATE ${literal(month)}`;
  const complain = saying(
    (value) =>
      `${value} where ${rows} rows of billing account ${account} in ${month.slice(0, 7)} have ${JSON.stringify(expected)}: a bill has one currency`,
  );
  const further = ({ schema }: BillingFile): readonly Rule[] => [
    { column: currencyColumns[schema.kind], broken: `(${where})`, complain },
  ];
  return firstBrokenRow(duckDb, files, { signal, further });
}
