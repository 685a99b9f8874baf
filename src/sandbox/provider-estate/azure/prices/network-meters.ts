import document from '../../../data/azure-prices.json' with { type: 'json' };
import type { MeterPart } from './meter.ts';

const { unitPrices } = document;

/** Source: Azure pricing pages of the service named, as of 2026. */
const BY_HAND = {
  /** Load Balancer: the first five rules, USD per hour. */
  loadBalancerRulesHour: '0.025',
  /** Azure DDoS Protection: Network Protection, USD per month and plan of up to 100 addresses. */
  ddosPlanMonth: '2944',
  /** Private Link: USD per hour and endpoint. */
  privateEndpointHour: '0.01',
  /** ExpressRoute: a metered circuit of 50 Mbps, standard, zone 1, USD per month. */
  expressRoute50Month: '55',
  /**
   * Azure Bastion of the larger kinds, USD per hour: Korea Central's prices in the Retail Prices API of 2026-06, which
   * there are those of Basic (0.19) times the same factor.
   */
  bastionStandardHour: '0.29',
  bastionStandardAdditionalHour: '0.14',
  bastionPremiumHour: '0.45',
  /** Azure Firewall Premium, USD per hour; infracost's golden file of azurerm_firewall, as of 2024-07. */
  firewallPremiumHour: '1.75',
} as const;

/** One line: key, service, product, SKU, meter, unit, USD. */
type Line = readonly [string, string, string, string, string, string, string];

const LINES: readonly Line[] = [
  [
    'ip/Standard',
    'Virtual Network',
    'IP Addresses',
    'Standard',
    'Standard IPv4 Static Public IP',
    '1 Hour',
    unitPrices.publicIpStaticHour.usd,
  ],
  [
    'ip/Basic/Dynamic',
    'Virtual Network',
    'IP Addresses',
    'Basic',
    'Basic IPv4 Dynamic Public IP',
    '1 Hour',
    unitPrices.publicIpDynamicHour.usd,
  ],
  [
    'private-endpoint',
    'Virtual Network',
    'Virtual Network Private Link',
    'Standard',
    'Standard Private Endpoint',
    '1 Hour',
    BY_HAND.privateEndpointHour,
  ],
  [
    'load-balancer/rules',
    'Load Balancer',
    'Load Balancer',
    'Standard',
    'Standard Included LB Rules and Outbound Rules',
    '1 Hour',
    BY_HAND.loadBalancerRulesHour,
  ],
  [
    'load-balancer/data',
    'Load Balancer',
    'Load Balancer',
    'Standard',
    'Standard Data Processed',
    '1 GB',
    unitPrices.loadBalancerGb.usd,
  ],
  [
    'app-gateway/Standard_v2',
    'Application Gateway',
    'Application Gateway Standard v2',
    'Standard',
    'Standard Fixed Cost',
    '1 Hour',
    unitPrices.appGatewayStandardV2Hour.usd,
  ],
  [
    'app-gateway/Standard_v2/cu',
    'Application Gateway',
    'Application Gateway Standard v2',
    'Standard',
    'Standard Capacity Units',
    '1/Hour',
    unitPrices.appGatewayStandardV2Cu.usd,
  ],
  [
    'app-gateway/WAF_v2',
    'Application Gateway',
    'Application Gateway WAF v2',
    'Standard',
    'Standard Fixed Cost',
    '1 Hour',
    unitPrices.appGatewayWafV2Hour.usd,
  ],
  [
    'app-gateway/WAF_v2/cu',
    'Application Gateway',
    'Application Gateway WAF v2',
    'Standard',
    'Standard Capacity Units',
    '1/Hour',
    unitPrices.appGatewayWafV2Cu.usd,
  ],
  ['vpn-gateway/VpnGw1', 'VPN Gateway', 'VPN Gateway', 'VpnGw1', 'VpnGw1', '1 Hour', unitPrices.vpnGw1Hour.usd],
  ['vpn-gateway/VpnGw2', 'VPN Gateway', 'VPN Gateway', 'VpnGw2', 'VpnGw2', '1 Hour', unitPrices.vpnGw2Hour.usd],
  ['vpn-gateway/VpnGw3', 'VPN Gateway', 'VPN Gateway', 'VpnGw3', 'VpnGw3', '1 Hour', unitPrices.vpnGw3Hour.usd],
  [
    'nat-gateway',
    'NAT Gateway',
    'NAT Gateway',
    'Standard',
    'Standard Gateway',
    '1 Hour',
    unitPrices.natGatewayHour.usd,
  ],
  [
    'nat-gateway/data',
    'NAT Gateway',
    'NAT Gateway',
    'Standard',
    'Standard Data Processed',
    '1 GB',
    unitPrices.natGatewayGb.usd,
  ],
  [
    'ddos-plan',
    'Azure DDOS Protection',
    'Azure DDOS Protection Plan',
    'Network Protection',
    'Network Protection',
    '1/Month',
    BY_HAND.ddosPlanMonth,
  ],
  [
    'bastion/Basic',
    'Azure Bastion',
    'Azure Bastion',
    'Basic',
    'Basic Gateway',
    '1 Hour',
    unitPrices.bastionBasicHour.usd,
  ],
  [
    'bastion/Standard',
    'Azure Bastion',
    'Azure Bastion',
    'Standard',
    'Standard Gateway',
    '1 Hour',
    BY_HAND.bastionStandardHour,
  ],
  [
    'bastion/Standard/additional',
    'Azure Bastion',
    'Azure Bastion',
    'Standard',
    'Standard Additional Gateway',
    '1 Hour',
    BY_HAND.bastionStandardAdditionalHour,
  ],
  [
    'bastion/Premium',
    'Azure Bastion',
    'Azure Bastion',
    'Premium',
    'Premium Gateway',
    '1 Hour',
    BY_HAND.bastionPremiumHour,
  ],
  [
    'firewall/Premium',
    'Azure Firewall',
    'Azure Firewall',
    'Premium',
    'Premium Deployment',
    '1 Hour',
    BY_HAND.firewallPremiumHour,
  ],
  [
    'firewall/Standard',
    'Azure Firewall',
    'Azure Firewall',
    'Standard',
    'Standard Deployment',
    '1 Hour',
    unitPrices.firewallStandardHour.usd,
  ],
  [
    'express-route/50',
    'ExpressRoute',
    'ExpressRoute',
    'Standard Metered Data',
    'Standard Metered Data 50 Mbps Circuit',
    '1/Month',
    BY_HAND.expressRoute50Month,
  ],
];

/** Networking; the same price in each of the sandbox's regions. */
export function* networkMeters(): Generator<readonly [string, MeterPart]> {
  for (const [key, serviceName, productName, skuName, meterName, unit, usd] of LINES) {
    yield [key, { serviceName, serviceFamily: 'Networking', productName, skuName, meterName, unit, usd }];
  }
}
