import type { BillingSource } from '../../billing/charges/delivery.ts';
import type { BillingDelivery } from '../../billing/charges/read-billing.ts';
import type { ExportDelivery } from '../../domain/charges.ts';
import type { Day, Instant } from '../../domain/instant.ts';
import type { Store } from '../../domain/ports/store.ts';
import type { Context } from '../context.ts';
import { withStore } from '../workspace.ts';
import type { FileOrigin } from './origins.ts';
import type { SourceDelivery } from './sources.ts';

/** A delivery under a label is another one than the same without: it goes to other sources. */
export const deliveryIdOf = ({ deliveryId }: SourceDelivery, label: string | undefined): string =>
  label === undefined ? deliveryId : `${deliveryId} ${label}`;

/** Stores what was read, billing account by billing account. */
export async function storeDelivery(
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
      const months = marks.get(account) ?? new Map<Day, ExportDelivery>();
      const other = months.get(from.billingMonth);
      marks.set(account, months.set(from.billingMonth, other === undefined ? mark : both(other, mark)));
    }
  }
  return marks;
}

/** Two views on the costs of one month, which complete each other, are one load. */
const both = (a: ExportDelivery, b: ExportDelivery): ExportDelivery => ({
  exportId: [a.exportId, b.exportId].join(AND),
  deliveryId: [a.deliveryId, b.deliveryId].join(AND),
  loads: Math.max(a.loads, b.loads),
});

const AND = ' + ';

/** The deliveries that a load came with. */
export const deliveryIdsIn = (deliveryId: string): readonly string[] => deliveryId.split(AND);

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
