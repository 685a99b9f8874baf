import { type Fact, known, unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { ProcessingCluster, ProcessingMachine } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';
import { machineHours } from './container-clusters.ts';

const bySize = (machines: readonly ProcessingMachine[]) =>
  [...Map.groupBy(machines, ({ sizeName }) => sizeName)].map(([sizeName, of]) => ({ sizeName, count: of.length }));

/** What the service costs on top of its machines: this is what the bill has under the cluster's name. */
export const feeComponents = (machines: readonly ProcessingMachine[]): Fact<readonly CostComponent[]> =>
  all(
    bySize(machines).map(({ sizeName, count }) =>
      component(`fee for ${count} x ${sizeName}`, `processing-fee/${sizeName}`, count * HOURS_PER_MONTH, 'hour'),
    ),
  );

/** The machines themselves, which the bill has one by one. Spot prices move: no list has them. */
export function machineComponentsOf({ machines }: ProcessingCluster): Fact<readonly CostComponent[]> {
  if (!machines.known) return machines;
  if (machines.value.some(({ pricingModel }) => pricingModel === 'spot')) {
    return unread('spot prices are not collected, and some of its machines are on spot capacity');
  }
  return machines.value.length === 0 ? known([]) : machineHours(bySize(machines.value));
}
