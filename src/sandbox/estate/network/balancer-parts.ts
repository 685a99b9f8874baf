import type { Place } from '../generate/placement.ts';
import type { Random } from '../random.ts';
import type { AwsInstance } from '../model.ts';
import type { ListenerRule, Listener, LoadBalancer, Target, TargetGroup, Traffic } from './model.ts';
import type { BuiltNetwork, NetworkBuilder } from './network-builder.ts';

const arnOf = ({ accountId, region }: Place, rest: string): string =>
  `arn:aws:elasticloadbalancing:${region}:${accountId}:${rest}`;

const SHORT = { application: 'app', network: 'net', gateway: 'gwy' } as const;

export interface BalancerFields {
  readonly type: LoadBalancer['type'];
  readonly name: string;
  readonly scheme: LoadBalancer['scheme'];
  readonly createdAt: number;
  readonly traffic: Traffic;
  readonly tags: Record<string, string>;
}

/** A load balancer with the interfaces that it has in each zone, and no listener yet. */
export function balancerOf(
  builder: NetworkBuilder,
  random: Random,
  network: BuiltNetwork,
  fields: BalancerFields,
): LoadBalancer {
  const { vpc, place } = network;
  const { type, name, scheme } = fields;
  const id = random.hex(16);
  const internal = scheme === 'internal' ? 'internal-' : '';
  const dnsName =
    type === 'application'
      ? `${internal}${name}-${Number.parseInt(id.slice(0, 8), 16)}.${place.region}.elb.amazonaws.com`
      : `${name}-${id}.elb.${place.region}.amazonaws.com`;
  const subnets = scheme === 'internet-facing' ? network.publicSubnets : network.privateSubnets;
  const balancer: LoadBalancer = {
    accountId: place.accountId,
    region: place.region,
    arn: arnOf(place, `loadbalancer/${SHORT[type]}/${name}/${id}`),
    vpcId: vpc.id,
    dnsName,
    zones: subnets.map((subnet) => ({ zone: subnet.zone, subnetId: subnet.id })),
    listeners: [],
    ...fields,
  };
  for (const { zone, subnetId } of balancer.zones) {
    const interfaceId = `eni-0${random.hex(16)}`;
    builder.state.interfaces.set(interfaceId, {
      accountId: place.accountId,
      region: place.region,
      id: interfaceId,
      vpcId: vpc.id,
      subnetId,
      zone,
      privateIp: builder.privateIp(),
      type: type === 'network' ? 'network_load_balancer' : 'interface',
      requester: 'amazon-elb',
      description: `ELB ${SHORT[type]}/${name}/${id}`,
      inUse: true,
      createdAt: fields.createdAt,
      ...(scheme === 'internet-facing' && { publicIp: builder.publicIp() }),
      tags: {},
    });
  }
  return balancer;
}

/** The load balancer with listeners; `rules` says what each of them does, the default one last. */
export function withListener(
  random: Random,
  balancer: LoadBalancer,
  {
    port,
    protocol,
    rules,
  }: { port: number; protocol: string; rules: readonly Omit<ListenerRule, 'arn' | 'priority'>[] },
): LoadBalancer {
  const path = balancer.arn.replace(':loadbalancer/', ':listener/');
  const listenerId = random.hex(16);
  const listener: Listener = {
    arn: `${path}/${listenerId}`,
    port,
    protocol,
    rules: rules.map((rule, index) => ({
      ...rule,
      arn: `${path.replace(':listener/', ':listener-rule/')}/${listenerId}/${random.hex(16)}`,
      priority: index === rules.length - 1 ? 'default' : String(index + 1),
    })),
  };
  return { ...balancer, listeners: [...balancer.listeners, listener] };
}

export function targetGroupOf(
  random: Random,
  network: BuiltNetwork,
  name: string,
  fields: Pick<TargetGroup, 'targetType' | 'protocol' | 'port' | 'balancerArns' | 'targets'>,
): TargetGroup {
  const { vpc, place } = network;
  return {
    accountId: place.accountId,
    region: place.region,
    arn: arnOf(place, `targetgroup/${name}/${random.hex(16)}`),
    name,
    vpcId: vpc.id,
    ...fields,
  };
}

/** Names of at most 32 letters, digits and hyphens. */
export const balancerName = (random: Random, kind: string): string => `${kind}-${random.hex(8)}`.slice(0, 32);

/** Running machines of a place, `count` at most; none where it has none. */
export function machinesOf(
  builder: NetworkBuilder,
  random: Random,
  place: Place,
  count: number,
): readonly AwsInstance[] {
  const there = builder.runningIn(place);
  if (there.length === 0) return [];
  return Array.from({ length: Math.min(count, there.length) }, () => random.pick(there)).filter(isFirst);
}

const isFirst = <T>(item: T, index: number, all: readonly T[]): boolean => all.indexOf(item) === index;

export const ipTargets = (
  builder: NetworkBuilder,
  network: BuiltNetwork,
  health: Target['health'],
): readonly Target[] =>
  network.privateSubnets.map((subnet) => ({ id: builder.privateIp(), port: 8080, zone: subnet.zone, health }));
