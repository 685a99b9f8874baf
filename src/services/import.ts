import { resolve } from 'node:path';

import type { BillingSource } from '../billing/charges/delivery.ts';
import type { BillingDelivery } from '../billing/charges/read-billing.ts';
import { money } from '../domain/money.ts';
import type { Store } from '../domain/ports/store.ts';
import type { Instant } from '../domain/instant.ts';
import type { ImportReport } from '../domain/reports.ts';
import type { Context } from './context.ts';
import { withStore } from './workspace.ts';

export interface ImportOptions {
  /** Sets this delivery apart from others of the same billing account. */
  readonly label?: string;
}

/**
 * Reads billing exports as one delivery and replaces, per billing account, what the store held of their months.
 * Every row is checked before the first is stored: a bad file leaves the store as it was.
 */
export async function importBilling(
  context: Context,
  paths: readonly string[],
  options: ImportOptions = {},
): Promise<ImportReport> {
  // DuckDB is loaded only here: it takes as long as many a command.
  const { readBillingPaths } = await import('../billing/charges/read-billing.ts');
  const delivery = await readBillingPaths(
    paths.map((path) => resolve(context.cwd, path)),
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
    },
  );
  try {
    return await withStore(context, 'write', async (store) => {
      let done = 0;
      for (const source of delivery.sources) {
        await storeSource(store, source, context.now(), (charges) => {
          done += charges;
          context.signal.throwIfAborted();
          context.progress.update({ phase: 'import', done, total: delivery.charges, detail: source.source.name });
        });
      }
      return importReport(delivery);
    });
  } finally {
    await delivery.close();
  }
}

/** One billing account, in one transaction. What was stored must be what was read, to the nano-unit. */
async function storeSource(
  store: Store,
  source: BillingSource,
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
    await load.commit();
  } catch (error) {
    await load.rollback();
    throw error;
  }
}

const importReport = (delivery: BillingDelivery): ImportReport => ({
  files: delivery.files.map(({ path, format, schema, columns }) => ({
    path,
    format,
    schema,
    missingColumns: columns.missing,
    unknownColumns: columns.unknown,
  })),
  sources: delivery.sources.map(({ source, months, rows, charges }) => ({
    source,
    billingMonths: months,
    rows,
    charges,
  })),
  rows: delivery.rows,
  charges: delivery.charges,
  costs: delivery.totals.map(({ currency, chargedBilledCost, chargedEffectiveCost }) => ({
    billedCost: money(chargedBilledCost, currency),
    effectiveCost: money(chargedEffectiveCost, currency),
  })),
});
