import type { Savings } from '../../domain/reports.ts';
import { humanMoney } from './numbers.ts';

/** `$90.00 to $120.00`; undefined where it says no more than the figure itself does. */
export function savingsRange({
  monthlySavings: saved,
  monthlySavingsLow: low,
  monthlySavingsHigh: high,
}: Savings): string | undefined {
  if (saved === null || low === null || high === null) return undefined;
  const [least, figure, most] = [humanMoney(low), humanMoney(saved), humanMoney(high)];
  return least === figure && most === figure ? undefined : `${least} to ${most}`;
}
