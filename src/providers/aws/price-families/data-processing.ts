import { is, isOneOf, type PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../price-items.ts';

/** `processing-fee/<size>` per hour: what EMR costs on top of the machine. */
export const processingPrices: PriceFamily = {
  name: 'processing-clusters',
  kinds: ['processing-cluster'],
  questions: () => [
    {
      serviceCode: 'ElasticMapReduce',
      filters: [is('productFamily', 'Elastic Map Reduce Instance'), isOneOf('softwareType', ['EMR'])],
    },
  ],
  items(product) {
    const { instanceType } = product.attributes;
    return instanceType === undefined ? [] : itemPrice(`processing-fee/${instanceType}`, product);
  },
};
