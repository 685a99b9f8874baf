import type { AwsAddress, AwsInstance } from '../model.ts';
import { publicIpv4Monthly } from '../prices.ts';
import { Random } from '../random.ts';
import { publicAddress, plantFine, plantWaste, type Builder, type BuiltInstance } from './builder.ts';
import { CHECK } from './checks.ts';
import type { Place } from './placement.ts';
import type { AddressRole } from './roles.ts';
import { identityOf, KEEP_TAG, nameOf, tagsOf } from './tags.ts';
import { daysBefore, wholeSecond } from './time.ts';

type Association = Pick<AwsAddress, 'associationId' | 'instanceId' | 'networkInterfaceId' | 'privateIp'>;

/** Elastic IPs. Each instance holds at most one; those on instances follow the instance's place. */
export function buildAddresses(builder: Builder): void {
  const { seed, now } = builder.options;
  const pools = { ordinary: hosts(builder, seed, 'running'), stopped: hosts(builder, seed, 'stopped') };
  builder.cast.addresses.forEach((asked, index) => {
    const random = new Random(seed, 'address', index);
    const host = asked === 'ordinary' || asked === 'stopped' ? pools[asked].pop() : undefined;
    // A tiny estate can run out of hosts: such an address serves a network interface instead.
    const role: AddressRole = host === undefined && (asked === 'ordinary' || asked === 'stopped') ? 'interface' : asked;
    const place = host?.place ?? builder.places.pick(random);
    const address: AwsAddress = {
      allocationId: `eipalloc-0${random.hex(16)}`,
      publicIp: publicAddress(index),
      accountId: place.accountId,
      region: place.region,
      ...associationOf(random, index, role, host?.instance, place),
      allocatedAt: allocatedAt(random, host?.instance, now),
      tags: addressTags(random, role, place),
    };
    if (host?.instance.state === 'running') host.instance.publicIp = address.publicIp;
    builder.addresses.push(address);
    plant(builder, role, address);
  });
}

function hosts(builder: Builder, seed: number, state: AwsInstance['state']): BuiltInstance[] {
  const fitting = builder.instances.filter(
    ({ instance }) => instance.state === state && instance.tags['aws:autoscaling:groupName'] === undefined,
  );
  return new Random(seed, `hosts of addresses, ${state}`).shuffle(fitting);
}

function allocatedAt(random: Random, host: AwsInstance | undefined, now: number): number {
  if (host === undefined) return daysBefore(now, 3 + 700 * random.unit() ** 2);
  return wholeSecond(random.between(host.createdAt, Math.min(host.createdAt + 86_400_000, host.stoppedAt ?? now)));
}

function associationOf(
  random: Random,
  index: number,
  role: AddressRole,
  host: AwsInstance | undefined,
  place: Place,
): Association {
  if (role === 'unassociated' || role === 'keep') return {};
  return {
    associationId: `eipassoc-0${random.hex(16)}`,
    ...(host !== undefined && { instanceId: host.id }),
    networkInterfaceId: `eni-0${random.hex(16)}`,
    privateIp: host?.privateIp ?? `10.${place.index % 256}.${200 + (index >> 8)}.${index & 255}`,
  };
}

const INTERFACE_NAMES = ['nat-gateway', 'nlb', 'vpn', 'firewall'];

function addressTags(random: Random, role: AddressRole, place: Place): Record<string, string> {
  const identity = identityOf(random, place.environment);
  const name = role === 'interface' ? `${place.region}-${random.pick(INTERFACE_NAMES)}` : `${nameOf(identity)}-eip`;
  const tags = tagsOf(random, identity, name);
  if (role === 'keep') tags[KEEP_TAG] = 'allow-listed by a partner';
  return tags;
}

function plant(builder: Builder, role: AddressRole, address: AwsAddress): void {
  const fine = (because: string): void =>
    plantFine(builder, CHECK.unassociated, address, address.allocationId, because);
  switch (role) {
    case 'unassociated':
      return plantWaste(
        builder,
        CHECK.unassociated,
        address,
        address.allocationId,
        'associated with nothing for more than a day',
        publicIpv4Monthly(),
      );
    case 'interface':
      return fine('associated with a network interface that belongs to no instance (NAT gateway, load balancer)');
    case 'stopped':
      return fine('associated with a stopped instance, so not unassociated');
    case 'keep':
      return fine(`protected by the tag ${KEEP_TAG}`);
    case 'ordinary':
      return undefined;
  }
}
