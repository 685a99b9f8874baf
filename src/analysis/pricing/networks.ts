import { type Fact, unread } from '../../domain/fact.ts';
import { HOURS_PER_MONTH } from '../../domain/prices.ts';
import type { BalancerFlavor, NatGateway, PrivateEndpoint, VpnConnection } from '../../domain/resources.ts';
import { all, component, type CostComponent } from './components.ts';

/** What parts of a network bill for, per month of 730 hours. */
export type Components = Fact<readonly CostComponent[]>;

/** One that is there for the whole month, `count` times. */
const hourly = (label: string, item: string, count = 1): Fact<CostComponent> =>
  component(label, item, count * HOURS_PER_MONTH, 'hour');

export const natGatewayHours = ({ zoneCount }: NatGateway): Fact<CostComponent> =>
  zoneCount.known ? hourly('NAT gateway', 'nat-gateway/hour', zoneCount.value) : zoneCount;

/**
 * Beyond 32 machines Cloud NAT has one price, 0.044 USD where a machine is 0.0014: of the price of so many machines.
 * Source: "Cloud NAT pricing".
 */
const MOST_MACHINES_BILLED = 0.044 / 0.0014;

/** By the machines that a gateway serves, and by the addresses that come and go with it. */
export function natMachineHours({ machines, automaticAddresses }: NatGateway): Components {
  if (machines?.known !== true) return machines ?? unread('the machines that it serves were not asked');
  if (automaticAddresses?.known !== true) return automaticAddresses ?? unread('its own addresses were not asked');
  const billed = machines.value > 32 ? MOST_MACHINES_BILLED : machines.value;
  return all([
    ...(billed > 0 ? [hourly('machines behind the NAT gateway', 'nat-gateway/hour', billed)] : []),
    ...(automaticAddresses.value > 0 ? [hourly('its own addresses', 'address/in-use', automaticAddresses.value)] : []),
  ]);
}

export const natGatewayData = (gibPerMonth: number): Fact<CostComponent> =>
  component('data processed by the NAT gateway', 'nat-gateway/processed', gibPerMonth, 'GiB');

/** Public addresses that something holds, or that hang on something that does not run. The price is the same today. */
export const publicAddresses = (count: number, state: 'in-use' | 'idle'): Components =>
  all([hourly(`public IPv4 address, ${state}`, `address/${state}`, count)]);

/** An endpoint has an interface in each of its subnets, which bills; without any nothing is billed. */
export const privateEndpoint = ({ flavor, subnetIds }: PrivateEndpoint): Components =>
  all([hourly('private endpoint, by zone', `private-endpoint/${flavor}`, subnetIds.length)]);

export const transitAttachment = (attachedKind: string): Components =>
  all([hourly('transit gateway attachment', `transit-attachment/${attachedKind}`)]);

export const vpnConnection = ({ largeBandwidth }: VpnConnection): Components =>
  all([hourly('VPN connection', `vpn-connection/${largeBandwidth ? 'large' : 'standard'}`)]);

/** Without what it uses of its capacity: of one that is idle, that comes to less than a cent. */
export const loadBalancer = (flavor: BalancerFlavor): Components =>
  all([hourly(`${flavor} load balancer`, `load-balancer/${flavor}`)]);
