import { is, type PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../price-items.ts';

/** `address/idle` and `address/in-use` per hour. */
export const addressPrices: PriceFamily = {
  name: 'addresses',
  kinds: ['public-address', 'network-interface', 'nat-gateway'],
  questions: () => [{ serviceCode: 'AmazonVPC', filters: [is('group', 'VPCPublicIPv4Address')] }],
  items(product) {
    const { usagetype = '' } = product.attributes;
    if (usagetype.endsWith('PublicIPv4:IdleAddress')) return itemPrice('address/idle', product);
    if (usagetype.endsWith('PublicIPv4:InUseAddress')) return itemPrice('address/in-use', product);
    return [];
  },
};
