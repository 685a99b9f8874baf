import type { Fact } from '../fact.ts';
import type { ResourceBase } from './resource-base.ts';

/** A private network (VPC, VPC network, virtual network, tenant network). */
export interface Network extends ResourceBase {
  readonly kind: 'network';
  readonly routeTables: Fact<readonly RouteTable[]>;
  /** Its private ways to object storage and key-value tables, where the cloud has such. */
  readonly storageEndpoints: Fact<readonly StorageEndpoint[]>;
}

/** What the packets of some subnets follow. */
export interface RouteTable {
  readonly routeTableId: string;
  /** It holds for every subnet that no other table names. */
  readonly isMain: boolean;
  readonly subnetIds: readonly string[];
  /** Where its IPv4 routes lead, by id, beside the network itself; a route whose target is gone counts for nothing. */
  readonly targetIds: readonly string[];
  /** One of them leads to the internet by an internet gateway: public addresses work in its subnets. */
  readonly reachesInternet: boolean;
}

export type StorageService = 'object-storage' | 'key-value';

/** A private endpoint through which storage is reached without leaving the network. */
export interface StorageEndpoint {
  readonly endpointId: string;
  readonly service: StorageService;
  /** Tables that route to it. `all` where names lead to it instead: it then serves the whole network. */
  readonly routeTableIds: readonly string[] | 'all';
}

/** A gateway that gives private machines a way out (NAT gateway, Cloud NAT). */
export interface NatGateway extends ResourceBase {
  readonly kind: 'nat-gateway';
  readonly networkId: string;
  /** `private`: between networks alone; it has no public address. */
  readonly connectivity: 'public' | 'private';
  /** Zones that it bills for: one, or each that a regional gateway spreads over. */
  readonly zoneCount: Fact<number>;
  /** Public addresses that go with it, by id. */
  readonly addressIds: readonly string[];
  /** Machines that it holds ports for, where the cloud bills by them. */
  readonly machines?: Fact<number>;
  /** Public addresses that come and go with it, beside those of `addressIds`. */
  readonly automaticAddresses?: Fact<number>;
  /** Other such gateways of its network, at the time of the listing. */
  readonly siblings: number;
  /** Subnets that go out by it; left out where it serves the whole network. */
  readonly subnetIds?: readonly string[];
}

/** A private entrance to a service (VPC endpoint, Private Service Connect, private endpoint). */
export interface PrivateEndpoint extends ResourceBase {
  readonly kind: 'private-endpoint';
  readonly networkId: string;
  readonly serviceName: string;
  /** `interface` and `inspection` bill by the hour and zone; `gateway` is free. */
  readonly flavor: 'interface' | 'inspection' | 'gateway' | 'other';
  /** Subnets that it has an interface in, one a zone. */
  readonly subnetIds: readonly string[];
  /** A managed service made it and manages it: its owner can't delete it. */
  readonly serviceManaged: boolean;
  /** Its service is in another region: the cloud publishes no metrics then. */
  readonly crossRegion: boolean;
  /** Whether its service has taken it: `rejected` and `disconnected` ones lead nowhere. */
  readonly connection?: 'approved' | 'pending' | 'rejected' | 'disconnected';
}

/** What ties a network or a tunnel to a regional router (transit gateway attachment). */
export interface TransitAttachment extends ResourceBase {
  readonly kind: 'transit-attachment';
  readonly gatewayId: string;
  /** Accepted on both sides and in service: one that waits carries and bills nothing. */
  readonly active: boolean;
  readonly attachedKind: 'network' | 'vpn' | 'peering' | 'dedicated-line' | 'other';
  readonly attachedId?: string;
}

/** A gateway that ties a network to others from outside of the cloud (VPN gateway, ExpressRoute gateway). */
export interface NetworkGateway extends ResourceBase {
  readonly kind: 'network-gateway';
  readonly flavor: 'vpn' | 'dedicated-line' | 'other';
  readonly networkId: string;
  /** What its price depends on, in the vendor's word: `VpnGw1`, `ErGw1AZ`. */
  readonly sku: string;
  /** Its connections to other sites and networks, by id; empty means that it has none. */
  readonly attachedTo: Fact<readonly string[]>;
  /** Single machines may dial in: such sessions are no connections. */
  readonly servesClients: boolean;
}

/** A leased line to a provider (ExpressRoute circuit, Interconnect attachment). */
export interface DedicatedLine extends ResourceBase {
  readonly kind: 'dedicated-line';
  readonly sku: string;
  readonly bandwidthMbps: number;
  /** The provider has set up its end: traffic can flow. */
  readonly provisioned: boolean;
}

/** Protection from floods that is paid by the month for all networks it is linked to (DDoS network protection plan). */
export interface ProtectionPlan extends ResourceBase {
  readonly kind: 'protection-plan';
  /** Networks that it protects, by id; of other subscriptions too. */
  readonly attachedTo: Fact<readonly string[]>;
}

/** A site-to-site VPN connection. */
export interface VpnConnection extends ResourceBase {
  readonly kind: 'vpn-connection';
  /** The gateway on the cloud's side; left out for one that is tied to none. */
  readonly gatewayId?: string;
  readonly gatewayKind?: 'vpn-gateway' | 'transit';
  /** Other connections of the same gateway: one of them may be what this one stands by for. */
  readonly siblings: number;
  /** Of the large kind, which costs more. */
  readonly largeBandwidth: boolean;
}

/** A network interface that carries a public address, reserved or assigned by the cloud. */
export interface NetworkInterface extends ResourceBase {
  readonly kind: 'network-interface';
  readonly networkId: string;
  readonly subnetId: string;
  readonly publicAddresses: readonly PublicAssignment[];
  /** The machine that has it; left out for one that a service has or nothing. */
  readonly instanceId?: string;
  /** Something has it, a machine or a service. */
  readonly inUse: boolean;
  /** A service (load balancer, NAT gateway, database) made it and manages it. */
  readonly serviceManaged: boolean;
  /** Whether some rule lets packets in from addresses that are not private ones. */
  readonly openToInternet: Fact<boolean>;
}

export interface PublicAssignment {
  readonly address: string;
  /** The reserved address' id; left out for one that the cloud assigned. */
  readonly addressId?: string;
}

/** A zone of DNS names (hosted zone). `uses` names the DNS names of the cloud's own things that its records lead to. */
export interface DnsZone extends ResourceBase {
  readonly kind: 'dns-zone';
  readonly isPrivate: boolean;
  readonly recordCount: number;
}
