import { known, unread } from '../../src/domain/fact.ts';
import type { MetricDigest, MetricName } from '../../src/domain/metrics.ts';
import type {
  LoadBalancer,
  NatGateway,
  Network,
  NetworkInterface,
  PrivateEndpoint,
  RouteTable,
  TransitAttachment,
  VpnConnection,
} from '../../src/domain/resources.ts';
import { daysAgo, SCOPE } from './resource-builders.ts';

const base = { scope: SCOPE, createdAt: known(daysAgo(90)), tags: known({}) };

/** A table that leads `subnet-a` out by `nat-1`, and nowhere else. */
export const routeTable = (change: Partial<RouteTable> = {}): RouteTable => ({
  routeTableId: 'rtb-1',
  isMain: false,
  subnetIds: ['subnet-a'],
  targetIds: ['nat-1'],
  reachesInternet: false,
  ...change,
});

/** A network with that table, and no endpoint. */
export const network = (change: Partial<Network> = {}): Network => ({
  ...base,
  kind: 'network',
  type: 'aws:ec2:vpc',
  resourceId: 'vpc-1',
  state: 'available',
  createdAt: unread('EC2 does not tell'),
  routeTables: known([routeTable()]),
  storageEndpoints: known([]),
  ...change,
});

/** A public gateway of 90 days with one address. */
export const natGateway = (change: Partial<NatGateway> = {}): NatGateway => ({
  ...base,
  kind: 'nat-gateway',
  type: 'aws:ec2:nat-gateway',
  resourceId: 'nat-1',
  billingIds: ['arn:aws:ec2:us-east-1:111122223333:natgateway/nat-1'],
  state: 'available',
  networkId: 'vpc-1',
  connectivity: 'public',
  zoneCount: known(1),
  addressIds: ['eipalloc-1'],
  siblings: 0,
  uses: known([{ relation: 'in-network', targetId: 'vpc-1' }]),
  ...change,
});

/** An interface endpoint of 90 days in two zones. */
export const privateEndpoint = (change: Partial<PrivateEndpoint> = {}): PrivateEndpoint => ({
  ...base,
  kind: 'private-endpoint',
  type: 'aws:ec2:vpc-endpoint',
  resourceId: 'vpce-1',
  state: 'available',
  networkId: 'vpc-1',
  serviceName: 'com.amazonaws.us-east-1.ssm',
  flavor: 'interface',
  subnetIds: ['subnet-a', 'subnet-b'],
  serviceManaged: false,
  crossRegion: false,
  ...change,
});

/** The attachment of a network, 90 days old. */
export const transitAttachment = (change: Partial<TransitAttachment> = {}): TransitAttachment => ({
  ...base,
  kind: 'transit-attachment',
  type: 'aws:ec2:transit-gateway-attachment',
  resourceId: 'tgw-attach-1',
  state: 'available',
  gatewayId: 'tgw-1',
  active: true,
  attachedKind: 'network',
  attachedId: 'vpc-1',
  ...change,
});

/** The only connection of its gateway. */
export const vpnConnection = (change: Partial<VpnConnection> = {}): VpnConnection => ({
  ...base,
  kind: 'vpn-connection',
  type: 'aws:ec2:vpn-connection',
  resourceId: 'vpn-1',
  state: 'available',
  createdAt: unread('EC2 does not tell'),
  gatewayId: 'vgw-1',
  gatewayKind: 'vpn-gateway',
  siblings: 0,
  largeBandwidth: false,
  ...change,
});

export type InterfaceChange = Omit<Partial<NetworkInterface>, 'instanceId'> & {
  /** Null for an interface that no machine has. */
  readonly instanceId?: string | null;
};

/** The interface of the running machine `i-1` with an address of the cloud's pool, closed to the internet. */
export function networkInterface({ instanceId = 'i-1', ...change }: InterfaceChange = {}): NetworkInterface {
  return {
    ...base,
    kind: 'network-interface',
    type: 'aws:ec2:network-interface',
    resourceId: 'eni-1',
    state: 'in-use',
    createdAt: unread('EC2 does not tell'),
    networkId: 'vpc-1',
    subnetId: 'subnet-a',
    publicAddresses: [{ address: '203.0.113.7' }],
    ...(instanceId !== null && { instanceId }),
    inUse: true,
    serviceManaged: false,
    openToInternet: known(false),
    ...change,
  };
}

const noTargets = { groups: 1, registered: 0, healthy: 0, unchecked: 0, kinds: [] } as const;
export const twoHealthy = { groups: 1, registered: 2, healthy: 2, unchecked: 0, kinds: ['instance'] } as const;

/** An application load balancer of 90 days with a target group in which nothing is. */
export const loadBalancer = (change: Partial<LoadBalancer> = {}): LoadBalancer => ({
  ...base,
  kind: 'load-balancer',
  type: 'aws:elasticloadbalancing:loadbalancer',
  resourceId: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/web/1',
  aliases: ['web-1.us-east-1.elb.amazonaws.com'],
  name: 'web',
  state: 'active',
  flavor: 'application',
  internetFacing: true,
  targets: known(noTargets),
  answersItself: known(false),
  endpointServiceIds: known([]),
  ...change,
});

/** A digest of so many whole days up to today; `max` is the busiest day, and half of it the mean. */
export const dayDigest = (
  resourceId: string,
  metric: MetricName,
  max: number,
  days: number,
  change: Partial<MetricDigest> = {},
): MetricDigest => ({
  scope: SCOPE,
  resourceId,
  metric,
  window: { start: daysAgo(days), end: daysAgo(0) },
  periodSeconds: 86_400,
  sampleCount: days,
  expectedCount: days,
  mean: max / 2,
  p50: max / 2,
  p95: max,
  p99: max,
  max,
  maxDaySum: max,
  ...change,
});
