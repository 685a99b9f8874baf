import type { BillingDelivery, BillingFileInfo } from '../../billing/charges/read-billing.ts';
import { add, decimal, formatDecimal } from '../../domain/decimal.ts';
import type { Day } from '../../domain/instant.ts';
import { money } from '../../domain/money.ts';
import type { ChargeRepository } from '../../domain/ports/store.ts';
import type { ImportedDelivery, ImportedFile, ImportReport } from '../../domain/reports.ts';
import type { FileOrigin } from './origins.ts';
import type { ImportSources, SourceDelivery } from './sources.ts';

export interface ImportOutcome {
  /** Undefined when nothing had to be read. */
  readonly delivery: BillingDelivery | undefined;
  readonly origins: readonly FileOrigin[];
  readonly sources: ImportSources;
  readonly unchanged: readonly SourceDelivery[];
  /** What the store held before. */
  readonly held: Awaited<ReturnType<ChargeRepository['sources']>>;
}

export function importReport({ delivery, origins, sources, unchanged, held }: ImportOutcome): ImportReport {
  const heldMonths = new Set(held.map(({ source, billingMonth }) => `${source.kind} ${source.name} ${billingMonth}`));
  const nameOf = new Map(delivery?.sources.map(({ billingAccountId, source }) => [billingAccountId, source.name]));
  const wasHeld = (file: BillingFileInfo): boolean =>
    file.slices.some(({ billingAccountId, billingMonth }) =>
      heldMonths.has(`export ${nameOf.get(billingAccountId) ?? ''} ${billingMonth}`),
    );
  const files = delivery?.files ?? [];
  const urlOf = new Map(origins.map(({ input, url }) => [input.path, url]));
  const readAs = (from: SourceDelivery): ImportedDelivery['status'] => {
    const own = new Set(origins.filter((origin) => origin.delivery === from).map(({ input }) => input.path));
    return files.some((file) => own.has(file.path) && wasHeld(file)) ? 'replaced' : 'new';
  };
  return {
    files: files.map((file) => importedFile(file, urlOf.get(file.path) ?? file.path, wasHeld(file))),
    deliveries: [
      ...unchanged.map((from) => importedDelivery(from, 'unchanged')),
      ...sources.deliveries.map((from) => importedDelivery(from, readAs(from))),
    ].toSorted((a, b) => (a.manifest < b.manifest ? -1 : 1)),
    supersededFiles: sources.superseded,
    sources: (delivery?.sources ?? []).map(({ source, months, rows, charges }) => ({
      source,
      billingMonths: months,
      rows,
      charges,
    })),
    rows: delivery?.rows ?? 0,
    charges: delivery?.charges ?? 0,
    costs: (delivery?.totals ?? []).map(({ currency, chargedBilledCost, chargedEffectiveCost }) => ({
      billedCost: money(chargedBilledCost, currency),
      effectiveCost: money(chargedEffectiveCost, currency),
    })),
  };
}

function importedFile(
  { format, kind, schema, columns, slices }: BillingFileInfo,
  path: string,
  wasHeld: boolean,
): ImportedFile {
  const sum = (texts: readonly string[]): string => formatDecimal(texts.map(decimal).reduce(add));
  const byCurrency = [...Map.groupBy(slices, ({ currency }) => currency)].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return {
    path,
    format,
    kind,
    schema,
    rows: slices.reduce((total, { rows }) => total + rows, 0),
    billingMonths: monthsOf(slices),
    status: wasHeld ? 'replaced' : 'new',
    costs: byCurrency.map(([currency, of]) => ({
      currency,
      billedCost: sum(of.map(({ billedCost }) => billedCost)),
      effectiveCost: sum(of.map(({ effectiveCost }) => effectiveCost)),
    })),
    missingColumns: columns.missing,
    unknownColumns: columns.unknown,
  };
}

const monthsOf = (of: readonly { readonly billingMonth: Day }[]): readonly Day[] =>
  [...new Set(of.map(({ billingMonth }) => billingMonth))].toSorted();

const importedDelivery = (
  { manifestUrl, exportName, billingMonth, files }: SourceDelivery,
  status: ImportedDelivery['status'],
): ImportedDelivery => ({
  manifest: manifestUrl,
  exportName,
  billingMonth,
  status,
  files: files.map(({ tree, file }) => tree.urlOf(file.path)),
});
