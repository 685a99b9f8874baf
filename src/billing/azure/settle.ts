import { AppError } from '../../domain/errors.ts';
import { type BillingFile, type SchemaExtras, dimensions } from '../charges/schema.ts';
import type { DuckDb } from '../duckdb.ts';
import { literal } from '../sql-text.ts';
import { type Evidence, type ViewsOfMonth, viewsOf } from './cost-views.ts';

/**
 * What a row gives away about the view on costs of its file, by name; rows of other kinds of file have none:
 * `unused` and `amortized` stand in amortized exports alone, `bought` and `free` in actual ones, `other` in both.
 */
export const ROLE = 'azureRole';

/** Finishes what single rows of an Azure export cannot tell, on the sums. */
export async function settleAzure(duckDb: DuckDb, extras: SchemaExtras, files: readonly BillingFile[]): Promise<void> {
  await amortizeWhatWasBought(duckDb, extras);
  if (!extras.byFile) return;
  const months = viewsOf(await evidenceOf(duckDb), files);
  await assertNoneTwice(duckDb, files, months);
  for (const month of months.filter(({ isReconciled }) => isReconciled)) {
    await duckDb.make(`UPDATE per_file SET reconciled = TRUE WHERE ${within(month)}
      AND ${oneOf([...month.actual, ...month.amortized])}`);
    if (month.actual.length > 0 && month.amortized.length > 0) await completeEachOther(duckDb, month);
  }
}

async function evidenceOf(duckDb: DuckDb): Promise<readonly Evidence[]> {
  const rows = await duckDb.rows(`SELECT file, billingAccountId, billingMonth::VARCHAR,
      bool_or(${ROLE} IN ('unused', 'amortized')), bool_or(${ROLE} IN ('bought', 'free')),
      to_json(coalesce(list(DISTINCT subAccountId) FILTER (subAccountId IS NOT NULL), []))::VARCHAR
    FROM grouped WHERE ${ROLE} IS NOT NULL GROUP BY ALL ORDER BY ALL`);
  return rows.map(([file, billingAccountId, billingMonth, amortized, actual, subAccountIds]) => ({
    file: file ?? '',
    billingAccountId: billingAccountId ?? '',
    billingMonth: billingMonth ?? '',
    amortized: amortized === 'true',
    actual: actual === 'true',
    subAccountIds: JSON.parse(subAccountIds ?? '[]') as readonly string[],
  }));
}

const within = ({ billingAccountId, billingMonth }: Pick<ViewsOfMonth, 'billingAccountId' | 'billingMonth'>): string =>
  `billingAccountId = ${literal(billingAccountId)} AND billingMonth = DATE ${literal(billingMonth)}`;

const oneOf = (paths: readonly string[]): string =>
  paths.length === 0 ? 'FALSE' : `file IN (${paths.map(literal).join(', ')})`;

/**
 * Of two views the actual one tells what is billed, and the amortized one all else: for each subscription that both
 * have, for there may be exports by subscription. What was bought is spread over whichever subscriptions use it. Where
 * the actual file was cut down to the commitments that were bought, as Microsoft's guide to FOCUS has it, the
 * amortized one tells what the rest is billed.
 */
async function completeEachOther(duckDb: DuckDb, month: ViewsOfMonth): Promise<void> {
  const actual = `${within(month)} AND ${oneOf(month.actual)}`;
  const amortized = `${within(month)} AND ${oneOf(month.amortized)}`;
  const inBoth = await subAccountsIn(duckDb, `${actual} AND ${ROLE} <> 'bought'`, amortized);
  const none = (...costs: readonly string[]): string =>
    costs.map((cost) => `${cost}_nanos = 0, ${cost}_rest = 0`).join(', ');
  await duckDb.make(`UPDATE grouped SET ${none('effectiveCost', 'listCost', 'contractedCost')}, no_listCost = FALSE,
    no_contractedCost = FALSE, consumedQuantity = NULL, no_consumedQuantity = ${ROLE} = 'bought'
    WHERE ${actual} AND (${ROLE} = 'bought' OR ${inBoth})`);
  await duckDb.make(`UPDATE grouped SET ${none('billedCost')} WHERE ${amortized} AND ${inBoth}`);
  // What a file adds to the bill has changed.
  const sums = ['billedCost_nanos', 'billedCost_rest', 'effectiveCost_nanos', 'effectiveCost_rest'];
  await duckDb.make(`UPDATE per_file SET ${sums.map((sum) => `${sum} = now.${sum}`).join(', ')}
    FROM (SELECT file, currency, ${sums.map((sum) => `sum(${sum}) AS ${sum}`).join(', ')}
      FROM grouped WHERE ${within(month)} GROUP BY ALL) now
    WHERE ${within(month)} AND per_file.file = now.file AND per_file.currency = now.currency`);
}

/** SQL: a row of a subscription, or of none, that rows of both kinds are of. */
async function subAccountsIn(duckDb: DuckDb, one: string, other: string): Promise<string> {
  const rows = await duckDb.rows(`SELECT subAccountId FROM grouped WHERE ${one}
    INTERSECT SELECT subAccountId FROM grouped WHERE ${other} ORDER BY 1`);
  const conditions = rows.map(([id]) =>
    typeof id === 'string' ? `subAccountId = ${literal(id)}` : 'subAccountId IS NULL',
  );
  return conditions.length === 0 ? 'FALSE' : `(${conditions.join(' OR ')})`;
}

/**
 * What a commitment cost is spread over the rows that it pays for, where a file has those too: then buying it has no
 * effective cost. Source: Microsoft Learn, "Convert Cost Management data to FOCUS", EffectiveCost.
 */
async function amortizeWhatWasBought(duckDb: DuckDb, { byFile }: SchemaExtras): Promise<void> {
  const month = ['billingAccountId', 'billingMonth', ...(byFile ? ['file'] : [])].join(', ');
  const isBought = `${ROLE} = 'bought' AND (${month}) IN
    (SELECT (${month}) FROM grouped WHERE ${ROLE} IN ('unused', 'amortized'))`;
  const slice = ['billingAccountId', 'billingMonth', 'currency', ...(byFile ? ['file'] : [])];
  await duckDb.make(`UPDATE per_file SET effectiveCost_nanos = effectiveCost_nanos - bought.nanos,
      effectiveCost_rest = effectiveCost_rest - bought.rest
    FROM (SELECT ${slice.join(', ')}, sum(effectiveCost_nanos) AS nanos, sum(effectiveCost_rest) AS rest
      FROM grouped WHERE ${isBought} GROUP BY ALL) bought
    WHERE ${slice.map((key) => `per_file.${key} = bought.${key}`).join(' AND ')}`);
  await duckDb.make(`UPDATE grouped SET effectiveCost_nanos = 0, effectiveCost_rest = 0 WHERE ${isBought}`);
}

/** Beyond this share of a file's charges that another file has too, to the last digit, they are the same charges. */
const SAME_SHARE = 0.5;

/**
 * Azure writes a month anew each day, in a file of its own, and actual and amortized exports have most rows in
 * common: files of one month that have the same charges would count them twice. Files with manifests are known.
 */
async function assertNoneTwice(
  duckDb: DuckDb,
  files: readonly BillingFile[],
  months: readonly ViewsOfMonth[],
): Promise<void> {
  const loose = files.filter(({ exportId }) => exportId === undefined).map(({ path }) => path);
  if (loose.length < 2) return;
  // The two views of a month are meant to have the same charges.
  const amortized = months
    .filter(({ actual }) => actual.length > 0)
    .map((month) => `WHEN ${within(month)} AND ${oneOf(month.amortized)} THEN 'amortized'`);
  const view = amortized.length === 0 ? `''` : `CASE ${amortized.join(' ')} ELSE '' END`;
  const charge = `hash(day, ${dimensions.join(', ')}, billedCost_nanos, effectiveCost_nanos)`;
  const [twice] = await duckDb.rows(`
    WITH print AS (SELECT file, billingAccountId, billingMonth, ${view} AS view, ${charge} AS charge
      FROM grouped WHERE ${ROLE} IS NOT NULL AND effectiveCost_nanos <> 0 AND ${oneOf(loose)}),
    counted AS (SELECT *, min(file) OVER same AS first, max(file) OVER same AS last
      FROM print WINDOW same AS (PARTITION BY billingAccountId, billingMonth, view, charge))
    SELECT file, any_value(CASE WHEN first = file THEN last ELSE first END) FILTER (first <> last),
      billingAccountId, billingMonth::VARCHAR
    FROM counted GROUP BY file, billingAccountId, billingMonth, view
    HAVING avg((first <> last)::INTEGER) > ${SAME_SHARE} ORDER BY file LIMIT 1`);
  if (twice === undefined) return;
  const [one = '', other = '', account = '', month = ''] = twice.map((value) => value ?? '');
  const name = (path: string): string => files.find((file) => file.path === path)?.name ?? path;
  throw new AppError(
    'import-invalid',
    `${name(one)} and ${name(other)} have the same charges of billing account ${account} for ${month.slice(0, 7)}: import one of the two, or their cost would count twice`,
  );
}
