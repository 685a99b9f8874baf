import { decimal, formatDecimal, multiply } from '../../domain/decimal.ts';
import { type Fact, known, unread } from '../../domain/fact.ts';
import { type Instant, instant } from '../../domain/instant.ts';
import type { MoneyDocument } from '../../domain/money.ts';
import type { Commitment } from '../../domain/resources/commitments.ts';

/** Terms are sold as years of 365 days, in seconds. */
const SECONDS_PER_YEAR = 31_536_000;

export const termMonthsOf = (seconds: number): number => Math.round((seconds / SECONDS_PER_YEAR) * 12);

/** The services' words for a reservation's state, as one word. What is not listed is over: `retired`, `expired`. */
export function phaseOf(state: string): Commitment['phase'] {
  switch (state.toLowerCase()) {
    case 'active':
    case 'pending-return':
    case 'exchanging':
      return 'active';
    case 'queued':
      return 'queued';
    case 'payment-pending':
    case 'pending-payment':
      return 'pending';
    case 'payment-failed':
    case 'queued-deleted':
    case 'returned':
      return 'void';
    default:
      return 'ended';
  }
}

/** `No Upfront`, `ALL_UPFRONT`, and the utilization words of long ago, which were all partly paid ahead. */
export function paymentOf(offering: string): Commitment['payment'] {
  const word = offering.toLowerCase().replaceAll('_', ' ');
  if (word === 'no upfront') return 'none';
  return word === 'all upfront' ? 'all' : 'partial';
}

/** A reservation's end: services other than EC2 tell its start and how long it lasts. */
export const endOf = (start: Date, seconds: number): Instant => instant(start.getTime() + seconds * 1000);

/** A price that the SDK gives as a number, for so many units, exact for the digits that were sent. */
export const amountOf = (perUnit: number, units: number, currency: string): MoneyDocument => ({
  amount: formatDecimal(multiply(decimal(String(perUnit)), decimal(String(units)))),
  currency,
});

export interface RecurringCharge {
  readonly amount?: number | undefined;
  readonly frequency?: string | undefined;
}

/**
 * What is paid per hour: the recurring charges and, for reservations of the old kind, the usage price. Unread where a
 * charge recurs otherwise than by the hour.
 */
export function hourlyFeeOf(
  recurring: readonly RecurringCharge[] | undefined,
  usagePrice: number,
  units: number,
  currency: string,
): Fact<MoneyDocument> {
  let perUnit = usagePrice;
  for (const { amount, frequency } of recurring ?? []) {
    if (amount === undefined || frequency?.toLowerCase() !== 'hourly') {
      return unread(`a charge recurs ${frequency ?? 'at an interval that was not told'}`);
    }
    perUnit += amount;
  }
  // Sums of two prices with a few decimals: what floating point adds beyond twelve of them is noise.
  return known(amountOf(Number(perUnit.toFixed(12)), units, currency));
}
