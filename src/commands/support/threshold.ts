import { AppError } from '../../domain/errors.ts';
import { type Money, parseMoney } from '../../domain/money.ts';
import type { AuditSummary } from '../../domain/reports.ts';

export const THRESHOLD_HELP = 'savings, cost, findings, waste, cannotTell or unread, then > or >=, then a number';

/** Whether a threshold is crossed. */
export type Threshold = (summary: AuditSummary, unread: number) => boolean;

const COUNTS = ['findings', 'waste', 'cannotTell', 'unread'] as const;
const AMOUNTS = ['savings', 'cost'] as const;

/**
 * Reads `savings>100`, `savings>=100 EUR`, `findings>0`. Amounts are per month and deduplicated; without a
 * currency the amount of any currency may cross. An amount that is not known crosses nothing. Throws `usage-invalid`.
 */
export function parseThreshold(text: string, label: string): Threshold {
  const match = /^\s*(\w+)\s*(>=|>)\s*(\d+(?:\.\d+)?)\s*([A-Za-z]{3,})?\s*$/.exec(text);
  const [, name, operator, number = '', currency] = match ?? [];
  const orEqual = operator === '>=';
  const count = COUNTS.find((known) => known === name);
  if (count !== undefined && currency === undefined) {
    const limit = Number(number);
    return (summary, unread) => exceeds(count === 'unread' ? unread : summary[count], limit, orEqual);
  }
  const amount = AMOUNTS.find((known) => known === name);
  if (amount === undefined) {
    throw new AppError('usage-invalid', `${label} ${JSON.stringify(text)}: not ${THRESHOLD_HELP}, such as savings>100`);
  }
  return (summary) =>
    amountsOf(summary, amount).some((value) => {
      const limit = parseMoney(number, value.currency);
      if (limit === undefined || (currency !== undefined && currency.toUpperCase() !== value.currency)) return false;
      return exceeds(value.nanos, limit.nanos, orEqual);
    });
}

const exceeds = <T extends number | bigint>(value: T, limit: T, orEqual: boolean): boolean =>
  value > limit || (orEqual && value === limit);

function amountsOf(summary: AuditSummary, of: (typeof AMOUNTS)[number]): readonly Money[] {
  const field = of === 'savings' ? 'monthlySavings' : 'monthlyCost';
  return [summary[field], ...summary.otherCurrencies.map((other) => other[field])].filter((value) => value !== null);
}
