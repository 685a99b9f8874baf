import { type Fact, unread } from '../../domain/fact.ts';
import type { ProviderId } from '../../domain/ids.ts';
import type { Bucket } from '../../domain/resources.ts';
import type { CostComponent } from './components.ts';
import { bucketStorage, storageOf } from './object-stores.ts';

/** Classes that every cloud has, in this order of price; each has names of its own for them. */
export type BucketClass = 'standard' | 'infrequent' | 'archive';

/** Sources: Amazon S3, Cloud Storage and Azure Blob Storage pricing: the class for what is read once a month, and the last. */
const NAMES: Readonly<Partial<Record<ProviderId, Readonly<Record<BucketClass, string>>>>> = {
  aws: { standard: 'standard', infrequent: 'standard-ia', archive: 'deep-archive' },
  gcp: { standard: 'standard', infrequent: 'nearline', archive: 'archive' },
  azure: { standard: 'hot', infrequent: 'cool', archive: 'archive' },
};

/** So much kept in a class of the bucket's cloud, for a month. On Azure the price depends on where copies are kept too. */
export function storedInClass(
  { scope, redundancy }: Pick<Bucket, 'scope' | 'redundancy'>,
  of: BucketClass,
  gib: number,
): Fact<readonly CostComponent[]> {
  const name = NAMES[scope.provider]?.[of];
  if (name === undefined) return unread(`storage classes of ${scope.provider} are not known`);
  if (scope.provider === 'gcp') return storageOf(`storage/${name}`, gib);
  if (scope.provider !== 'azure') return bucketStorage(name, gib);
  if (redundancy === undefined) return unread('where its copies are kept was not read');
  return bucketStorage(`${name}-${redundancy.toLowerCase()}`, gib);
}
