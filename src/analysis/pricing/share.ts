import { divideHalfEven } from '../../domain/decimal.ts';
import type { CostEstimate, CostTerm } from '../../domain/findings.ts';
import { addMoney, type Money, money, zero } from '../../domain/money.ts';
import type { Quote } from './quote.ts';

/** Parts per 10^9, as fine as money: of a machine for 100,000 a month a share of parts per million would be cents off. */
const SCALE = 1_000_000_000n;

/** A share (0 to 1) of a cost: each term by that share, so that they still add up. `label` says of what. */
export function shareOf(quote: Quote, share: number, label: string): CostEstimate {
  const factor = BigInt(Math.round(Math.min(1, Math.max(0, share)) * Number(SCALE)));
  const part = ({ nanos, currency }: Money): Money => money(divideHalfEven(nanos * factor, SCALE), currency);
  const terms = quote.terms.map((term): CostTerm => ({
    ...term,
    label: `${term.label}, ${label}`,
    quantity: String(Math.round(Number(term.quantity) * Number(factor)) / Number(SCALE)),
    amount: part(term.amount),
  }));
  const amount = terms.reduce((sum, term) => addMoney(sum, term.amount), zero(quote.total.currency));
  return { amount, low: amount, high: amount, basis: quote.basis, terms };
}
