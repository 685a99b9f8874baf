import type { Fact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import { compareMoney } from '../../domain/money.ts';
import type { Instance } from '../../domain/resources.ts';
import type { Costs } from './costs.ts';
import { difference } from './estimates.ts';
import { machineComponents, type MachineChange } from './machine-components.ts';
import { oneCurrency, type Quote } from './quote.ts';

/**
 * What a machine costs a month by itself. The bill's lines of an instance hold more than its hours (transfer,
 * addresses, burst credits): beyond the list price, that price is what a change of the machine can touch.
 */
export function machineCost(instance: Instance, costs: Costs): Fact<Quote> {
  const present = machineComponents(instance);
  const whole = costs.monthlyOf(instance, present);
  if (!whole.known || !costs.isBilled(instance)) return whole;
  const list = costs.atListPrice(present);
  if (!list.known || !oneCurrency([list.value.total, whole.value.total]).known) return whole;
  return compareMoney(whole.value.total, list.value.total) > 0 ? list : whole;
}

/** What another size, other software or fewer hours save: list price against list price, times what is billed of the list price. */
export function changeSaving(instance: Instance, instead: MachineChange, costs: Costs): Fact<CostEstimate> {
  const now = machineCost(instance, costs);
  if (!now.known) return now;
  const replacement = machineComponents(instance, instead);
  const after =
    now.value.basis === 'billing'
      ? costs.insteadOf(instance, machineComponents(instance), replacement)
      : costs.atListPrice(replacement);
  return after.known ? difference(now.value, after.value) : after;
}
