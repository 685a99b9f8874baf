import { type Fact, known } from '../../domain/fact.ts';
import type { CostEstimate, CostTerm } from '../../domain/findings.ts';
import { exactAmount, type Money, subtractMoney, zero } from '../../domain/money.ts';
import type { VolumeSnapshot } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';
import type { Costs } from './costs.ts';
import { certain } from './estimates.ts';
import type { Quote } from './quote.ts';

/** What a snapshot costs if it stores everything: all blocks that were written, else the size of the volume. */
export const fullSizeOf = ({ fullSizeGiB, sourceSizeGiB }: VolumeSnapshot): number => fullSizeGiB ?? sourceSizeGiB;

/** A full copy in a tier of snapshot storage, for a month. */
export const keptSnapshot = (tier: string, sizeGiB: number): Fact<readonly CostComponent[]> =>
  all([component(`snapshot in the ${tier} tier, full size`, `snapshot/${tier}`, sizeGiB, 'GiB-month')]);

/** States in which it is no copy yet, or no longer. EC2, Compute Engine and Azure: their own words. */
const PARTIAL = new Set([
  'pending',
  'error',
  'recoverable',
  'recovering',
  'creating',
  'deleting',
  'failed',
  'uploading',
]);

/** Whether it was taken completely. */
export const isWhole = ({ state }: Pick<VolumeSnapshot, 'state'>): boolean => !PARTIAL.has(state.toLowerCase());

/** Its cost now: by the bill, else of what it stores, else that of a full copy, which is the most that it can be. */
export function snapshotCost(snapshot: VolumeSnapshot, costs: Costs): Fact<Quote> {
  const { storedBytes, tier } = snapshot;
  return costs.monthlyOf(
    snapshot,
    storedBytes?.known === true
      ? all([component(`stored in the ${tier} tier`, `snapshot/${tier}`, storedBytes.value / 2 ** 30, 'GiB-month')])
      : keptSnapshot(tier, fullSizeOf(snapshot)),
  );
}

/** Whether it stores all of its blocks itself: no other snapshot of its volume shares any. */
export const isAlone = ({ siblings }: VolumeSnapshot): boolean =>
  siblings?.known === true && siblings.value.older === 0 && siblings.value.newer === 0;

/** Whether all that it is billed for goes with it: blocks that a newer one needs pass on to it, unless each is a full copy. */
const isNewest = ({ siblings, holds }: VolumeSnapshot): boolean =>
  holds === 'full' || (siblings?.known === true && siblings.value.newer === 0);

/**
 * What deleting a snapshot saves. Snapshots are incremental: one bills for the blocks that no older one has, and
 * what a newer one still needs of them passes on to that one.
 *
 * - By the bill: all of it where nothing newer is left, or where `lineageGoes` (every snapshot of its volume is up for
 *   deletion); else nothing is promised, and the bill is the most.
 * - Without a bill: what the cloud tells that it stores (Google Cloud), by the same rule; a snapshot that is alone and tells its full size costs exactly that; of any other the full size is the
 *   most, and nothing is promised.
 */
export function snapshotDeletion(
  snapshot: VolumeSnapshot,
  costs: Costs,
  { lineageGoes }: { readonly lineageGoes: boolean },
): Fact<CostEstimate> {
  const cost = snapshotCost(snapshot, costs);
  if (!cost.known) return cost;
  if (costs.isBilled(snapshot)) {
    if (isNewest(snapshot)) return known(certain(cost.value));
    if (lineageGoes) return known({ ...certain(cost.value), low: zero(cost.value.total.currency) });
    return known(upTo(cost.value, 'not promised: blocks that newer snapshots need pass on to them'));
  }
  if (snapshot.storedBytes?.known === true && isNewest(snapshot)) return known(certain(cost.value));
  const hasAll = snapshot.tier === 'archive' || isAlone(snapshot);
  if (hasAll && snapshot.fullSizeGiB !== undefined) return known(certain(cost.value));
  return known(upTo(cost.value, 'not promised: only a resource-level bill tells what the snapshot stores'));
}

/** A saving of which nothing is promised: `high` is the cost, and a term of its own takes it out of the amount. */
export function upTo({ total, basis, terms }: Quote, why: string): CostEstimate {
  const nothing = zero(total.currency);
  const gap = subtractMoney(nothing, total);
  return { amount: nothing, low: nothing, high: total, basis, terms: [...terms, ...balance(terms, gap, why)] };
}

function balance([like]: readonly CostTerm[], gap: Money, label: string): readonly CostTerm[] {
  if (like === undefined || gap.nanos === 0n) return [];
  return [{ ...like, label, quantity: '1', unit: 'month', unitPrice: exactAmount(gap), amount: gap }];
}

/** Cost of the archive tier at list price: no bill shows what an archived copy of it would be. */
export const archivedCost = (snapshot: VolumeSnapshot, costs: Costs): Fact<Quote> =>
  costs.monthlyOf({ resourceId: `${snapshot.resourceId}, archived` }, keptSnapshot('archive', fullSizeOf(snapshot)));
