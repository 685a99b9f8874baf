import type { Fact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { CostComponent } from './components.ts';
import type { Costs } from './costs.ts';
import { difference } from './estimates.ts';

/**
 * What is saved where only a part of what a resource bills for changes, and the bill does not tell the parts apart (hours
 * and bytes of a firewall): the parts at list price. What is billed limits it, as every saving.
 */
export function fixedPartSaving(
  costs: Costs,
  present: Fact<readonly CostComponent[]>,
  replacement: Fact<readonly CostComponent[]>,
): Fact<CostEstimate> {
  const now = costs.atListPrice(present);
  if (!now.known) return now;
  const after = costs.atListPrice(replacement);
  return after.known ? difference(now.value, after.value) : after;
}
