import { HOME, pricedServices } from '../../estate/data-stores/prices.ts';
import { placeAttributes } from '../pricing/locations.ts';
import { product, type Product } from '../pricing/product.ts';

/** What data stores cost, in the one region that has them. */
export function* dataStoreProducts(): Generator<Product> {
  for (const { service, productCode, rates } of Object.values(pricedServices)) {
    for (const { usageType, usd, unit, family, operation, attributes } of rates) {
      yield product({
        serviceCode: productCode,
        productFamily: family,
        attributes: {
          ...placeAttributes(HOME),
          ...attributes,
          usagetype: usageType,
          operation: operation ?? '',
          servicecode: productCode,
          servicename: service,
        },
        unit,
        description: `$${usd} per ${unit} of ${usageType}`,
        usd,
      });
    }
  }
}
