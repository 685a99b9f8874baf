import { familyState } from '../../estate/family.ts';
import { networkFamily } from '../../estate/network/family.ts';
import type { Interface } from '../../estate/network/model.ts';
import { groupOf } from '../../estate/network/network-builder.ts';
import { interfaceOf } from '../../estate/network/public-addresses.ts';
import type { AwsAddress, AwsInstance } from '../../estate/model.ts';
import type { Call } from '../call.ts';
import { siblingId } from '../ec2/fragments.ts';
import { publicDnsName } from '../ec2/instance-xml.ts';
import { zoneId } from '../regions.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { describe, tagDocuments, upTo } from './listing.ts';

/** An interface as EC2 tells it, whoever has it. */
interface Told extends Omit<Interface, 'tags' | 'publicIp' | 'allocationId' | 'createdAt'> {
  readonly tags: Readonly<Record<string, string>>;
  readonly instance?: AwsInstance;
  readonly association?: { readonly publicIp: string; readonly address?: AwsAddress };
}

export const describeNetworkInterfaces = describe<Told>({
  set: 'networkInterfaceSet',
  idParam: 'NetworkInterfaceId',
  idOf: ({ id }) => id,
  notFound: { code: 'InvalidNetworkInterfaceID.NotFound', thing: 'networkInterface' },
  limits: upTo(1000),
  filters: {
    'addresses.association.public-ip': ({ association }) => association?.publicIp,
    'addresses.private-ip-address': ({ privateIp }) => privateIp,
    'association.allocation-id': ({ association }) => association?.address?.allocationId,
    'association.public-ip': ({ association }) => association?.publicIp,
    'attachment.instance-id': ({ instance }) => instance?.id,
    'availability-zone': ({ zone }) => zone,
    description: ({ description }) => description,
    'group-id': ({ vpcId }) => groupOf(vpcId),
    'interface-type': ({ type }) => type,
    'network-interface-id': ({ id }) => id,
    'owner-id': ({ accountId }) => accountId,
    'private-ip-address': ({ privateIp }) => privateIp,
    'requester-managed': ({ requester }) => requester !== undefined,
    status: ({ inUse }) => (inUse ? 'in-use' : 'available'),
    'subnet-id': ({ subnetId }) => subnetId,
    'vpc-id': ({ vpcId }) => vpcId,
  },
  *all(call, after) {
    const all = [...ofInstances(call), ...ofFamily(call), ...ofAddresses(call)];
    for (const told of all.toSorted((a, b) => (a.id < b.id ? -1 : 1))) if (told.id > after) yield told;
  },
  document: interfaceDocument,
});

function* ofInstances({ world, accountId, region }: Call): Generator<Told> {
  for (const instance of world.index.instances.resources(accountId, region)) {
    if (instance.state === 'terminated' || instance.state === 'shutting-down') continue;
    const address = world.attachments.addressOf(instance.id);
    const publicIp = address?.publicIp ?? instance.publicIp;
    yield {
      accountId,
      region,
      id: address?.networkInterfaceId ?? interfaceOf(instance),
      vpcId: instance.vpcId,
      subnetId: instance.subnetId,
      zone: instance.zone,
      privateIp: instance.privateIp,
      type: 'interface',
      description: '',
      inUse: true,
      tags: {},
      instance,
      ...(publicIp !== undefined && { association: { publicIp, ...(address !== undefined && { address }) } }),
    };
  }
}

function* ofFamily(call: Call): Generator<Told> {
  const { interfaces, addresses } = familyState(call.world.estate, networkFamily);
  for (const { allocationId, publicIp: own, ...held } of call.world.index
    .of(interfaces)
    .resources(call.accountId, call.region)) {
    const address = addresses.get(allocationId ?? '');
    const publicIp = address?.publicIp ?? own;
    yield {
      ...held,
      ...(publicIp !== undefined && { association: { publicIp, ...(address !== undefined && { address }) } }),
    };
  }
}

/** Elastic IPs of the estate that are on no instance: load balancers of other teams hold them. */
function* ofAddresses({ world, accountId, region }: Call): Generator<Told> {
  for (const address of world.index.addresses.resources(accountId, region)) {
    const { networkInterfaceId, instanceId, privateIp, publicIp } = address;
    if (networkInterfaceId === undefined || instanceId !== undefined) continue;
    yield {
      accountId,
      region,
      id: networkInterfaceId,
      vpcId: `vpc-${networkInterfaceId.slice(4)}`,
      subnetId: `subnet-${networkInterfaceId.slice(4)}`,
      zone: `${region}a`,
      privateIp: privateIp ?? '10.0.0.1',
      type: 'network_load_balancer',
      requester: 'amazon-elb',
      description: `ELB net/shared/${networkInterfaceId.slice(-16)}`,
      inUse: true,
      tags: {},
      association: { publicIp, address },
    };
  }
}

function interfaceDocument({ instance, association, requester, ...told }: Told): object {
  const held = association && {
    allocationId: association.address?.allocationId,
    associationId: association.address?.associationId,
    ipOwnerId: association.address === undefined ? 'amazon' : told.accountId,
    publicDnsName: publicDnsName(told.region, association.publicIp),
    publicIp: association.publicIp,
  };
  return {
    association: held,
    attachment: attachmentOf(told, instance, requester),
    availabilityZone: told.zone,
    availabilityZoneId: zoneId(told.zone),
    description: told.description,
    groupSet: [{ groupId: groupOf(told.vpcId), groupName: 'default' }],
    interfaceType: told.type,
    ipv6AddressesSet: [],
    macAddress: `0e:${(told.id.slice(-10).match(/../g) ?? []).join(':')}`,
    networkInterfaceId: told.id,
    ownerId: told.accountId,
    privateIpAddress: told.privateIp,
    privateIpAddressesSet: [{ association: held, primary: true, privateIpAddress: told.privateIp }],
    requesterId: requester,
    requesterManaged: requester !== undefined,
    sourceDestCheck: told.type === 'interface',
    status: told.inUse ? 'in-use' : 'available',
    subnetId: told.subnetId,
    tagSet: tagDocuments(told.tags),
    vpcId: told.vpcId,
  };
}

/** What a service has is attached to nothing that the account can see. */
function attachmentOf(
  { id, inUse, accountId }: Pick<Told, 'id' | 'inUse' | 'accountId'>,
  instance: AwsInstance | undefined,
  requester: string | undefined,
): object | undefined {
  if (!inUse) return undefined;
  return {
    attachTime: instance && new Timestamp(instance.createdAt),
    attachmentId: siblingId('eni-attach', instance?.id ?? id),
    deleteOnTermination: instance !== undefined,
    deviceIndex: instance === undefined ? 1 : 0,
    networkCardIndex: 0,
    instanceId: instance?.id,
    instanceOwnerId: instance === undefined ? (requester ?? accountId) : accountId,
    status: 'attached',
  };
}
