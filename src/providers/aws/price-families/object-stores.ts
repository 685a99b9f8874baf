import type { PriceFamily } from '../define-price-family.ts';
import { is, isOneOf } from '../define-price-family.ts';
import { type ItemPrice, itemPrice, type ListedProduct } from '../price-items.ts';

/** A usage type without its region's code: `TimedStorage-ByteHrs` of `EUC1-TimedStorage-ByteHrs`. */
const usageOf = ({ attributes: { usagetype = '' } }: ListedProduct): string =>
  usagetype.replace(/^(?:[A-Z]{3}\d{1,2}|EU)-/, '');

const byUsage =
  (table: Readonly<Record<string, string>>, as?: Parameters<typeof itemPrice>[2]) =>
  (product: ListedProduct): readonly ItemPrice[] => {
    const usage = usageOf(product);
    const item = Object.hasOwn(table, usage) ? table[usage] : undefined;
    return item === undefined ? [] : itemPrice(item, product, as);
  };

/**
 * `bucket-storage/<class>` per GiB-month (the first 50 TB's price, the highest), `bucket-retrieval/standard-ia` per GiB read
 * from that class, `bucket-transition/standard-ia` per object that is moved there.
 */
export const bucketPrices: PriceFamily = {
  name: 'buckets',
  kinds: ['bucket'],
  *questions() {
    yield { serviceCode: 'AmazonS3', filters: [is('productFamily', 'Storage')] };
    yield { serviceCode: 'AmazonS3', filters: [isOneOf('group', ['S3-API-SIA-Retrieval', 'S3-API-SIA-Tier1'])] };
  },
  items(product) {
    if (product.productFamily === 'Storage') {
      return byUsage({
        'TimedStorage-ByteHrs': 'bucket-storage/standard',
        'TimedStorage-SIA-ByteHrs': 'bucket-storage/standard-ia',
        'TimedStorage-GDA-ByteHrs': 'bucket-storage/deep-archive',
      })(product);
    }
    if (usageOf(product) === 'Retrieval-SIA') return itemPrice('bucket-retrieval/standard-ia', product);
    if (usageOf(product) === 'Requests-SIA-Tier1') {
      return itemPrice('bucket-transition/standard-ia', product, { unit: 'request' });
    }
    return [];
  },
};

/** `log-storage` per GiB-month (compressed), `log-ingest/<class>` per GiB that comes in. */
export const logPrices: PriceFamily = {
  name: 'logs',
  kinds: ['log-group'],
  questions: () => [
    { serviceCode: 'AmazonCloudWatch', filters: [isOneOf('productFamily', ['Storage Snapshot', 'Data Payload'])] },
  ],
  items: byUsage({
    'TimedStorage-ByteHrs': 'log-storage',
    'DataProcessing-Bytes': 'log-ingest/standard',
    'DataProcessingIA-Bytes': 'log-ingest/infrequent-access',
  }),
};

/** `image-storage` per GiB-month. */
export const imageRepositoryPrices: PriceFamily = {
  name: 'image-repositories',
  kinds: ['image-repository'],
  questions: () => [{ serviceCode: 'AmazonECR', filters: [is('productFamily', 'EC2 Container Registry')] }],
  items: byUsage({ 'TimedStorage-ByteHrs': 'image-storage' }),
};

/**
 * `file-storage/elastic/<class>` per GiB-month, regional or in one zone (`…-zonal`), and `file-throughput/elastic` per
 * MiBps-month provisioned.
 */
export const elasticFilePrices: PriceFamily = {
  name: 'elastic-file-systems',
  kinds: ['file-system'],
  questions: () => [
    { serviceCode: 'AmazonEFS', filters: [isOneOf('productFamily', ['Storage', 'Provisioned Throughput'])] },
  ],
  items: byUsage({
    'TimedStorage-ByteHrs': 'file-storage/elastic/standard',
    'IATimedStorage-ByteHrs': 'file-storage/elastic/infrequent',
    'ArchiveTimedStorage-ByteHrs': 'file-storage/elastic/archive',
    'TimedStorage-Z-ByteHrs': 'file-storage/elastic/standard-zonal',
    'IATimedStorage-Z-ByteHrs': 'file-storage/elastic/infrequent-zonal',
    'ProvisionedTP-MiBpsHrs': 'file-throughput/elastic',
  }),
};

const deployments: Readonly<Record<string, string>> = {
  'Single-AZ': 'single-az',
  'Multi-AZ': 'multi-az',
  'Single-AZ_2N': 'single-az',
};

/** `file-storage/<flavor>/<deployment>/<medium>` per GiB-month of what was provisioned. */
export const managedFilePrices: PriceFamily = {
  name: 'managed-file-systems',
  kinds: ['file-system'],
  questions: () => [{ serviceCode: 'AmazonFSx', filters: [is('productFamily', 'Storage')] }],
  items(product) {
    const { fileSystemType = '', deploymentOption = '', storageType = '' } = product.attributes;
    const deployment = deployments[deploymentOption];
    if (deployment === undefined || fileSystemType === '' || storageType === '') return [];
    return itemPrice(
      `file-storage/${fileSystemType.toLowerCase()}/${deployment}/${storageType.toLowerCase()}`,
      product,
    );
  },
};

/** `configuration-item/continuous` per item that is recorded. */
export const recorderPrices: PriceFamily = {
  name: 'configuration-recorders',
  kinds: ['configuration-recorder'],
  questions: () => [{ serviceCode: 'AWSConfig', filters: [] }],
  items: byUsage({ ConfigurationItemRecorded: 'configuration-item/continuous' }, { unit: 'request' }),
};

/** `secret` per secret and month. */
export const secretPrices: PriceFamily = {
  name: 'secrets',
  kinds: ['secret'],
  questions: () => [{ serviceCode: 'AWSSecretsManager', filters: [is('productFamily', 'Secret')] }],
  items(product) {
    // The list counts its usage in its own word; each is a secret for a month.
    return (product.attributes['usagetype'] ?? '').endsWith('AWSSecretsManager-Secrets')
      ? itemPrice('secret', product, { unit: 'unit-month' })
      : [];
  },
};
