import type { PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../retail-units.ts';

/**
 * `load-balancer/network` per hour (a Standard one with up to five rules), `load-balancer-data/network` per GiB;
 * `load-balancer/application/<sku>` per hour (`standard_v2`, `waf_v2`, `standard_medium`), and of the second version
 * `load-balancer-unit/application/<sku>` per capacity unit and hour.
 */
export const loadBalancerPrices: PriceFamily = {
  name: 'load balancers',
  kinds: ['load-balancer'],
  *questions() {
    yield { serviceName: 'Load Balancer', anywhere: true };
    yield { serviceName: 'Application Gateway', anywhere: true };
  },
  items(row) {
    const { serviceName, productName, meterName, skuName } = row;
    if (serviceName === 'Load Balancer') {
      if (/^Standard Included LB Rules/i.test(meterName)) return itemPrice('load-balancer/network', row);
      return /^Standard Data Processed$/i.test(meterName) ? itemPrice('load-balancer-data/network', row) : [];
    }
    const firewall = /WAF/i.test(productName) ? 'waf' : 'standard';
    if (/v2/i.test(productName)) {
      if (/Fixed Cost/i.test(meterName)) return itemPrice(`load-balancer/application/${firewall}_v2`, row);
      return /^(Standard )?Capacity Units$/i.test(meterName)
        ? itemPrice(`load-balancer-unit/application/${firewall}_v2`, row, { unit: 'unit-hour' })
        : [];
    }
    return /Gateway$/i.test(meterName) && /^(Small|Medium|Large)$/i.test(skuName)
      ? itemPrice(`load-balancer/application/${firewall}_${skuName}`, row)
      : [];
  },
};

/** `network-gateway/<sku>` per hour: `vpngw1`, `vpngw2az`, `basic`, `ergw1az`, `standard`, `highperformance`. */
export const networkGatewayPrices: PriceFamily = {
  name: 'network gateways',
  kinds: ['network-gateway'],
  *questions() {
    yield { serviceName: 'VPN Gateway', anywhere: true };
    yield { serviceName: 'ExpressRoute', where: "contains(productName, 'Gateway')", anywhere: true };
  },
  items(row) {
    const { serviceName, skuName, meterName, unitOfMeasure } = row;
    if (!/^1 hour$/i.test(unitOfMeasure)) return [];
    const sku = skuName.toLowerCase().replaceAll(' ', '');
    if (serviceName === 'VPN Gateway') {
      // Connections are meters of the same SKU.
      const isGateway = /^(VpnGw\d(AZ)?|Basic( Gateway)?|VpnGw\d(AZ)? Gateway)$/i.test(meterName);
      return isGateway ? itemPrice(`network-gateway/${sku}`, row) : [];
    }
    const express =
      /^(ErGw\dAZ|ErGwScale|Standard|High Performance|Ultra High Performance|Ultra Performance)( Gateway)?$/i;
    return express.test(meterName) ? itemPrice(`network-gateway/${sku.replace('ultrahigh', 'ultra')}`, row) : [];
  },
};

/** `nat-gateway/hour` per hour and `nat-gateway/data` per GiB; `private-endpoint/interface` per hour. */
export const natGatewayPrices: PriceFamily = {
  name: 'NAT gateways',
  kinds: ['nat-gateway'],
  *questions() {
    yield { serviceName: 'NAT Gateway', anywhere: true };
  },
  items(row) {
    if (/^(Standard )?Gateway$/i.test(row.meterName)) return itemPrice('nat-gateway/hour', row);
    return /^(Standard )?Data Processed$/i.test(row.meterName) ? itemPrice('nat-gateway/data', row) : [];
  },
};

export const privateEndpointPrices: PriceFamily = {
  name: 'private endpoints',
  kinds: ['private-endpoint'],
  *questions() {
    yield { serviceName: 'Virtual Network', where: "contains(productName, 'Private Link')", anywhere: true };
  },
  items: (row) =>
    /^(Standard )?Private Endpoint$/i.test(row.meterName) ? itemPrice('private-endpoint/interface', row) : [],
};

/** `protection-plan/network` per month, whatever it protects up to 100 addresses. */
export const protectionPlanPrices: PriceFamily = {
  name: 'protection plans',
  kinds: ['protection-plan'],
  *questions() {
    yield { serviceName: 'Azure DDOS Protection', anywhere: true };
  },
  items: (row) =>
    /^(Network Protection|Standard Plan)$/i.test(row.meterName) ? itemPrice('protection-plan/network', row) : [],
};

/** `dedicated-line/<sku>/<Mbps>` per month: `dedicated-line/standard_metereddata/50`. */
export const dedicatedLinePrices: PriceFamily = {
  name: 'dedicated lines',
  kinds: ['dedicated-line'],
  *questions() {
    yield { serviceName: 'ExpressRoute', where: "contains(meterName, 'Circuit')", anywhere: true };
  },
  items(row) {
    const circuit = /^(Standard|Premium|Local) (Metered|Unlimited) Data (\d+) (Mbps|Gbps) Circuit$/i.exec(
      row.meterName,
    );
    if (!circuit) return [];
    const [, tier = '', family = '', amount = '', unit = ''] = circuit;
    const mbps = Number(amount) * (/^gbps$/i.test(unit) ? 1000 : 1);
    return itemPrice(`dedicated-line/${tier}_${family}data/${mbps}`, row);
  },
};
