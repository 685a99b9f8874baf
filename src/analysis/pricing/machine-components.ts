import { type Fact, known, unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { Instance } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';

/** What decides a machine's price. */
export type PricedMachine = Pick<Instance, 'sizeName' | 'operatingSystem' | 'software' | 'pricingModel'>;

/** Last part of a machine's price item: the system, and the software that its price includes. */
export function systemOf({
  operatingSystem,
  software,
}: Pick<PricedMachine, 'operatingSystem' | 'software'>): Fact<string> {
  if (!operatingSystem.known) return unread(`operating system: ${operatingSystem.reason}`);
  if (software === undefined || (software.known && software.value === 'none')) return operatingSystem;
  if (!software.known) return unread(`included software: ${software.reason}`);
  return known(`${operatingSystem.value}-${software.value}`);
}

/** A machine that runs the whole month, on demand, as if it were of another size or had other software. */
export function machineComponents(
  machine: PricedMachine,
  instead: Partial<Pick<PricedMachine, 'sizeName' | 'software'>> = {},
): Fact<readonly CostComponent[]> {
  if (machine.pricingModel === 'spot') {
    return unread('spot prices are not collected, and no bill covers the instance');
  }
  if (machine.pricingModel === 'dedicated') {
    return unread('prices of dedicated hardware are not collected, and no bill covers the instance');
  }
  const changed = { ...machine, ...instead };
  const system = systemOf(changed);
  if (!system.known) return system;
  const item = `instance/${changed.sizeName}/${system.value}`.toLowerCase();
  return all([component(`${changed.sizeName}, ${system.value}, on demand`, item, HOURS_PER_MONTH, 'hour')]);
}
