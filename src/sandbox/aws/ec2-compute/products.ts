import { usageTypeIn } from '../../estate/billing-names.ts';
import { HOST_FAMILIES, hostHourly } from '../../estate/compute/host-prices.ts';
import { priceBook } from '../../estate/prices.ts';
import { familyOf } from '../instance-families.ts';
import { placeAttributes } from '../pricing/locations.ts';
import { product, type Product } from '../pricing/product.ts';

/** Dedicated hosts by family, on demand. */
export function* hostProducts(): Generator<Product> {
  for (const region of priceBook().regions) {
    for (const family of Object.keys(HOST_FAMILIES)) {
      const usd = hostHourly(family, region);
      yield product({
        serviceCode: 'AmazonEC2',
        productFamily: 'Dedicated Host',
        attributes: {
          ...placeAttributes(region),
          instanceType: family,
          instanceFamily: familyOf(`${family}.large`).title,
          currentGeneration: 'Yes',
          operatingSystem: 'Linux',
          preInstalledSw: 'NA',
          licenseModel: 'No License required',
          tenancy: 'Host',
          capacitystatus: 'AllocatedHost',
          operation: 'RunInstances',
          usagetype: usageTypeIn(region, `HostUsage:${family}`),
          normalizationSizeFactor: 'NA',
          servicecode: 'AmazonEC2',
          servicename: 'Amazon Elastic Compute Cloud',
        },
        unit: 'Hrs',
        description: `$${usd} per On Demand Linux ${family} Dedicated Host Usage`,
        usd,
      });
    }
  }
}
