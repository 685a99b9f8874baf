import { describe, expect, it } from 'vitest';
import {
  loadBalancerPrices,
  natGatewayPrices,
  privateEndpointPrices,
  transitAttachmentPrices,
  vpnConnectionPrices,
} from '../../../src/providers/aws/price-families/networks.ts';
import type { ListedProduct } from '../../../src/providers/aws/price-items.ts';
import { SandboxCloud } from './sandbox-cloud.ts';

const families = [
  natGatewayPrices,
  privateEndpointPrices,
  transitAttachmentPrices,
  vpnConnectionPrices,
  loadBalancerPrices,
];

describe('prices of networks', () => {
  it.each(['us-east-1', 'eu-central-1'])('in %s are exact, in our units, each item once', async (regionId) => {
    const cloud = await SandboxCloud.start();
    const connection = cloud.connect();
    const told: Record<string, string> = {};
    try {
      for (const { name } of families) {
        for await (const { prices } of connection.prices(regionId, name, new Map())) {
          for (const { item, listPrice } of prices) {
            expect(told).not.toHaveProperty([item]);
            told[item] = `${listPrice.amount} ${listPrice.currency}/${listPrice.unit}`;
          }
        }
      }
    } finally {
      await connection.close();
      await cloud.close();
    }
    expect(told).toEqual({
      'nat-gateway/hour': '0.045 USD/hour',
      'nat-gateway/processed': '0.045 USD/GiB',
      'private-endpoint/interface': '0.01 USD/hour',
      'private-endpoint/inspection': '0.01 USD/hour',
      'transit-attachment/network': '0.05 USD/hour',
      'transit-attachment/vpn': '0.05 USD/hour',
      'transit-attachment/peering': '0.05 USD/hour',
      'vpn-connection/standard': '0.05 USD/hour',
      'load-balancer/application': '0.0225 USD/hour',
      'load-balancer/network': '0.0225 USD/hour',
      'load-balancer/gateway': '0.0125 USD/hour',
      'load-balancer/classic': '0.025 USD/hour',
    });
  });

  const product = (usagetype: string, more: Partial<ListedProduct> = {}, operation = ''): ListedProduct => ({
    productFamily: undefined,
    attributes: { usagetype, operation },
    unit: 'Hrs',
    amount: '0.0225000000',
    steps: [],
    ...more,
  });
  const application = { productFamily: 'Load Balancer-Application' };

  it.each`
    usagetype                       | item
    ${'LoadBalancerUsage'}          | ${['load-balancer/application']}
    ${'EU-LoadBalancerUsage'}       | ${['load-balancer/application']}
    ${'APS1-LoadBalancerUsage'}     | ${['load-balancer/application']}
    ${'Outposts-LoadBalancerUsage'} | ${[]}
    ${'USE1-TS-LoadBalancerUsage'}  | ${[]}
    ${'EU-LCUUsage'}                | ${[]}
  `('$usagetype of an application load balancer is $item', ({ usagetype, item }) => {
    expect(loadBalancerPrices.items(product(usagetype, application)).map((one) => one.item)).toEqual(item);
  });

  it('of a transit gateway are told apart by what is attached', () => {
    const hours = (operation: string) =>
      transitAttachmentPrices.items(product('USE1-TransitGateway-Hours', {}, operation)).map(({ item }) => item);
    expect(hours('TransitGatewayVPC')).toEqual(['transit-attachment/network']);
    expect(hours('TransitGatewayVPN')).toEqual(['transit-attachment/vpn']);
    expect(hours('TransitGatewayDirectConnect')).toEqual([]);
  });

  it('of large VPN tunnels are not those of usual ones', () => {
    const items = (usagetype: string) => vpnConnectionPrices.items(product(usagetype)).map(({ item }) => item);
    expect(items('USW2-VPN-Usage-Hours:ipsec.1')).toEqual(['vpn-connection/standard']);
    expect(items('USE1-VPN-large-Usage-Hours:ipsec.1')).toEqual(['vpn-connection/large']);
  });
});
