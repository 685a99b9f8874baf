import type { Placed, TransitAttachment, Traffic } from './model.ts';
import { type NetworkBuilder, type Part, silence, traffic } from './network-builder.ts';
import { monthOf } from './prices.ts';

const IDLE = 'aws-tgw-attachment-idle';

/** For each thousand resources. */
const ROLES = {
  idle: 1,
  'idle-peering': 0.3,
  busy: 1.5,
  'once-a-month': 0.3,
  young: 0.3,
  silent: 0.3,
  keep: 0.3,
  waiting: 0.3,
  connect: 0.2,
} as const;

type Role = keyof typeof ROLES;

/** The transit gateway of a region: it belongs to the management account, which shares it with the others. */
export interface TransitGateways {
  of(region: string): { readonly id: string; readonly ownerId: string };
}

export function transitGateways({ context }: NetworkBuilder): TransitGateways {
  const ownerId = context.organization.managementAccountId;
  return { of: (region) => ({ id: `tgw-0${context.random('transit gateway', region).hex(16)}`, ownerId }) };
}

/** Attachments of networks and peers, each network with one. */
export function buildAttachments(builder: NetworkBuilder, gateways: TransitGateways): void {
  for (const part of builder.parts('attachment', ROLES)) {
    const attachment = attachmentOf(builder, part, gateways);
    builder.state.attachments.set(attachment.id, attachment);
    plant(builder, part, attachment);
  }
}

function attachmentOf(builder: NetworkBuilder, part: Part<Role>, gateways: TransitGateways): TransitAttachment {
  const { role, random, place } = part;
  const gateway = gateways.of(place.region);
  const isVpc = role !== 'idle-peering' && role !== 'connect';
  // What is no network belongs to who has the gateway.
  const at: Placed = { accountId: isVpc ? place.accountId : gateway.ownerId, region: place.region };
  const network = isVpc ? builder.network(random, place, `spoke-${role}`) : undefined;
  for (const table of network?.privateTables ?? []) {
    table.routes.push({
      destination: '10.0.0.0/8',
      targetKind: 'transit-gateway',
      targetId: gateway.id,
      state: 'active',
    });
  }
  const createdAt = builder.daysAgo(role === 'young' ? random.between(4, 20) : random.between(60, 700));
  const passes = trafficOf(builder, part, createdAt);
  return {
    ...at,
    id: `tgw-attach-0${random.hex(16)}`,
    gatewayId: gateway.id,
    gatewayOwnerId: gateway.ownerId,
    resourceType: role === 'idle-peering' ? 'peering' : role === 'connect' ? 'connect' : 'vpc',
    resourceId: network?.vpc.id ?? (role === 'connect' ? `tgw-attach-0${random.hex(16)}` : `tgw-0${random.hex(16)}`),
    state: role === 'waiting' ? 'pendingAcceptance' : 'available',
    createdAt,
    tags: builder.tags(random, place, 'attachment', role === 'keep' ? 'recovery region' : undefined),
    ...(passes !== undefined && { traffic: passes }),
  };
}

function trafficOf(builder: NetworkBuilder, { role, random }: Part<Role>, since: number): Traffic | undefined {
  switch (role) {
    case 'busy':
      return traffic(since, { bytesPerDay: random.between(0.1, 40) * 1e9 });
    case 'once-a-month':
      return traffic(since, { bytesPerDay: 5e8, burstAt: builder.daysAgo(random.between(15, 26)) });
    case 'silent':
    case 'waiting':
      return undefined;
    default:
      return silence(since);
  }
}

function plant({ context }: NetworkBuilder, { role }: Part<Role>, attachment: TransitAttachment): void {
  const idle = (because: string): void =>
    context.plantWaste(IDLE, attachment, attachment.id, because, monthOf('transitAttachmentHour'));
  const fine = (because: string): void => context.plantFine(IDLE, attachment, attachment.id, because);
  switch (role) {
    case 'idle':
      return idle('not a byte in or out for two months and more');
    case 'idle-peering':
      return idle('a peering that nothing goes through');
    case 'busy':
      return undefined;
    case 'once-a-month':
      return fine('used on one day of the month: a test of the recovery');
    case 'young':
      return fine('younger than the window of 30 days');
    case 'silent':
      return fine('coverage: it has no metrics at all');
    case 'keep':
      return fine('protected by a tag');
    case 'waiting':
      return fine('waits for its acceptance and bills nothing');
    case 'connect':
      return fine('a connect attachment rides on another one and bills nothing itself');
  }
}
