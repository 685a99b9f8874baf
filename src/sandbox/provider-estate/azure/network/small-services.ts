import { DAY } from '../../../estate/generate/time.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { NETWORK_TYPE, networkGroup, networkName, subnetId } from './names.ts';
import { addPublicIp } from './public-ip-resource.ts';

type NatRole = 'working' | 'without-subnet' | 'keep';

/** NAT gateways: those that work belong to a subnet and pass traffic. */
export function makeNatGateways(context: AzureContext): void {
  const type = 'Microsoft.Network/natGateways';
  const shares = { 'without-subnet': 0.3, keep: 0.2 };
  castOf<NatRole>(context, 'NAT gateways', shares, context.count(4, 4), 'working').forEach((role, index) => {
    const random = context.random('NAT gateway', index);
    const place = context.places.pick(random);
    const resourceGroup = networkGroup(context, place);
    const name = `nat-${place.region}-${index}`;
    const createdAt = context.now - random.between(70, 600) * DAY;
    const id = context.idOf(place, resourceGroup, type, name);
    const tags = { team: 'platform', ...(role === 'keep' && { [KEEP_TAG]: 'for the second region' }) };
    const address = addPublicIp(context, random, {
      place,
      resourceGroup,
      name: `pip-${name}`,
      createdAt,
      tags,
      allocation: 'Static',
      use: { natGateway: { id } },
    });
    const gateway = context.add({
      place,
      type,
      name,
      resourceGroup,
      tags,
      createdAt,
      top: { sku: { name: 'Standard' }, etag: `W/"${guidOf(random)}"` },
      properties: {
        provisioningState: 'Succeeded',
        resourceGuid: guidOf(random),
        idleTimeoutInMinutes: 4,
        publicIpAddresses: [{ id: address.id }],
        ...(role === 'working' && { subnets: [{ id: subnetId(context, place, 'apps') }] }),
      },
      metrics: {
        ByteCount: {
          of: 'counter',
          unit: 'Bytes',
          shape: 'daily',
          perHour: role === 'working' ? random.integer(5e7, 9e9) : 0,
        },
      },
    });
    context.bill(gateway, 'nat-gateway');
    const cost = monthly(usdOf('nat-gateway', place.region));
    if (role === 'without-subnet') context.waste(CHECK.natGateway, gateway, 'no subnet goes out through it', cost);
    else if (role === 'keep') context.fine(CHECK.natGateway, gateway, `protected by the tag ${KEEP_TAG}`);
  });
}

type PlanRole = 'linked' | 'unlinked' | 'keep';

/** DDoS protection plans: one protects a whole tenant, and costs thousands a month whether a network is linked or not. */
export function makeDdosPlans(context: AzureContext): void {
  const type = 'Microsoft.Network/ddosProtectionPlans';
  // One that is linked, as a tenant needs; the rest is left over.
  const shares = { unlinked: 0.5, keep: 0.4 };
  castOf<PlanRole>(context, 'DDoS plans', shares, context.count(2.4, 3), 'linked').forEach((role, index) => {
    const random = context.random('DDoS plan', index);
    const place = context.places.pick(random);
    const group = networkGroup(context, place);
    const plan = context.add({
      place,
      type,
      name: `ddos-${place.region}-${index}`,
      resourceGroup: group,
      tags: { team: 'platform', ...(role === 'keep' && { [KEEP_TAG]: 'ordered ahead of the launch' }) },
      createdAt: context.now - random.between(70, 600) * DAY,
      top: { etag: `W/"${guidOf(random)}"` },
      properties: {
        provisioningState: 'Succeeded',
        resourceGuid: guidOf(random),
        ...(role === 'linked' && {
          virtualNetworks: [{ id: context.idOf(place, group, NETWORK_TYPE, networkName(place)) }],
        }),
      },
    });
    context.bill(plan, 'ddos-plan');
    if (role === 'unlinked') {
      context.waste(CHECK.ddosPlan, plan, 'no virtual network is linked to it', usdOf('ddos-plan', place.region));
    } else if (role === 'linked') context.fine(CHECK.ddosPlan, plan, 'a virtual network is linked to it');
    else context.fine(CHECK.ddosPlan, plan, `protected by the tag ${KEEP_TAG}`);
  });
}

type EndpointRole = 'approved' | 'disconnected' | 'rejected' | 'pending';

/** Private endpoints: the target of some is gone, or turned them down. */
export function makePrivateEndpoints(context: AzureContext): void {
  const type = 'Microsoft.Network/privateEndpoints';
  const shares = { disconnected: 0.15, rejected: 0.1, pending: 0.1 };
  castOf<EndpointRole>(context, 'private endpoints', shares, context.count(8, 4), 'approved').forEach((role, index) => {
    const random = context.random('private endpoint', index);
    const place = context.places.pick(random);
    const identity = context.identity(random, place);
    const resourceGroup = context.groupOf(identity, place);
    const name = `pe-${context.nameOf(identity)}-${index}`;
    const id = context.idOf(place, resourceGroup, type, name);
    const status = `${role[0]?.toUpperCase()}${role.slice(1)}`;
    const target = context.idOf(place, resourceGroup, 'Microsoft.Storage/storageAccounts', `st${random.hex(10)}`);
    const endpoint = context.add({
      place,
      type,
      name,
      resourceGroup,
      tags: context.tagsOf(random, identity, name),
      createdAt: context.now - random.between(40, 500) * DAY,
      top: { etag: `W/"${guidOf(random)}"` },
      properties: {
        provisioningState: 'Succeeded',
        subnet: { id: subnetId(context, place, 'data') },
        networkInterfaces: [],
        privateLinkServiceConnections: [
          {
            name,
            id: `${id}/privateLinkServiceConnections/${name}`,
            type: 'Microsoft.Network/privateEndpoints/privateLinkServiceConnections',
            properties: {
              provisioningState: 'Succeeded',
              privateLinkServiceId: target,
              groupIds: ['blob'],
              privateLinkServiceConnectionState: { status, description: '', actionsRequired: 'None' },
            },
          },
        ],
        manualPrivateLinkServiceConnections: [],
        customDnsConfigs: [],
      },
    });
    context.bill(endpoint, 'private-endpoint');
    const cost = monthly(usdOf('private-endpoint', place.region));
    if (role === 'disconnected') context.waste(CHECK.privateEndpoint, endpoint, 'its target is gone', cost);
    else if (role === 'rejected') context.waste(CHECK.privateEndpoint, endpoint, 'its target turned it down', cost);
    else if (role === 'pending') context.fine(CHECK.privateEndpoint, endpoint, 'waits for its approval');
  });
}

type CircuitRole = 'provisioned' | 'unprovisioned' | 'young';

/** ExpressRoute circuits: billed from the day on which they are made, whether the provider has connected them or not. */
export function makeCircuits(context: AzureContext): void {
  const type = 'Microsoft.Network/expressRouteCircuits';
  const shares = { unprovisioned: 0.4, young: 0.3 };
  castOf<CircuitRole>(context, 'circuits', shares, context.count(2.4, 3), 'provisioned').forEach((role, index) => {
    const random = context.random('circuit', index);
    const place = context.places.pick(random);
    const provider = role === 'provisioned' ? 'Provisioned' : 'NotProvisioned';
    const circuit = context.add({
      place,
      type,
      name: `erc-${place.region}-${index}`,
      resourceGroup: networkGroup(context, place),
      tags: { team: 'platform' },
      createdAt: context.now - (role === 'young' ? random.between(3, 20) : random.between(70, 600)) * DAY,
      top: {
        sku: { name: 'Standard_MeteredData', tier: 'Standard', family: 'MeteredData' },
        etag: `W/"${guidOf(random)}"`,
      },
      properties: {
        provisioningState: 'Succeeded',
        allowClassicOperations: false,
        circuitProvisioningState: 'Enabled',
        serviceProviderProvisioningState: provider,
        authorizations: [],
        peerings: [],
        serviceKey: guidOf(random),
        serviceProviderProperties: {
          serviceProviderName: 'Equinix',
          peeringLocation: 'Silicon Valley',
          bandwidthInMbps: 50,
        },
        gatewayManagerEtag: '',
        globalReachEnabled: false,
      },
    });
    context.bill(circuit, 'express-route/50');
    const cost = usdOf('express-route/50', place.region);
    if (role === 'unprovisioned') context.waste(CHECK.expressRoute, circuit, 'its provider never connected it', cost);
    else if (role === 'young') context.fine(CHECK.expressRoute, circuit, 'ordered less than 30 days ago');
    else context.fine(CHECK.expressRoute, circuit, 'its provider has connected it');
  });
}
