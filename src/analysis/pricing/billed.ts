import { divideHalfEven, formatDecimal } from '../../domain/decimal.ts';
import type { CostTerm } from '../../domain/findings.ts';
import { startOfDay } from '../../domain/instant.ts';
import { money } from '../../domain/money.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { Resource } from '../../domain/resources.ts';
import type { BilledCosts } from '../batch.ts';

/**
 * How many of the 30 days must have charges. A bill arrives up to two days late, and a resource that was made,
 * changed or stopped inside the range would be scaled up from a part of it: with fewer days, list prices tell more.
 */
export const MIN_BILLED_DAYS = 25;

/** Decimals of a unit price that was computed by dividing: finer than any price list. */
export const DERIVED_PRICE_SCALE = 12;

/** The same by whichever of its ids the bill has it. */
export function billedTermOf(
  { resourceId, billingIds = [] }: Pick<Resource, 'resourceId' | 'billingIds'>,
  billed: BilledCosts,
): CostTerm | undefined {
  for (const id of [resourceId, ...billingIds]) {
    const term = billedTerm(id, billed);
    if (term !== undefined) return term;
  }
  return undefined;
}

/**
 * What a resource costs a month by the bill: effective cost / days x (730 / 24), rounded half to even once.
 * Undefined where too few days have charges, or where refunds outweigh them: that is no running cost.
 */
export function billedTerm(resourceId: string, billed: BilledCosts): CostTerm | undefined {
  const cost = billed.costs.get(resourceId);
  if (cost === undefined || !Number.isInteger(cost.days) || cost.days < MIN_BILLED_DAYS) return undefined;
  const { nanos, currency } = cost.effectiveCost;
  const { from, to } = cost.range ?? billed.range;
  if (nanos < 0n) return undefined;
  const hours = BigInt(cost.days) * 24n;
  const perHour = divideHalfEven(nanos * 10n ** BigInt(DERIVED_PRICE_SCALE - 9), hours);
  return {
    label: `effective cost of ${cost.days} days, as a month of ${HOURS_PER_MONTH} hours`,
    quantity: String(HOURS_PER_MONTH),
    unit: 'hour',
    unitPrice: formatDecimal({ digits: perHour, scale: DERIVED_PRICE_SCALE }),
    amount: money(divideHalfEven(nanos * BigInt(HOURS_PER_MONTH), hours), currency),
    source: `charges from ${from} to ${to}`,
    asOf: startOfDay(to),
  };
}
