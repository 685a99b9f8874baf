import { familyState } from '../../estate/family.ts';
import { networkFamily } from '../../estate/network/family.ts';
import type { Route, RouteTable, SecurityGroup, Subnet, Vpc } from '../../estate/network/model.ts';
import type { Call } from '../call.ts';
import { zoneId } from '../regions.ts';
import { describe, tagDocuments, upTo, within } from './listing.ts';

const stateOf = (call: Call) => familyState(call.world.estate, networkFamily);

export const describeVpcs = describe<Vpc>({
  set: 'vpcSet',
  idParam: 'VpcId',
  idOf: ({ id }) => id,
  notFound: { code: 'InvalidVpcID.NotFound', thing: 'vpc' },
  limits: upTo(1000),
  filters: {
    cidr: ({ cidr }) => cidr,
    'cidr-block-association.cidr-block': ({ cidr }) => cidr,
    'is-default': () => false,
    'owner-id': ({ accountId }) => accountId,
    state: () => 'available',
    'vpc-id': ({ id }) => id,
  },
  all: (call, after) => within(call, stateOf(call).vpcs, after),
  document: ({ id, cidr, accountId, tags }) => ({
    ownerId: accountId,
    instanceTenancy: 'default',
    cidrBlockAssociationSet: [
      { associationId: `vpc-cidr-assoc-${id.slice(4)}`, cidrBlock: cidr, cidrBlockState: { state: 'associated' } },
    ],
    isDefault: false,
    tagSet: tagDocuments(tags),
    vpcId: id,
    state: 'available',
    cidrBlock: cidr,
    dhcpOptionsId: `dopt-${id.slice(4)}`,
  }),
});

export const describeSubnets = describe<Subnet>({
  set: 'subnetSet',
  idParam: 'SubnetId',
  idOf: ({ id }) => id,
  notFound: { code: 'InvalidSubnetID.NotFound', thing: 'subnet' },
  limits: upTo(1000),
  filters: {
    'availability-zone': ({ zone }) => zone,
    'availability-zone-id': ({ zone }) => zoneId(zone),
    cidr: ({ cidr }) => cidr,
    'cidr-block': ({ cidr }) => cidr,
    'owner-id': ({ accountId }) => accountId,
    state: () => 'available',
    'subnet-id': ({ id }) => id,
    'vpc-id': ({ vpcId }) => vpcId,
  },
  all: (call, after) => within(call, stateOf(call).subnets, after),
  document: ({ id, vpcId, zone, cidr, accountId, region, tags }) => ({
    availabilityZoneId: zoneId(zone),
    mapCustomerOwnedIpOnLaunch: false,
    ownerId: accountId,
    assignIpv6AddressOnCreation: false,
    ipv6CidrBlockAssociationSet: [],
    tagSet: tagDocuments(tags),
    subnetArn: `arn:aws:ec2:${region}:${accountId}:subnet/${id}`,
    enableDns64: false,
    ipv6Native: false,
    subnetId: id,
    state: 'available',
    vpcId,
    cidrBlock: cidr,
    availableIpAddressCount: 4000,
    availabilityZone: zone,
    defaultForAz: false,
    mapPublicIpOnLaunch: false,
  }),
});

export const describeRouteTables = describe<RouteTable>({
  set: 'routeTableSet',
  idParam: 'RouteTableId',
  idOf: ({ id }) => id,
  notFound: { code: 'InvalidRouteTableID.NotFound', thing: 'routeTable' },
  limits: upTo(100),
  filters: {
    'association.main': ({ main }) => main,
    'association.subnet-id': ({ subnetIds }) => subnetIds,
    'owner-id': ({ accountId }) => accountId,
    'route-table-id': ({ id }) => id,
    'route.gateway-id': ({ routes }) => targetsOf(routes, 'internet-gateway', 'endpoint'),
    'route.nat-gateway-id': ({ routes }) => targetsOf(routes, 'nat-gateway'),
    'route.transit-gateway-id': ({ routes }) => targetsOf(routes, 'transit-gateway'),
    'vpc-id': ({ vpcId }) => vpcId,
  },
  all: (call, after) => within(call, stateOf(call).routeTables, after),
  document: (table, call) => ({
    associationSet: associationsOf(table),
    propagatingVgwSet: [],
    routeTableId: table.id,
    routeSet: [
      {
        destinationCidrBlock: stateOf(call).vpcs.get(table.vpcId)?.cidr,
        gatewayId: 'local',
        origin: 'CreateRouteTable',
        state: 'active',
      },
      ...table.routes.map(routeDocument),
    ],
    tagSet: tagDocuments(table.tags),
    vpcId: table.vpcId,
    ownerId: table.accountId,
  }),
});

const targetsOf = (routes: readonly Route[], ...kinds: readonly Route['targetKind'][]): readonly string[] =>
  routes.flatMap(({ targetKind, targetId }) => (kinds.includes(targetKind) ? [targetId] : []));

function associationsOf({ id, main, subnetIds }: RouteTable): readonly object[] {
  const association = (of: string, rest: object) => ({
    ...rest,
    routeTableAssociationId: `rtbassoc-${of.slice(of.indexOf('-') + 1)}`,
    routeTableId: id,
    associationState: { state: 'associated' },
  });
  return [
    ...(main ? [association(id, { main: true })] : []),
    ...subnetIds.map((subnetId) => association(subnetId, { main: false, subnetId })),
  ];
}

const targetFields = {
  'internet-gateway': 'gatewayId',
  'nat-gateway': 'natGatewayId',
  'transit-gateway': 'transitGatewayId',
  endpoint: 'gatewayId',
} as const;

const routeDocument = ({ destination, targetKind, targetId, state }: Route): object => ({
  [destination.startsWith('pl-') ? 'destinationPrefixListId' : 'destinationCidrBlock']: destination,
  [targetFields[targetKind]]: targetId,
  origin: 'CreateRoute',
  state,
});

export const describeSecurityGroups = describe<SecurityGroup & { readonly tags: Record<string, string> }>({
  set: 'securityGroupInfo',
  idParam: 'GroupId',
  idOf: ({ id }) => id,
  notFound: { code: 'InvalidGroup.NotFound', thing: 'security group' },
  limits: upTo(1000),
  filters: {
    'group-id': ({ id }) => id,
    'group-name': () => 'default',
    'ip-permission.cidr': ({ openFrom }) => openFrom,
    'owner-id': ({ accountId }) => accountId,
    'vpc-id': ({ vpcId }) => vpcId,
  },
  *all(call, after) {
    for (const group of within(call, stateOf(call).securityGroups, after)) yield { ...group, tags: {} };
  },
  document: ({ id, vpcId, accountId, region, openFrom }) => ({
    groupId: id,
    ipPermissionsEgress: [permission('-1', ['0.0.0.0/0'], [])],
    vpcId,
    securityGroupArn: `arn:aws:ec2:${region}:${accountId}:security-group/${id}`,
    ownerId: accountId,
    groupName: 'default',
    groupDescription: 'default VPC security group',
    ipPermissions: [
      permission('-1', [], [{ userId: accountId, groupId: id }]),
      { ...permission('tcp', openFrom, []), fromPort: 443, toPort: 443 },
    ],
  }),
});

const permission = (ipProtocol: string, cidrs: readonly string[], groups: readonly object[]): object => ({
  ipProtocol,
  groups,
  ipRanges: cidrs.map((cidrIp) => ({ cidrIp })),
  ipv6Ranges: [],
  prefixListIds: [],
});
