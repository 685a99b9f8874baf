import { skuFamily } from '../define-price-family.ts';

/**
 * `address/idle` and `address/in-use` per hour: a static address that nothing uses costs more than one on a machine;
 * one on a forwarding rule costs nothing by itself. Source: "External IP address pricing".
 */
export const addressPrices = skuFamily(
  'addresses',
  ['public-address', 'nat-gateway'],
  [
    { service: 'compute', pattern: /^Static Ip Charge(?: in .*)?$/i, item: () => 'address/idle', unit: 'hour' },
    {
      service: 'compute',
      pattern: /^External IP Charge on a Standard VM(?: in .*)?$/i,
      item: () => 'address/in-use',
      unit: 'hour',
    },
  ],
);
