import { type Fact, known } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { exactAmount, subtractMoney, zero } from '../../domain/money.ts';
import type { Database } from '../../domain/resources.ts';
import type { CostComponent } from './components.ts';
import type { Billed, Costs } from './costs.ts';
import { snapshotComponents } from './databases.ts';
import { keptBackup } from './managed-databases.ts';
import { certain, difference, larger, subtracted } from './estimates.ts';
import { oneCurrency, weakestBasis } from './quote.ts';

/** What a change saves: the cost as it is minus the cost of what takes its place, on the same footing. */
export function changeSaving(
  of: Billed,
  costs: Costs,
  present: Fact<readonly CostComponent[]>,
  replacement: Fact<readonly CostComponent[]>,
): Fact<CostEstimate> {
  const now = costs.monthlyOf(of, present);
  if (!now.known) return now;
  const after = costs.insteadOf(of, present, replacement);
  return after.known ? difference(now.value, after.value) : after;
}

/**
 * What removing a database saves when a last snapshot of it is kept: its cost minus that of the snapshot, taken as if
 * the allocated space were full; `high` takes the snapshot as free (it may lie within what is free). A member of a
 * cluster has no storage of its own, so nothing is kept for it.
 */
export function removalSaving(of: Database, costs: Costs, present: Fact<readonly CostComponent[]>): Fact<CostEstimate> {
  const now = costs.monthlyOf(of, present);
  if (!now.known) return now;
  if (of.storage === undefined) return known(certain(now.value));
  const { sizeGiB: sourceSizeGiB } = of.storage;
  const backup =
    of.scope.provider === 'aws' ? snapshotComponents({ of: 'database', sourceSizeGiB }) : keptBackup(of, sourceSizeGiB);
  if (backup === undefined) return known(certain(now.value));
  const kept = costs.insteadOf(of, present, backup);
  if (!kept.known) return kept;
  const currency = oneCurrency([now.value.total, kept.value.total]);
  if (!currency.known) return currency;
  const low = subtractMoney(now.value.total, kept.value.total);
  const amount = larger(low, zero(currency.value));
  const [like] = kept.value.terms;
  const gap = { ...low, nanos: -low.nanos };
  return known({
    amount,
    low,
    high: now.value.total,
    basis: weakestBasis([now.value.basis, kept.value.basis]),
    terms: [
      ...now.value.terms,
      ...subtracted(kept.value.terms),
      ...(low.nanos >= 0n || like === undefined
        ? []
        : [
            {
              ...like,
              label: 'no saving is counted where a full-size snapshot costs more',
              quantity: '1',
              unit: 'month',
              unitPrice: exactAmount(gap),
              amount: gap,
            },
          ]),
    ],
  });
}
