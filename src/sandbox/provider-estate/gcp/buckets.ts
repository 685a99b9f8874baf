import { decimalOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import { type GcpBuilder, KEEP_LABEL, partOf } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import type { GcpBucket, StorageClass } from './model.ts';
import { bucketRate } from './prices.ts';

/** Buckets, and how many there are in a thousand resources. */
const ROLES = {
  'no-rules': 3,
  small: 4,
  'read-much': 2,
  'with-rules': 3,
  autoclass: 1.5,
  nearline: 1.5,
  young: 1.2,
  keep: 1.2,
  noncurrent: 1.5,
  'soft-deleted': 1.2,
  abandoned: 1.5,
} as const;
type Role = keyof typeof ROLES;

const GIB = 1024 ** 3;
const HOURS_PER_30_DAYS = 720;

export function buildBuckets(builder: GcpBuilder): void {
  for (const [role, perThousand] of Object.entries(ROLES) as [Role, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) {
      const bucket = bucketOf(builder, role, index);
      builder.buckets.push(bucket);
      plantBucket(builder, role, bucket);
    }
  }
}

function bucketOf(builder: GcpBuilder, role: Role, index: number): GcpBucket {
  const { random, place, name, labels } = partOf(builder, 'bucket', role, index, { keep: role === 'keep' });
  const multi = random.chance(0.2);
  const storageClass: StorageClass = role === 'nearline' || role === 'abandoned' ? 'NEARLINE' : 'STANDARD';
  const gib = role === 'small' ? random.integer(1, 40) : random.integer(300, 5000);
  const live = gib * GIB;
  const objects = gib * random.integer(200, 900);
  const monthlyShare = role === 'abandoned' ? 0 : role === 'read-much' || role === 'small' ? 0.9 : 0.01;
  const more = [
    ...(role === 'noncurrent' ? [{ type: 'noncurrent-object' as const, share: random.between(0.4, 0.9) }] : []),
    ...(role === 'soft-deleted' ? [{ type: 'soft-deleted-object' as const, share: random.between(0.4, 0.9) }] : []),
  ];
  const multiRegion = place.region.startsWith('us') ? 'us' : 'eu';
  return {
    projectId: place.accountId,
    region: multi ? multiRegion : place.region,
    // Names of buckets are the whole world's.
    name: `halden-${name}-${random.hex(4)}`,
    createdAt: daysBefore(builder.now, role === 'young' ? random.between(3, 12) : random.between(120, 900)),
    location: (multi ? multiRegion : place.region).toUpperCase(),
    locationType: multi ? 'multi-region' : 'region',
    storageClass,
    autoclass: role === 'autoclass',
    versioning: role === 'noncurrent',
    lifecycle: lifecycleOf(role),
    softDeleteSeconds: role === 'soft-deleted' ? 30 * 86_400 : 604_800,
    labels,
    bytes: [
      { storageClass, type: 'live-object', bytes: live, objects },
      ...more.map(({ type, share }) => ({
        storageClass,
        type,
        bytes: Math.round(live * share),
        objects: Math.round(objects * share),
      })),
    ],
    readsPerHour: role === 'abandoned' ? 0 : random.integer(50, 3000),
    bytesReadPerHour: Math.round((live * monthlyShare) / HOURS_PER_30_DAYS),
  };
}

function lifecycleOf(role: Role): GcpBucket['lifecycle'] {
  if (role === 'with-rules') return [{ action: 'SetStorageClass', storageClass: 'COLDLINE', age: 90 }];
  // Rules for what is live: the versions that it replaced are left alone.
  if (role === 'noncurrent' || role === 'soft-deleted') {
    return [{ action: 'SetStorageClass', storageClass: 'NEARLINE', age: 365 }];
  }
  return [];
}

function plantBucket(builder: GcpBuilder, role: Role, bucket: GcpBucket): void {
  const at = { accountId: bucket.projectId, region: bucket.region };
  const id = `//storage.googleapis.com/${bucket.name}`;
  const fine = (check: string, because: string): void => builder.context.plantFine(check, at, id, because);
  const waste = (check: string, because: string, pico: bigint): void =>
    builder.context.plantWaste(check, at, id, because, decimalOf(pico));
  const rate = (storageClass: StorageClass): bigint => bucketRate(storageClass, bucket.region);
  const gibOf = (type: string): bigint =>
    BigInt(Math.round((bucket.bytes.find((part) => part.type === type)?.bytes ?? 0) / GIB));
  const live = gibOf('live-object');
  switch (role) {
    case 'no-rules':
      return waste(
        CHECK.bucketLifecycle,
        'hundreds of GiB of Standard, hardly read, and no rule',
        (rate('STANDARD') - rate('NEARLINE')) * live,
      );
    case 'small':
      return fine(CHECK.bucketLifecycle, 'less than 100 GiB');
    case 'read-much':
      return fine(CHECK.bucketLifecycle, 'read as much in a month as it holds');
    case 'with-rules':
      return fine(CHECK.bucketLifecycle, 'has a rule');
    case 'autoclass':
      return fine(CHECK.bucketLifecycle, 'Autoclass moves its objects');
    case 'nearline':
      return fine(CHECK.bucketLifecycle, 'Nearline already');
    case 'young':
      return fine(CHECK.bucketLifecycle, 'younger than the window of 30 days');
    case 'keep':
      return fine(CHECK.bucketLifecycle, `protected by the label ${KEEP_LABEL}`);
    case 'noncurrent':
      return waste(
        CHECK.bucketNoncurrent,
        'versions that were replaced are kept for ever',
        rate('STANDARD') * gibOf('noncurrent-object'),
      );
    case 'soft-deleted':
      return waste(
        CHECK.bucketNoncurrent,
        'what was deleted bills for 30 days',
        rate('STANDARD') * gibOf('soft-deleted-object'),
      );
    case 'abandoned':
      return waste(
        CHECK.bucketAbandoned,
        'nobody has read or listed it for months',
        (rate('NEARLINE') - rate('ARCHIVE')) * live,
      );
  }
}
