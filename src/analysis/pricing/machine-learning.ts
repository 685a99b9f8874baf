import type { Fact } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { ModelEndpoint, Notebook } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';

/** A notebook's machine for a month; its disk is paid on and on. */
export const notebookComponents = ({ application, sizeName }: Notebook): Fact<readonly CostComponent[]> =>
  all([component(sizeName, `notebook/${application.toLowerCase()}/${sizeName}`, HOURS_PER_MONTH, 'hour')]);

/** All machines of an endpoint for a month, those of shadows included. */
export function endpointComponents({ variants }: ModelEndpoint): Fact<readonly CostComponent[]> {
  return all(
    variants
      .filter(({ instances }) => instances > 0)
      .map(({ name, instances, sizeName }) => {
        if (!sizeName.known) return sizeName;
        const label = `${name}: ${instances} x ${sizeName.value}`;
        return component(label, `model-endpoint/${sizeName.value}`, instances * HOURS_PER_MONTH, 'hour');
      }),
  );
}

/** Whether there is something to pay for at all. */
export const runsMachines = ({ variants }: ModelEndpoint): boolean => variants.some(({ instances }) => instances > 0);
