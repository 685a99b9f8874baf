import type { Random } from '../random.ts';
import type { NatGateway, Subnet, Traffic, Vpc } from './model.ts';
import type { NetworkBuilder } from './network-builder.ts';

export interface NatGatewayFields {
  readonly vpc: Vpc;
  readonly subnet: Subnet;
  readonly createdAt: number;
  readonly connectivity?: NatGateway['connectivity'];
  readonly traffic: (createdAt: number) => Traffic | undefined;
  readonly tags: Record<string, string>;
}

export function addNatGateway(builder: NetworkBuilder, random: Random, fields: NatGatewayFields): NatGateway {
  const { vpc, subnet, createdAt, connectivity = 'public', tags } = fields;
  const at = { accountId: vpc.accountId, region: vpc.region };
  const id = `nat-0${random.hex(16)}`;
  const interfaceId = `eni-0${random.hex(16)}`;
  const privateIp = builder.privateIp();
  const address =
    connectivity === 'public' ? builder.address(random, at, interfaceId, privateIp, { ...tags }) : undefined;
  const passes = fields.traffic(createdAt);
  const gateway: NatGateway = {
    ...at,
    id,
    vpcId: vpc.id,
    subnetId: subnet.id,
    zone: subnet.zone,
    connectivity,
    createdAt,
    privateIp,
    interfaceId,
    ...(address !== undefined && { allocationId: address.allocationId }),
    tags,
    ...(passes !== undefined && { traffic: passes }),
  };
  builder.state.natGateways.set(id, gateway);
  builder.state.interfaces.set(interfaceId, {
    ...at,
    id: interfaceId,
    vpcId: vpc.id,
    subnetId: subnet.id,
    zone: subnet.zone,
    privateIp,
    type: 'natGateway',
    requester: 'amazon-vpc',
    description: `Interface for NAT Gateway ${id}`,
    inUse: true,
    createdAt,
    ...(address !== undefined && { allocationId: address.allocationId }),
    tags: {},
  });
  return gateway;
}
