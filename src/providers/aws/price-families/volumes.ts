import { is, type PriceFamily } from '../define-price-family.ts';
import { itemPrice, type ListedProduct } from '../price-items.ts';

/** A handful of products each. (Throughput and snapshots have families of their own.) */
const productFamilies = ['Storage', 'System Operation', 'Provisioned Throughput', 'Storage Snapshot'];

/**
 * `volume/<tier>` and `snapshot/<tier>` per GiB-month, `volume-iops/<tier>` per IOPS-month (io2 is cheaper in steps:
 * `io2` is the first 32,000, `io2-tier2` up to 64,000, `io2-tier3` above), `volume-throughput/<tier>` per MiBps-month.
 */
export const volumePrices: PriceFamily = {
  name: 'volumes',
  kinds: ['block-volume', 'volume-snapshot'],
  *questions() {
    for (const family of productFamilies) yield { serviceCode: 'AmazonEC2', filters: [is('productFamily', family)] };
  },
  items(product) {
    const item = itemOf(product);
    return item === undefined ? [] : itemPrice(item, product);
  },
};

function itemOf({ productFamily, attributes }: ListedProduct): string | undefined {
  const { volumeApiName: tier, usagetype = '' } = attributes;
  if (productFamily === 'Storage' && tier) return `volume/${tier}`;
  // Usage types end in `EBS:VolumeP-IOPS.io2`, `….io2.tier2` and `….io2.tier3`.
  const step = /P-IOPS\.\w+?(?:\.(tier[23]))?$/.exec(usagetype);
  if (productFamily === 'System Operation' && tier && step) {
    return step[1] === undefined ? `volume-iops/${tier}` : `volume-iops/${tier}-${step[1]}`;
  }
  if (productFamily === 'Provisioned Throughput' && tier) return `volume-throughput/${tier}`;
  if (usagetype.endsWith('EBS:SnapshotUsage')) return 'snapshot/standard';
  if (usagetype.endsWith('EBS:SnapshotArchiveStorage')) return 'snapshot/archive';
  return undefined;
}
