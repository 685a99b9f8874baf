import { decimalOf, picoOf } from '../decimal.ts';
import type { Random } from '../random.ts';
import { addNatGateway } from './add-nat-gateway.ts';
import type { NatGateway, Traffic } from './model.ts';
import { type BuiltNetwork, type NetworkBuilder, type Part, silence, traffic } from './network-builder.ts';
import { natGatewayMonth, networkPrices } from './prices.ts';
import { natRoute, storageEndpoints } from './storage-routes.ts';

const IDLE = 'aws-nat-gateway-idle';
const MISSING = 'aws-nat-gateway-endpoint-missing';

/** For each thousand resources. */
const ROLES = {
  'idle-unrouted': 1,
  'idle-routed': 0.8,
  'idle-standby': 0.4,
  trickle: 0.5,
  'idle-young': 0.4,
  'idle-silent': 0.3,
  'idle-gap': 0.3,
  'idle-keep': 0.3,
  'no-endpoint': 1,
  'one-table-without': 0.4,
  'with-endpoints': 0.5,
  'light-traffic': 0.4,
  'interface-endpoint': 0.3,
  'only-dynamodb-missing': 0.3,
  private: 0.3,
  'heavy-young': 0.3,
  'heavy-keep': 0.3,
} as const;

type Role = keyof typeof ROLES;

const GB_PER_DAY = 1e9;

/** NAT gateways of the cases, each in a network of its own. */
export function buildNatGateways(builder: NetworkBuilder): void {
  for (const part of builder.parts('nat', ROLES)) buildCase(builder, part);
}

function buildCase(builder: NetworkBuilder, part: Part<Role>): void {
  const { role, random, place } = part;
  const network = builder.network(random, place, role);
  const ageDays = role.endsWith('young') ? random.between(3, 9) : random.between(40, 700);
  const [subnet] = network.publicSubnets;
  if (subnet === undefined) return;
  const keep =
    role === 'idle-keep' ? 'way out of the recovery site' : role === 'heavy-keep' ? 'under migration' : undefined;
  const gateway = addNatGateway(builder, random, {
    vpc: network.vpc,
    subnet: role === 'private' ? (network.privateSubnets[0] ?? subnet) : subnet,
    createdAt: builder.daysAgo(ageDays),
    connectivity: role === 'private' ? 'private' : 'public',
    traffic: (createdAt) => trafficOf(builder, part, createdAt),
    tags: builder.tags(random, place, 'nat', keep),
  });
  route(builder, part, network, gateway);
  plant(builder, part, gateway);
}

function trafficOf(builder: NetworkBuilder, { role, random }: Part<Role>, since: number): Traffic | undefined {
  switch (role) {
    case 'idle-unrouted':
    case 'idle-routed':
    case 'idle-standby':
    case 'idle-young':
    case 'idle-keep':
      return silence(since);
    case 'idle-silent':
      return undefined;
    case 'idle-gap':
      return silence(builder.daysAgo(random.between(6, 9)));
    case 'trickle':
      // A forgotten agent that asks for updates: a few kilobytes a day.
      return traffic(since, { bytesPerDay: random.between(6000, 20_000), connections: 1 });
    case 'light-traffic':
      return traffic(since, { bytesPerDay: random.between(0.7, 2) * GB_PER_DAY, connections: random.integer(5, 40) });
    default:
      return traffic(since, { bytesPerDay: random.between(8, 90) * GB_PER_DAY, connections: random.integer(50, 900) });
  }
}

/** Who is led to the gateway, and which ways there are beside it. */
function route(
  builder: NetworkBuilder,
  { role, random, place }: Part<Role>,
  network: BuiltNetwork,
  gateway: NatGateway,
): void {
  const { vpc, privateTables } = network;
  const [first, second] = privateTables;
  if (first === undefined || second === undefined || role === 'idle-unrouted') return undefined;
  if (role === 'idle-standby') {
    // Two zones, each with a gateway: all that runs is in the other one.
    const [, subnet] = network.publicSubnets;
    const other = addNatGateway(builder, random, {
      vpc,
      subnet: subnet ?? network.publicSubnets[0]!,
      createdAt: gateway.createdAt,
      traffic: (since) => traffic(since, { bytesPerDay: random.between(2, 30) * GB_PER_DAY, connections: 60 }),
      tags: builder.tags(random, place, 'nat'),
    });
    first.routes.push(natRoute(gateway.id));
    second.routes.push(natRoute(other.id), ...storageEndpoints(builder, random, vpc, second.id));
    return undefined;
  }
  for (const table of [first, second]) table.routes.push(natRoute(gateway.id));
  switch (role) {
    case 'with-endpoints':
      for (const table of [first, second]) table.routes.push(...storageEndpoints(builder, random, vpc, table.id));
      return undefined;
    case 'one-table-without':
      first.routes.push(...storageEndpoints(builder, random, vpc, first.id));
      return undefined;
    case 'only-dynamodb-missing':
      for (const table of [first, second])
        table.routes.push(...storageEndpoints(builder, random, vpc, table.id, ['s3']));
      return undefined;
    case 'interface-endpoint':
      return addInterfaceEndpoint(builder, random, network);
    default:
      return undefined;
  }
}

/** An endpoint of S3 of the paid kind, to which the usual names lead. */
function addInterfaceEndpoint(builder: NetworkBuilder, random: Random, { vpc, privateSubnets }: BuiltNetwork): void {
  const id = `vpce-0${random.hex(16)}`;
  const createdAt = builder.daysAgo(random.between(60, 400));
  builder.state.endpoints.set(id, {
    accountId: vpc.accountId,
    region: vpc.region,
    id,
    vpcId: vpc.id,
    type: 'Interface',
    serviceName: `com.amazonaws.${vpc.region}.s3`,
    state: 'available',
    createdAt,
    subnetIds: privateSubnets.map((subnet) => subnet.id),
    routeTableIds: [],
    privateDns: true,
    requesterManaged: false,
    tags: { Name: 's3-interface' },
    traffic: traffic(createdAt, { bytesPerDay: random.between(5, 40) * GB_PER_DAY }),
  });
}

function plant({ context }: NetworkBuilder, { role }: Part<Role>, gateway: NatGateway): void {
  const idle = (because: string): void =>
    context.plantWaste(IDLE, gateway, gateway.id, because, natGatewayMonth(gateway.connectivity === 'public'));
  const notIdle = (because: string): void => context.plantFine(IDLE, gateway, gateway.id, because);
  const missing = (because: string): void =>
    context.plantWaste(MISSING, gateway, gateway.id, because, dataMonth(gateway));
  const covered = (because: string): void => context.plantFine(MISSING, gateway, gateway.id, because);
  switch (role) {
    case 'idle-unrouted':
      return idle('nothing passes, and no route leads to it');
    case 'idle-routed':
      return idle('nothing passes, though two route tables lead to it');
    case 'idle-standby':
      return idle('nothing passes: all that runs is in the other zone, which has a gateway of its own');
    case 'trickle':
      return notIdle('an agent sends a few kilobytes a day');
    case 'idle-young':
      return notIdle('younger than the window of 14 days');
    case 'idle-silent':
      covered('coverage: it has no metrics at all');
      return notIdle('coverage: it has no metrics at all');
    case 'idle-gap':
      covered('coverage: its metrics begin less than 10 days ago, though it is older');
      return notIdle('coverage: its metrics begin less than 10 days ago, though it is older');
    case 'idle-keep':
      return notIdle('protected by a tag');
    case 'no-endpoint':
      return missing('hundreds of gigabytes a month, and no gateway endpoint in its network');
    case 'one-table-without':
      return missing('the gateway endpoints serve one of the two route tables that lead to it');
    case 'with-endpoints':
      return covered('both gateway endpoints serve both of its route tables');
    case 'light-traffic':
      return covered('no endpoint, but less than 65 GB a month');
    case 'interface-endpoint':
      return covered('an interface endpoint with private names takes the traffic to S3');
    case 'only-dynamodb-missing':
      return covered('S3 has its endpoint; DynamoDB alone has none');
    case 'private':
      return covered('a private NAT gateway does not lead to the internet');
    case 'heavy-young':
      return covered('younger than the window of 14 days');
    case 'heavy-keep':
      return covered('protected by a tag');
  }
}

/** What its traffic of a month costs: what moving all of it to endpoints would save. */
function dataMonth({ traffic: passes }: NatGateway): string {
  const gb = Math.round(((passes?.bytesPerDay ?? 0) * 365) / 12 / 2 ** 30);
  return decimalOf(picoOf(networkPrices.natGatewayGb.usd) * BigInt(gb));
}
