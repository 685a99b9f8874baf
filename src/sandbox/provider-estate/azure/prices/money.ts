import { decimalOf, picoOf } from '../../../estate/decimal.ts';

/** Hours that a month has on Azure's price pages. Source: Azure pricing calculator. */
export const HOURS_PER_MONTH = 730;

/** A price times a whole number. */
export function times(usd: string, quantity: number): string {
  return decimalOf(picoOf(usd) * BigInt(quantity));
}

/** What an hourly price comes to in a month. */
export function monthly(usdPerHour: string): string {
  return times(usdPerHour, HOURS_PER_MONTH);
}

export function plus(...usd: readonly string[]): string {
  return decimalOf(usd.reduce((sum, each) => sum + picoOf(each), 0n));
}

export function minus(usd: string, less: string): string {
  return decimalOf(picoOf(usd) - picoOf(less));
}

/** A price times a fraction such as 64/168, rounded down to the pico-dollar. */
export function share(usd: string, part: number, whole: number): string {
  return decimalOf((picoOf(usd) * BigInt(part)) / BigInt(whole));
}
