import { type Fact, known } from '../../domain/fact.ts';
import type { CostEstimate, CostTerm } from '../../domain/findings.ts';
import { addMoney, type Money, money, subtractMoney, zero } from '../../domain/money.ts';
import { all } from './components.ts';
import { oneCurrency, type Quote, weakestBasis } from './quote.ts';

/** The whole of a cost, known to the digit: low and high are the amount. */
export const certain = ({ total, basis, terms }: Quote): CostEstimate => ({
  amount: total,
  low: total,
  high: total,
  basis,
  terms,
});

/** A quote as what is still paid after the change: its terms turned negative. */
export const subtracted = (terms: readonly CostTerm[]): readonly CostTerm[] =>
  terms.map((term) => ({ ...term, amount: money(-term.amount.nanos, term.amount.currency) }));

export const smaller = (a: Money, b: Money): Money => (subtractMoney(a, b).nanos < 0n ? a : b);

export const larger = (a: Money, b: Money): Money => (subtractMoney(a, b).nanos < 0n ? b : a);

/**
 * Cost now minus cost after the change. `least` and `most` are what the change may cost after all: the range of
 * the saving. Unread when they are of two currencies.
 */
export function difference(now: Quote, after: Quote, range?: { least: Quote; most: Quote }): Fact<CostEstimate> {
  const { least = after, most = after } = range ?? {};
  const quotes = [now, after, least, most];
  const currency = oneCurrency(quotes.map(({ total }) => total));
  if (!currency.known) return currency;
  return known({
    amount: subtractMoney(now.total, after.total),
    low: subtractMoney(now.total, most.total),
    high: subtractMoney(now.total, least.total),
    basis: weakestBasis(quotes.map(({ basis }) => basis)),
    terms: [...now.terms, ...subtracted(after.terms)],
  });
}

/** Sum of independent savings; unread when one is, when there is none, or when they are of two currencies. */
export function addEstimates(estimates: readonly Fact<CostEstimate>[]): Fact<CostEstimate> {
  const values = all(estimates);
  if (!values.known) return values;
  const currency = oneCurrency(values.value.map(({ amount }) => amount));
  if (!currency.known) return currency;
  const sum = (of: (estimate: CostEstimate) => Money): Money =>
    values.value.reduce((total, estimate) => addMoney(total, of(estimate)), zero(currency.value));
  return known({
    amount: sum(({ amount }) => amount),
    low: sum(({ low }) => low),
    high: sum(({ high }) => high),
    basis: weakestBasis(values.value.map(({ basis }) => basis)),
    terms: values.value.flatMap(({ terms }) => terms),
  });
}

/** The terms with the name of what they belong to, for a sum over several resources. */
export const labelled = (estimate: CostEstimate, resourceId: string): CostEstimate => ({
  ...estimate,
  terms: estimate.terms.map((term) => ({ ...term, label: `${resourceId}: ${term.label}` })),
});
