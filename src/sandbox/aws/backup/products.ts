import { BACKUP_REGION, backupRates } from '../../estate/backups/prices.ts';
import { prefixedUsageType } from '../../estate/billing-names.ts';
import { placeAttributes } from '../pricing/locations.ts';
import { product, type Product } from '../pricing/product.ts';

/** Storage that AWS Backup bills itself. */
export function* backupProducts(): Generator<Product> {
  for (const { type, tier, usd } of backupRates) {
    yield product({
      serviceCode: 'AWSBackup',
      productFamily: 'AWS Backup Storage',
      attributes: {
        ...placeAttributes(BACKUP_REGION),
        usagetype: prefixedUsageType(BACKUP_REGION, `${tier}Storage-ByteHrs-${type}`),
        operation: 'Storage',
        servicecode: 'AWSBackup',
        servicename: 'AWS Backup',
      },
      unit: 'GB-Mo',
      description: `USD ${usd} per GB-month of ${tier.toLowerCase()} backup storage for ${type}`,
      usd,
    });
  }
}
