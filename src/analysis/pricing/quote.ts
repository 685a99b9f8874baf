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
  BASES.findLast((basis) => bases.includes(basis)) ?? 'estimate';

/** Sum of terms. Unread when they are of several currencies or when there is none (a sum has a currency). */
export function quoteOf(terms: readonly CostTerm[], basis: SavingsBasis): Fact<Quote> {
  const currency = oneCurrency(terms.map(({ amount }) => amount));
  if (!currency.known) return currency;
  const total = terms.reduce((sum, { amount }) => addMoney(sum, amount), zero(currency.value));
  return known({ total, basis, terms });
}

export function oneCurrency(amounts: readonly Money[]): Fact<Currency> {
  const [currency, ...others] = [...new Set(amounts.map((amount) => amount.currency))].sort();
  if (currency === undefined) return unread('there is nothing to add up');
  if (others.length === 0) return known(currency);
  return unread(`costs in ${[currency, ...others].join(' and ')} cannot be added`);
}
