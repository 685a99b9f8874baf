/**
 * Exact money inside the sandbox: integers of 10^-12 USD ("pico"). Every published price is a multiple of that,
 * so products with whole quantities are exact and rounding happens where a caller asks for it, once.
 */
const PICO_DIGITS = 12;

/** Decimal text such as `0.0476` to pico-USD. Throws a RangeError on anything finer or malformed. */
export function picoOf(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) throw new RangeError(`not a decimal: "${text}"`);
  const [, sign, whole, fraction = ''] = match;
  if (fraction.length > PICO_DIGITS) throw new RangeError(`finer than 10^-${PICO_DIGITS}: "${text}"`);
  const value = BigInt(whole! + fraction.padEnd(PICO_DIGITS, '0'));
  return sign === '-' ? -value : value;
}

/** Pico-USD to the shortest decimal text. */
export function decimalOf(pico: bigint): string {
  const digits = (pico < 0n ? -pico : pico).toString().padStart(PICO_DIGITS + 1, '0');
  const fraction = digits.slice(-PICO_DIGITS).replace(/0+$/, '');
  const whole = digits.slice(0, -PICO_DIGITS);
  return `${pico < 0n ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}

/** `numerator / denominator` to the nearest integer, half to even. The denominator is positive. */
export function divideHalfEven(numerator: bigint, denominator: bigint): bigint {
  const negative = numerator < 0n;
  const magnitude = negative ? -numerator : numerator;
  let quotient = magnitude / denominator;
  const twice = (magnitude % denominator) * 2n;
  if (twice > denominator || (twice === denominator && (quotient & 1n) === 1n)) quotient += 1n;
  return negative ? -quotient : quotient;
}

/** Sum of decimal texts, exact. */
export function sumDecimals(texts: readonly string[]): string {
  return decimalOf(texts.reduce((sum, text) => sum + picoOf(text), 0n));
}
