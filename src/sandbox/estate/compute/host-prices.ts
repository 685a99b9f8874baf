import { decimalOf, picoOf } from '../decimal.ts';
import { instanceHourly } from '../prices.ts';

/** Families that the sandbox has dedicated hosts of, with their largest size. */
export const HOST_FAMILIES: Readonly<Record<string, string>> = { m5: 'm5.24xlarge' };

/**
 * USD per hour of a host. No public source with these figures was found, so they are the sandbox's own: the list price
 * of the family's largest size, which fills a host, and a tenth more, as the vendor's hosts cost about.
 */
export function hostHourly(family: string, region: string): string {
  const largest = HOST_FAMILIES[family];
  const hourly = largest === undefined ? undefined : instanceHourly(largest, region);
  if (hourly === undefined) throw new RangeError(`no price for a host of ${family} in ${region}`);
  return decimalOf((picoOf(hourly) * 11n) / 10n);
}
