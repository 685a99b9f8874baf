import { type Fact, known } from '../../domain/fact.ts';
import type { CostEstimate, CostTerm } from '../../domain/findings.ts';
import { exactAmount, type Money, subtractMoney, zero } from '../../domain/money.ts';
import type { BlockVolume } from '../../domain/resources.ts';
import type { Costs } from './costs.ts';
import { larger, subtracted } from './estimates.ts';
import { oneCurrency, weakestBasis } from './quote.ts';

/**
 * What deleting a volume saves when a snapshot of it is kept: its own cost minus the snapshot's.
 *
 * No list call tells how much a snapshot will bill: it stores the blocks that were written and that
 * no earlier snapshot has, between nothing and the full size. `amount` takes the full size, so that what is promised is the least; `high` takes
 * none. Where a full-size copy costs more than the volume (sc1), `low` says so and `amount` stays at zero.
 */
export function deletionSaving(volume: BlockVolume, costs: Costs): Fact<CostEstimate> {
  const cost = costs.monthly(volume);
  if (!cost.known) return cost;
  const copy = costs.inPlaceOf(volume, costs.model.known ? costs.model.value.snapshot(volume.sizeGiB) : costs.model);
  if (!copy.known) return copy;
  const currency = oneCurrency([cost.value.total, copy.value.total]);
  if (!currency.known) return currency;

  const low = subtractMoney(cost.value.total, copy.value.total);
  const amount = larger(low, zero(currency.value));
  return known({
    amount,
    low,
    high: cost.value.total,
    basis: weakestBasis([cost.value.basis, copy.value.basis]),
    terms: [...cost.value.terms, ...subtracted(copy.value.terms), ...floor(low, copy.value.terms)],
  });
}

/** The term that brings a negative sum to zero, so that the terms still add up to the amount. */
function floor(low: Money, [like]: readonly CostTerm[]): readonly CostTerm[] {
  if (low.nanos >= 0n || like === undefined) return [];
  const gap = { ...low, nanos: -low.nanos };
  return [
    {
      ...like,
      label: 'no saving is counted where a full-size snapshot costs more than the volume',
      quantity: '1',
      unit: 'month',
      unitPrice: exactAmount(gap),
      amount: gap,
    },
  ];
}
