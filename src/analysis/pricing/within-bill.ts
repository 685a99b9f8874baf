import { type Fact, known } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { type Money, subtractMoney } from '../../domain/money.ts';
import { smaller } from './estimates.ts';
import type { Billed, Costs } from './costs.ts';

/**
 * Nobody saves more on a resource than it costs. Where the bill names the resource, no estimate goes beyond it; the term
 * that takes the rest away says so, and the terms still add up.
 */
export function withinBill(
  saving: Fact<CostEstimate>,
  resource: Billed,
  costs: Pick<Costs, 'billed'>,
): Fact<CostEstimate> {
  const billed = saving.known ? costs.billed(resource) : undefined;
  if (!saving.known || billed === undefined) return saving;
  const { amount, low, high, terms } = saving.value;
  const most = billed.amount;
  if (most.currency !== amount.currency || subtractMoney(most, high).nanos >= 0n) return saving;
  const limited: Money = smaller(amount, most);
  const excess = subtractMoney(limited, amount);
  return known({
    ...saving.value,
    amount: limited,
    low: smaller(low, most),
    high: most,
    terms:
      excess.nanos === 0n
        ? terms
        : [
            ...terms,
            { ...billed, label: 'beyond what the resource costs', quantity: '1', unit: 'month', amount: excess },
          ],
  });
}
