import { type Fact, known } from '../../domain/fact.ts';
import type { CostEstimate, CostTerm } from '../../domain/findings.ts';
import { exactAmount, subtractMoney, zero } from '../../domain/money.ts';
import { component, type CostComponent } from './components.ts';
import type { Costs } from './costs.ts';
import type { Quote } from './quote.ts';

type Components = Fact<readonly CostComponent[]>;

const one = (made: Fact<CostComponent>): Components => (made.known ? known([made.value]) : made);

/** A quantity that may be nothing at all: then nothing is billed for it. */
const some = (label: string, item: string, quantity: number, unit: CostComponent['unit']): Components =>
  quantity > 0 ? one(component(label, item, quantity, unit)) : known([]);

export const BYTES_PER_GIB = 2 ** 30;

export const bucketStorage = (storageClass: string, gib: number): Components =>
  some(`stored, ${storageClass}`, `bucket-storage/${storageClass}`, gib, 'GiB-month');

/** The same by the price's whole key. */
export const storageOf = (item: string, gib: number): Components => some(`stored, ${item}`, item, gib, 'GiB-month');

export const bucketRetrieval = (gibPerMonth: number): Components =>
  some('read from standard-ia', 'bucket-retrieval/standard-ia', gibPerMonth, 'GiB');

export const logStorage = (gib: number): Components => some('log storage', 'log-storage', gib, 'GiB-month');

export const logIngest = (storageClass: string, gibPerMonth: number): Components =>
  some(`log ingestion, ${storageClass}`, `log-ingest/${storageClass}`, gibPerMonth, 'GiB');

export const imageStorage = (gib: number): Components => some('image storage', 'image-storage', gib, 'GiB-month');

/** Components of several kinds; unread when one is. */
export function together(parts: readonly Components[]): Components {
  const all: CostComponent[] = [];
  for (const part of parts) {
    if (!part.known) return part;
    all.push(...part.value);
  }
  return known(all);
}

/**
 * A part of a cost goes away, between `least` and `most`; what is promised is the least. At list price: a bill is of all that
 * a store costs, and no share of it is this part's (it is a limit all the same, see `withinBill`). `why` says, as a term of
 * its own, why the rest is not promised.
 */
export function between(costs: Costs, least: Components, most: Components, why: string): Fact<CostEstimate> {
  const highest = costs.atListPrice(most);
  if (!highest.known) return highest;
  if (!least.known) return least;
  if (least.value.length === 0)
    return known(upTo(highest.value, { ...highest.value, total: zero(highest.value.total.currency) }, why));
  const promised = costs.atListPrice(least);
  return promised.known ? known(upTo(highest.value, promised.value, why)) : promised;
}

/** `amount` and `low` are what is promised, `high` is all. */
export function upTo(most: Quote, promised: Quote, why: string): CostEstimate {
  const gap = subtractMoney(promised.total, most.total);
  const [like] = most.terms;
  const balance: readonly CostTerm[] =
    gap.nanos === 0n || like === undefined
      ? []
      : [{ ...like, label: why, quantity: '1', unit: 'month', unitPrice: exactAmount(gap), amount: gap }];
  return {
    amount: promised.total,
    low: promised.total,
    high: most.total,
    basis: most.basis,
    terms: [...most.terms, ...balance],
  };
}
