import type { PriceFamily, RetailPrice } from '../define-price-family.ts';
import { hourlyToMonthly, itemPrice, MIB_IN_MB } from '../retail-units.ts';

/** Products with steps of size, and what their SKUs are called in Compute. */
const stepped: Readonly<Record<string, string>> = {
  'premium ssd managed disks': 'premium',
  'standard ssd managed disks': 'standardssd',
  'standard hdd managed disks': 'standard',
};
/** Products that bill by the unit. */
const byUnit: Readonly<Record<string, string>> = {
  'ultra disks': 'ultrassd_lrs',
  'azure premium ssd v2': 'premiumv2_lrs',
};

/**
 * `volume/<sku>/<step>` per month (`volume/premium_lrs/p10`); of Ultra and Premium v2 `volume/<sku>` per GiB-month,
 * `volume-iops/<sku>` per IOPS-month and `volume-throughput/<sku>` per MiBps-month (`ultrassd_lrs`, `premiumv2_lrs`).
 * `snapshot/standard`, `snapshot/standard-zrs` and `snapshot/premium` per GiB-month of what is in them.
 */
export const diskPrices: PriceFamily = {
  name: 'disks',
  kinds: ['block-volume', 'volume-snapshot'],
  *questions() {
    for (const what of ['Managed Disks', 'Ultra Disks', 'Premium SSD v2']) {
      yield { serviceName: 'Storage', where: `contains(productName, '${what}')` };
    }
  },
  items(row) {
    const product = row.productName.toLowerCase();
    const kind = stepped[product];
    if (kind !== undefined) return steppedItems(kind, row);
    const sku = byUnit[product];
    return sku === undefined ? [] : unitItems(sku, row);
  },
};

function steppedItems(kind: string, row: RetailPrice) {
  const { skuName, meterName } = row;
  const copies = /\bZRS\b/i.test(skuName) ? 'zrs' : 'lrs';
  if (/snapshots/i.test(meterName)) return snapshotItems(kind, copies, row);
  const step = /^([PES]\d+)\b/i.exec(skuName)?.[1];
  // Of the same SKU there are meters for shared mounts, bursts and operations.
  const isDisk = /^[PES]\d+( (LRS|ZRS))? Disks?$/i.test(meterName);
  return step === undefined || !isDisk ? [] : itemPrice(`volume/${kind}_${copies}/${step}`, row);
}

function snapshotItems(kind: string, copies: string, row: RetailPrice) {
  if (kind === 'premium') return copies === 'lrs' ? itemPrice('snapshot/premium', row) : [];
  if (kind !== 'standard') return [];
  return itemPrice(copies === 'zrs' ? 'snapshot/standard-zrs' : 'snapshot/standard', row);
}

/** The list tells prices of an hour. The IOPS and throughput that come with a Premium v2 disk have a price of zero. */
function unitItems(sku: string, row: RetailPrice) {
  const { meterName } = row;
  if (/provisioned capacity/i.test(meterName)) return itemPrice(`volume/${sku}`, row);
  if (/provisioned iops/i.test(meterName)) return itemPrice(`volume-iops/${sku}`, row, hourlyToMonthly('IOPS-month'));
  if (/provisioned throughput/i.test(meterName)) {
    return itemPrice(`volume-throughput/${sku}`, row, hourlyToMonthly('MiBps-month', MIB_IN_MB));
  }
  return [];
}
