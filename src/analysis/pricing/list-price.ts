import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CostTerm, SavingsBasis } from '../../domain/findings.ts';
import { decimal, parseDecimal } from '../../domain/decimal.ts';
import { priceOf } from '../../domain/money.ts';
import type { Price } from '../../domain/prices.ts';
import { all, type CostComponent } from './components.ts';
import { type Quote, quoteOf, weakestBasis } from './quote.ts';

/** Where list prices are looked up, and how to say where one is missing. */
export interface PriceList {
  readonly regionId: string;
  readonly prices: ReadonlyMap<string, Price>;
  /** Why the last reading of prices failed, where it did. */
  readonly unreadReason: string | undefined;
}

/** Components at list price. Unread as soon as one has no usable price: a part of a price is not the price. */
export function listQuote(components: readonly CostComponent[], list: PriceList): Fact<Quote> {
  const priced = all(components.map((each) => listTerm(each, list)));
  if (!priced.known) return priced;
  const basis = weakestBasis(priced.value.map((each) => each.basis));
  return quoteOf(
    priced.value.map(({ term }) => term),
    basis,
  );
}

function listTerm(
  { label, item, quantity, unit }: CostComponent,
  list: PriceList,
): Fact<{ readonly term: CostTerm; readonly basis: SavingsBasis }> {
  const price = list.prices.get(item);
  if (price === undefined) {
    const because = list.unreadReason === undefined ? '' : ` (prices: ${list.unreadReason})`;
    return unread(`no price for ${item} in ${list.regionId}${because}`);
  }
  const { listPrice } = price;
  if (listPrice.unit !== unit) return unread(`the price for ${item} is per ${listPrice.unit}, not per ${unit}`);
  const amount = parseDecimal(listPrice.amount);
  if (amount === undefined || amount.digits < 0n) return unread(`the price for ${item} is ${listPrice.amount}`);
  return known({
    term: {
      label,
      quantity,
      unit,
      unitPrice: listPrice.amount,
      amount: priceOf(listPrice, decimal(quantity)),
      source: price.source,
      asOf: price.asOf,
    },
    // A price that no vendor's API gave stands in a price book: its source is a path.
    basis: /\bAPI\b/.test(price.source) ? 'price-api' : 'price-book',
  });
}
