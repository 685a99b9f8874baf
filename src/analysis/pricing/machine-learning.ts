import type { Fact } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { ModelEndpoint, Notebook } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';
import { machineHours } from './container-clusters.ts';

/** A notebook's machine for a month; its disk is paid on and on. That of Workbench costs what it costs anywhere. */
export const notebookComponents = ({ application, sizeName, scope }: Notebook): Fact<readonly CostComponent[]> =>
  application === 'workbench-instance'
    ? machineHours([{ sizeName, count: 1 }], scope.provider)
    : all([component(sizeName, `notebook/${application.toLowerCase()}/${sizeName}`, HOURS_PER_MONTH, 'hour')]);

/** All machines of an endpoint for a month, those of shadows included. Azure asks for its machines what they cost anywhere. */
export function endpointComponents({ variants, scope }: ModelEndpoint): Fact<readonly CostComponent[]> {
  return all(
    variants
      .filter(({ instances }) => instances > 0)
      .map(({ name, instances, sizeName }) => {
        if (!sizeName.known) return sizeName;
        const label = `${name}: ${instances} x ${sizeName.value}`;
        const item =
          scope.provider === 'azure'
            ? `instance/${sizeName.value}/linux`.toLowerCase()
            : `model-endpoint/${sizeName.value}`;
        return component(label, item, instances * HOURS_PER_MONTH, 'hour');
      }),
  );
}

/** Whether there is something to pay for at all. */
export const runsMachines = ({ variants }: ModelEndpoint): boolean => variants.some(({ instances }) => instances > 0);
