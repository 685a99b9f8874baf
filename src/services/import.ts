import { AppError } from '../domain/errors.ts';
import type { ChargeRepository } from '../domain/ports/store.ts';
import type { ImportReport } from '../domain/reports.ts';
import type { Context } from './context.ts';
import { type BucketOptions, bucketOpener } from './import/bucket-opener.ts';
import { fetchFiles } from './import/fetch-files.ts';
import { importReport } from './import/import-report.ts';
import { filesOf, originsOf } from './import/origins.ts';
import type { ImportSources, SourceDelivery } from './import/sources.ts';
import { deliveryIdOf, deliveryIdsIn, storeDelivery } from './import/store-delivery.ts';
import { withStore } from './workspace.ts';

export interface ImportOptions extends BucketOptions {
  /** Sets this delivery apart from others of the same billing account. */
  readonly label?: string;
  /** Takes a bill in several currencies for what it says. */
  readonly mixedCurrencies?: boolean;
  /** Reads deliveries again that the store holds unchanged. */
  readonly force?: boolean;
}

/** What the store held before, by source and month. */
type Held = Awaited<ReturnType<ChargeRepository['sources']>>;

/**
 * Reads billing exports as one delivery and replaces, per billing account, what the store held of their months. Of an
 * export with manifests, only months whose newest delivery the store does not hold yet are read.
 * Every row is checked before the first is stored: a bad file leaves the store as it was.
 */
export async function importBilling(
  context: Context,
  inputs: readonly string[],
  options: ImportOptions = {},
): Promise<ImportReport> {
  const buckets = bucketOpener(context, options);
  try {
    // Manifests, buckets and DuckDB are loaded only here: they take as long as many a command.
    const { findSources } = await import('./import/sources.ts');
    context.progress.update({ phase: 'import', done: 0, detail: 'looking for files' });
    const sources = await findSources(inputs, context.cwd, (name) => buckets.open(name));
    const held = await heldBefore(context);
    const unchanged = options.force === true ? [] : unchangedOf(sources.deliveries, held, options.label);
    const deliveries = sources.deliveries.filter((each) => !unchanged.includes(each));
    return await importSources(context, { ...sources, deliveries }, unchanged, held, options);
  } finally {
    await buckets.close();
  }
}

async function importSources(
  context: Context,
  sources: ImportSources,
  unchanged: readonly SourceDelivery[],
  held: Held,
  options: ImportOptions,
): Promise<ImportReport> {
  const files = filesOf(sources);
  if (files.length === 0) return importReport({ delivery: undefined, origins: [], sources, unchanged, held });
  const fetched = await fetchFiles(
    files.map(({ source }) => source),
    {
      names: files.map(({ name }) => name),
      signal: context.signal,
      onProgress: (done, total, detail) => context.progress.update({ phase: 'import', done, total, detail }),
    },
  );
  try {
    const origins = originsOf(files, fetched.pathOf);
    const { readBilling } = await import('../billing/charges/read-billing.ts');
    const delivery = await readBilling(
      origins.map(({ input }) => input),
      {
        signal: context.signal,
        onProgress: (ratio) =>
          context.progress.update({
            phase: 'import',
            done: Math.round((ratio ?? 0) * 100),
            ...(ratio !== null && { total: 100 }),
            detail: 'reading',
          }),
        ...(options.label !== undefined && { label: options.label }),
        ...(options.mixedCurrencies !== undefined && { mixedCurrencies: options.mixedCurrencies }),
      },
    );
    try {
      await storeDelivery(context, delivery, origins, options.label);
      return importReport({ delivery, origins, sources, unchanged, held });
    } finally {
      await delivery.close();
    }
  } finally {
    await fetched.remove();
  }
}

/** What the store holds; nothing where there is no store yet, or one that the first write will bring up to date. */
async function heldBefore(context: Context): Promise<Held> {
  try {
    return await withStore(context, 'read', (store) => store.charges.sources());
  } catch (error) {
    if (error instanceof AppError && (error.code === 'store-missing' || error.code === 'store-outdated')) return [];
    throw error;
  }
}

/** Two views on the costs of one month complete each other: where one of them is new, the other is read again too. */
function unchangedOf(
  deliveries: readonly SourceDelivery[],
  held: Held,
  label: string | undefined,
): readonly SourceDelivery[] {
  const areNew = deliveries.filter((each) => !isHeld(each, held, label));
  const inNewMonth = (of: SourceDelivery): boolean =>
    of.costView !== undefined &&
    areNew.some(({ costView, billingMonth }) => costView !== undefined && billingMonth === of.billingMonth);
  return deliveries.filter((each) => !areNew.includes(each) && !inNewMonth(each));
}

/** Whether the store still has everything that this very delivery brought. */
function isHeld(delivery: SourceDelivery, held: Held, label: string | undefined): boolean {
  const id = deliveryIdOf(delivery, label);
  const loads = held.filter(
    (each) =>
      each.billingMonth === delivery.billingMonth &&
      each.delivery !== null &&
      deliveryIdsIn(each.delivery.deliveryId).includes(id),
  );
  return loads.length > 0 && loads.length === loads[0]?.delivery?.loads;
}
