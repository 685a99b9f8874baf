import { price, priceBook } from '../price-book.ts';
import type { Price } from '../../../src/domain/prices.ts';

/** us-east-1: Infracost's test data of 2024-07-01 (NAT gateway, load balancers) and 2024-10-18 (endpoints); AWS's pricing pages of Transit Gateway, VPN and Elastic Load Balancing for the rest. */
const PRICES: readonly (readonly [item: string, amount: string, unit: string])[] = [
  ['nat-gateway/hour', '0.045', 'hour'],
  ['nat-gateway/processed', '0.045', 'GiB'],
  ['private-endpoint/interface', '0.01', 'hour'],
  ['private-endpoint/inspection', '0.01', 'hour'],
  ['transit-attachment/network', '0.05', 'hour'],
  ['transit-attachment/peering', '0.05', 'hour'],
  ['transit-attachment/vpn', '0.05', 'hour'],
  ['vpn-connection/standard', '0.05', 'hour'],
  ['load-balancer/application', '0.0225', 'hour'],
  ['load-balancer/network', '0.0225', 'hour'],
  ['load-balancer/gateway', '0.0125', 'hour'],
  ['load-balancer/classic', '0.025', 'hour'],
];

export const networkPrices = (without: readonly string[] = []): Map<string, Price> =>
  new Map([
    ...priceBook(without),
    ...PRICES.filter(([item]) => !without.includes(item)).map(([item, amount, unit]): [string, Price] => [
      item,
      price(item, amount, unit),
    ]),
  ]);
