import { prefixedUsageType, usageTypeIn } from '../../estate/billing-names.ts';
import { ebsRate, priceBook, publicIpv4Hourly } from '../../estate/prices.ts';
import { locationName, placeAttributes } from './locations.ts';
import { product, type Product } from './product.ts';

interface Listed {
  readonly family: string;
  readonly usage: string;
  /** Key of the price book. */
  readonly rate: string;
  readonly unit: string;
  /** What the description says after the price. */
  readonly text: string;
  /** The price in the description, where it is quoted in another unit than the list's. */
  readonly quoted?: (usd: string) => string;
  readonly attributes: Readonly<Record<string, string>>;
}

const ssd = { storageMedia: 'SSD-backed' };
const hdd = { storageMedia: 'HDD-backed' };

function storage(
  api: string,
  usage: string,
  volumeType: string,
  text: string,
  media: Readonly<Record<string, string>>,
): Listed {
  const attributes = { volumeApiName: api, volumeType, ...media, operation: '' };
  return { family: 'Storage', usage, rate: `${api}.gbMonth`, unit: 'GB-Mo', text, attributes };
}

function provisionedIops(api: string, usage: string, rate: string, text: string): Listed {
  const attributes = {
    volumeApiName: api,
    group: 'EBS IOPS',
    groupDescription: 'IOPS',
    provisioned: 'Yes',
    operation: '',
  };
  return { family: 'System Operation', usage, rate, unit: 'IOPS-Mo', text, attributes };
}

/** EBS in the price list: families, usage types and units. The list quotes gp3 throughput per GiB/s, its text per MiB/s. */
const ebs: readonly Listed[] = [
  storage(
    'gp2',
    'EBS:VolumeUsage.gp2',
    'General Purpose',
    'GB-month of General Purpose SSD (gp2) provisioned storage',
    ssd,
  ),
  storage(
    'gp3',
    'EBS:VolumeUsage.gp3',
    'General Purpose',
    'GB-month of General Purpose (gp3) provisioned storage',
    ssd,
  ),
  storage(
    'io1',
    'EBS:VolumeUsage.piops',
    'Provisioned IOPS',
    'GB-month of Provisioned IOPS SSD (io1) provisioned storage',
    ssd,
  ),
  storage(
    'io2',
    'EBS:VolumeUsage.io2',
    'Provisioned IOPS',
    'GB-month of Provisioned IOPS SSD (io2) provisioned storage',
    ssd,
  ),
  storage(
    'st1',
    'EBS:VolumeUsage.st1',
    'Throughput Optimized HDD',
    'GB-month of Throughput Optimized HDD (st1) provisioned storage',
    hdd,
  ),
  storage('sc1', 'EBS:VolumeUsage.sc1', 'Cold HDD', 'GB-month of Cold HDD (sc1) provisioned storage', hdd),
  storage('standard', 'EBS:VolumeUsage', 'Magnetic', 'GB-month of Magnetic provisioned storage', hdd),
  provisionedIops('gp3', 'EBS:VolumeP-IOPS.gp3', 'gp3.iopsMonth', 'provisioned IOPS-month of gp3'),
  provisionedIops('io1', 'EBS:VolumeP-IOPS.piops', 'io1.iopsMonth', 'IOPS-month provisioned'),
  provisionedIops('io2', 'EBS:VolumeP-IOPS.io2', 'io2.iopsMonth', 'IOPS-month provisioned of io2 up to 32000'),
  provisionedIops(
    'io2',
    'EBS:VolumeP-IOPS.io2.tier2',
    'io2.iopsMonthTier2',
    'IOPS-month provisioned of io2 from 32001 to 64000',
  ),
  provisionedIops(
    'io2',
    'EBS:VolumeP-IOPS.io2.tier3',
    'io2.iopsMonthTier3',
    'IOPS-month provisioned of io2 above 64000',
  ),
  {
    family: 'System Operation',
    usage: 'EBS:VolumeIOUsage',
    rate: 'standard.ioRequest',
    unit: 'IOs',
    text: 'I/O request',
    attributes: {
      volumeApiName: 'standard',
      volumeType: 'Magnetic',
      group: 'EBS I/O Requests',
      groupDescription: 'Input/Output Operation',
      operation: '',
    },
  },
  {
    family: 'Provisioned Throughput',
    usage: 'EBS:VolumeP-Throughput.gp3',
    rate: 'gp3.throughputGiBpsMonth',
    unit: 'GiBps-mo',
    text: 'provisioned MiBps-month of gp3',
    quoted: (usd) => String(Number(usd) / 1024),
    attributes: {
      volumeApiName: 'gp3',
      group: 'EBS Throughput',
      groupDescription: 'Throughput',
      provisioned: 'Yes',
      operation: '',
    },
  },
  {
    family: 'Storage Snapshot',
    usage: 'EBS:SnapshotUsage',
    rate: 'snapshot.gbMonth',
    unit: 'GB-Mo',
    text: 'GB-Month of snapshot data stored',
    attributes: { storageMedia: 'Amazon S3', operation: '' },
  },
  {
    family: 'Storage Snapshot',
    usage: 'EBS:SnapshotArchiveStorage',
    rate: 'snapshotArchive.gbMonth',
    unit: 'GB-Mo',
    text: 'GB-Month of snapshot archive data stored',
    attributes: { storageMedia: 'Amazon S3', operation: '' },
  },
];

/** EBS volumes, provisioned performance and snapshots. */
export function* storageProducts(): Generator<Product> {
  for (const region of priceBook().regions) {
    for (const listed of ebs) yield ebsProduct(region, listed);
  }
}

function ebsProduct(region: string, { family, usage, rate, unit, text, quoted, attributes }: Listed): Product {
  const usd = ebsRate(region, rate);
  return product({
    serviceCode: 'AmazonEC2',
    productFamily: family,
    attributes: {
      ...placeAttributes(region),
      ...attributes,
      usagetype: usageTypeIn(region, usage),
      servicecode: 'AmazonEC2',
      servicename: 'Amazon Elastic Compute Cloud',
    },
    unit,
    description: `$${quoted?.(usd) ?? usd} per ${text} - ${locationName(region)}`,
    usd,
  });
}

const addresses = [
  { usage: 'PublicIPv4:InUseAddress', text: 'In-use public IPv4 address per hour' },
  { usage: 'PublicIPv4:IdleAddress', text: 'Idle public IPv4 address per hour' },
] as const;

/** Public IPv4 addresses, listed by Amazon VPC without a product family. */
export function* addressProducts(): Generator<Product> {
  for (const region of priceBook().regions) {
    for (const { usage, text } of addresses) {
      const usd = publicIpv4Hourly();
      yield product({
        serviceCode: 'AmazonVPC',
        attributes: {
          ...placeAttributes(region),
          group: 'VPCPublicIPv4Address',
          groupDescription: text,
          usagetype: prefixedUsageType(region, usage),
          operation: '',
          servicecode: 'AmazonVPC',
          servicename: 'Amazon Virtual Private Cloud',
        },
        unit: 'Hrs',
        description: `$${usd} per ${text}`,
        usd,
      });
    }
  }
}
