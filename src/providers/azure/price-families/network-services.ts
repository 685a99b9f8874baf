import type { PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../retail-units.ts';

/** `bastion/<sku>` per hour with two machines behind it, `bastion-unit/<sku>` for each further one: `bastion/standard`. */
export const bastionPrices: PriceFamily = {
  name: 'bastions',
  kinds: ['bastion'],
  *questions() {
    yield { serviceName: 'Azure Bastion', anywhere: true };
  },
  items(row) {
    const meter = /^(Basic|Standard|Premium) (Additional )?Gateway$/i.exec(row.meterName);
    if (!meter || !/^1 hour$/i.test(row.unitOfMeasure)) return [];
    const [, sku = '', further] = meter;
    return itemPrice(`${further === undefined ? 'bastion' : 'bastion-unit'}/${sku}`, row);
  },
};

/** `firewall/<tier>` per hour of a firewall in a network, `firewall-hub/<tier>` of one in a hub: `firewall/premium`. */
export const firewallPrices: PriceFamily = {
  name: 'firewalls',
  kinds: ['firewall'],
  *questions() {
    yield { serviceName: 'Azure Firewall', anywhere: true };
  },
  items(row) {
    const meter = /^(Basic|Standard|Premium)( Secured? Virtual Hub)? Deployment$/i.exec(row.meterName);
    if (!meter || !/^1 hour$/i.test(row.unitOfMeasure)) return [];
    const [, tier = '', hub] = meter;
    return itemPrice(`${hub === undefined ? 'firewall' : 'firewall-hub'}/${tier}`, row);
  },
};
