import { usageTypeIn } from '../../estate/billing-names.ts';
import { feeRates } from '../../estate/data-processing/prices.ts';
import { priceBook } from '../../estate/prices.ts';
import { placeAttributes } from '../pricing/locations.ts';
import { product, type Product } from '../pricing/product.ts';

/** What EMR costs on top of a machine, in every region that has prices. */
export function* processingProducts(): Generator<Product> {
  for (const region of priceBook().regions) {
    for (const [instanceType, usd] of Object.entries(feeRates)) {
      yield product({
        serviceCode: 'ElasticMapReduce',
        productFamily: 'Elastic Map Reduce Instance',
        attributes: {
          ...placeAttributes(region),
          instanceType,
          softwareType: 'EMR',
          usagetype: usageTypeIn(region, `BoxUsage:${instanceType}`),
          operation: 'RunInstances',
          servicecode: 'ElasticMapReduce',
          servicename: 'Amazon Elastic MapReduce',
        },
        unit: 'Hrs',
        description: `$${usd} per hour for EMR ${instanceType}`,
        usd,
      });
    }
  }
}
