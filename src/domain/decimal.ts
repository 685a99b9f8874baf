/**
 * Exact decimal arithmetic on text and `bigint`, for prices and quantities. A float never takes part:
 * 0.1 + 0.2 is not 0.3 there, and a bill is summed over millions of rows.
 */
export interface Decimal {
  /** The value times 10^scale. */
  readonly digits: bigint;
  readonly scale: number;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Reads plain or exponent notation (`12.50`, `1.6e-05`). Undefined when `text` is no finite decimal number. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = DECIMAL.exec(text.trim());
  if (!match) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const unsigned = BigInt(whole + fraction);
  const digits = sign === '-' ? -unsigned : unsigned;
  const scale = fraction.length - Number(exponent);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

/** As `parseDecimal`, for text that our own code wrote. Throws a `RangeError` otherwise: that is a bug. */
export function decimal(text: string): Decimal {
  const parsed = parseDecimal(text);
  if (!parsed) throw new RangeError(`not a decimal number: ${JSON.stringify(text)}`);
  return parsed;
}

export const multiply = (a: Decimal, b: Decimal): Decimal => ({
  digits: a.digits * b.digits,
  scale: a.scale + b.scale,
});

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: widen(a, scale) + widen(b, scale), scale };
}

export const negate = (a: Decimal): Decimal => ({ digits: -a.digits, scale: a.scale });

/** Negative, zero or positive, as for `sort`. */
export function compare(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const difference = widen(a, scale) - widen(b, scale);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** The value times 10^scale as an integer, rounded half to even: the only place where digits are dropped. */
export function toScaled(value: Decimal, scale: number): bigint {
  if (value.scale <= scale) return widen(value, scale);
  return divideHalfEven(value.digits, 10n ** BigInt(value.scale - scale));
}

/** Integer division rounded half to even (IEEE 754 roundTiesToEven), for a positive divisor. */
export function divideHalfEven(dividend: bigint, divisor: bigint): bigint {
  const negative = dividend < 0n;
  const magnitude = negative ? -dividend : dividend;
  const quotient = magnitude / divisor;
  const twice = (magnitude % divisor) * 2n;
  const up = twice > divisor || (twice === divisor && quotient % 2n === 1n);
  const rounded = up ? quotient + 1n : quotient;
  return negative ? -rounded : rounded;
}

/** Plain notation without trailing zeros: `12.5`, `0.00001606`, `-3`. */
export function formatDecimal(value: Decimal): string {
  const negative = value.digits < 0n;
  const text = (negative ? -value.digits : value.digits).toString().padStart(value.scale + 1, '0');
  const whole = text.slice(0, text.length - value.scale);
  const fraction = text.slice(text.length - value.scale).replace(/0+$/, '');
  const sign = negative && /[1-9]/.test(text) ? '-' : '';
  return sign + (fraction === '' ? whole : `${whole}.${fraction}`);
}

function widen(value: Decimal, scale: number): bigint {
  return value.digits * 10n ** BigInt(scale - value.scale);
}
