import { AppError } from './errors.ts';
import { type Decimal, decimal, formatDecimal, multiply, parseDecimal, toScaled } from './decimal.ts';

/** ISO 4217 code, or a vendor's virtual currency as FOCUS allows. */
export type Currency = string;

/**
 * An exact amount: integer nano-units (1e-9) of one currency. Micro-units would round a quarter of the real
 * charges of a FOCUS export to zero. Never a float, and two currencies are never added.
 */
export interface Money {
  readonly nanos: bigint;
  readonly currency: Currency;
}

/** As it stands in every JSON document: decimal text, no float. */
export interface MoneyDocument {
  readonly amount: string;
  readonly currency: Currency;
}

/** A price per unit. Some are finer than a nano-unit, so it keeps its decimal text. */
export interface UnitPrice {
  readonly amount: string;
  readonly currency: Currency;
  /** What one unit is, in the vendor's words made plain: `hour`, `GiB-month`, `IOPS-month`. */
  readonly unit: string;
}

/** Decimal places of a nano-unit. */
const NANO_SCALE = 9;

export const money = (nanos: bigint, currency: Currency): Money => ({ nanos, currency });

export const zero = (currency: Currency): Money => money(0n, currency);

/** Adds two amounts. Throws `currency-mixed` when their currencies differ. */
export function addMoney(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return money(a.nanos + b.nanos, a.currency);
}

export function subtractMoney(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return money(a.nanos - b.nanos, a.currency);
}

/** Negative, zero or positive. Throws `currency-mixed` when the currencies differ. */
export function compareMoney(a: Money, b: Money): number {
  assertSameCurrency(a, b);
  return a.nanos < b.nanos ? -1 : a.nanos > b.nanos ? 1 : 0;
}

/** Reads `12.34` in `currency`, rounding half to even at the nano-unit. Undefined when it is no number. */
export function parseMoney(text: string, currency: Currency): Money | undefined {
  const parsed = parseDecimal(text);
  return parsed && money(toScaled(parsed, NANO_SCALE), currency);
}

/** Price times quantity, rounded once, half to even. `quantity` is in the price's unit. */
export function priceOf(price: UnitPrice, quantity: Decimal): Money {
  return money(toScaled(multiply(decimal(price.amount), quantity), NANO_SCALE), price.currency);
}

/** The exact amount: at least two decimals, no trailing zeros beyond them. */
export function moneyDocument(value: Money): MoneyDocument {
  return { amount: exactAmount(value), currency: value.currency };
}

export function exactAmount(value: Money): string {
  const text = formatDecimal({ digits: value.nanos, scale: NANO_SCALE });
  const point = text.indexOf('.');
  if (point < 0) return `${text}.00`;
  return text.length - point === 2 ? `${text}0` : text;
}

function assertSameCurrency(a: Money, b: Money): void {
  if (a.currency !== b.currency) {
    throw new AppError('currency-mixed', `cannot combine ${a.currency} with ${b.currency}`);
  }
}
