import type { Fact } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { GroupMachines, InstanceGroup } from '../../domain/resources.ts';
import type { CostComponent } from './components.ts';
import { machineComponents } from './machine-components.ts';

/** So many of the equal machines of a group, the whole month, on demand: they bill under the group's id. */
export const groupComponents = (
  { scope }: Pick<InstanceGroup, 'scope'>,
  machines: GroupMachines,
  count: number,
): Fact<readonly CostComponent[]> => machineComponents({ ...machines, scope }, { hours: count * HOURS_PER_MONTH });
