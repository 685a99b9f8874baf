import { sumDecimals } from '../decimal.ts';
import type { Traffic, VpnConnection } from './model.ts';
import { type NetworkBuilder, type Part, silence, traffic } from './network-builder.ts';
import { monthOf } from './prices.ts';
import type { TransitGateways } from './transit.ts';

const IDLE = 'aws-vpn-connection-idle';

/** For each thousand resources. */
const ROLES = {
  down: 0.6,
  'down-transit': 0.3,
  'up-silent': 0.5,
  busy: 0.5,
  'one-tunnel': 0.3,
  standby: 0.4,
  'once-a-month': 0.3,
  young: 0.3,
  keep: 0.3,
} as const;

type Role = keyof typeof ROLES;

/** Site-to-site connections, most with a gateway of their own. */
export function buildVpnConnections(builder: NetworkBuilder, gateways: TransitGateways): void {
  for (const part of builder.parts('vpn', ROLES)) {
    const { role, random } = part;
    const vpnGatewayId = `vgw-0${random.hex(16)}`;
    const connection = add(builder, part, role, vpnGatewayId, gateways);
    // The one that carries what the standby waits for.
    if (role === 'standby') add(builder, part, 'busy', vpnGatewayId, gateways);
    plant(builder, part, connection);
  }
}

function add(
  builder: NetworkBuilder,
  { random, place }: Part<Role>,
  role: Role,
  vpnGatewayId: string,
  gateways: TransitGateways,
): VpnConnection {
  const createdAt = builder.daysAgo(role === 'young' ? random.between(4, 20) : random.between(60, 700));
  const isUp = !role.startsWith('down') && role !== 'keep';
  const passes = trafficOf(builder, role, random.between(0.01, 4) * 1e9, createdAt);
  const gateway = gateways.of(place.region);
  // A transit gateway's connections belong to who has it.
  const accountId = role === 'down-transit' ? gateway.ownerId : place.accountId;
  const connection: VpnConnection = {
    accountId,
    region: place.region,
    id: `vpn-0${random.hex(16)}`,
    customerGatewayId: `cgw-0${random.hex(16)}`,
    ...(role === 'down-transit' ? { transitGatewayId: gateway.id } : { vpnGatewayId }),
    createdAt,
    tunnels: [0, 1].map((number) => ({
      outsideIp: builder.publicIp(),
      up: isUp && (number === 0 || role !== 'one-tunnel'),
    })),
    tags: builder.tags(random, place, 'vpn', role === 'keep' ? 'second provider, for outages' : undefined),
    traffic: passes,
  };
  builder.state.vpnConnections.set(connection.id, connection);
  if (connection.transitGatewayId !== undefined) {
    const id = `tgw-attach-0${random.hex(16)}`;
    builder.state.attachments.set(id, {
      accountId,
      region: place.region,
      id,
      gatewayId: gateway.id,
      gatewayOwnerId: gateway.ownerId,
      resourceType: 'vpn',
      resourceId: connection.id,
      state: 'available',
      createdAt,
      tags: {},
      traffic: silence(createdAt),
    });
    builder.context.plantFine(
      'aws-tgw-attachment-idle',
      connection,
      id,
      'goes with its VPN connection, which is the finding',
    );
  }
  return connection;
}

function trafficOf(builder: NetworkBuilder, role: Role, bytesPerDay: number, since: number): Traffic {
  switch (role) {
    case 'busy':
    case 'one-tunnel':
      return traffic(since, { bytesPerDay });
    case 'once-a-month':
      return traffic(since, { bytesPerDay: 3e8, burstAt: builder.daysAgo(20) });
    default:
      return silence(since);
  }
}

function plant({ context }: NetworkBuilder, { role }: Part<Role>, connection: VpnConnection): void {
  const own = monthOf('vpnConnectionHour');
  const idle = (because: string, cost = own): void =>
    context.plantWaste(IDLE, connection, connection.id, because, cost);
  const fine = (because: string): void => context.plantFine(IDLE, connection, connection.id, because);
  switch (role) {
    case 'down':
      return idle('both tunnels were down for two months and more');
    case 'down-transit':
      return idle(
        'both tunnels down; its attachment bills beside it',
        sumDecimals([own, monthOf('transitAttachmentHour')]),
      );
    case 'up-silent':
      return idle('up, without a byte, and the only connection of its gateway');
    case 'busy':
      return undefined;
    case 'one-tunnel':
      return fine('one tunnel is down, the other carries what there is');
    case 'standby':
      return fine('up and silent beside another connection of its gateway: it stands by');
    case 'once-a-month':
      return fine('used on one day of the month');
    case 'young':
      return fine('coverage: it is younger than the window of 30 days');
    case 'keep':
      return fine('protected by a tag');
  }
}
