import { type Fact, known, unread } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { subtractMoney, zero } from '../../domain/money.ts';
import type { CostComponent } from './components.ts';
import type { Costs } from './costs.ts';
import { difference } from './estimates.ts';
import { upTo } from './object-stores.ts';
import { quoteOf } from './quote.ts';

type Components = Fact<readonly CostComponent[]>;

/** What moving between classes saves at list price; unread when either price is. */
export function classDifference(costs: Costs, now: Components, after: Components): Fact<CostEstimate> {
  const present = costs.atListPrice(now);
  if (!present.known) return present;
  if (after.known && after.value.length === 0) return unread('nothing would be left to pay for');
  const then = costs.atListPrice(after);
  return then.known ? difference(present.value, then.value) : then;
}

/** The same as the most that can come of it, with nothing promised: `why` says why not. */
export function differenceUpTo(costs: Costs, now: Components, after: Components, why: string): Fact<CostEstimate> {
  const most = classDifference(costs, now, after);
  if (!most.known) return most;
  const { amount, terms, basis } = most.value;
  const nothing = zero(amount.currency);
  if (subtractMoney(amount, nothing).nanos <= 0n) return unread('the other class costs as much');
  const whole = quoteOf(terms, basis);
  return whole.known ? known(upTo(whole.value, { ...whole.value, total: nothing }, why)) : whole;
}
