import { type Fact, mapFact } from '../../domain/fact.ts';
import type { CostEstimate } from '../../domain/findings.ts';
import type { Billed, Costs } from './costs.ts';
import type { CostComponent } from './components.ts';
import { certain, difference } from './estimates.ts';

type Components = Fact<readonly CostComponent[]>;

/** What a resource costs now, minus what would be in its place, on the same footing. */
export function replacementSaving(
  resource: Billed,
  costs: Costs,
  present: Components,
  replacement: Components,
): Fact<CostEstimate> {
  const now = costs.monthlyOf(resource, present);
  if (!now.known) return now;
  // Nothing in its place costs nothing: there is no quote of no terms.
  if (replacement.known && replacement.value.length === 0) return mapFact(now, certain);
  const after = costs.insteadOf(resource, present, replacement);
  return after.known ? difference(now.value, after.value) : after;
}

/** All that it costs. */
export const wholeSaving = (resource: Billed, costs: Costs, present: Components): Fact<CostEstimate> =>
  mapFact(costs.monthlyOf(resource, present), certain);
