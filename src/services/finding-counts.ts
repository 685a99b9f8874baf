import type { FindingTotals } from '../domain/ports/store.ts';
import type { FindingCounts, Savings } from '../domain/reports.ts';
import { type Currency, type Money, money } from '../domain/money.ts';

/** Totals as a report shows them, in one currency: `main`, or the one with the highest savings. */
export function findingCounts(totals: FindingTotals, main?: Currency): FindingCounts {
  const currency = main ?? mainCurrency(totals);
  return {
    findings: totals.findings,
    waste: totals.findings - totals.cannotTell,
    cannotTell: totals.cannotTell,
    unpriced: totals.unpriced,
    ...savingsIn(totals, currency),
  };
}

/** Null in all where nothing is priced in that currency: an unknown saving is not a saving of zero. */
export function savingsIn(totals: FindingTotals, currency: Currency | undefined): Savings {
  const found = totals.savings.find((entry) => entry.currency === currency);
  const amount = (nanos: bigint | undefined): Money | null =>
    nanos === undefined || currency === undefined ? null : money(nanos, currency);
  // Nothing found at all does save exactly nothing; something found without a price saves an unknown amount.
  if (found === undefined && totals.unpriced === 0 && currency !== undefined) {
    const nothing = money(0n, currency);
    return {
      monthlySavings: nothing,
      monthlySavingsLow: nothing,
      monthlySavingsHigh: nothing,
      monthlySavingsPlainSum: nothing,
    };
  }
  return {
    monthlySavings: amount(found?.deduplicated),
    monthlySavingsLow: amount(found?.low),
    monthlySavingsHigh: amount(found?.high),
    monthlySavingsPlainSum: amount(found?.plainSum),
  };
}

export function mainCurrency(totals: FindingTotals): Currency | undefined {
  return totals.savings.toSorted((a, b) =>
    a.deduplicated > b.deduplicated ? -1 : a.deduplicated < b.deduplicated ? 1 : a.currency < b.currency ? -1 : 1,
  )[0]?.currency;
}
