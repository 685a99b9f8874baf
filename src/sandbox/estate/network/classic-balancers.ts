import { machinesOf } from './balancer-parts.ts';
import type { ClassicLoadBalancer, Traffic } from './model.ts';
import { type NetworkBuilder, type Part, silence, traffic } from './network-builder.ts';
import { monthOf } from './prices.ts';

const IDLE = 'aws-clb-idle';

/** For each thousand resources. */
const ROLES = {
  'no-instances': 0.6,
  'none-healthy': 0.4,
  quiet: 0.4,
  busy: 0.6,
  bulk: 0.3,
  'one-day': 0.3,
  young: 0.3,
  keep: 0.3,
} as const;

type Role = keyof typeof ROLES;

/** Load balancers of the first generation. */
export function buildClassicBalancers(builder: NetworkBuilder): void {
  for (const part of builder.parts('classic balancer', ROLES)) {
    const { role, random, place } = part;
    const network = builder.network(random, place, `classic-${role}`);
    const createdAt = builder.daysAgo(role === 'young' ? random.between(2, 5) : random.between(300, 2400));
    const name = `${role.slice(0, 12)}-${random.hex(8)}`;
    const isPublic = random.chance(0.6);
    const machines = role === 'no-instances' ? [] : machinesOf(builder, random, place, 2);
    const balancer: ClassicLoadBalancer = {
      accountId: place.accountId,
      region: place.region,
      arn: `arn:aws:elasticloadbalancing:${place.region}:${place.accountId}:loadbalancer/${name}`,
      name,
      scheme: isPublic ? 'internet-facing' : 'internal',
      dnsName: `${isPublic ? '' : 'internal-'}${name}-${random.integer(100_000_000, 999_999_999)}.${place.region}.elb.amazonaws.com`,
      vpcId: network.vpc.id,
      zones: network.publicSubnets.map((subnet) => ({ zone: subnet.zone, subnetId: subnet.id })),
      createdAt,
      listener: { protocol: role === 'bulk' ? 'TCP' : 'HTTP', port: 80 },
      instances: machines.map(({ id }) => ({ id, inService: role !== 'none-healthy' })),
      tags: builder.tags(random, place, 'elb', role === 'keep' ? 'old clients know its name' : undefined),
      traffic: trafficOf(builder, part, createdAt),
    };
    builder.state.classicBalancers.set(balancer.arn, balancer);
    plant(builder, part, balancer);
  }
}

function trafficOf(builder: NetworkBuilder, { role, random }: Part<Role>, since: number): Traffic {
  switch (role) {
    case 'busy':
      return traffic(since, {
        countPerDay: random.between(3000, 60_000),
        bytesPerDay: random.between(50, 900) * 1e6,
        connections: 8,
      });
    case 'bulk':
      return traffic(since, {
        countPerDay: random.between(10, 30),
        bytesPerDay: random.between(200, 2000) * 1e6,
        connections: 2,
      });
    case 'quiet':
      return traffic(since, { countPerDay: random.between(12, 40), bytesPerDay: 2e5, connections: 1 });
    case 'one-day':
      return traffic(since, {
        countPerDay: 900,
        bytesPerDay: 4e7,
        connections: 2,
        burstAt: builder.daysAgo(random.between(3, 5)),
      });
    default:
      return silence(since);
  }
}

function plant({ context }: NetworkBuilder, { role }: Part<Role>, balancer: ClassicLoadBalancer): void {
  const idle = (because: string): void =>
    context.plantWaste(IDLE, balancer, balancer.arn, because, monthOf('classicHour'));
  const fine = (because: string): void => context.plantFine(IDLE, balancer, balancer.arn, because);
  switch (role) {
    case 'no-instances':
      return idle('no instance is registered');
    case 'none-healthy':
      return idle('none of its instances is in service, and nobody asks');
    case 'quiet':
      return idle('some forty requests a day at most');
    case 'busy':
      return fine('in use');
    case 'bulk':
      return fine('a few connections a day that carry hundreds of megabytes');
    case 'one-day':
      return fine('hundreds of requests on one day of the window');
    case 'young':
      return fine('younger than the window of 7 days');
    case 'keep':
      return fine('protected by a tag');
  }
}
