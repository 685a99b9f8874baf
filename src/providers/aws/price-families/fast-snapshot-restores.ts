import { is, type PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../price-items.ts';

/** `fast-snapshot-restore` per hour of a snapshot in a zone, which AWS calls a data services unit (DSU). */
export const fastSnapshotRestorePrices: PriceFamily = {
  name: 'fast-snapshot-restores',
  kinds: ['fast-snapshot-restore'],
  questions: () => [{ serviceCode: 'AmazonEC2', filters: [is('productFamily', 'Fast Snapshot Restore')] }],
  items: (product) =>
    product.attributes['usagetype']?.endsWith('EBS:FastSnapshotRestore') === true
      ? itemPrice('fast-snapshot-restore', product, { unit: 'hour' })
      : [],
};
