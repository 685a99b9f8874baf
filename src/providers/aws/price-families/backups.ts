import { is, type PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../price-items.ts';

/**
 * `backup/warm/<type>` and `backup/cold/<type>` per GiB-month of what AWS Backup keeps itself (EFS, S3, advanced DynamoDB, …),
 * the type in lower case. Usage types end in `WarmStorage-ByteHrs-EFS`; those of locked vaults have a suffix.
 */
export const backupPrices: PriceFamily = {
  name: 'backups',
  kinds: ['recovery-point'],
  questions: () => [{ serviceCode: 'AWSBackup', filters: [is('productFamily', 'AWS Backup Storage')] }],
  items(product) {
    const stored = /-(Warm|Cold)Storage-ByteHrs-(\w+)$/.exec(product.attributes['usagetype'] ?? '');
    const [, tier = '', type = ''] = stored ?? [];
    return stored === null ? [] : itemPrice(`backup/${tier}/${type}`.toLowerCase(), product);
  },
};
