import { meanFor } from '../../../estate/metric-shapes.ts';
import { DAY } from '../../../estate/generate/time.ts';
import type { Random } from '../../../estate/random.ts';
import type { AzureContext } from '../azure-context.ts';
import { CHECK, KEEP_TAG } from '../check-ids.ts';
import type { Course } from '../model.ts';
import { usdOf } from '../prices/catalogue.ts';
import { monthly } from '../prices/money.ts';
import { castOf } from '../roles.ts';
import { guidOf } from '../tenant.ts';
import { networkGroup, subnetId } from './names.ts';
import { addPublicIp } from './public-ip-resource.ts';

type GatewayRole = 'working' | 'unconnected' | 'silent' | 'clients' | 'young' | 'keep';

const TYPE = 'Microsoft.Network/virtualNetworkGateways';
const CONNECTION = 'Microsoft.Network/connections';
const SHARES: Readonly<Partial<Record<GatewayRole, number>>> = {
  unconnected: 0.2,
  silent: 0.12,
  clients: 0.12,
  young: 0.12,
  keep: 0.12,
};

/** VPN gateways; those that work have a site-to-site connection, or clients that dial in. */
export function makeGateways(context: AzureContext): void {
  castOf<GatewayRole>(context, 'network gateways', SHARES, context.count(5, 6), 'working').forEach((role, index) =>
    makeGateway(context, context.random('network gateway', index), role, index),
  );
}

function makeGateway(context: AzureContext, random: Random, role: GatewayRole, index: number): void {
  const place = context.places.pick(random);
  const resourceGroup = networkGroup(context, place);
  const name = `vgw-${place.region}-${index}`;
  const sku = random.pick(['VpnGw1', 'VpnGw2', 'VpnGw3']);
  const createdAt = context.now - (role === 'young' ? random.between(5, 20) : random.between(150, 700)) * DAY;
  const id = context.idOf(place, resourceGroup, TYPE, name);
  const tags = { team: 'platform', ...(role === 'keep' && { [KEEP_TAG]: 'for the move of the data centre' }) };
  const address = addPublicIp(context, random, {
    place,
    resourceGroup,
    name: `pip-${name}`,
    createdAt,
    tags,
    allocation: 'Static',
    use: { ipConfiguration: { id: `${id}/ipConfigurations/default` } },
  });
  const connected = role === 'working' || role === 'silent';
  const gateway = context.add({
    place,
    type: TYPE,
    name,
    resourceGroup,
    tags,
    createdAt,
    top: { etag: `W/"${guidOf(random)}"` },
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: guidOf(random),
      enablePrivateIpAddress: false,
      ipConfigurations: [
        {
          name: 'default',
          id: `${id}/ipConfigurations/default`,
          etag: `W/"${guidOf(random)}"`,
          properties: {
            provisioningState: 'Succeeded',
            privateIPAllocationMethod: 'Dynamic',
            publicIPAddress: { id: address.id },
            subnet: { id: subnetId(context, place, 'GatewaySubnet') },
          },
        },
      ],
      sku: { name: sku, tier: sku, capacity: 2 },
      gatewayType: 'Vpn',
      vpnType: 'RouteBased',
      vpnGatewayGeneration: 'Generation1',
      enableBgp: false,
      activeActive: false,
      ...(role === 'clients' && {
        vpnClientConfiguration: {
          vpnClientAddressPool: { addressPrefixes: ['172.16.0.0/24'] },
          vpnClientProtocols: ['OpenVPN'],
          vpnAuthenticationTypes: ['AAD'],
          vpnClientRootCertificates: [],
          vpnClientRevokedCertificates: [],
          radiusServers: [],
          vpnClientIpsecPolicies: [],
        },
      }),
    },
    metrics: metricsOf(random, role),
  });
  context.bill(gateway, `vpn-gateway/${sku}`);
  if (connected)
    addConnection(context, random, { gateway: id, place, resourceGroup, name, createdAt, busy: role === 'working' });
  const cost = monthly(usdOf(`vpn-gateway/${sku}`, place.region));
  const fine = (because: string): void => context.fine(CHECK.vnetGateway, gateway, because);
  if (role === 'unconnected') context.waste(CHECK.vnetGateway, gateway, 'no connection, and no client dials in', cost);
  else if (role === 'silent') context.waste(CHECK.vnetGateway, gateway, 'a connection that nothing passes', cost);
  else if (role === 'clients') fine('no site-to-site connection, but clients dial in');
  else if (role === 'young') fine('younger than the window of 30 days');
  else if (role === 'keep') fine(`protected by the tag ${KEEP_TAG}`);
}

function addConnection(
  context: AzureContext,
  random: Random,
  part: {
    readonly gateway: string;
    readonly place: Parameters<AzureContext['idOf']>[0] & { readonly region: string };
    readonly resourceGroup: string;
    readonly name: string;
    readonly createdAt: number;
    readonly busy: boolean;
  },
): void {
  const { place, resourceGroup, name } = part;
  const site = context.idOf(place, resourceGroup, 'Microsoft.Network/localNetworkGateways', `site-${name}`);
  context.add({
    place: { ...place, zones: [], environment: 'prod' },
    type: CONNECTION,
    name: `cn-${name}`,
    resourceGroup,
    tags: { team: 'platform' },
    createdAt: part.createdAt,
    top: { etag: `W/"${guidOf(random)}"` },
    properties: {
      provisioningState: 'Succeeded',
      resourceGuid: guidOf(random),
      virtualNetworkGateway1: { id: part.gateway },
      localNetworkGateway2: { id: site },
      connectionType: 'IPsec',
      connectionProtocol: 'IKEv2',
      routingWeight: 0,
      enableBgp: false,
      usePolicyBasedTrafficSelectors: false,
      connectionStatus: part.busy ? 'Connected' : 'NotConnected',
      ingressBytesTransferred: part.busy ? random.integer(1_000_000, 900_000_000) : 0,
      egressBytesTransferred: part.busy ? random.integer(1_000_000, 900_000_000) : 0,
    },
  });
}

function metricsOf(random: Random, role: GatewayRole): Readonly<Record<string, Course>> {
  const busy = role === 'working' || role === 'keep' || role === 'young';
  const bandwidth = (peak: number): Course => ({
    of: 'gauge',
    unit: 'BytesPerSecond',
    shape: 'daily',
    mean: meanFor('daily', peak * 0.2, peak),
    peak,
  });
  const peak = random.between(2e5, 9e6);
  return {
    AverageBandwidth: bandwidth(busy ? peak : 0),
    TunnelAverageBandwidth: bandwidth(busy ? peak : 0),
    P2SConnectionCount: {
      of: 'counter',
      unit: 'Count',
      shape: 'daily',
      perHour: role === 'clients' ? random.integer(24, 90) : 0,
    },
    P2SBandwidth: bandwidth(role === 'clients' ? peak / 10 : 0),
  };
}
