import type { AwsAddress, AwsInstance } from '../model.ts';
import { publicIpv4Monthly } from '../prices.ts';
import { DAY } from '../generate/time.ts';
import { KEEP_TAG } from '../generate/tags.ts';
import type { Layouts } from './main-networks.ts';
import { type NetworkBuilder, type Part } from './network-builder.ts';

const UNNEEDED = 'aws-public-ipv4-unneeded';

/** The window of the check that truth is planted for. */
const WINDOW = 14 * DAY;

/** For each thousand resources. */
const DETACHED_ROLES = { detached: 0.4, 'detached-keep': 0.2 } as const;

/** What is true of every public address of an instance, and a few interfaces that hang on nothing. */
export function plantPublicAddresses(builder: NetworkBuilder, layouts: Layouts): void {
  const { context } = builder;
  const byInstance = new Map(context.addresses.map((address) => [address.instanceId ?? '', address]));
  for (const { instance, place } of context.instances) {
    const address = byInstance.get(instance.id);
    const layout = layouts.get(instance.vpcId);
    if ((address ?? instance.publicIp) === undefined || layout === undefined) continue;
    const id = address?.networkInterfaceId ?? interfaceOf(instance);
    const because = whyUnneeded(
      instance,
      context.now,
      layout.thirdIsPrivate && instance.subnetId === place.subnets[2]?.id,
    );
    const isOpen = layout.openFrom.some((source) => !/^(10|172\.(1[6-9]|2\d|3[01])|192\.168)\./.test(source));
    const fine = (reason: string): void => context.plantFine(UNNEEDED, instance, id, reason);
    if (because === undefined) continue;
    if (isProtected(instance, address)) fine('its instance or address is protected by a tag');
    else if (isOpen) fine('its security group lets the internet or a partner in');
    else if (because === 'way out') fine('its subnet routes to an internet gateway: it is the way out');
    else if (because === 'recent') fine('its instance was started or stopped less than 14 days ago');
    else context.plantWaste(UNNEEDED, instance, id, because, publicIpv4Monthly());
  }
  for (const part of builder.parts('detached interface', DETACHED_ROLES)) addDetached(builder, part);
}

/** `way out` and `recent` are look-alikes, any other text is waste; undefined for what is on its way elsewhere. */
function whyUnneeded(
  { state, launchedAt, stoppedAt }: AwsInstance,
  now: number,
  isPrivate: boolean,
): string | undefined {
  if (state === 'stopped') {
    if (stoppedAt === undefined) return undefined;
    return now - stoppedAt >= WINDOW ? 'its instance has been stopped for weeks' : 'recent';
  }
  if (state !== 'running') return undefined;
  if (!isPrivate) return 'way out';
  return now - launchedAt >= WINDOW
    ? 'its subnet routes to a NAT gateway alone, and nothing lets the internet in'
    : 'recent';
}

const isProtected = (instance: AwsInstance, address: AwsAddress | undefined): boolean =>
  KEEP_TAG in instance.tags || (address !== undefined && KEEP_TAG in address.tags);

/** The id that EC2's other answers give the first interface of an instance. */
export const interfaceOf = ({ id }: Pick<AwsInstance, 'id'>): string => `eni-${id.slice(id.indexOf('-') + 1)}`;

/** An interface that was made for a machine that is gone, with an address that somebody put on it. */
function addDetached(builder: NetworkBuilder, { role, random, place }: Part<keyof typeof DETACHED_ROLES>): void {
  const network = builder.network(random, place, 'appliance');
  const [subnet] = network.publicSubnets;
  if (subnet === undefined) return;
  const id = `eni-0${random.hex(16)}`;
  const privateIp = builder.privateIp();
  const keep = role === 'detached-keep' ? 'a partner has put it on a list' : undefined;
  const address = builder.address(random, place, id, privateIp, builder.tags(random, place, 'eip', keep));
  builder.state.interfaces.set(id, {
    accountId: place.accountId,
    region: place.region,
    id,
    vpcId: network.vpc.id,
    subnetId: subnet.id,
    zone: subnet.zone,
    privateIp,
    type: 'interface',
    description: 'appliance',
    inUse: false,
    createdAt: address.allocatedAt,
    allocationId: address.allocationId,
    tags: builder.tags(random, place, 'eni'),
  });
  const at = { accountId: place.accountId, region: place.region };
  if (keep === undefined) {
    builder.context.plantWaste(UNNEEDED, at, id, 'on an interface that hangs on nothing', publicIpv4Monthly());
  } else {
    builder.context.plantFine(UNNEEDED, at, id, 'its address is protected by a tag');
  }
}
