import type { PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../retail-units.ts';

/** `api-gateway/<tier>` per hour of one unit: `api-gateway/premium`, `api-gateway/standardv2`. */
export const apiGatewayPrices: PriceFamily = {
  name: 'API gateways',
  kinds: ['api-gateway'],
  *questions() {
    yield { serviceName: 'API Management' };
  },
  items(row) {
    const tier = /^((?:Developer|Basic|Standard|Premium)(?: ?v2)?) Unit$/i.exec(row.meterName)?.[1];
    return tier === undefined || !/^1 hour$/i.test(row.unitOfMeasure)
      ? []
      : itemPrice(`api-gateway/${tier.replaceAll(' ', '')}`, row);
  },
};
