import { divideHalfEven } from '../../domain/decimal.ts';
import type { Currency, Money } from '../../domain/money.ts';

/** Thousands separators by hand: the first `Intl.NumberFormat` of a process costs more than a whole table. */
export function count(value: number | bigint): string {
  const text = value.toString();
  const digits = text.startsWith('-') ? text.slice(1) : text;
  const [whole = '', fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${text.startsWith('-') ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`;
}

/** `1 finding`, `2 findings`, `1,000 findings`. */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** A ratio from 0 to 1 as `42 %`; what is more than nothing never reads as nothing. */
export function percent(ratio: number): string {
  if (ratio > 0 && ratio < 0.005) return '<1 %';
  return `${Math.round(ratio * 100)} %`;
}

/** At most `places` decimals, without trailing zeros. */
export const rounded = (value: number, places: number): string => count(Number(value.toFixed(places)));

const BINARY_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

export function bytes(value: number): string {
  let scaled = value;
  let unit = 0;
  while (scaled >= 1024 && unit < BINARY_UNITS.length - 1) {
    scaled /= 1024;
    unit += 1;
  }
  return `${rounded(scaled, unit === 0 || scaled >= 100 ? 0 : 1)} ${BINARY_UNITS[unit]}`;
}

export function seconds(milliseconds: number): string {
  if (milliseconds < 60_000) return `${rounded(milliseconds / 1000, 1)} s`;
  const minutes = Math.floor(milliseconds / 60_000);
  return `${minutes} min ${Math.round((milliseconds % 60_000) / 1000)} s`;
}

/** Currencies whose sign is not shared; any other is shown by its code. ISO 4217. */
const SIGNS: Readonly<Record<string, string>> = { USD: '$', EUR: '€', GBP: '£', INR: '₹' };

/** ISO 4217 currencies without a minor unit that clouds bill in. */
const WHOLE: ReadonlySet<Currency> = new Set(['JPY', 'KRW', 'CLP', 'ISK', 'VND']);

const NANOS_PER_UNIT = 1_000_000_000n;

/**
 * For people: `$1,234.56`, `JPY 1,235`, rounded half to even to the currency's minor unit. An amount too small to
 * show is `<$0.01`, never zero. Documents use the exact amount instead.
 */
export function humanMoney(value: Money): string {
  const places = WHOLE.has(value.currency) ? 0 : 2;
  const unit = NANOS_PER_UNIT / 10n ** BigInt(places);
  const negative = value.nanos < 0n;
  const magnitude = negative ? -value.nanos : value.nanos;
  const minor = divideHalfEven(magnitude, unit);
  const tiny = minor === 0n && magnitude > 0n;
  const shown = (tiny ? 1n : minor).toString().padStart(places + 1, '0');
  const whole = count(BigInt(shown.slice(0, shown.length - places)));
  const amount = places === 0 ? whole : `${whole}.${shown.slice(-places)}`;
  const sign = SIGNS[value.currency] ?? `${value.currency} `;
  return `${tiny ? (negative ? '>' : '<') : ''}${negative ? '-' : ''}${sign}${amount}`;
}

/** How much of `whole` a part is, from 0 to 1; null where there is no whole or the currencies differ. */
export function shareOf(part: Money, whole: Money): number | null {
  if (whole.nanos <= 0n || part.currency !== whole.currency) return null;
  return Number(part.nanos) / Number(whole.nanos);
}
