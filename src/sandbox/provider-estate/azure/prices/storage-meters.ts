import document from '../../../data/azure-prices.json' with { type: 'json' };
import { diskTiers, type TieredSku } from './disk-tiers.ts';
import type { MeterPart } from './meter.ts';
import { share } from './money.ts';

const { unitPrices } = document;

const PRODUCTS: Readonly<Record<TieredSku, string>> = {
  Premium_LRS: 'Premium SSD Managed Disks',
  StandardSSD_LRS: 'Standard SSD Managed Disks',
  Standard_LRS: 'Standard HDD Managed Disks',
};

/**
 * USD per GiB-month of a snapshot on premium storage. Source: Azure managed disks pricing, as of 2026; Advisor's "use standard
 * storage for snapshots" speaks of about 60 % less.
 */
const PREMIUM_SNAPSHOT = '0.12';

/** USD per GB-month of the archive tier. Source: Azure Blob Storage pricing, East US, LRS, as of 2026. */
const ARCHIVE_LRS = '0.002';

/** Managed disks, snapshots and blobs; the same price in each of the sandbox's regions. */
export function* storageMeters(): Generator<readonly [string, MeterPart]> {
  const storage = { serviceName: 'Storage', serviceFamily: 'Storage' };
  for (const sku of ['Premium_LRS', 'StandardSSD_LRS', 'Standard_LRS'] as const) {
    for (const { name, usdPerMonth } of diskTiers(sku)) {
      yield [
        `disk/${name}`,
        {
          ...storage,
          productName: PRODUCTS[sku],
          skuName: `${name} LRS`,
          meterName: `${name} LRS Disk`,
          armSkuName: sku === 'Premium_LRS' ? `Premium_SSD_Managed_Disk_${name}` : '',
          unit: '1/Month',
          usd: usdPerMonth,
        },
      ];
    }
  }
  // Billed by the hour: what the price file has is a month of 730 hours.
  const ultra = [
    ['disk/ultra/capacity', 'Provisioned Capacity', '1 GiB/Hour', unitPrices.ultraGiBMonth.usd],
    ['disk/ultra/iops', 'Provisioned IOPS', '1/Hour', unitPrices.ultraIopsMonth.usd],
    ['disk/ultra/throughput', 'Provisioned Throughput (MBps)', '1/Hour', unitPrices.ultraMBpsMonth.usd],
  ] as const;
  for (const [key, what, unit, usdPerMonth] of ultra) {
    const usd = share(usdPerMonth, 1, 730).slice(0, '0.000000'.length);
    yield [
      key,
      { ...storage, productName: 'Ultra Disks', skuName: 'Ultra LRS', meterName: `Ultra LRS ${what}`, unit, usd },
    ];
  }
  const snapshots = { ...storage, skuName: 'Snapshots LRS', meterName: 'LRS Snapshots', unit: '1 GB/Month' };
  yield [
    'snapshot/standard',
    { ...snapshots, productName: PRODUCTS.Standard_LRS, usd: unitPrices.snapshotGiBMonth.usd },
  ];
  yield ['snapshot/premium', { ...snapshots, productName: PRODUCTS.Premium_LRS, usd: PREMIUM_SNAPSHOT }];
  const blob = { ...storage, productName: 'General Block Blob v2', unit: '1 GB/Month' };
  for (const [sku, first] of [
    ['Hot LRS', unitPrices.blobHotLrsGbMonth.usd],
    ['Hot GRS', unitPrices.blobHotGrsGbMonth.usd],
  ] as const) {
    // 4 % less beyond 50 TB, 8 % less beyond 500 TB. Source: the price file's rows "next 450TB" and "over 500TB".
    for (const [tierMinimumUnits, percent] of [
      [0, 100],
      [51_200, 96],
      [512_000, 92],
    ] as const) {
      const key = `blob/${sku}${tierMinimumUnits === 0 ? '' : `/${tierMinimumUnits}`}`;
      const usd = share(first, percent, 100);
      yield [key, { ...blob, skuName: sku, meterName: `${sku} Data Stored`, usd, tierMinimumUnits }];
    }
  }
  const cool = { skuName: 'Cool LRS', meterName: 'Cool LRS Data Stored', usd: unitPrices.blobCoolLrsGbMonth.usd };
  yield ['blob/Cool LRS', { ...blob, ...cool }];
  yield [
    'blob/Archive LRS',
    { ...blob, skuName: 'Archive LRS', meterName: 'Archive LRS Data Stored', usd: ARCHIVE_LRS },
  ];
}
