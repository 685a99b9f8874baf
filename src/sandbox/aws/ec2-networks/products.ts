import { prefixedUsageType, usageTypeIn } from '../../estate/billing-names.ts';
import { type NetworkPrice, networkPrices } from '../../estate/network/prices.ts';
import { priceBook } from '../../estate/prices.ts';
import { locationName, placeAttributes } from '../pricing/locations.ts';
import { product, type Product } from '../pricing/product.ts';

interface Listed {
  readonly serviceCode: 'AmazonEC2' | 'AmazonVPC' | 'AWSELB';
  /** Transit gateways have none. */
  readonly family?: string;
  readonly usage: string;
  /** Newer usage types carry the region's code in us-east-1 too. */
  readonly prefixed?: true;
  readonly operation: string;
  readonly group?: string;
  readonly price: NetworkPrice;
  readonly unit: string;
  readonly text: string;
  readonly attributes?: Readonly<Record<string, string>>;
}

const nat = {
  serviceCode: 'AmazonEC2',
  family: 'NAT Gateway',
  operation: 'NatGateway',
  group: 'NGW:NatGateway',
} as const;
const endpoint = {
  serviceCode: 'AmazonVPC',
  family: 'VpcEndpoint',
  operation: 'VpcEndpoint',
  group: 'VPCE:VpcEndpoint',
  prefixed: true,
} as const;
const vpn = {
  serviceCode: 'AmazonVPC',
  family: 'Cloud Connectivity',
  operation: 'CreateVpnConnection',
  unit: 'Hrs',
} as const;

const transit = (attachmentType: string): readonly Listed[] => {
  const base = {
    serviceCode: 'AmazonVPC',
    operation: `TransitGateway${attachmentType}`,
    group: 'AWSTransitGateway',
    prefixed: true,
    attributes: { attachmentType },
  } as const;
  return [
    {
      ...base,
      usage: 'TransitGateway-Hours',
      price: 'transitAttachmentHour',
      unit: 'hour',
      text: 'Transit Gateway attachment per hour',
    },
    {
      ...base,
      usage: 'TransitGateway-Bytes',
      price: 'transitGb',
      unit: 'GigaBytes',
      text: 'GB processed by Transit Gateway',
    },
  ];
};

const balancer = (
  kind: 'Application' | 'Network' | 'Gateway',
  hour: NetworkPrice,
  capacity: NetworkPrice,
): readonly Listed[] => {
  const base = { serviceCode: 'AWSELB', family: `Load Balancer-${kind}`, operation: `LoadBalancing:${kind}` } as const;
  return [
    {
      ...base,
      usage: 'LoadBalancerUsage',
      group: 'ELB:Balancer',
      price: hour,
      unit: 'Hrs',
      text: `${kind} LoadBalancer-hour (or partial hour)`,
    },
    {
      ...base,
      usage: 'LCUUsage',
      group: 'ELB:Balancing',
      price: capacity,
      unit: 'LCU-Hrs',
      text: `used ${kind} load balancer capacity unit-hour`,
    },
  ];
};

/** Families, usage types and operations as the price list has them. Source: AWS Price List, AmazonEC2, AmazonVPC and AWSELB. */
const listed: readonly Listed[] = [
  { ...nat, usage: 'NatGateway-Hours', price: 'natGatewayHour', unit: 'Hrs', text: 'NAT Gateway Hour' },
  { ...nat, usage: 'NatGateway-Bytes', price: 'natGatewayGb', unit: 'GB', text: 'GB Data Processed by NAT Gateways' },
  { ...endpoint, usage: 'VpcEndpoint-Hours', price: 'interfaceEndpointHour', unit: 'Hrs', text: 'VPC Endpoint Hour' },
  {
    ...endpoint,
    usage: 'VpcEndpoint-Bytes',
    price: 'interfaceEndpointGb',
    unit: 'GB',
    text: 'GB Data Processed by VPC Endpoints',
  },
  {
    ...endpoint,
    usage: 'VpcEndpoint-GWLBE-Hours',
    price: 'inspectionEndpointHour',
    unit: 'Hrs',
    text: 'Gateway Load Balancer Endpoint Hour',
  },
  {
    ...endpoint,
    usage: 'VpcEndpoint-GWLBE-Bytes',
    price: 'inspectionEndpointGb',
    unit: 'GB',
    text: 'GB Data Processed by Gateway Load Balancer Endpoints',
  },
  ...['VPC', 'VPN', 'Peering'].flatMap(transit),
  { ...vpn, usage: 'VPN-Usage-Hours:ipsec.1', price: 'vpnConnectionHour', text: 'VPN Connection-Hour' },
  ...balancer('Application', 'applicationHour', 'applicationUnit'),
  ...balancer('Network', 'networkHour', 'networkUnit'),
  ...balancer('Gateway', 'gatewayHour', 'gatewayUnit'),
  {
    serviceCode: 'AWSELB',
    family: 'Load Balancer',
    operation: 'LoadBalancing',
    usage: 'LoadBalancerUsage',
    group: 'ELB:Balancer',
    price: 'classicHour',
    unit: 'Hrs',
    text: 'LoadBalancer-hour (or partial hour)',
  },
  {
    serviceCode: 'AWSELB',
    family: 'Load Balancer',
    operation: 'LoadBalancing',
    usage: 'DataProcessing-Bytes',
    group: 'ELB:Balancer',
    price: 'classicGb',
    unit: 'GB',
    text: 'GB Data Processed by the LoadBalancer',
  },
];

const serviceNames = {
  AmazonEC2: 'Amazon Elastic Compute Cloud',
  AmazonVPC: 'Amazon Virtual Private Cloud',
  AWSELB: 'Elastic Load Balancing',
} as const;

/** What networks cost, in every region that has prices. */
export function* networkProducts(): Generator<Product> {
  for (const region of priceBook().regions) for (const entry of listed) yield productOf(region, entry);
}

function productOf(region: string, entry: Listed): Product {
  const { usd } = networkPrices[entry.price];
  const usagetype = entry.prefixed === true ? prefixedUsageType(region, entry.usage) : usageTypeIn(region, entry.usage);
  return product({
    serviceCode: entry.serviceCode,
    ...(entry.family !== undefined && { productFamily: entry.family }),
    attributes: {
      ...placeAttributes(region),
      ...(entry.group !== undefined && { group: entry.group }),
      ...entry.attributes,
      usagetype,
      operation: entry.operation,
      servicecode: entry.serviceCode,
      servicename: serviceNames[entry.serviceCode],
    },
    unit: entry.unit,
    description: `$${usd} per ${entry.text} - ${locationName(region)}`,
    usd,
  });
}
