import { usageTypeIn } from '../../estate/billing-names.ts';
import { ebsRate, priceBook } from '../../estate/prices.ts';
import { placeAttributes } from '../pricing/locations.ts';
import { product, type Product } from '../pricing/product.ts';

/** What keeping a snapshot ready in a zone costs an hour. */
export function* fastSnapshotRestoreProducts(): Generator<Product> {
  for (const region of priceBook().regions) {
    const usd = ebsRate(region, 'fastSnapshotRestore.hour');
    yield product({
      serviceCode: 'AmazonEC2',
      productFamily: 'Fast Snapshot Restore',
      attributes: {
        ...placeAttributes(region),
        usagetype: usageTypeIn(region, 'EBS:FastSnapshotRestore'),
        operation: '',
        servicecode: 'AmazonEC2',
        servicename: 'Amazon Elastic Compute Cloud',
      },
      unit: 'DSU-Hours',
      description: `$${usd} per DSU-Hour for snapshots enabled for fast snapshot restore`,
      usd,
    });
  }
}
