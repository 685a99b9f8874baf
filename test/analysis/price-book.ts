import { instant } from '../../src/domain/instant.ts';
import type { Price } from '../../src/domain/prices.ts';

/**
 * A frozen price book: a vendor's new price must not turn a test red. US dollars, us-east-1.
 * Volumes and snapshots: AWS's EBS calculator file of 2025-10-28 (gp3 throughput 40.96 per GiBps-month is 0.04 per
 * MiBps-month). m5.xlarge: AWS price list of 2026-07-20. Idle address: 0.005 an hour, as of 2024-07-01.
 */
const US_EAST_1: readonly (readonly [item: string, amount: string, unit: string])[] = [
  ['volume/gp2', '0.1', 'GiB-month'],
  ['volume/gp3', '0.08', 'GiB-month'],
  ['volume-iops/gp3', '0.005', 'IOPS-month'],
  ['volume-throughput/gp3', '0.04', 'MiBps-month'],
  ['volume/io1', '0.125', 'GiB-month'],
  ['volume-iops/io1', '0.065', 'IOPS-month'],
  ['volume/io2', '0.125', 'GiB-month'],
  ['volume-iops/io2', '0.065', 'IOPS-month'],
  ['volume-iops/io2-tier2', '0.0455', 'IOPS-month'],
  ['volume-iops/io2-tier3', '0.03185', 'IOPS-month'],
  ['volume/st1', '0.045', 'GiB-month'],
  ['volume/sc1', '0.015', 'GiB-month'],
  ['volume/standard', '0.05', 'GiB-month'],
  ['snapshot/standard', '0.05', 'GiB-month'],
  ['snapshot/archive', '0.0125', 'GiB-month'],
  ['fast-snapshot-restore', '0.75', 'hour'],
  // AWS Backup pricing, US East (N. Virginia), as of 2026-02.
  ['backup/warm/efs', '0.05', 'GiB-month'],
  ['backup/cold/efs', '0.01', 'GiB-month'],
  ['backup/warm/dynamodb', '0.1', 'GiB-month'],
  ['address/idle', '0.005', 'hour'],
  ['address/in-use', '0.005', 'hour'],
  ['instance/m5.xlarge/linux', '0.192', 'hour'],
];

export const price = (item: string, amount: string, unit: string, change: Partial<Price> = {}): Price => ({
  provider: 'aws',
  regionId: 'us-east-1',
  item,
  skuId: item.toUpperCase(),
  listPrice: { amount, currency: 'USD', unit },
  source: 'AWS Price List API',
  asOf: instant('2026-07-20'),
  ...change,
});

export const priceBook = (without: readonly string[] = []): Map<string, Price> =>
  new Map(
    US_EAST_1.filter(([item]) => !without.includes(item)).map(([item, amount, unit]) => [
      item,
      price(item, amount, unit),
    ]),
  );
