import { AppError } from '../../domain/errors.ts';
import type { Day } from '../../domain/instant.ts';
import type { DuckDb } from '../duckdb.ts';
import { literal } from '../sql-text.ts';
import * as cells from './cells.ts';
import { saying } from './complaints.ts';
import type { FileSlice } from './delivery.ts';
import { firstBrokenRow } from './locate.ts';
import type { BillingFile } from './schema.ts';

/** What is known of a file before it is read. */
interface Origin {
  readonly path: string;
  readonly name: string;
  readonly exportId?: string;
  readonly billingMonth?: Day;
}

/**
 * Makes sure that no cost would be counted twice: that two exports of one delivery (a FOCUS export and a CUR, or two
 * exports with manifests of their own) do not bill the same account for the same month, unless their schema has seen to it, and that files with a
 * manifest are of its month. Throws `import-invalid`.
 */
export async function assertOneExport(
  duckDb: DuckDb,
  origins: readonly Origin[],
  files: readonly BillingFile[],
  slices: readonly FileSlice[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const originOf = new Map(origins.map((origin) => [origin.path, origin]));
  const fileOf = new Map(files.map((file) => [file.path, file]));
  const exportOf = (path: string): string =>
    originOf.get(path)?.exportId ?? `files of kind ${fileOf.get(path)?.schema.kind ?? ''}`;
  const variantOf = (path: string): string | undefined => fileOf.get(path)?.header.variant;
  const areOfOne = (a: string, b: string): boolean =>
    exportOf(a) === exportOf(b) && (variantOf(a) ?? variantOf(b)) === (variantOf(b) ?? variantOf(a));
  for (const of of Map.groupBy(slices, (slice) => `${slice.billingMonth} ${slice.billingAccountId}`).values()) {
    const [first, ...others] = of;
    const other = others.find(
      ({ path, isReconciled }) =>
        first !== undefined && !areOfOne(path, first.path) && !(isReconciled && first.isReconciled),
    );
    if (first !== undefined && other !== undefined)
      throw billedTwice(first, other, (path) => originOf.get(path)?.name ?? path);
  }
  const stray = slices.find(
    ({ path, billingMonth }) => (originOf.get(path)?.billingMonth ?? billingMonth) !== billingMonth,
  );
  if (stray !== undefined) throw await strayMonth(duckDb, files, stray, originOf, signal);
}

function billedTwice(a: FileSlice, b: FileSlice, name: (path: string) => string): AppError {
  const what = `billing account ${a.billingAccountId} for ${a.billingMonth.slice(0, 7)}`;
  return new AppError(
    'import-invalid',
    `${name(a.path)} and ${name(b.path)} are of different exports that both bill ${what}: import one of the two, or its cost would count twice`,
  );
}

async function strayMonth(
  duckDb: DuckDb,
  files: readonly BillingFile[],
  stray: FileSlice,
  originOf: ReadonlyMap<string, Origin>,
  signal: AbortSignal | undefined,
): Promise<Error> {
  const expected = originOf.get(stray.path)?.billingMonth ?? stray.billingMonth;
  const complain = saying(
    (value) => `${value} is of another month than ${expected.slice(0, 7)}, which the manifest names`,
  );
  const broken = `${cells.billingMonth(cells.plausible('billed_at'))} <> DATE ${literal(expected)}`;
  const error = await firstBrokenRow(
    duckDb,
    files.filter(({ path }) => path === stray.path),
    { signal, further: ({ schema }) => [{ column: periodColumns[schema.kind], broken, complain }] },
  );
  return error ?? new Error('a row of another month cannot be found');
}

/** Where each schema has the start of the billing period. */
const periodColumns = {
  focus: 'BillingPeriodStart',
  'aws-cur': 'bill/BillingPeriodStartDate',
  'gcp-billing': 'invoice.month',
  'azure-cost': 'BillingPeriodStartDate',
} as const;
