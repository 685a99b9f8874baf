import { is, isOneOf, type PriceFamily } from '../define-price-family.ts';
import { type ItemPrice, itemPrice, type ListedProduct } from '../price-items.ts';

/**
 * A usage type without its region's code: `NatGateway-Hours` of `EUC1-NatGateway-Hours`. Variants have a word of their
 * own before (`Outposts-`, `TS-`) and stay apart. Source: AWS billing user guide, "AWS Region billing codes".
 */
const usageOf = ({ attributes: { usagetype = '' } }: ListedProduct): string =>
  usagetype.replace(/^(?:[A-Z]{3}\d{1,2}|EU)-/, '');

/** Prices by usage type; products of other types are not asked for by any check. */
const byUsage =
  (items: Readonly<Record<string, string>>) =>
  (product: ListedProduct): readonly ItemPrice[] => {
    const usage = usageOf(product);
    const item = Object.hasOwn(items, usage) ? items[usage] : undefined;
    return item === undefined ? [] : itemPrice(item, product);
  };

/** `nat-gateway/hour` and, per GiB, `nat-gateway/processed`. They stand in the list of EC2, not of VPC. */
export const natGatewayPrices: PriceFamily = {
  name: 'nat-gateways',
  kinds: ['nat-gateway'],
  questions: () => [{ serviceCode: 'AmazonEC2', filters: [is('productFamily', 'NAT Gateway')] }],
  items: byUsage({ 'NatGateway-Hours': 'nat-gateway/hour', 'NatGateway-Bytes': 'nat-gateway/processed' }),
};

/** `private-endpoint/interface` and `private-endpoint/inspection`, per hour and zone. */
export const privateEndpointPrices: PriceFamily = {
  name: 'private-endpoints',
  kinds: ['private-endpoint'],
  questions: () => [{ serviceCode: 'AmazonVPC', filters: [is('productFamily', 'VpcEndpoint')] }],
  items: byUsage({
    'VpcEndpoint-Hours': 'private-endpoint/interface',
    'VpcEndpoint-GWLBE-Hours': 'private-endpoint/inspection',
  }),
};

/** The list's operations, by what is attached. */
const attachments: Readonly<Record<string, string>> = {
  TransitGatewayVPC: 'network',
  TransitGatewayVPN: 'vpn',
  TransitGatewayPeering: 'peering',
};

/** `transit-attachment/<what is attached>` per hour. A VPN connection to a transit gateway pays for one, too. */
export const transitAttachmentPrices: PriceFamily = {
  name: 'transit-attachments',
  kinds: ['transit-attachment', 'vpn-connection'],
  questions: () => [{ serviceCode: 'AmazonVPC', filters: [isOneOf('operation', Object.keys(attachments))] }],
  items(product) {
    const { operation = '' } = product.attributes;
    const kind = Object.hasOwn(attachments, operation) ? attachments[operation] : undefined;
    const hourly = usageOf(product) === 'TransitGateway-Hours';
    return kind !== undefined && hourly ? itemPrice(`transit-attachment/${kind}`, product) : [];
  },
};

/** `vpn-connection/standard` and `vpn-connection/large` per hour. */
export const vpnConnectionPrices: PriceFamily = {
  name: 'vpn-connections',
  kinds: ['vpn-connection'],
  questions: () => [{ serviceCode: 'AmazonVPC', filters: [is('productFamily', 'Cloud Connectivity')] }],
  items: byUsage({
    'VPN-Usage-Hours:ipsec.1': 'vpn-connection/standard',
    'VPN-large-Usage-Hours:ipsec.1': 'vpn-connection/large',
  }),
};

const balancers: Readonly<Record<string, string>> = {
  'Load Balancer-Application': 'application',
  'Load Balancer-Network': 'network',
  'Load Balancer-Gateway': 'gateway',
  'Load Balancer': 'classic',
};

/** `load-balancer/<flavor>` per hour. What is used of its capacity is paid on top. */
export const loadBalancerPrices: PriceFamily = {
  name: 'load-balancers',
  kinds: ['load-balancer'],
  questions: () => [{ serviceCode: 'AWSELB', filters: [isOneOf('productFamily', Object.keys(balancers))] }],
  items(product) {
    const { productFamily = '' } = product;
    const flavor = Object.hasOwn(balancers, productFamily) ? balancers[productFamily] : undefined;
    const hourly = usageOf(product) === 'LoadBalancerUsage';
    return flavor !== undefined && hourly ? itemPrice(`load-balancer/${flavor}`, product) : [];
  },
};
