import type { AwsAddress } from '../model.ts';

/** Networks and what hangs in them. Times are epoch ms; ids are AWS's own. */
export interface Placed {
  readonly accountId: string;
  readonly region: string;
}

type Tags = Readonly<Record<string, string>>;

export interface Vpc extends Placed {
  readonly id: string; // vpc-…
  readonly cidr: string;
  readonly internetGatewayId: string;
  readonly tags: Tags;
}

export interface Subnet extends Placed {
  readonly id: string; // subnet-…
  readonly vpcId: string;
  readonly zone: string;
  readonly cidr: string;
  readonly tags: Tags;
}

export interface RouteTable extends Placed {
  readonly id: string; // rtb-…
  readonly vpcId: string;
  readonly main: boolean;
  readonly subnetIds: readonly string[];
  readonly routes: Route[];
  readonly tags: Tags;
}

/** One route beside the local one. */
export interface Route {
  readonly destination: string; // a CIDR, or pl-… for a gateway endpoint
  readonly targetKind: 'internet-gateway' | 'nat-gateway' | 'transit-gateway' | 'endpoint';
  readonly targetId: string;
  readonly state: 'active' | 'blackhole';
}

/** The one security group of a VPC that its instances have; `openFrom` are its inbound sources. */
export interface SecurityGroup extends Placed {
  readonly id: string; // sg-…
  readonly vpcId: string;
  readonly openFrom: readonly string[];
}

/** Hidden: what passes through a thing. A missing series is one that CloudWatch never got. */
export interface Traffic {
  readonly bytesPerDay: number;
  /** Requests or flows, as the thing counts them. */
  readonly countPerDay: number;
  /** Answered without a target: redirects and fixed responses. */
  readonly ownAnswersPerDay: number;
  readonly connections: number;
  /** All of it happened on one day, so long ago; else it goes on every day. */
  readonly burstAt?: number;
  /** CloudWatch has data from here on. */
  readonly since: number;
}

export interface NatGateway extends Placed {
  readonly id: string; // nat-…
  readonly vpcId: string;
  readonly subnetId: string;
  readonly zone: string;
  readonly connectivity: 'public' | 'private';
  readonly createdAt: number;
  readonly privateIp: string;
  readonly interfaceId: string;
  /** Of the public ones. */
  readonly allocationId?: string;
  readonly tags: Tags;
  readonly traffic?: Traffic;
}

export interface Endpoint extends Placed {
  readonly id: string; // vpce-…
  readonly vpcId: string;
  readonly type: 'Interface' | 'Gateway' | 'GatewayLoadBalancer';
  readonly serviceName: string;
  /** Of a service of another region. */
  readonly serviceRegion?: string;
  readonly state: 'available' | 'pendingAcceptance';
  readonly createdAt: number;
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];
  readonly privateDns: boolean;
  readonly requesterManaged: boolean;
  readonly tags: Tags;
  readonly traffic?: Traffic;
}

export interface TransitAttachment extends Placed {
  /** The account and region are those of what is attached. */
  readonly id: string; // tgw-attach-…
  readonly gatewayId: string; // tgw-…
  readonly gatewayOwnerId: string;
  readonly resourceType: 'vpc' | 'vpn' | 'peering' | 'connect';
  readonly resourceId: string;
  readonly state: 'available' | 'pendingAcceptance';
  readonly createdAt: number;
  readonly tags: Tags;
  readonly traffic?: Traffic;
}

export interface VpnConnection extends Placed {
  readonly id: string; // vpn-…
  readonly customerGatewayId: string;
  readonly vpnGatewayId?: string;
  readonly transitGatewayId?: string;
  readonly createdAt: number;
  /** Outside addresses of the two tunnels, and which of them are up. */
  readonly tunnels: readonly { readonly outsideIp: string; readonly up: boolean }[];
  readonly tags: Tags;
  readonly traffic?: Traffic;
}

/** An interface that hangs on nothing, or on a service; those of instances follow from the instances. */
export interface Interface extends Placed {
  readonly id: string; // eni-…
  readonly vpcId: string;
  readonly subnetId: string;
  readonly zone: string;
  readonly privateIp: string;
  readonly type:
    | 'interface'
    | 'natGateway'
    | 'network_load_balancer'
    | 'vpc_endpoint'
    | 'gateway_load_balancer_endpoint';
  readonly requester?: string;
  readonly description: string;
  readonly inUse: boolean;
  readonly allocationId?: string;
  /** Of Amazon's pool. */
  readonly publicIp?: string;
  readonly createdAt: number;
  readonly tags: Tags;
}

export interface LoadBalancer extends Placed {
  readonly arn: string;
  readonly name: string;
  readonly type: 'application' | 'network' | 'gateway';
  readonly scheme: 'internet-facing' | 'internal';
  readonly dnsName: string;
  readonly vpcId: string;
  readonly zones: readonly { readonly zone: string; readonly subnetId: string }[];
  readonly createdAt: number;
  readonly listeners: readonly Listener[];
  readonly tags: Tags;
  readonly traffic: Traffic;
}

export interface Listener {
  readonly arn: string;
  readonly port: number;
  readonly protocol: string;
  /** The default one stands last. */
  readonly rules: readonly ListenerRule[];
}

export interface ListenerRule {
  readonly arn: string;
  readonly priority: string; // '1' or 'default'
  /** Path patterns; the default rule has none. */
  readonly paths: readonly string[];
  readonly action: 'forward' | 'redirect' | 'fixed-response';
  readonly targetGroupArn?: string;
}

export interface TargetGroup extends Placed {
  readonly arn: string;
  readonly name: string;
  readonly vpcId: string;
  readonly targetType: 'instance' | 'ip' | 'lambda' | 'alb';
  readonly protocol: string;
  readonly port: number;
  readonly balancerArns: readonly string[];
  readonly targets: readonly Target[];
}

export interface Target {
  readonly id: string;
  readonly port?: number;
  readonly zone?: string;
  readonly health: 'healthy' | 'unhealthy' | 'unavailable';
}

export interface ClassicLoadBalancer extends Placed {
  readonly arn: string;
  readonly name: string;
  readonly scheme: 'internet-facing' | 'internal';
  readonly dnsName: string;
  readonly vpcId: string;
  readonly zones: readonly { readonly zone: string; readonly subnetId: string }[];
  readonly createdAt: number;
  readonly listener: { readonly protocol: string; readonly port: number };
  readonly instances: readonly { readonly id: string; readonly inService: boolean }[];
  readonly tags: Tags;
  readonly traffic: Traffic;
}

/** The entrance of private endpoints to load balancers. */
export interface EndpointService extends Placed {
  readonly id: string; // vpce-svc-…
  readonly name: string;
  readonly type: 'Interface' | 'GatewayLoadBalancer';
  readonly balancerArns: readonly string[];
  readonly zones: readonly string[];
  readonly tags: Tags;
}

/** A hosted zone; its region is `global`. */
export interface HostedZone extends Placed {
  readonly id: string; // Z…
  readonly name: string; // with the dot at its end
  readonly isPrivate: boolean;
  readonly vpc?: { readonly id: string; readonly region: string };
  readonly createdAt: number;
  /** In Route 53's order: by name from the right, then type. */
  readonly records: readonly DnsRecord[];
}

export interface DnsRecord {
  readonly name: string;
  readonly type: 'A' | 'CNAME' | 'NS' | 'SOA' | 'TXT';
  readonly values?: readonly string[];
  readonly alias?: { readonly zoneId: string; readonly dnsName: string };
}

export interface NetworkState {
  readonly vpcs: Map<string, Vpc>;
  readonly subnets: Map<string, Subnet>;
  readonly routeTables: Map<string, RouteTable>;
  readonly securityGroups: Map<string, SecurityGroup>;
  readonly natGateways: Map<string, NatGateway>;
  readonly endpoints: Map<string, Endpoint>;
  readonly attachments: Map<string, TransitAttachment>;
  readonly vpnConnections: Map<string, VpnConnection>;
  readonly interfaces: Map<string, Interface>;
  readonly balancers: Map<string, LoadBalancer>;
  readonly targetGroups: Map<string, TargetGroup>;
  readonly classicBalancers: Map<string, ClassicLoadBalancer>;
  readonly endpointServices: Map<string, EndpointService>;
  readonly zones: Map<string, HostedZone>;
  /** Elastic IPs of NAT gateways and interfaces here; the estate's own ones stand in the estate. */
  readonly addresses: Map<string, AwsAddress>;
}

export const GLOBAL = 'global';
