import { decimal, divideHalfEven, formatDecimal, multiply, toScaled } from '../../domain/decimal.ts';
import type { CostEstimate, CostTerm } from '../../domain/findings.ts';
import { type DayRange, epochDay, type Instant, startOfDay } from '../../domain/instant.ts';
import { type Currency, exactAmount, type Money, money, zero } from '../../domain/money.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import { DERIVED_PRICE_SCALE } from '../pricing/billed.ts';

/** A finding that tells of money without saving any by itself. */
export const noSaving = (currency: Currency): CostEstimate => ({
  amount: zero(currency),
  low: zero(currency),
  high: zero(currency),
  basis: 'billing',
  terms: [],
});

/** A decimal text as an exact amount. */
export const moneyFrom = (text: string, currency: Currency): Money => money(toScaled(decimal(text), 9), currency);

export const daysIn = ({ from, to }: DayRange): number => epochDay(to) - epochDay(from);

/** An amount of a window as a month of 730 hours, with the term that it is computed by. */
export function monthlyTerm(label: string, amount: Money, window: DayRange, source: string): CostTerm {
  const hours = BigInt(daysIn(window)) * 24n;
  const perHour = divideHalfEven(amount.nanos * 10n ** BigInt(DERIVED_PRICE_SCALE - 9), hours);
  return {
    label,
    quantity: String(HOURS_PER_MONTH),
    unit: 'hour',
    unitPrice: formatDecimal({ digits: perHour, scale: DERIVED_PRICE_SCALE }),
    amount: money(divideHalfEven(amount.nanos * BigInt(HOURS_PER_MONTH), hours), amount.currency),
    source,
    asOf: startOfDay(window.to),
  };
}

/** So much an hour, for a month; `factor` units of it (negative for what is paid instead). */
export function hourlyTerm(
  label: string,
  perHour: string,
  units: bigint,
  currency: Currency,
  source: string,
  asOf: Instant,
): CostTerm {
  const quantity = units * BigInt(HOURS_PER_MONTH);
  const total = multiply(decimal(perHour), { digits: quantity, scale: 0 });
  return {
    label,
    quantity: String(quantity < 0n ? -quantity : quantity),
    unit: 'hour',
    unitPrice: perHour,
    amount: money(toScaled(total, 9), currency),
    source,
    asOf,
  };
}

/** For evidence: exact, with its currency. */
export const amountText = (value: Money): string => `${exactAmount(value)} ${value.currency}`;

/**
 * A computed figure as decimal text, rounded down to so many decimals: what is promised is never more. What lacks less
 * than a sum of a month of numbers may err by (0.19999999999999996) counts as whole.
 */
export function floorText(value: number, decimals: number): string {
  const scaled = value * 10 ** decimals;
  const whole = Math.floor(scaled + Math.max(1e-9, Math.abs(scaled) * 4e-15));
  return formatDecimal({ digits: BigInt(whole), scale: decimals });
}

/** Three decimals, for evidence that people read. */
export const ratioOf = (value: number): number => Math.round(value * 1000) / 1000;
