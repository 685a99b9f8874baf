import type { BillingSource } from '../billing/charges/delivery.ts';
import type { BillingDelivery, InputFile } from '../billing/charges/read-billing.ts';
import type { ExportDelivery } from '../domain/charges.ts';
import { AppError } from '../domain/errors.ts';
import type { Day, Instant } from '../domain/instant.ts';
import type { ChargeRepository, Store } from '../domain/ports/store.ts';
import type { ImportReport } from '../domain/reports.ts';
import type { Context } from './context.ts';
import { type BucketOptions, bucketOpener } from './import/bucket-opener.ts';
import { fetchFiles } from './import/fetch-files.ts';
import { type FileOrigin, importReport } from './import/import-report.ts';
import { shortNames } from '../billing/input-names.ts';
import type { ImportSources, SourceDelivery, SourceFile } from './import/sources.ts';
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
    const unchanged =
      options.force === true ? [] : sources.deliveries.filter((each) => isHeld(each, held, options.label));
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
  const files = [...sources.deliveries.flatMap((delivery) => delivery.files), ...sources.loose];
  if (files.length === 0) {
    return importReport({ delivery: undefined, origins: [], sources, unchanged, held });
  }
  const fetched = await fetchFiles(files, (done, total, detail) =>
    context.progress.update({ phase: 'import', done, total, detail }),
  );
  try {
    const origins = originsOf(sources, fetched.pathOf);
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

/** Each file with where it came from, and what messages call it. */
function originsOf(sources: ImportSources, pathOf: ReadonlyMap<SourceFile, string>): readonly FileOrigin[] {
  const all = [
    ...sources.deliveries.flatMap((delivery) => delivery.files.map((source) => ({ source, delivery }))),
    ...sources.loose.map((source) => ({ source, delivery: undefined })),
  ];
  const urls = all.map(({ source: { tree, file } }) => tree.urlOf(file.path));
  const names = shortNames(urls);
  return all.map(({ source, delivery }, at) => {
    const input: InputFile = {
      path: pathOf.get(source) ?? source.tree.urlOf(source.file.path),
      name: names[at] ?? source.file.path,
      ...(delivery !== undefined && { exportId: delivery.exportUrl, billingMonth: delivery.billingMonth }),
    };
    return { input, url: urls[at] ?? input.path, delivery };
  });
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

const deliveryIdOf = ({ deliveryId }: SourceDelivery, label: string | undefined): string =>
  label === undefined ? deliveryId : `${deliveryId} ${label}`;

/** Whether the store still has everything that this very delivery brought. */
function isHeld(delivery: SourceDelivery, held: Held, label: string | undefined): boolean {
  const id = deliveryIdOf(delivery, label);
  const loads = held.filter((each) => each.delivery?.deliveryId === id && each.billingMonth === delivery.billingMonth);
  return loads.length > 0 && loads.length === loads[0]?.delivery?.loads;
}

async function storeDelivery(
  context: Context,
  delivery: BillingDelivery,
  origins: readonly FileOrigin[],
  label: string | undefined,
): Promise<void> {
  const marks = deliveryMarks(delivery, origins, label);
  await withStore(context, 'write', async (store) => {
    let done = 0;
    for (const source of delivery.sources) {
      const load = { source, deliveries: marks.get(source.billingAccountId) ?? new Map<Day, ExportDelivery>() };
      await storeSource(store, load, context.now(), (charges) => {
        done += charges;
        context.signal.throwIfAborted();
        context.progress.update({ phase: 'import', done, total: delivery.charges, detail: source.source.name });
      });
    }
  });
}

/** By billing account and month: the delivery that the charges came with. */
function deliveryMarks(
  delivery: BillingDelivery,
  origins: readonly FileOrigin[],
  label: string | undefined,
): ReadonlyMap<string, ReadonlyMap<Day, ExportDelivery>> {
  const of = new Map(origins.map((origin) => [origin.input.path, origin.delivery]));
  const slices = delivery.files.flatMap((file) => file.slices);
  const accountsOf = new Map<SourceDelivery, Set<string>>();
  for (const { path, billingAccountId } of slices) {
    const from = of.get(path);
    if (from !== undefined) accountsOf.set(from, (accountsOf.get(from) ?? new Set()).add(billingAccountId));
  }
  const marks = new Map<string, Map<Day, ExportDelivery>>();
  for (const [from, accounts] of accountsOf) {
    const mark = { exportId: from.exportId, deliveryId: deliveryIdOf(from, label), loads: accounts.size };
    for (const account of accounts) {
      marks.set(account, (marks.get(account) ?? new Map<Day, ExportDelivery>()).set(from.billingMonth, mark));
    }
  }
  return marks;
}

/** One billing account, in one transaction. What was stored must be what was read, to the nano-unit. */
async function storeSource(
  store: Store,
  { source, deliveries }: { readonly source: BillingSource; readonly deliveries: ReadonlyMap<Day, ExportDelivery> },
  observedAt: Instant,
  onCharges: (count: number) => void,
): Promise<void> {
  const load = await store.charges.beginLoad(source.source, observedAt);
  try {
    const sums = new Map<string, { billed: bigint; effective: bigint }>();
    for await (const { charges } of source.chargePages()) {
      for (const { currency, billedCost, effectiveCost } of charges) {
        const sum = sums.get(currency) ?? { billed: 0n, effective: 0n };
        sum.billed += billedCost;
        sum.effective += effectiveCost;
        sums.set(currency, sum);
      }
      await load.add(charges);
      onCharges(charges.length);
    }
    for (const { currency, chargedBilledCost, chargedEffectiveCost } of source.totals) {
      const sum = sums.get(currency);
      if (sum === undefined || sum.billed !== chargedBilledCost || sum.effective !== chargedEffectiveCost) {
        throw new Error(`${source.source.name}: the ${currency} charges handed over are not those that were summed`);
      }
    }
    await load.commit([], deliveries);
  } catch (error) {
    await load.rollback();
    throw error;
  }
}
