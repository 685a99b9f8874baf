import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Charge } from '../../../src/domain/charges.ts';
import { AppError } from '../../../src/domain/errors.ts';
import { type ReadOptions, type BillingDelivery, readBillingPaths } from '../../../src/billing/charges/read-billing.ts';

/** A row that holds what a charge needs; every test says what is special about its own. */
export const goodRow: Readonly<Record<string, string>> = {
  BilledCost: '1.5',
  EffectiveCost: '1.25',
  ListCost: '2',
  ContractedCost: '1.75',
  BillingCurrency: 'USD',
  BillingAccountId: 'payer-1',
  BillingPeriodStart: '2026-05-01T00:00:00Z',
  ChargePeriodStart: '2026-05-10T00:00:00Z',
  ChargeCategory: 'Usage',
  ServiceName: 'Compute',
  ProviderName: 'AWS',
  SubAccountId: 'account-1',
  ResourceId: 'i-1',
  Tags: '{"env":"prod"}',
};

export type Row = Readonly<Record<string, string>>;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** CSV text of rows; columns are those of `goodRow` and whatever a row adds. */
export function csvOf(rows: readonly Row[], lineEnd = '\n'): string {
  const columns = [...new Set([goodRow, ...rows].flatMap(Object.keys))];
  const lines = rows.map((row) => columns.map((column) => quoted({ ...goodRow, ...row }[column] ?? '')).join(','));
  return [columns.join(','), ...lines].map((line) => line + lineEnd).join('');
}

let files = 0;

/** Writes a file of its own into the folder; returns its path. */
export function written(folder: string, content: string | Uint8Array, name = `bill-${(files += 1)}.csv`): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** Reads paths, gives the delivery and all its charges to `use`, and closes it. */
export async function reading<T>(
  paths: string | readonly string[],
  use: (delivery: BillingDelivery, charges: readonly Charge[]) => T | Promise<T>,
  options: ReadOptions = {},
): Promise<T> {
  const delivery = await readBillingPaths(typeof paths === 'string' ? [paths] : paths, options);
  try {
    const charges: Charge[] = [];
    for (const source of delivery.sources) for await (const page of source.chargePages()) charges.push(...page.charges);
    return await use(delivery, charges);
  } finally {
    await delivery.close();
  }
}

/** `code: message` of the error that reading these paths ends with. Fails when it succeeds. */
export async function refusal(paths: string | readonly string[], options: ReadOptions = {}): Promise<string> {
  const error: unknown = await reading(paths, () => undefined, options).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof AppError) return `${error.code}: ${error.message}`;
  throw error instanceof Error ? error : new Error('it was read');
}
