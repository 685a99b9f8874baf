import { decimalOf, picoOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import type { Random } from '../../estate/random.ts';
import type { GcpImageVersion, GcpRepository } from './analytics-model.ts';
import { type GcpBuilder, KEEP_LABEL, partOf } from './builder.ts';

const CHECK = 'gcp-artifact-registry-cleanup';
const GIB = 1024 ** 3;

/** A GiB, a month. Source: Artifact Registry pricing, "Storage": 0.10 USD beyond 0.5 GB; as of 2026-07. */
export const REPOSITORY_GIB_MONTH = picoOf('0.1');

/** Repositories, and how many there are in a thousand resources. */
const ROLES = {
  piled: 1.2,
  trial: 1.2,
  policy: 1.2,
  fresh: 1.2,
  small: 1.2,
  platforms: 1.2,
  packages: 1.2,
  keep: 1.2,
} as const;
type Role = keyof typeof ROLES;

export function buildRepositories(builder: GcpBuilder): void {
  for (const [role, perThousand] of Object.entries(ROLES) as [Role, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) addRepository(builder, role, index);
  }
}

function addRepository(builder: GcpBuilder, role: Role, index: number): void {
  const { random, place, identity, labels } = partOf(builder, 'repository', role, index, { keep: role === 'keep' });
  // Images that are pulled from all over a continent lie in its multi-region.
  const location = random.chance(0.3) ? (place.region.startsWith('us') ? 'us' : 'europe') : place.region;
  const { app } = identity.application;
  const images = role === 'packages' ? [] : imagesOf(random, role, app, builder.now);
  const sum = images.reduce((total, { bytes }) => total + bytes, 0);
  const repository: GcpRepository = {
    projectId: place.accountId,
    region: location,
    location,
    name: `${app}-${role === 'packages' ? 'npm' : 'images'}-${random.hex(4)}`,
    createdAt: daysBefore(builder.now, random.between(600, 900)),
    labels,
    format: role === 'packages' ? 'NPM' : 'DOCKER',
    cleanup: role === 'policy' ? 'deletes' : role === 'trial' ? 'trial' : 'none',
    images,
    // A tenth or two of what images hold is the same base layers.
    bytes: role === 'packages' ? 60 * GIB : Math.round(sum * random.between(0.85, 0.9)),
  };
  builder.repositories.push(repository);
  plant(builder, role, repository);
}

/** A month is old when all of it is 90 days ago: older images are far beyond that, newer ones far within. */
const OLD_DAYS = [170, 560] as const;
const NEW_DAYS = [1, 55] as const;

function imagesOf(random: Random, role: Role, app: string, now: number): readonly GcpImageVersion[] {
  const image = (days: readonly [number, number], gib: number, tags: readonly string[]): GcpImageVersion => {
    const digest = `sha256:${random.hex(64)}`;
    const uploadedAt = daysBefore(now, random.between(...days));
    return { name: `${app}@${digest}`, digest, tags, bytes: Math.round(gib * GIB), uploadedAt };
  };
  const builds = (count: number, days: readonly [number, number], gib: number): readonly GcpImageVersion[] =>
    Array.from({ length: count }, (_, at) => image(days, gib * random.between(0.9, 1.1), [`build-${at + 100}`]));
  if (role === 'small') return builds(8, OLD_DAYS, 0.3);
  if (role === 'fresh') return builds(random.integer(24, 40), NEW_DAYS, 0.9);
  if (role === 'platforms') {
    return Array.from({ length: 14 }).flatMap((_, at) => {
      const parts = [image(NEW_DAYS, 0.7, []), image(NEW_DAYS, 0.7, [])];
      const index = image(NEW_DAYS, 0, [`v1.${at}`]);
      return [...parts, { ...index, parts: parts.map(({ digest }) => digest) }];
    });
  }
  return [...builds(random.integer(40, 90), OLD_DAYS, 0.8), ...builds(6, NEW_DAYS, 0.8)];
}

export const repositoryName = ({ projectId, location, name }: GcpRepository): string =>
  `//artifactregistry.googleapis.com/projects/${projectId}/locations/${location}/repositories/${name}`;

const FINE: Readonly<Record<Exclude<Role, 'piled' | 'trial'>, string>> = {
  policy: 'a policy removes old images',
  fresh: 'large, but all of it was pushed within two months',
  small: 'old images, but less than 3 GiB of them',
  platforms: 'images without tags, which are the parts of images for two platforms',
  packages: 'holds packages of npm, of which none can be told to be old',
  keep: `protected by the label ${KEEP_LABEL}`,
};

function plant(builder: GcpBuilder, role: Role, repository: GcpRepository): void {
  const at = { accountId: repository.projectId, region: repository.region };
  const id = repositoryName(repository);
  if (role !== 'piled' && role !== 'trial') return builder.context.plantFine(CHECK, at, id, FINE[role]);
  const old = repository.images.filter(({ uploadedAt }) => uploadedAt < daysBefore(builder.now, OLD_DAYS[0] - 1));
  const held = Math.min(
    repository.bytes,
    old.reduce((sum, { bytes }) => sum + bytes, 0),
  );
  const monthly = (REPOSITORY_GIB_MONTH * BigInt(Math.round(held / 1024))) / BigInt(GIB / 1024);
  const because =
    role === 'piled'
      ? 'images of more than five months, and no policy removes any'
      : 'images of more than five months, and the policy is only tried out';
  builder.context.plantWaste(CHECK, at, id, because, decimalOf(monthly));
}
