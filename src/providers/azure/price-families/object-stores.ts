import type { PriceFamily } from '../define-price-family.ts';
import { itemPrice } from '../retail-units.ts';

/**
 * `bucket-storage/<tier>-<redundancy>` per GiB-month (the first 50 TB's price, the highest): `bucket-storage/hot-lrs`,
 * `cool-grs`, `cold-zrs`, `archive-lrs`; `bucket-retrieval/<tier>-<redundancy>` per GiB read from a cooler tier. They are
 * those of accounts of kind StorageV2 without a hierarchical namespace.
 */
export const bucketPrices: PriceFamily = {
  name: 'object stores',
  kinds: ['bucket'],
  *questions() {
    yield { serviceName: 'Storage', where: "contains(productName, 'Block Blob')" };
  },
  items(row) {
    const { productName, skuName, meterName } = row;
    if (!/^General Block Blob v2$/i.test(productName)) return [];
    const sku = /^(Hot|Cool|Cold|Archive) (LRS|ZRS|GRS|RA-GRS|GZRS|RA-GZRS)$/i.exec(skuName);
    if (!sku) return [];
    const [, tier = '', copies = ''] = sku;
    const key = `${tier}-${copies.replace('RA-', 'RA')}`;
    if (/Data Stored$/i.test(meterName)) return itemPrice(`bucket-storage/${key}`, row);
    return /Data Retrieval$/i.test(meterName) ? itemPrice(`bucket-retrieval/${key}`, row) : [];
  },
};
