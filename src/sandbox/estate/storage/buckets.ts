import type { FamilyContext } from '../family-context.ts';
import { nameOf, tagsOf, KEEP_TAG } from '../generate/tags.ts';
import { daysBefore } from '../generate/time.ts';
import type { BucketRule, SandboxBucket } from './model.ts';
import { STORAGE_PRICES } from './prices.ts';

const GIB = 2 ** 30;

/** What a bucket is there for: each is clear of every limit of every check, on the side that its name says. */
const ROLES = [
  'plain',
  'unruled',
  'unruled-tiered',
  'unruled-state',
  'unruled-young',
  'unruled-small',
  'unruled-keep',
  'uploads',
  'uploads-fresh',
  'uploads-aborted',
  'versions',
  'versions-few',
  'versions-expire',
  'cold',
  'cold-read',
  'cold-tiny',
  'abandoned',
  'abandoned-busy',
] as const;
type Role = (typeof ROLES)[number];

const CHECK = {
  lifecycle: 'aws-s3-lifecycle-missing',
  uploads: 'aws-s3-incomplete-multipart',
  versions: 'aws-s3-noncurrent-versions',
  tiering: 'aws-s3-tiering-candidate',
  abandoned: 'aws-s3-bucket-abandoned',
} as const;

export function makeBuckets(context: FamilyContext): SandboxBucket[] {
  // Each role in turn: the smallest estate has every one of them.
  const count = context.count(24, ROLES.length * 2);
  return Array.from({ length: count }, (_, index) => makeBucket(context, index, ROLES[index % ROLES.length]!));
}

function makeBucket(context: FamilyContext, index: number, role: Role): SandboxBucket {
  const random = context.random('bucket', index);
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const purpose =
    role === 'unruled-state' ? 'terraform-state' : random.pick(['assets', 'exports', 'uploads', 'reports']);
  const name = `${identity.application.app}-${identity.environment}-${purpose}-${random.hex(6)}-${index}`;
  const large = random.integer(300, 6000) * GIB;
  const tags = tagsOf(random, identity, nameOf(identity));
  const moving: BucketRule = { id: 'move', enabled: true, prefix: '', transitionDays: 60 };
  // A rule for a part of it: enough not to be called unruled, and nothing that the others look for.
  const tidy: BucketRule = { id: 'tidy', enabled: true, prefix: 'tmp/', expireDays: 7 };
  const abort: BucketRule = { id: 'abort', enabled: true, prefix: '', abortDays: 7 };
  const base: SandboxBucket = {
    accountId: place.accountId,
    region: place.region,
    name,
    createdAt: daysBefore(context.now, random.between(200, 1500)),
    rules: [moving, abort],
    uploads: [],
    tags,
    standardBytes: random.integer(1, 60) * GIB,
    infrequentBytes: 0,
    objects: random.integer(2_000, 90_000),
    noncurrentBytes: 0,
    lens: false,
    requestMetrics: false,
    requestsPerDay: random.integer(500, 20_000),
    readBytesPerDay: random.integer(1, 40) * GIB,
  };
  const bucket = { ...base, ...changeFor(context, role, { base, large, moving, tidy, abort, random }) };
  plant(context, role, bucket);
  return bucket;
}

interface Parts {
  readonly base: SandboxBucket;
  readonly large: number;
  readonly moving: BucketRule;
  readonly tidy: BucketRule;
  readonly abort: BucketRule;
  readonly random: ReturnType<FamilyContext['random']>;
}

function changeFor(context: FamilyContext, role: Role, parts: Parts): Partial<SandboxBucket> {
  const { base, large, moving, tidy, abort, random } = parts;
  const upload = (days: number) => ({
    key: `incoming/${random.hex(8)}.tar`,
    uploadId: random.hex(32),
    initiatedAt: daysBefore(context.now, days),
    parts: Array.from({ length: random.integer(2, 9) }, () => random.integer(50, 500) * 2 ** 20),
  });
  const megabytes = (bytes: number): number => Math.ceil(bytes / (4 * 2 ** 20));
  switch (role) {
    case 'plain':
      return random.chance(0.3) ? { infrequentBytes: random.integer(5, 80) * GIB } : {};
    case 'unruled':
      return { rules: [], standardBytes: large, objects: megabytes(large) };
    case 'unruled-tiered':
      return { standardBytes: large, objects: megabytes(large) };
    case 'unruled-state':
      return { rules: [], standardBytes: large, objects: megabytes(large) };
    case 'unruled-young':
      return { rules: [], standardBytes: large, createdAt: daysBefore(context.now, random.between(2, 25)) };
    case 'unruled-small':
      return { rules: [], standardBytes: random.integer(20, 80) * GIB };
    case 'unruled-keep':
      return { rules: [], standardBytes: large, tags: { ...base.tags, [KEEP_TAG]: 'golden data set' } };
    case 'uploads':
      return { rules: [moving], uploads: [upload(random.between(12, 200)), upload(random.between(9, 60)), upload(1)] };
    case 'uploads-fresh':
      return { rules: [moving], uploads: [upload(random.between(0.1, 4)), upload(random.between(1, 5))] };
    case 'uploads-aborted':
      // Given up once a day: one that is just over its time may still be there.
      return { uploads: [upload(8.4)] };
    case 'versions':
      return versioned(large, 0.4, [moving, abort]);
    case 'versions-few':
      return versioned(large, 0.03, [moving, abort]);
    case 'versions-expire':
      return versioned(large, 0.4, [moving, abort, { id: 'old', enabled: true, prefix: '', noncurrentDays: 30 }]);
    case 'cold':
      return requested(large, megabytes(large), 0.02, [tidy, abort]);
    case 'cold-read':
      return requested(large, megabytes(large), 0.7, [tidy, abort]);
    case 'cold-tiny':
      return requested(large, Math.ceil(large / 20_000), 0.02, [tidy, abort]);
    case 'abandoned':
      return { ...requested(large, megabytes(large), 0, [tidy, abort]), requestsPerDay: random.integer(0, 1) };
    case 'abandoned-busy':
      return requested(large, megabytes(large), 0.5, [tidy, abort]);
  }
}

const versioned = (bytes: number, share: number, rules: readonly BucketRule[]): Partial<SandboxBucket> => ({
  versioning: 'Enabled',
  standardBytes: bytes,
  objects: Math.ceil(bytes / (4 * 2 ** 20)),
  noncurrentBytes: Math.round(bytes * share),
  lens: true,
  rules,
});

/** `share`: of the stored bytes, read in 30 days. */
const requested = (
  bytes: number,
  objects: number,
  share: number,
  rules: readonly BucketRule[],
): Partial<SandboxBucket> => ({
  standardBytes: bytes,
  objects,
  rules,
  requestMetrics: true,
  requestsPerDay: 900,
  readBytesPerDay: Math.round((bytes * share) / 30),
});

function plant(context: FamilyContext, role: Role, bucket: SandboxBucket): void {
  const cost = ((bucket.standardBytes / GIB) * Number(STORAGE_PRICES.s3StandardGbMonth)).toFixed(2);
  const waste = (check: string, because: string) => context.plantWaste(check, bucket, bucket.name, because, cost);
  const fine = (check: string, because: string) => context.plantFine(check, bucket, bucket.name, because);
  switch (role) {
    case 'plain':
      return fine(CHECK.lifecycle, 'its objects are moved after 60 days');
    case 'unruled':
      return waste(CHECK.lifecycle, 'hundreds of GiB and no rule');
    case 'unruled-tiered':
      return fine(CHECK.lifecycle, 'large, and a rule moves its objects');
    case 'unruled-state':
      return fine(CHECK.lifecycle, 'keeps the state of infrastructure code');
    case 'unruled-young':
      return fine(CHECK.lifecycle, 'made less than 26 days ago');
    case 'unruled-small':
      return fine(CHECK.lifecycle, 'less than 100 GiB');
    case 'unruled-keep':
      return fine(CHECK.lifecycle, `protected by the tag ${KEEP_TAG}`);
    case 'uploads':
      return waste(CHECK.uploads, 'uploads of weeks ago, and no rule that gives them up');
    case 'uploads-fresh':
      return fine(CHECK.uploads, 'uploads of the last days: they may be under way');
    case 'uploads-aborted':
      return fine(CHECK.uploads, 'a rule gives uploads up after a week');
    case 'versions':
      return waste(CHECK.versions, '40 % of it are replaced versions, and no rule expires them');
    case 'versions-few':
      return fine(CHECK.versions, '3 % of it are replaced versions');
    case 'versions-expire':
      return fine(CHECK.versions, 'a rule expires replaced versions');
    case 'cold':
      waste(CHECK.tiering, '2 % of it are read in a month');
      return fine(CHECK.abandoned, 'little is read, but it is in use');
    case 'cold-read':
      return fine(CHECK.tiering, '70 % of it are read in a month');
    case 'cold-tiny':
      return fine(CHECK.tiering, 'its objects are of 20 kB');
    case 'abandoned':
      waste(CHECK.tiering, 'nothing of it is read');
      return waste(CHECK.abandoned, 'nobody asks for it');
    case 'abandoned-busy':
      return fine(CHECK.abandoned, 'asked for all day');
  }
}
