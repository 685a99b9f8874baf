import { decimalOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import type { Random } from '../../estate/random.ts';
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
  'noncurrent-ruled': 1.2,
  'soft-deleted': 1.2,
  'soft-deleted-little': 1.2,
  uploads: 1.2,
  'uploads-ruled': 1.2,
  abandoned: 1.5,
  'abandoned-young': 1.2,
  'abandoned-keep': 1.2,
  'abandoned-scanned': 1.2,
} as const;
type Role = keyof typeof ROLES;

const isAbandoned = (role: Role): boolean => role.startsWith('abandoned');
/** Roles with something in them that is no live object: what, and how much of it beside the live bytes. */
const LEFTOVERS: Partial<Record<Role, readonly [GcpBucket['bytes'][number]['type'], least: number, most: number]>> = {
  noncurrent: ['noncurrent-object', 0.4, 0.9],
  'noncurrent-ruled': ['noncurrent-object', 0.4, 0.9],
  'soft-deleted': ['soft-deleted-object', 0.4, 0.9],
  'soft-deleted-little': ['soft-deleted-object', 0.01, 0.05],
  uploads: ['multipart-upload', 0.2, 0.5],
  'uploads-ruled': ['multipart-upload', 0.2, 0.5],
};

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
  const { random, place, name, labels } = partOf(builder, 'bucket', role, index, { keep: role.endsWith('keep') });
  const multi = random.chance(0.2);
  const storageClass: StorageClass = role === 'nearline' || isAbandoned(role) ? 'NEARLINE' : 'STANDARD';
  const gib = role === 'small' ? random.integer(1, 40) : random.integer(300, 5000);
  const live = gib * GIB;
  const objects = gib * random.integer(200, 900);
  const monthlyShare = isAbandoned(role) ? 0 : role === 'read-much' || role === 'small' ? 0.9 : 0.01;
  const leftover = LEFTOVERS[role];
  const more = leftover === undefined ? [] : [{ type: leftover[0], share: random.between(leftover[1], leftover[2]) }];
  const multiRegion = place.region.startsWith('us') ? 'us' : 'eu';
  return {
    projectId: place.accountId,
    region: multi ? multiRegion : place.region,
    // Names of buckets are the whole world's.
    name: `halden-${name}-${random.hex(4)}`,
    createdAt: daysBefore(builder.now, ageOf(random, role)),
    location: (multi ? multiRegion : place.region).toUpperCase(),
    locationType: multi ? 'multi-region' : 'region',
    storageClass,
    autoclass: role === 'autoclass',
    versioning: role.startsWith('noncurrent'),
    lifecycle: lifecycleOf(role),
    softDeleteSeconds: role.startsWith('soft-deleted') ? 30 * 86_400 : 604_800,
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
    readsPerHour: readsOf(random, role),
    bytesReadPerHour: Math.round((live * monthlyShare) / HOURS_PER_30_DAYS),
  };
}

function lifecycleOf(role: Role): GcpBucket['lifecycle'] {
  if (role === 'with-rules') return [{ action: 'SetStorageClass', storageClass: 'COLDLINE', age: 90 }];
  if (LEFTOVERS[role] === undefined) return [];
  return [
    // For what is live: a rule that says nothing of it would move the versions that were replaced too.
    { action: 'SetStorageClass', storageClass: 'NEARLINE', age: 365, isLive: true },
    ...(role === 'noncurrent-ruled' ? [{ action: 'Delete' as const, newerVersions: 3 }] : []),
    ...(role === 'uploads-ruled' ? [{ action: 'AbortIncompleteMultipartUpload' as const, age: 7 }] : []),
  ];
}

function ageOf(random: Random, role: Role): number {
  if (role === 'young') return random.between(3, 12);
  return role === 'abandoned-young' ? random.between(40, 52) : random.between(120, 900);
}

/** Inventories and scanners ask a few times a month; more than that is somebody. */
function readsOf(random: Random, role: Role): number {
  if (role === 'abandoned-scanned') return random.integer(2, 9);
  return isAbandoned(role) ? 0 : random.integer(50, 3000);
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
    case 'noncurrent-ruled':
      return fine(CHECK.bucketNoncurrent, 'replaced versions, of which a rule keeps three');
    case 'soft-deleted':
      return waste(
        CHECK.bucketNoncurrent,
        'what was deleted bills for 30 days',
        rate('STANDARD') * gibOf('soft-deleted-object'),
      );
    case 'soft-deleted-little':
      return fine(CHECK.bucketNoncurrent, 'what was deleted is less than a tenth');
    case 'uploads':
      return waste(
        CHECK.bucketNoncurrent,
        'parts of uploads that nobody completed',
        rate('STANDARD') * gibOf('multipart-upload'),
      );
    case 'uploads-ruled':
      return fine(CHECK.bucketNoncurrent, 'a rule gives uploads up after a week');
    case 'abandoned-young':
      return fine(CHECK.bucketAbandoned, 'younger than 60 days');
    case 'abandoned-keep':
      return fine(CHECK.bucketAbandoned, `protected by the label ${KEEP_LABEL}`);
    case 'abandoned-scanned':
      return fine(CHECK.bucketAbandoned, 'asked for more than a thousand times a month');
    case 'abandoned':
      return waste(
        CHECK.bucketAbandoned,
        'nobody has read or listed it for months',
        (rate('NEARLINE') - rate('ARCHIVE')) * live,
      );
  }
}
