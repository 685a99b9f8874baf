import { is, type PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../price-items.ts';

/** `host/<family>` per hour, on demand; the machines on a host cost nothing beside it. */
export const dedicatedHostPrices: PriceFamily = {
  name: 'dedicated-hosts',
  kinds: ['dedicated-host'],
  questions: () => [
    { serviceCode: 'AmazonEC2', filters: [is('productFamily', 'Dedicated Host'), is('tenancy', 'Host')] },
  ],
  items(product) {
    const { instanceType, usagetype = '' } = product.attributes;
    // `ReservedHostUsage` is what a host reservation pays.
    const isOnDemand = /(^|-)HostUsage:/.test(usagetype);
    return instanceType && isOnDemand ? itemPrice(`host/${instanceType}`, product) : [];
  },
};
