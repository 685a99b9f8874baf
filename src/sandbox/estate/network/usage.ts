import { prefixedUsageType, SERVICE, usageTypeIn } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import { addressUsage, type Meter, type Usage } from '../usage.ts';
import { GLOBAL, type Interface, type NetworkState, type Placed, type Traffic } from './model.ts';
import { type NetworkPrice, networkPrices } from './prices.ts';

const FOREVER = Number.POSITIVE_INFINITY;
const seconds = (epochMs: number): number => Math.floor(epochMs / 1000);

interface Line {
  readonly at: Placed;
  readonly service: string;
  readonly productCode?: string;
  readonly usageType: string;
  readonly operation: string;
  readonly price: NetworkPrice;
  readonly resourceId: string;
  readonly from: number;
}

/** What is there, so many times, by the hour. */
function running({ at, price, resourceId, from, ...names }: Line, count = 1): Usage {
  return {
    meter: { ...at, ...names, rate: picoOf(networkPrices[price].usd), per: 'hour', unit: 'Hrs', scale: 1 },
    resourceId,
    quantity: count,
    from: seconds(from),
    to: FOREVER,
  };
}

/** A thousandth of a gigabyte, so that small traffic is a whole number. */
const GB_PARTS = 1000;

/** What passes, by the day; nothing for a burst, which is too small to be on the bill. */
function* passing({ at, price, resourceId, from, ...names }: Line, traffic: Traffic | undefined): Generator<Usage> {
  if (traffic === undefined || traffic.burstAt !== undefined) return;
  const quantity = Math.round((traffic.bytesPerDay / 2 ** 30) * GB_PARTS);
  if (quantity === 0) return;
  const meter: Meter = {
    ...at,
    ...names,
    rate: picoOf(networkPrices[price].usd) / BigInt(GB_PARTS),
    per: 'day',
    unit: 'GB',
    scale: GB_PARTS,
  };
  yield { meter, resourceId, quantity, from: seconds(from), to: FOREVER };
}

const placeOf = ({ accountId, region }: Placed): Placed => ({ accountId, region });
const ec2Arn = ({ accountId, region }: Placed, rest: string): string => `arn:aws:ec2:${region}:${accountId}:${rest}`;

/** What networks bill, under the names of the real bill. Source: VPC User Guide, "Billing and usage reports". */
export function* networkUsage(state: NetworkState): Generator<Usage> {
  for (const address of state.addresses.values()) yield* addressUsage(address, undefined);
  for (const held of state.interfaces.values()) yield* poolAddress(held);
  yield* natGateways(state);
  yield* endpoints(state);
  yield* transit(state);
  yield* balancers(state);
  yield* zones(state);
}

/** An address of Amazon's pool is on the bill as its interface. */
function* poolAddress({ id, publicIp, createdAt, ...at }: Interface): Generator<Usage> {
  if (publicIp === undefined) return;
  const address = { ...placeOf(at), allocationId: id, publicIp, associationId: id, allocatedAt: createdAt, tags: {} };
  for (const usage of addressUsage(address, undefined)) {
    yield { ...usage, resourceId: ec2Arn(at, `network-interface/${id}`) };
  }
}

function* natGateways({ natGateways: all }: NetworkState): Generator<Usage> {
  for (const gateway of all.values()) {
    const line = {
      at: placeOf(gateway),
      service: SERVICE.ec2Other,
      operation: 'NatGateway',
      resourceId: ec2Arn(gateway, `natgateway/${gateway.id}`),
      from: gateway.createdAt,
    };
    yield running({ ...line, usageType: usageTypeIn(gateway.region, 'NatGateway-Hours'), price: 'natGatewayHour' });
    const data = {
      ...line,
      usageType: usageTypeIn(gateway.region, 'NatGateway-Bytes'),
      price: 'natGatewayGb',
    } as const;
    yield* passing(data, gateway.traffic);
  }
}

function* endpoints({ endpoints: all }: NetworkState): Generator<Usage> {
  for (const endpoint of all.values()) {
    if (endpoint.type === 'Gateway') continue;
    const isInspection = endpoint.type === 'GatewayLoadBalancer';
    const name = `VpcEndpoint-${isInspection ? 'GWLBE-' : ''}`;
    const line = {
      at: placeOf(endpoint),
      service: SERVICE.vpc,
      operation: 'VpcEndpoint',
      resourceId: ec2Arn(endpoint, `vpc-endpoint/${endpoint.id}`),
      from: endpoint.createdAt,
    };
    yield running(
      {
        ...line,
        usageType: prefixedUsageType(endpoint.region, `${name}Hours`),
        price: isInspection ? 'inspectionEndpointHour' : 'interfaceEndpointHour',
      },
      endpoint.subnetIds.length,
    );
    const price = isInspection ? 'inspectionEndpointGb' : 'interfaceEndpointGb';
    yield* passing({ ...line, usageType: prefixedUsageType(endpoint.region, `${name}Bytes`), price }, endpoint.traffic);
  }
}

const OPERATIONS = { vpc: 'TransitGatewayVPC', vpn: 'TransitGatewayVPN', peering: 'TransitGatewayPeering' } as const;

function* transit({ attachments, vpnConnections }: NetworkState): Generator<Usage> {
  for (const attachment of attachments.values()) {
    if (attachment.resourceType === 'connect' || attachment.state !== 'available') continue;
    const line = {
      at: placeOf(attachment),
      service: SERVICE.vpc,
      operation: OPERATIONS[attachment.resourceType],
      resourceId: ec2Arn(attachment, `transit-gateway-attachment/${attachment.id}`),
      from: attachment.createdAt,
    };
    const { region } = attachment;
    yield running({
      ...line,
      usageType: prefixedUsageType(region, 'TransitGateway-Hours'),
      price: 'transitAttachmentHour',
    });
    const data = { ...line, usageType: prefixedUsageType(region, 'TransitGateway-Bytes'), price: 'transitGb' } as const;
    yield* passing(data, attachment.traffic);
  }
  for (const connection of vpnConnections.values()) {
    yield running({
      at: placeOf(connection),
      service: SERVICE.vpc,
      operation: 'CreateVpnConnection',
      usageType: usageTypeIn(connection.region, 'VPN-Usage-Hours:ipsec.1'),
      price: 'vpnConnectionHour',
      resourceId: ec2Arn(connection, `vpn-connection/${connection.id}`),
      from: connection.createdAt,
    });
  }
}

function* balancers({ balancers: all, classicBalancers }: NetworkState): Generator<Usage> {
  const service = SERVICE.loadBalancing;
  for (const balancer of all.values()) {
    const operation = `LoadBalancing:${balancer.type === 'application' ? 'Application' : balancer.type === 'network' ? 'Network' : 'Gateway'}`;
    const line = { at: placeOf(balancer), service, operation, resourceId: balancer.arn, from: balancer.createdAt };
    const usageType = usageTypeIn(balancer.region, 'LoadBalancerUsage');
    yield running({ ...line, usageType, price: `${balancer.type}Hour` });
    // A gigabyte an hour is a capacity unit: bytes are what most pay for.
    const units = {
      ...line,
      usageType: usageTypeIn(balancer.region, 'LCUUsage'),
      price: `${balancer.type}Unit`,
    } as const;
    for (const usage of passing(units, balancer.traffic))
      yield { ...usage, meter: { ...usage.meter, unit: 'LCU-Hrs' } };
  }
  for (const balancer of classicBalancers.values()) {
    const at = placeOf(balancer);
    const line = { at, service, operation: 'LoadBalancing', resourceId: balancer.arn, from: balancer.createdAt };
    yield running({ ...line, usageType: usageTypeIn(at.region, 'LoadBalancerUsage'), price: 'classicHour' });
    const data = { ...line, usageType: usageTypeIn(at.region, 'DataProcessing-Bytes'), price: 'classicGb' } as const;
    yield* passing(data, balancer.traffic);
  }
}

function* zones({ zones: all }: NetworkState): Generator<Usage> {
  for (const zone of all.values()) {
    yield {
      meter: {
        accountId: zone.accountId,
        region: GLOBAL,
        service: 'Amazon Route 53',
        productCode: 'AmazonRoute53',
        usageType: 'HostedZone',
        operation: 'HostedZone',
        rate: picoOf(networkPrices.hostedZoneMonth.usd),
        per: 'month',
        unit: 'HostedZone',
        scale: 1,
      },
      resourceId: `arn:aws:route53:::hostedzone/${zone.id}`,
      quantity: 1,
      from: seconds(zone.createdAt),
      to: FOREVER,
    };
  }
}
