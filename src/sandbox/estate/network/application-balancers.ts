import { balancerName, balancerOf, ipTargets, machinesOf, targetGroupOf, withListener } from './balancer-parts.ts';
import type { LoadBalancer, Target, TargetGroup, Traffic } from './model.ts';
import { type BuiltNetwork, type NetworkBuilder, type Part, silence, traffic } from './network-builder.ts';
import { monthOf } from './prices.ts';

const IDLE = 'aws-alb-idle';

/** For each thousand resources. */
const ROLES = {
  'no-targets': 0.8,
  unhealthy: 0.4,
  quiet: 0.6,
  'no-listener': 0.2,
  'dead-redirect': 0.2,
  busy: 2,
  'busy-functions': 0.4,
  redirect: 0.4,
  websocket: 0.3,
  'one-day': 0.3,
  'just-above': 0.3,
  young: 0.3,
  keep: 0.3,
} as const;

type Role = keyof typeof ROLES;

const MB = 1e6;

/** Application load balancers. Gives those in use, for DNS records to lead to. */
export function buildApplicationBalancers(builder: NetworkBuilder): readonly LoadBalancer[] {
  const built: LoadBalancer[] = [];
  for (const part of builder.parts('application balancer', ROLES)) {
    const { role, random, place } = part;
    const network = builder.network(random, place, `web-${role}`);
    const createdAt = builder.daysAgo(role === 'young' ? random.between(3, 9) : random.between(40, 700));
    const bare = balancerOf(builder, random, network, {
      type: 'application',
      name: balancerName(random, role),
      scheme: random.chance(0.6) ? 'internet-facing' : 'internal',
      createdAt,
      traffic: trafficOf(builder, part, createdAt),
      tags: builder.tags(random, place, 'alb', role === 'keep' ? 'blue side of a release' : undefined),
    });
    const group = groupOf(builder, part, network, bare);
    if (group !== undefined) builder.state.targetGroups.set(group.arn, group);
    const balancer = withListeners(part, bare, group);
    builder.state.balancers.set(balancer.arn, balancer);
    plant(builder, part, balancer);
    built.push(balancer);
  }
  return built;
}

function trafficOf(builder: NetworkBuilder, { role, random }: Part<Role>, since: number): Traffic {
  switch (role) {
    case 'busy':
    case 'busy-functions': {
      const countPerDay = random.between(5000, 400_000);
      return traffic(since, { countPerDay, bytesPerDay: countPerDay * 20_000, connections: 40 });
    }
    case 'quiet':
      return traffic(since, { countPerDay: random.between(12, 40), bytesPerDay: 0.2 * MB, connections: 1 });
    case 'just-above':
      return traffic(since, { countPerDay: random.between(220, 400), bytesPerDay: 1 * MB, connections: 1 });
    case 'redirect':
      return traffic(since, { ownAnswersPerDay: random.between(1000, 20_000), bytesPerDay: 4 * MB, connections: 2 });
    case 'websocket':
      return traffic(since, {
        countPerDay: random.between(8, 30),
        bytesPerDay: random.between(300, 4000) * MB,
        connections: 60,
      });
    case 'one-day':
      return traffic(since, {
        countPerDay: 4000,
        bytesPerDay: 80 * MB,
        connections: 6,
        burstAt: builder.daysAgo(random.between(4, 11)),
      });
    default:
      return silence(since);
  }
}

function groupOf(
  builder: NetworkBuilder,
  { role, random, place }: Part<Role>,
  network: BuiltNetwork,
  { arn, name }: LoadBalancer,
): TargetGroup | undefined {
  if (role === 'redirect' || role === 'no-listener' || role === 'dead-redirect') return undefined;
  const fields = { protocol: 'HTTP', port: 8080, balancerArns: [arn] };
  if (role === 'busy-functions') {
    const id = `arn:aws:lambda:${place.region}:${place.accountId}:function:${name}`;
    return targetGroupOf(random, network, name, {
      ...fields,
      targetType: 'lambda',
      targets: [{ id, health: 'unavailable' }],
    });
  }
  const health = role === 'unhealthy' ? 'unhealthy' : 'healthy';
  const machines = random.chance(0.6) ? machinesOf(builder, random, place, random.integer(1, 3)) : [];
  const targetType = machines.length > 0 ? 'instance' : 'ip';
  const targets: readonly Target[] =
    role === 'no-targets'
      ? []
      : targetType === 'ip'
        ? ipTargets(builder, network, health)
        : machines.map(({ id, zone }) => ({ id, port: 8080, zone, health }));
  return targetGroupOf(random, network, name, { ...fields, targetType, targets });
}

function withListeners(
  { role, random }: Part<Role>,
  balancer: LoadBalancer,
  group: TargetGroup | undefined,
): LoadBalancer {
  if (role === 'no-listener') return balancer;
  const redirect = { paths: [], action: 'redirect' as const };
  if (group === undefined) return withListener(random, balancer, { port: 80, protocol: 'HTTP', rules: [redirect] });
  const forward = { action: 'forward' as const, targetGroupArn: group.arn };
  const https = withListener(random, balancer, {
    port: 443,
    protocol: 'HTTPS',
    rules: [
      { ...forward, paths: ['/api/*'] },
      { ...forward, paths: [] },
    ],
  });
  // Most sites also send what asks for HTTP to HTTPS.
  const sendsOn = role !== 'no-targets' && random.chance(0.6);
  return sendsOn ? withListener(random, https, { port: 80, protocol: 'HTTP', rules: [redirect] }) : https;
}

function plant({ context }: NetworkBuilder, { role }: Part<Role>, balancer: LoadBalancer): void {
  const idle = (because: string): void =>
    context.plantWaste(IDLE, balancer, balancer.arn, because, monthOf('applicationHour'));
  const fine = (because: string): void => context.plantFine(IDLE, balancer, balancer.arn, because);
  switch (role) {
    case 'no-targets':
      return idle('nothing is registered in its target group');
    case 'unhealthy':
      return idle('all targets are unhealthy, and nobody asks');
    case 'quiet':
      return idle('healthy targets and some forty requests a day at most');
    case 'no-listener':
      return idle('it has no listener at all');
    case 'dead-redirect':
      return idle('it redirects, and nobody asks it to');
    case 'busy':
      return undefined;
    case 'busy-functions':
      return fine('its targets are functions, whose health nobody checks');
    case 'redirect':
      return fine('it only redirects, a thousand times a day and more: that needs no target');
    case 'websocket':
      return fine('a few requests a day that carry hundreds of megabytes');
    case 'one-day':
      return fine('thousands of requests on one day of the window');
    case 'just-above':
      return fine('more than 200 requests a day');
    case 'young':
      return fine('younger than the window of 14 days');
    case 'keep':
      return fine('protected by a tag');
  }
}
