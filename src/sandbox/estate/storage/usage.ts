import { prefixedUsageType, SERVICE, usageTypeIn } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import type { Meter, Usage } from '../usage.ts';
import type { StorageState } from './model.ts';
import { STORAGE_PRICES } from './prices.ts';

const MIB = 2 ** 20;
const FOREVER = Number.POSITIVE_INFINITY;

/** Sizes are billed in whole MiB here: 1,024 of them are the bill's GB. */
const MIB_PER_GIB = 1024;

export function* storageUsage(state: StorageState): Generator<Usage> {
  for (const bucket of state.buckets.values()) {
    yield stored(
      bucket,
      bucket.name,
      bucket.standardBytes,
      bucket.createdAt,
      SERVICE.storage,
      'TimedStorage-ByteHrs',
      STORAGE_PRICES.s3StandardGbMonth,
    );
    yield stored(
      bucket,
      bucket.name,
      bucket.infrequentBytes,
      bucket.createdAt,
      SERVICE.storage,
      'TimedStorage-SIA-ByteHrs',
      STORAGE_PRICES.s3InfrequentGbMonth,
    );
  }
  for (const group of state.logGroups.values()) {
    yield stored(
      group,
      group.arn,
      group.storedBytes,
      group.createdAt,
      SERVICE.cloudWatch,
      'TimedStorage-ByteHrs',
      STORAGE_PRICES.logStorageGbMonth,
    );
    const infrequent = group.logClass === 'INFREQUENT_ACCESS';
    const rate = infrequent ? STORAGE_PRICES.logIngestInfrequentGb : STORAGE_PRICES.logIngestGb;
    yield counted(
      group,
      group.arn,
      group.incomingBytesPerDay,
      group.createdAt,
      infrequent ? 'DataProcessingIA-Bytes' : 'DataProcessing-Bytes',
      rate,
    );
  }
  for (const repository of state.repositories.values()) {
    const bytes = repository.images.reduce((sum, image) => sum + image.bytes, 0);
    yield stored(
      repository,
      repository.arn,
      bytes,
      repository.createdAt,
      'Amazon EC2 Container Registry (ECR)',
      'TimedStorage-ByteHrs',
      STORAGE_PRICES.ecrGbMonth,
      'AmazonECR',
    );
  }
  for (const files of state.elasticFiles.values()) {
    const zonal = files.zone !== undefined;
    const efs = 'Amazon Elastic File System';
    yield stored(
      files,
      files.arn,
      files.standardBytes,
      files.createdAt,
      efs,
      zonal ? 'TimedStorage-Z-ByteHrs' : 'TimedStorage-ByteHrs',
      zonal ? STORAGE_PRICES.efsZonalStandardGbMonth : STORAGE_PRICES.efsStandardGbMonth,
      'AmazonEFS',
    );
    yield stored(
      files,
      files.arn,
      files.infrequentBytes,
      files.createdAt,
      efs,
      zonal ? 'IATimedStorage-Z-ByteHrs' : 'IATimedStorage-ByteHrs',
      zonal ? STORAGE_PRICES.efsZonalInfrequentGbMonth : STORAGE_PRICES.efsInfrequentGbMonth,
      'AmazonEFS',
    );
    if (files.provisionedMiBps === undefined) continue;
    yield {
      meter: meter(
        files,
        efs,
        'ProvisionedTP-MiBpsHrs',
        STORAGE_PRICES.efsProvisionedMiBpsMonth,
        'month',
        'MiBps-Mo',
        1,
        'AmazonEFS',
      ),
      resourceId: files.arn,
      quantity: files.provisionedMiBps,
      from: Math.floor(files.createdAt / 1000),
      to: FOREVER,
    };
  }
  for (const server of state.fileServers.values()) {
    const multi = server.deployment.startsWith('MULTI_AZ');
    const rate =
      server.type === 'WINDOWS'
        ? multi
          ? STORAGE_PRICES.fsxWindowsMultiSsdGbMonth
          : STORAGE_PRICES.fsxWindowsSingleSsdGbMonth
        : STORAGE_PRICES.fsxOpenZfsSingleSsdGbMonth;
    const usage = `Storage${multi ? '-MAZ' : ''}${server.type === 'WINDOWS' ? '' : `-${server.type}`}`;
    yield stored(
      server,
      server.arn,
      server.capacityGiB * 2 ** 30,
      server.createdAt,
      'Amazon FSx',
      usage,
      rate,
      'AmazonFSx',
    );
  }
  for (const recorder of state.recorders.values()) {
    if (!recorder.recording || recorder.frequency === 'DAILY') continue;
    yield {
      meter: meter(
        recorder,
        'AWS Config',
        'ConfigurationItemRecorded',
        STORAGE_PRICES.configItem,
        'day',
        'ConfigurationItemRecorded',
        1,
        'AWSConfig',
        true,
      ),
      quantity: recorder.itemsPerDay,
      from: 0,
      to: FOREVER,
    };
  }
}

type Located = { readonly accountId: string; readonly region: string };

function meter(
  { accountId, region }: Located,
  service: string,
  usage: string,
  rate: string,
  per: Meter['per'],
  unit: string,
  scale: number,
  productCode?: string,
  prefixed = false,
): Meter {
  return {
    accountId,
    region,
    service,
    usageType: prefixed ? prefixedUsageType(region, usage) : usageTypeIn(region, usage),
    ...(productCode !== undefined && { productCode }),
    rate: picoOf(rate) / BigInt(scale),
    per,
    unit,
    scale,
  };
}

function stored(
  place: Located,
  resourceId: string,
  bytes: number,
  createdAt: number,
  service: string,
  usage: string,
  rate: string,
  productCode?: string,
): Usage {
  return {
    meter: meter(place, service, usage, rate, 'month', 'GB-Mo', MIB_PER_GIB, productCode),
    resourceId,
    quantity: Math.round(bytes / MIB),
    from: Math.floor(createdAt / 1000),
    to: FOREVER,
  };
}

function counted(
  place: Located,
  resourceId: string,
  bytesPerDay: number,
  createdAt: number,
  usage: string,
  rate: string,
): Usage {
  return {
    meter: meter(place, SERVICE.cloudWatch, usage, rate, 'day', 'GB', MIB_PER_GIB, undefined, true),
    resourceId,
    quantity: Math.round(bytesPerDay / MIB),
    from: Math.floor(createdAt / 1000),
    to: FOREVER,
  };
}
