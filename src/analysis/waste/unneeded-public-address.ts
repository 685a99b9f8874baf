import { type Fact, known, mapFact, unread } from '../../domain/fact.ts';
import type { Instance, NetworkInterface, StoredResource } from '../../domain/resources.ts';
import { daysSince } from '../days.ts';
import { type CheckContext, defineCheck } from '../define-check.ts';
import { certain } from '../pricing/estimates.ts';
import { publicAddresses } from '../pricing/networks.ts';
import { networkOf, tableOfSubnet } from '../routes.ts';
import { stoppedDays } from '../stopped.ts';
import { cannotTell, fine, type Verdict, waste } from '../verdict.ts';

/** A public address on something that can't use it, or that does not run. */
export const unneededPublicAddress = defineCheck({
  name: 'public-address-unneeded',
  ids: { aws: 'aws-public-ipv4-unneeded' },
  kind: 'network-interface',
  title: 'Public IPv4 address that nothing needs',
  description:
    'Every public IPv4 address bills by the hour, in use or not. Reported are addresses that no rule lets packets from the ' +
    'internet in to, on a machine whose subnet has no route to an internet gateway (its packets leave by a NAT gateway or ' +
    'not at all), on a machine that has been stopped for long, or on an interface that nothing has. Addresses of load ' +
    'balancers, NAT gateways and other managed services go with those.',
  savings: 'what the bill says of the address, else the price of a public IPv4 address by the hour',
  ignores: [
    'an address that a security group lets packets in to from a public address or a prefix list',
    'an address of a running machine whose subnet routes to an internet gateway: it is its way out',
    'addresses of load balancers, NAT gateways, databases and other managed services',
    'a machine or an address that its tags exempt',
    'a machine that was started or stopped less than minDays ago',
  ],
  evidence: {
    why: 'why nothing needs it',
    days: 'whole days that the machine has run or been stopped, or that the interface was seen',
    addresses: 'public addresses on the interface',
    subnet: 'where the interface is',
  },
  params: {
    minDays: { default: 14, min: 0, max: 3650, why: 'outlives a move from one subnet or machine to another' },
  },
  needs: { related: true, kinds: ['network', 'instance', 'public-address'] },
  risk: 'high',
  action: 'address.disassociate-and-release',
  evaluate(iface, { minDays }, context) {
    if (iface.serviceManaged) return fine();
    if (!iface.openToInternet.known) return cannotTell(`security groups: ${iface.openToInternet.reason}`);
    if (iface.openToInternet.value) return fine(); // something may come in by it
    const { now, firstSeen, related, costs } = context;
    const kept = isKept(iface, context);
    if (!kept.known) return cannotTell(kept.reason);
    if (kept.value) return fine();
    const found = (why: string, days: number, confidence: number, state: 'in-use' | 'idle'): Verdict =>
      waste({
        confidence,
        evidence: { why, days, addresses: iface.publicAddresses.length, subnet: iface.subnetId },
        monthlySavings: mapFact(costs.monthlyOf(iface, publicAddresses(iface.publicAddresses.length, state)), certain),
        actionParams: idsOf(iface),
      });

    if (iface.instanceId === undefined) {
      if (iface.inUse) return fine(); // what has it is not a machine of ours
      const watched = daysSince(firstSeen, now);
      const days = watched.known ? watched.value : 0;
      return found('the interface is attached to nothing', days, days >= minDays ? 0.8 : 0.4, 'idle');
    }
    const machine = instanceOf(related(iface.instanceId), iface.instanceId);
    if (!machine.known) return cannotTell(machine.reason);
    const stopped = stoppedDays(machine.value, now);
    if (!stopped.known) return cannotTell(`time of the stop: ${stopped.reason}`);
    if (stopped.value !== null) {
      return stopped.value < minDays ? fine() : found('the machine is stopped', stopped.value, 0.7, 'idle');
    }
    if (machine.value.powerState !== 'running') return fine();

    const network = networkOf(related(iface.networkId), iface.networkId);
    if (!network.known) return cannotTell(network.reason);
    const { routeTables } = network.value;
    if (!routeTables.known) return cannotTell(`route tables: ${routeTables.reason}`);
    const table = tableOfSubnet(routeTables.value, iface.subnetId);
    if (table === undefined) return cannotTell(`no route table of subnet ${iface.subnetId} was shown`);
    if (table.reachesInternet) return fine(); // it is the machine's own way out
    const { startedAt } = machine.value;
    const running = startedAt.known ? daysSince(startedAt.value, now) : startedAt;
    if (!running.known) return cannotTell(`time of the last start: ${running.reason}`);
    if (running.value < minDays) return fine();
    return found('its subnet has no route to an internet gateway', running.value, 0.9, 'in-use');
  },
});

/** Tags of the machine or of a reserved address may say that it is to be kept; an interface rarely has tags of its own. */
function isKept(
  { instanceId, publicAddresses: held }: NetworkInterface,
  { related, isExempt }: CheckContext,
): Fact<boolean> {
  const ids = [instanceId, ...held.map(({ addressId }) => addressId)].filter((id) => id !== undefined);
  for (const id of ids) {
    const stored = related(id);
    if (stored === undefined) return unread(`${id} was not read`);
    const exempt = isExempt(stored.resource);
    if (!exempt.known) return unread(`tags of ${id}: ${exempt.reason}`);
    if (exempt.value) return exempt;
  }
  return known(false);
}

function instanceOf(stored: StoredResource | undefined, instanceId: string): Fact<Instance> {
  return stored?.resource.kind === 'instance' && stored.goneSince === undefined
    ? { known: true, value: stored.resource }
    : unread(`machine ${instanceId} was not read`);
}

/** Addresses of the cloud's pool have no id: they go when the interface gives them up. */
function idsOf({ publicAddresses: held }: NetworkInterface): Record<string, string> {
  const reserved = held.flatMap(({ addressId }) => addressId ?? []);
  return {
    publicAddresses: held.map(({ address }) => address).join(','),
    ...(reserved.length > 0 && { addresses: reserved.join(',') }),
  };
}
