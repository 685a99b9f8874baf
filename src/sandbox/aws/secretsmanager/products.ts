import { prefixedUsageType } from '../../estate/billing-names.ts';
import { priceBook } from '../../estate/prices.ts';
import { SECRET_MONTH } from '../../estate/secrets/usage.ts';
import { placeAttributes } from '../pricing/locations.ts';
import { product, type Product } from '../pricing/product.ts';

/** What a secret costs, in every region that has prices. */
export function* secretProducts(): Generator<Product> {
  for (const region of priceBook().regions) {
    yield product({
      serviceCode: 'AWSSecretsManager',
      productFamily: 'Secret',
      attributes: {
        ...placeAttributes(region),
        group: 'Secret',
        groupDescription: 'Secret-Month',
        usagetype: prefixedUsageType(region, 'AWSSecretsManager-Secrets'),
        operation: '',
        servicecode: 'AWSSecretsManager',
        servicename: 'AWS Secrets Manager',
      },
      unit: 'Secrets',
      description: `$${SECRET_MONTH} per Secret`,
      usd: SECRET_MONTH,
    });
  }
}
