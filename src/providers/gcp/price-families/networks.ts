import { skuFamily } from '../define-price-family.ts';

const hour = { service: 'networking', unit: 'hour' } as const;

/**
 * `load-balancer/forwarding-rule` per hour is of up to five rules of a project and region together,
 * `load-balancer/forwarding-rule-extra` of each further one; `nat-gateway/hour` per hour and machine that uses the gateway
 * (of 32 machines or more it is one price, which the catalogue does not tell), `nat-gateway/processed` per GiB;
 * `vpn-connection/standard` per hour and tunnel. Source of the names: Cloud Billing catalogue, Networking.
 */
export const networkPrices = skuFamily(
  'networks',
  ['load-balancer', 'nat-gateway', 'vpn-connection'],
  [
    {
      ...hour,
      pattern: /Forwarding Rule Minimum/i,
      item: () => 'load-balancer/forwarding-rule',
    },
    {
      ...hour,
      pattern: /Forwarding Rule Additional/i,
      item: () => 'load-balancer/forwarding-rule-extra',
    },
    { ...hour, pattern: /Cloud Nat Gateway Uptime/i, item: () => 'nat-gateway/hour' },
    {
      service: 'networking',
      pattern: /Cloud Nat Data Processing/i,
      item: () => 'nat-gateway/processed',
      unit: 'GiB',
    },
    { ...hour, pattern: /^(?:Network )?(?:Cloud )?VPN Tunnel/i, item: () => 'vpn-connection/standard' },
  ],
);
