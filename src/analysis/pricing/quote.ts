import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CostTerm, SavingsBasis } from '../../domain/findings.ts';
import { addMoney, type Currency, type Money, zero } from '../../domain/money.ts';

/** A monthly amount with the terms that add up to it, in one currency. */
export interface Quote {
  readonly total: Money;
  readonly basis: SavingsBasis;
  readonly terms: readonly CostTerm[];
}

/** Weakest last: what a sum of several rests on is its weakest part. */
const BASES: readonly SavingsBasis[] = ['billing', 'price-api', 'price-book', 'estimate'];

export const weakestBasis = (bases: readonly SavingsBasis[]): SavingsBasis =>
  BASES[Math.max(0, ...bases.map((basis) => BASES.indexOf(basis)))]!;

/** Sum of terms. Unread when they are of several currencies or when there is none (a sum has a currency). */
export function quoteOf(terms: readonly CostTerm[], basis: SavingsBasis): Fact<Quote> {
  const currency = oneCurrency(terms.map(({ amount }) => amount));
  if (!currency.known) return currency;
  const total = terms.reduce((sum, { amount }) => addMoney(sum, amount), zero(currency.value));
  return known({ total, basis, terms });
}

export function oneCurrency(amounts: readonly Money[]): Fact<Currency> {
  const currencies = [...new Set(amounts.map(({ currency }) => currency))].sort();
  if (currencies.length === 0) return unread('there is nothing to add up');
  return currencies.length === 1
    ? known(currencies[0]!)
    : unread(`costs in ${currencies.join(' and ')} cannot be added`);
}
