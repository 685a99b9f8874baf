import type { BuiltInstance } from '../generate/builder.ts';
import type { Place } from '../generate/placement.ts';
import { groupOf, type NetworkBuilder, toInternet, traffic } from './network-builder.ts';
import { addNatGateway } from './add-nat-gateway.ts';
import type { Subnet, Vpc } from './model.ts';
import { natRoute, storageEndpoints } from './storage-routes.ts';

/**
 * How the network of a place is laid out. In most, all three subnets are public. In some, the third one's route was
 * changed to the NAT gateway and its machines kept their public addresses, which then lead nowhere.
 */
export interface Layout {
  readonly thirdIsPrivate: boolean;
  /** Inbound sources of the group that all instances have. */
  readonly openFrom: readonly string[];
}

export type Layouts = ReadonlyMap<string, Layout>;

const SOURCES = {
  web: ['0.0.0.0/0'],
  partner: ['10.0.0.0/8', '203.0.113.16/28'],
  inside: ['10.0.0.0/8', '172.16.0.0/12'],
} as const;

/** The network of every place in which its instances live, with a NAT gateway that is in use. */
export function buildMainNetworks(builder: NetworkBuilder): Layouts {
  const layouts = layoutsOf(builder);
  for (const place of builder.context.places.items) {
    const layout = layouts.get(place.vpcId);
    if (layout !== undefined) buildNetwork(builder, place, layout);
  }
  return layouts;
}

/** Where the third subnet has most machines with public addresses, the two telling layouts come first. */
function layoutsOf({ context }: NetworkBuilder): Layouts {
  const inThird = new Map<string, number>();
  for (const { instance, place } of context.instances) {
    if (isExposed(instance) && instance.subnetId === place.subnets[2]?.id) {
      inThird.set(place.vpcId, (inThird.get(place.vpcId) ?? 0) + 1);
    }
  }
  const places = [...context.places.items].sort(
    (a, b) => (inThird.get(b.vpcId) ?? 0) - (inThird.get(a.vpcId) ?? 0) || a.index - b.index,
  );
  return new Map(
    places.map((place, rank): [string, Layout] => {
      const draw = context.random('layout', place.accountId, place.region).unit();
      const thirdIsPrivate = rank < 2 || draw < 0.25;
      const openFrom =
        rank === 0
          ? SOURCES.inside
          : rank === 1
            ? SOURCES.partner
            : draw < 0.15 || draw > 0.7
              ? SOURCES.inside
              : SOURCES.web;
      return [place.vpcId, { thirdIsPrivate, openFrom }];
    }),
  );
}

const isExposed = (instance: BuiltInstance['instance']): boolean =>
  instance.state === 'running' && instance.publicIp !== undefined;

function buildNetwork(builder: NetworkBuilder, place: Place, layout: Layout): void {
  const { accountId, region, vpcId } = place;
  const at = { accountId, region };
  const random = builder.context.random('network', accountId, region);
  const block = `10.${place.index % 256}`;
  const vpc: Vpc = {
    ...at,
    id: vpcId,
    cidr: `${block}.0.0/16`,
    internetGatewayId: `igw-0${random.hex(16)}`,
    tags: { Name: `${place.environment}-main` },
  };
  builder.state.vpcs.set(vpcId, vpc);
  const subnets = place.subnets.map(({ id, zone }, index): Subnet => ({
    ...at,
    id,
    vpcId,
    zone,
    cidr: `${block}.${64 * index}.0/18`,
    tags: { Name: `${place.environment}-main-${zone.at(-1) ?? ''}` },
  }));
  for (const subnet of subnets) builder.state.subnets.set(subnet.id, subnet);
  builder.state.securityGroups.set(groupOf(vpcId), { ...at, id: groupOf(vpcId), vpcId, openFrom: layout.openFrom });

  const [first, , third] = subnets;
  if (first === undefined || third === undefined) throw new RangeError('a place has three subnets');
  builder.routeTable(random, vpc, { main: true, subnetIds: [], name: 'main', routes: [toInternet(vpc)] });
  const isPrivate = layout.thirdIsPrivate;
  const table = builder.routeTable(random, vpc, {
    main: false,
    subnetIds: isPrivate ? [third.id] : [],
    name: 'private',
    routes: [],
  });
  const gateway = addNatGateway(builder, random, {
    vpc,
    subnet: first,
    createdAt: builder.daysAgo(random.between(200, 900)),
    traffic: (since) =>
      traffic(since, { bytesPerDay: random.between(2, 30) * 1e9, connections: random.integer(20, 400) }),
    tags: builder.tags(random, place, 'nat'),
  });
  table.routes.push(natRoute(gateway.id), ...storageEndpoints(builder, random, vpc, table.id));
}
