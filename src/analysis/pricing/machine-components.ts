import { type Fact, known, unread } from '../../domain/fact.ts';
import type { ProviderId } from '../../domain/ids.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { Instance } from '../../domain/resources.ts';
import { all, component, type CostComponent, deduction } from './components.ts';
import { billedHours } from './sustained-use.ts';

/** What decides a machine's price. */
export type PricedMachine = Pick<
  Instance,
  'sizeName' | 'operatingSystem' | 'software' | 'pricingModel' | 'licence' | 'scope' | 'build' | 'accelerators'
>;

/** What may be changed of a machine, and how many hours of the month it would run. */
export type MachineChange = Partial<Pick<PricedMachine, 'sizeName' | 'software' | 'licence'>> & {
  readonly hours?: number;
  /** Of the other size, where a licence is by vCPU. */
  readonly vcpus?: number;
};

/** Systems whose price holds a licence. */
const LICENSED: readonly string[] = ['windows', 'rhel', 'suse'];

/** Last part of a machine's price item: the system, and the software that its price includes. */
export function systemOf({
  operatingSystem,
  software,
  licence,
}: Pick<PricedMachine, 'operatingSystem' | 'software' | 'licence'>): Fact<string> {
  if (!operatingSystem.known) return unread(`operating system: ${operatingSystem.reason}`);
  const system = paidSystem(operatingSystem.value, licence);
  if (!system.known) return system;
  if (software === undefined || (software.known && software.value === 'none')) return system;
  if (!software.known) return unread(`included software: ${software.reason}`);
  return known(`${system.value}-${software.value}`);
}

/** Without a licence in its price, a machine costs what one with a free system does. */
function paidSystem(system: string, licence: Instance['licence']): Fact<string> {
  if (licence === undefined || !LICENSED.includes(system)) return known(system);
  if (!licence.known) return unread(`licence of ${system}: ${licence.reason}`);
  return known(licence.value === 'included' ? system : 'linux');
}

/** A machine that runs the whole month, on demand, as if it were of another size or had other software. */
export function machineComponents(
  machine: PricedMachine,
  { hours = HOURS_PER_MONTH, vcpus, ...instead }: MachineChange = {},
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
  if (!licensedByVcpu(changed.scope.provider, system.value)) return machineHours(changed, system.value, hours);
  const own = instead.sizeName === undefined ? machine.build?.vcpus : undefined;
  const licensed =
    vcpus === undefined ? (own ?? unread(`the vCPUs of ${changed.sizeName} were not read`)) : known(vcpus);
  if (!licensed.known) return licensed;
  return all([
    component(`${changed.sizeName}, linux, on demand`, instanceItem(changed.sizeName, 'linux'), hours, 'hour'),
    component(`licence of ${system.value}`, `licence/${system.value}`, licensed.value * hours, 'vCPU-hour'),
  ]);
}

/** Azure bills the subscriptions of Red Hat and SUSE by vCPU, beside the machine. Source: Azure Retail Prices API. */
export const licensedByVcpu = (provider: ProviderId, system: string): boolean =>
  provider === 'azure' && (system === 'rhel' || system === 'suse');

/** Key of the price of an hour. */
export const instanceItem = (sizeName: string, system: string): string =>
  `instance/${sizeName}/${system}`.toLowerCase();

/** `hours` of one machine. A discount for running long is of the machine; the licence in the price of a system has none. */
function machineHours(
  { sizeName, scope, accelerators = [] }: PricedMachine,
  system: string,
  hours: number,
): Fact<readonly CostComponent[]> {
  const label = `${sizeName}, ${system}, on demand`;
  const billed = billedHours(scope.provider, sizeName, hours);
  // GPUs have the discount of the machine that they are attached to ("Sustained use discounts").
  const cards = accelerators.map(({ name, count }) =>
    component(`${count} x ${name}, on demand`, `accelerator/${name}`, count * billed, 'hour'),
  );
  if (billed === hours) return all([component(label, instanceItem(sizeName, system), hours, 'hour'), ...cards]);
  const discount = `${Math.round((1 - billed / hours) * 100)} % sustained-use discount`;
  if (system === 'linux')
    return all([component(`${label}, less ${discount}`, instanceItem(sizeName, system), billed, 'hour'), ...cards]);
  return all([
    component(label, instanceItem(sizeName, system), hours, 'hour'),
    deduction(
      `${discount}, of the machine without its licence`,
      instanceItem(sizeName, 'linux'),
      hours - billed,
      'hour',
    ),
    ...cards,
  ]);
}
