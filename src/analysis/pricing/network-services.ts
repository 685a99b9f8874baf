import type { Fact } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { Bastion, Firewall } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';

/** Machines that are part of the price. Source: Azure Bastion, "Pricing". */
const INCLUDED_UNITS = 2;

/** Its hours; what leaves it is paid by the GiB beside. */
export function bastionComponents({
  sku,
  scaleUnits,
}: Pick<Bastion, 'sku' | 'scaleUnits'>): Fact<readonly CostComponent[]> {
  const further = scaleUnits - INCLUDED_UNITS;
  return all([
    component(`bastion ${sku}`, `bastion/${sku}`.toLowerCase(), HOURS_PER_MONTH, 'hour'),
    ...(further > 0
      ? [component('further scale units', `bastion-unit/${sku}`.toLowerCase(), further * HOURS_PER_MONTH, 'hour')]
      : []),
  ]);
}

/** Its hours; what passes it is paid by the GiB beside. */
export const firewallComponents = ({ tier, inHub }: Pick<Firewall, 'tier' | 'inHub'>): Fact<readonly CostComponent[]> =>
  all([
    component(
      `firewall ${tier}`,
      `${inHub ? 'firewall-hub' : 'firewall'}/${tier}`.toLowerCase(),
      HOURS_PER_MONTH,
      'hour',
    ),
  ]);
