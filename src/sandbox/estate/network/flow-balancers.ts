import { balancerName, balancerOf, ipTargets, targetGroupOf, withListener } from './balancer-parts.ts';
import type { LoadBalancer, Target, Traffic } from './model.ts';
import { type BuiltNetwork, type NetworkBuilder, type Part, silence, traffic } from './network-builder.ts';
import { monthOf } from './prices.ts';

/** For each thousand resources, of network load balancers. */
const NETWORK_ROLES = {
  'no-targets': 0.6,
  'no-flows': 0.6,
  busy: 1,
  'long-lived': 0.4,
  'endpoint-service': 0.4,
  'one-day': 0.3,
  young: 0.3,
  keep: 0.3,
} as const;

/** Of gateway load balancers. */
const GATEWAY_ROLES = {
  'no-targets': 0.8,
  'no-flows': 0.4,
  busy: 0.4,
  'endpoint-service': 0.4,
  young: 0.3,
  keep: 0.3,
} as const;

type Role = keyof typeof NETWORK_ROLES;

export function buildFlowBalancers(builder: NetworkBuilder): void {
  for (const part of builder.parts('network balancer', NETWORK_ROLES)) build(builder, part, 'network');
  for (const part of builder.parts('gateway balancer', GATEWAY_ROLES)) build(builder, part, 'gateway');
}

function build(builder: NetworkBuilder, part: Part<Role>, type: 'network' | 'gateway'): void {
  const { role, random, place } = part;
  const network = builder.network(random, place, `${type}-${role}`);
  const createdAt = builder.daysAgo(role === 'young' ? random.between(3, 9) : random.between(40, 700));
  const bare = balancerOf(builder, random, network, {
    type,
    name: balancerName(random, role.slice(0, 12)),
    scheme: type === 'gateway' || random.chance(0.5) ? 'internal' : 'internet-facing',
    createdAt,
    traffic: trafficOf(builder, part, createdAt),
    tags: builder.tags(
      random,
      place,
      type === 'gateway' ? 'gwlb' : 'nlb',
      role === 'keep' ? 'recovery site' : undefined,
    ),
  });
  const isGateway = type === 'gateway';
  const group = targetGroupOf(random, network, bare.name, {
    targetType: 'ip',
    protocol: isGateway ? 'GENEVE' : 'TCP',
    port: isGateway ? 6081 : 443,
    balancerArns: [bare.arn],
    targets: role === 'no-targets' ? [] : targetsOf(builder, network, isGateway),
  });
  builder.state.targetGroups.set(group.arn, group);
  const balancer = withListener(random, bare, {
    port: isGateway ? 6081 : 443,
    protocol: isGateway ? 'GENEVE' : 'TCP',
    rules: [{ paths: [], action: 'forward', targetGroupArn: group.arn }],
  });
  builder.state.balancers.set(balancer.arn, balancer);
  if (role === 'endpoint-service') addService(builder, part, network, balancer);
  plant(builder, part, balancer);
}

const targetsOf = (builder: NetworkBuilder, network: BuiltNetwork, isGateway: boolean): readonly Target[] =>
  ipTargets(builder, network, 'healthy').map((target) => ({ ...target, port: isGateway ? 6081 : 443 }));

function trafficOf(builder: NetworkBuilder, { role, random }: Part<Role>, since: number): Traffic {
  switch (role) {
    case 'busy':
      return traffic(since, {
        countPerDay: random.between(2000, 90_000),
        bytesPerDay: random.between(0.1, 60) * 1e9,
        connections: 90,
      });
    case 'long-lived':
      // Connections from before the window that never ended.
      return traffic(since, {
        countPerDay: 0,
        bytesPerDay: random.between(5, 500) * 1e6,
        connections: random.integer(2, 40),
      });
    case 'one-day':
      return traffic(since, {
        countPerDay: 300,
        bytesPerDay: 4e7,
        connections: 5,
        burstAt: builder.daysAgo(random.between(4, 11)),
      });
    default:
      return silence(since);
  }
}

function addService(
  { state }: NetworkBuilder,
  { random }: Part<Role>,
  _network: BuiltNetwork,
  balancer: LoadBalancer,
): void {
  const id = `vpce-svc-0${random.hex(16)}`;
  state.endpointServices.set(id, {
    accountId: balancer.accountId,
    region: balancer.region,
    id,
    name: `com.amazonaws.vpce.${balancer.region}.${id}`,
    type: balancer.type === 'gateway' ? 'GatewayLoadBalancer' : 'Interface',
    balancerArns: [balancer.arn],
    zones: balancer.zones.map(({ zone }) => zone),
    tags: {},
  });
}

function plant({ context }: NetworkBuilder, { role }: Part<Role>, balancer: LoadBalancer): void {
  const isGateway = balancer.type === 'gateway';
  const check = isGateway ? 'aws-gwlb-idle' : 'aws-nlb-idle';
  const cost = monthOf(isGateway ? 'gatewayHour' : 'networkHour');
  const idle = (because: string): void => context.plantWaste(check, balancer, balancer.arn, because, cost);
  const fine = (because: string): void => context.plantFine(check, balancer, balancer.arn, because);
  switch (role) {
    case 'no-targets':
      return idle('nothing is registered in its target group');
    case 'no-flows':
      return idle('healthy targets, and not a flow for weeks');
    case 'busy':
      return fine('in use');
    case 'long-lived':
      return fine('no new flow, but the old ones carry megabytes a day');
    case 'endpoint-service':
      return fine('the entrance of an endpoint service, whose clients may be anywhere');
    case 'one-day':
      return fine('flows on one day of the window');
    case 'young':
      return fine('younger than the window of 14 days');
    case 'keep':
      return fine('protected by a tag');
  }
}
