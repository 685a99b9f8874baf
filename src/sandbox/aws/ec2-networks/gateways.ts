import { familyState } from '../../estate/family.ts';
import { networkFamily } from '../../estate/network/family.ts';
import type {
  Endpoint,
  EndpointService,
  NatGateway,
  TransitAttachment,
  VpnConnection,
} from '../../estate/network/model.ts';
import { groupOf } from '../../estate/network/network-builder.ts';
import type { Call } from '../call.ts';
import { Timestamp } from '../wire/timestamps.ts';
import { describe, tagDocuments, upTo, within } from './listing.ts';

const stateOf = (call: Call) => familyState(call.world.estate, networkFamily);

export const describeNatGateways = describe<NatGateway>({
  set: 'natGatewaySet',
  idParam: 'NatGatewayId',
  idOf: ({ id }) => id,
  notFound: { code: 'NatGatewayNotFound', thing: 'NAT gateway' },
  limits: upTo(1000),
  filters: {
    'nat-gateway-id': ({ id }) => id,
    state: () => 'available',
    'subnet-id': ({ subnetId }) => subnetId,
    'vpc-id': ({ vpcId }) => vpcId,
  },
  all: (call, after) => within(call, stateOf(call).natGateways, after),
  document(gateway, call) {
    const address = stateOf(call).addresses.get(gateway.allocationId ?? '');
    return {
      createTime: new Timestamp(gateway.createdAt),
      natGatewayAddressSet: [
        {
          allocationId: address?.allocationId,
          networkInterfaceId: gateway.interfaceId,
          privateIp: gateway.privateIp,
          publicIp: address?.publicIp,
          associationId: address?.associationId,
          isPrimary: true,
          status: 'succeeded',
        },
      ],
      natGatewayId: gateway.id,
      state: 'available',
      subnetId: gateway.subnetId,
      vpcId: gateway.vpcId,
      tagSet: tagDocuments(gateway.tags),
      connectivityType: gateway.connectivity,
      availabilityMode: 'zonal',
    };
  },
});

export const describeVpcEndpoints = describe<Endpoint>({
  set: 'vpcEndpointSet',
  idParam: 'VpcEndpointId',
  idOf: ({ id }) => id,
  notFound: { code: 'InvalidVpcEndpointId.NotFound', thing: 'Vpc Endpoint' },
  limits: { ...upTo(1000), above: 'capped' },
  filters: {
    'service-name': ({ serviceName }) => serviceName,
    'service-region': ({ serviceRegion }) => serviceRegion,
    'vpc-endpoint-id': ({ id }) => id,
    'vpc-endpoint-state': ({ state }) => state,
    'vpc-endpoint-type': ({ type }) => type,
    'vpc-id': ({ vpcId }) => vpcId,
  },
  all: (call, after) => within(call, stateOf(call).endpoints, after),
  document: (endpoint, call) => ({
    vpcEndpointId: endpoint.id,
    vpcEndpointType: endpoint.type,
    vpcId: endpoint.vpcId,
    serviceName: endpoint.serviceName,
    state: endpoint.state,
    routeTableIdSet: endpoint.routeTableIds,
    subnetIdSet: endpoint.subnetIds,
    groupSet: endpoint.type === 'Interface' ? [{ groupId: groupOf(endpoint.vpcId), groupName: 'default' }] : [],
    ipAddressType: 'ipv4',
    dnsOptions: { dnsRecordIpType: endpoint.type === 'Interface' ? 'ipv4' : 'service-defined' },
    privateDnsEnabled: endpoint.privateDns,
    requesterManaged: endpoint.requesterManaged,
    networkInterfaceIdSet: interfacesOf(call, endpoint.id),
    dnsEntrySet:
      endpoint.type === 'Interface'
        ? [
            {
              dnsName: `${endpoint.id}.${endpoint.serviceName.split('.').toReversed().join('.')}`,
              hostedZoneId: 'Z7HUB22UULQXV',
            },
          ]
        : [],
    creationTimestamp: new Timestamp(endpoint.createdAt),
    tagSet: tagDocuments(endpoint.tags),
    ownerId: endpoint.accountId,
    serviceRegion: endpoint.serviceRegion,
  }),
});

const byDescription = new WeakMap<object, ReadonlyMap<string, readonly string[]>>();

/** Interfaces say in their description what they are of. */
function interfacesOf(call: Call, endpointId: string): readonly string[] {
  const { interfaces } = stateOf(call);
  const known =
    byDescription.get(interfaces) ??
    new Map(
      [...Map.groupBy(interfaces.values(), ({ description }) => description)].map(([description, of]) => [
        description,
        of.map(({ id }) => id),
      ]),
    );
  byDescription.set(interfaces, known);
  return known.get(`VPC Endpoint Interface ${endpointId}`) ?? [];
}

export const describeVpcEndpointServiceConfigurations = describe<EndpointService>({
  set: 'serviceConfigurationSet',
  idParam: 'ServiceId',
  idOf: ({ id }) => id,
  notFound: { code: 'InvalidVpcEndpointServiceId.NotFound', thing: 'VpcEndpointService' },
  limits: { ...upTo(1000), above: 'capped' },
  filters: {
    'service-id': ({ id }) => id,
    'service-name': ({ name }) => name,
    'service-state': () => 'Available',
  },
  all: (call, after) => within(call, stateOf(call).endpointServices, after),
  document: (service) => ({
    serviceType: [{ serviceType: service.type }],
    serviceId: service.id,
    serviceName: service.name,
    serviceState: 'Available',
    availabilityZoneSet: service.zones,
    acceptanceRequired: true,
    managesVpcEndpoints: false,
    networkLoadBalancerArnSet: service.type === 'Interface' ? service.balancerArns : [],
    gatewayLoadBalancerArnSet: service.type === 'Interface' ? [] : service.balancerArns,
    supportedIpAddressTypeSet: ['ipv4'],
    baseEndpointDnsNameSet: [`${service.id}.${service.region}.vpce.amazonaws.com`],
    tagSet: tagDocuments(service.tags),
  }),
});

export const describeTransitGatewayAttachments = describe<TransitAttachment>({
  set: 'transitGatewayAttachments',
  idParam: 'TransitGatewayAttachmentIds',
  idOf: ({ id }) => id,
  notFound: { code: 'InvalidTransitGatewayAttachmentID.NotFound', thing: 'transitGatewayAttachment' },
  limits: upTo(1000),
  filters: {
    'resource-id': ({ resourceId }) => resourceId,
    'resource-owner-id': ({ accountId }) => accountId,
    'resource-type': ({ resourceType }) => resourceType,
    state: ({ state }) => state,
    'transit-gateway-attachment-id': ({ id }) => id,
    'transit-gateway-id': ({ gatewayId }) => gatewayId,
    'transit-gateway-owner-id': ({ gatewayOwnerId }) => gatewayOwnerId,
  },
  // The owner of the gateway sees them too, whoever has what is attached.
  *all(call, after) {
    const all = [...stateOf(call).attachments.values()].filter(
      ({ region, accountId, gatewayOwnerId }) =>
        region === call.region && (accountId === call.accountId || gatewayOwnerId === call.accountId),
    );
    for (const attachment of all.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
      if (attachment.id > after) yield attachment;
  },
  document: (attachment) => ({
    transitGatewayAttachmentId: attachment.id,
    transitGatewayId: attachment.gatewayId,
    transitGatewayOwnerId: attachment.gatewayOwnerId,
    resourceOwnerId: attachment.accountId,
    resourceType: attachment.resourceType,
    resourceId: attachment.resourceId,
    state: attachment.state,
    association:
      attachment.state === 'available'
        ? { transitGatewayRouteTableId: `tgw-rtb-${attachment.gatewayId.slice(4)}`, state: 'associated' }
        : undefined,
    creationTime: new Timestamp(attachment.createdAt),
    tagSet: tagDocuments(attachment.tags),
  }),
});

export const describeVpnConnections = describe<VpnConnection>({
  set: 'vpnConnectionSet',
  idParam: 'VpnConnectionId',
  idOf: ({ id }) => id,
  notFound: { code: 'InvalidVpnConnectionID.NotFound', thing: 'vpnConnection' },
  // The operation has no pages.
  limits: { min: 0, max: Number.POSITIVE_INFINITY, above: 'capped', unasked: Number.POSITIVE_INFINITY },
  filters: {
    'customer-gateway-id': ({ customerGatewayId }) => customerGatewayId,
    state: () => 'available',
    'transit-gateway-id': ({ transitGatewayId }) => transitGatewayId,
    type: () => 'ipsec.1',
    'vpn-connection-id': ({ id }) => id,
    'vpn-gateway-id': ({ vpnGatewayId }) => vpnGatewayId,
  },
  all: (call, after) => within(call, stateOf(call).vpnConnections, after),
  document: (connection) => ({
    category: 'VPN',
    transitGatewayId: connection.transitGatewayId,
    gatewayAssociationState: 'associated',
    options: {
      enableAcceleration: false,
      staticRoutesOnly: false,
      localIpv4NetworkCidr: '0.0.0.0/0',
      remoteIpv4NetworkCidr: '0.0.0.0/0',
      outsideIpAddressType: 'PublicIpv4',
      tunnelInsideIpVersion: 'ipv4',
      // A key that opens nothing: readers have to leave it where it is.
      tunnelOptionSet: connection.tunnels.map(({ outsideIp }) => ({
        outsideIpAddress: outsideIp,
        tunnelInsideCidr: '169.254.10.0/30',
        preSharedKey: 'sandbox-pre-shared-key',
      })),
    },
    routes: [],
    tagSet: tagDocuments(connection.tags),
    vgwTelemetry: connection.tunnels.map(({ outsideIp, up }) => ({
      acceptedRouteCount: up ? 3 : 0,
      lastStatusChange: new Timestamp(connection.createdAt),
      outsideIpAddress: outsideIp,
      status: up ? 'UP' : 'DOWN',
      statusMessage: up ? '3 BGP ROUTES' : 'IPSEC IS DOWN',
    })),
    vpnConnectionId: connection.id,
    state: 'available',
    customerGatewayConfiguration: `<vpn_connection id="${connection.id}"><pre_shared_key>sandbox-pre-shared-key</pre_shared_key></vpn_connection>`,
    type: 'ipsec.1',
    customerGatewayId: connection.customerGatewayId,
    vpnGatewayId: connection.vpnGatewayId,
  }),
});
