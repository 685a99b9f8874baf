import { prefixedUsageType, usageTypeIn } from '../../estate/billing-names.ts';
import { priceBook } from '../../estate/prices.ts';
import { STORAGE_PRICES } from '../../estate/storage/prices.ts';
import { placeAttributes } from '../pricing/locations.ts';
import { product, type Product } from '../pricing/product.ts';

interface Listed {
  readonly serviceCode: string;
  readonly servicename: string;
  readonly productFamily?: string;
  readonly usage: string;
  readonly unit: string;
  readonly usd: string;
  /** The usage type carries the region's code in the first region, too. */
  readonly prefixed?: true;
  readonly attributes?: Readonly<Record<string, string>>;
}

const s3 = { serviceCode: 'AmazonS3', servicename: 'Amazon Simple Storage Service' };
const logs = { serviceCode: 'AmazonCloudWatch', servicename: 'AmazonCloudWatch' };
const efs = { serviceCode: 'AmazonEFS', servicename: 'Amazon Elastic File System' };
const fsx = { serviceCode: 'AmazonFSx', servicename: 'Amazon FSx' };
const stored = { productFamily: 'Storage', unit: 'GB-Mo' };
const P = STORAGE_PRICES;

const list: readonly Listed[] = [
  {
    ...s3,
    ...stored,
    usage: 'TimedStorage-ByteHrs',
    usd: P.s3StandardGbMonth,
    attributes: { volumeType: 'Standard', storageClass: 'General Purpose' },
  },
  {
    ...s3,
    ...stored,
    usage: 'TimedStorage-SIA-ByteHrs',
    usd: P.s3InfrequentGbMonth,
    attributes: { volumeType: 'Standard - Infrequent Access', storageClass: 'Infrequent Access' },
  },
  {
    ...s3,
    ...stored,
    usage: 'TimedStorage-GDA-ByteHrs',
    usd: P.s3DeepArchiveGbMonth,
    attributes: { volumeType: 'Glacier Deep Archive', storageClass: 'Archive' },
  },
  {
    ...s3,
    productFamily: 'API Request',
    usage: 'Retrieval-SIA',
    unit: 'GB',
    usd: P.s3InfrequentRetrievalGb,
    attributes: { group: 'S3-API-SIA-Retrieval' },
  },
  {
    ...s3,
    productFamily: 'API Request',
    usage: 'Requests-SIA-Tier1',
    unit: 'Requests',
    usd: P.s3InfrequentTransition,
    attributes: { group: 'S3-API-SIA-Tier1' },
  },
  {
    ...logs,
    productFamily: 'Storage Snapshot',
    usage: 'TimedStorage-ByteHrs',
    unit: 'GB-Mo',
    usd: P.logStorageGbMonth,
  },
  {
    ...logs,
    productFamily: 'Data Payload',
    usage: 'DataProcessing-Bytes',
    unit: 'GB',
    usd: P.logIngestGb,
    prefixed: true,
    attributes: { group: 'Ingested Logs' },
  },
  {
    ...logs,
    productFamily: 'Data Payload',
    usage: 'DataProcessingIA-Bytes',
    unit: 'GB',
    usd: P.logIngestInfrequentGb,
    prefixed: true,
    attributes: { group: 'Ingested Logs' },
  },
  {
    serviceCode: 'AmazonECR',
    servicename: 'Amazon EC2 Container Registry (ECR)',
    productFamily: 'EC2 Container Registry',
    usage: 'TimedStorage-ByteHrs',
    unit: 'GB-Mo',
    usd: P.ecrGbMonth,
  },
  {
    ...efs,
    ...stored,
    usage: 'TimedStorage-ByteHrs',
    usd: P.efsStandardGbMonth,
    attributes: { storageClass: 'General Purpose' },
  },
  {
    ...efs,
    ...stored,
    usage: 'IATimedStorage-ByteHrs',
    usd: P.efsInfrequentGbMonth,
    attributes: { storageClass: 'Infrequent Access' },
  },
  {
    ...efs,
    ...stored,
    usage: 'ArchiveTimedStorage-ByteHrs',
    usd: P.efsArchiveGbMonth,
    attributes: { storageClass: 'Archive' },
  },
  {
    ...efs,
    ...stored,
    usage: 'TimedStorage-Z-ByteHrs',
    usd: P.efsZonalStandardGbMonth,
    attributes: { storageClass: 'One Zone-General Purpose' },
  },
  {
    ...efs,
    ...stored,
    usage: 'IATimedStorage-Z-ByteHrs',
    usd: P.efsZonalInfrequentGbMonth,
    attributes: { storageClass: 'One Zone-Infrequent Access' },
  },
  {
    ...efs,
    productFamily: 'Provisioned Throughput',
    usage: 'ProvisionedTP-MiBpsHrs',
    unit: 'MiBps-Mo',
    usd: P.efsProvisionedMiBpsMonth,
  },
  {
    ...fsx,
    ...stored,
    usage: 'Storage',
    usd: P.fsxWindowsSingleSsdGbMonth,
    attributes: { fileSystemType: 'Windows', deploymentOption: 'Single-AZ', storageType: 'SSD' },
  },
  {
    ...fsx,
    ...stored,
    usage: 'Storage-MAZ',
    usd: P.fsxWindowsMultiSsdGbMonth,
    attributes: { fileSystemType: 'Windows', deploymentOption: 'Multi-AZ', storageType: 'SSD' },
  },
  {
    ...fsx,
    ...stored,
    usage: 'Storage-HDD',
    usd: P.fsxWindowsSingleHddGbMonth,
    attributes: { fileSystemType: 'Windows', deploymentOption: 'Single-AZ', storageType: 'HDD' },
  },
  {
    ...fsx,
    ...stored,
    usage: 'Storage-OPENZFS',
    usd: P.fsxOpenZfsSingleSsdGbMonth,
    attributes: { fileSystemType: 'OpenZFS', deploymentOption: 'Single-AZ', storageType: 'SSD' },
  },
  {
    serviceCode: 'AWSConfig',
    servicename: 'AWS Config',
    productFamily: 'Management Tools - AWS Config',
    usage: 'ConfigurationItemRecorded',
    unit: 'ConfigurationItemRecorded',
    usd: P.configItem,
    prefixed: true,
  },
];

/** What storage, logs and recorders cost, in every region that has prices. */
export function* storageFamilyProducts(): Generator<Product> {
  for (const region of priceBook().regions) {
    for (const { serviceCode, servicename, productFamily, usage, unit, usd, prefixed, attributes } of list) {
      yield product({
        serviceCode,
        ...(productFamily !== undefined && { productFamily }),
        attributes: {
          ...placeAttributes(region),
          ...attributes,
          usagetype: prefixed ? prefixedUsageType(region, usage) : usageTypeIn(region, usage),
          operation: '',
          servicecode: serviceCode,
          servicename,
        },
        unit,
        description: `$${usd} per ${unit}`,
        usd,
      });
    }
  }
}
