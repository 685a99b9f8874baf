import type { Endpoint, Traffic } from './model.ts';
import { type BuiltNetwork, type NetworkBuilder, type Part, silence, traffic } from './network-builder.ts';
import { monthOf } from './prices.ts';

const IDLE = 'aws-vpc-endpoint-idle';

/** For each thousand resources. */
const ROLES = {
  idle: 1.2,
  'idle-inspection': 0.4,
  'idle-waiting': 0.2,
  busy: 2,
  'busy-inspection': 0.3,
  trickle: 0.3,
  'once-a-month': 0.3,
  young: 0.3,
  keep: 0.3,
  'service-managed': 0.3,
  'cross-region': 0.3,
  gateway: 0.4,
} as const;

type Role = keyof typeof ROLES;

const SERVICES = ['ssm', 'ecr.api', 'ecr.dkr', 'logs', 'kms', 'sts', 'secretsmanager', 'sqs'];

/** Interface, Gateway Load Balancer and gateway endpoints of the cases. */
export function buildEndpoints(builder: NetworkBuilder): void {
  for (const part of builder.parts('endpoint', ROLES)) {
    const network = builder.network(part.random, part.place, `services-${part.role}`);
    const endpoint = endpointOf(builder, part, network);
    builder.state.endpoints.set(endpoint.id, endpoint);
    addInterfaces(builder, part, endpoint);
    plant(builder, part, endpoint);
  }
}

function endpointOf(
  builder: NetworkBuilder,
  part: Part<Role>,
  { vpc, privateSubnets, privateTables }: BuiltNetwork,
): Endpoint {
  const { role, random, place } = part;
  const isInspection = role.endsWith('inspection');
  const isGateway = role === 'gateway';
  const isForeign = isInspection || role === 'idle-waiting';
  const otherRegion = builder.context.options.regions.find((region) => region !== vpc.region) ?? 'eu-north-1';
  const region = role === 'cross-region' ? otherRegion : vpc.region;
  const createdAt = builder.daysAgo(role === 'young' ? random.between(4, 20) : random.between(60, 700));
  const passes = trafficOf(builder, part, createdAt);
  return {
    accountId: vpc.accountId,
    region: vpc.region,
    id: `vpce-0${random.hex(16)}`,
    vpcId: vpc.id,
    type: isGateway ? 'Gateway' : isInspection ? 'GatewayLoadBalancer' : 'Interface',
    serviceName: isForeign
      ? `com.amazonaws.vpce.${region}.vpce-svc-0${random.hex(16)}`
      : `com.amazonaws.${region}.${isGateway ? 'dynamodb' : random.pick(SERVICES)}`,
    ...(role === 'cross-region' && { serviceRegion: region }),
    state: role === 'idle-waiting' ? 'pendingAcceptance' : 'available',
    createdAt,
    subnetIds: isGateway ? [] : privateSubnets.slice(0, isInspection ? 1 : 2).map(({ id }) => id),
    routeTableIds: isGateway ? privateTables.map(({ id }) => id) : [],
    privateDns: !isForeign && !isGateway,
    requesterManaged: role === 'service-managed',
    tags: builder.tags(random, place, 'endpoint', role === 'keep' ? 'no way around it: security baseline' : undefined),
    ...(passes !== undefined && { traffic: passes }),
  };
}

function trafficOf(builder: NetworkBuilder, { role, random }: Part<Role>, since: number): Traffic | undefined {
  switch (role) {
    case 'busy':
    case 'busy-inspection':
      return traffic(since, { bytesPerDay: random.between(0.05, 6) * 1e9, countPerDay: 2000, connections: 12 });
    case 'trickle':
      return traffic(since, { bytesPerDay: random.between(4000, 20_000), countPerDay: 4, connections: 1 });
    case 'once-a-month':
      return traffic(since, {
        bytesPerDay: 2e6,
        countPerDay: 40,
        connections: 2,
        burstAt: builder.daysAgo(random.between(15, 26)),
      });
    // CloudWatch gets nothing of these at all.
    case 'gateway':
    case 'cross-region':
      return undefined;
    default:
      return silence(since);
  }
}

function addInterfaces(builder: NetworkBuilder, { random }: Part<Role>, endpoint: Endpoint): void {
  for (const subnetId of endpoint.subnetIds) {
    const id = `eni-0${random.hex(16)}`;
    builder.state.interfaces.set(id, {
      accountId: endpoint.accountId,
      region: endpoint.region,
      id,
      vpcId: endpoint.vpcId,
      subnetId,
      zone: builder.state.subnets.get(subnetId)?.zone ?? '',
      privateIp: builder.privateIp(),
      type: endpoint.type === 'GatewayLoadBalancer' ? 'gateway_load_balancer_endpoint' : 'vpc_endpoint',
      requester: 'amazon-vpc',
      description: `VPC Endpoint Interface ${endpoint.id}`,
      inUse: true,
      createdAt: endpoint.createdAt,
      tags: {},
    });
  }
}

function plant({ context }: NetworkBuilder, { role }: Part<Role>, endpoint: Endpoint): void {
  const zones = endpoint.subnetIds.length;
  const idle = (because: string): void => {
    const price = endpoint.type === 'GatewayLoadBalancer' ? 'inspectionEndpointHour' : 'interfaceEndpointHour';
    context.plantWaste(IDLE, endpoint, endpoint.id, because, monthOf(price, zones));
  };
  const fine = (because: string): void => context.plantFine(IDLE, endpoint, endpoint.id, because);
  switch (role) {
    case 'idle':
      return idle('not a byte for two months and more');
    case 'idle-inspection':
      return idle('a Gateway Load Balancer endpoint that no route leads to');
    case 'idle-waiting':
      return idle('its service never accepted it, and it bills all the same');
    case 'busy':
      return undefined;
    case 'busy-inspection':
      return fine('a Gateway Load Balancer endpoint in use');
    case 'trickle':
      return fine('a few kilobytes a day');
    case 'once-a-month':
      return fine('used on one day of the month');
    case 'young':
      return fine('younger than the window of 30 days');
    case 'keep':
      return fine('protected by a tag: a policy wants it there');
    case 'service-managed':
      return fine('a managed service made it and manages it');
    case 'cross-region':
      return fine('of a service in another region no metrics are published');
    case 'gateway':
      return fine('gateway endpoints are free and have no metrics');
  }
}
