import type { FamilyContext } from '../family-context.ts';
import { KEEP_TAG, nameOf, tagsOf } from '../generate/tags.ts';
import { daysBefore } from '../generate/time.ts';
import type { SandboxElasticFiles, SandboxFileServer, SandboxImage, SandboxRepository } from './model.ts';
import { STORAGE_PRICES } from './prices.ts';

const GIB = 2 ** 30;
const MIB = 2 ** 20;

const CHECK = {
  idle: 'aws-efs-idle',
  lifecycle: 'aws-efs-lifecycle-missing',
  server: 'aws-fsx-idle',
  images: 'aws-ecr-lifecycle-missing',
} as const;

const ELASTIC_ROLES = [
  'plain',
  'idle',
  'unmounted',
  'idle-young',
  'idle-keep',
  'unruled',
  'unruled-small',
  'unruled-young',
  'throughput',
  'throughput-used',
] as const;
type ElasticRole = (typeof ELASTIC_ROLES)[number];

export function makeElasticFiles(context: FamilyContext): SandboxElasticFiles[] {
  const count = context.count(10, ELASTIC_ROLES.length);
  return Array.from({ length: count }, (_, index) =>
    makeElastic(context, index, ELASTIC_ROLES[index % ELASTIC_ROLES.length]!),
  );
}

function makeElastic(context: FamilyContext, index: number, role: ElasticRole): SandboxElasticFiles {
  const random = context.random('elastic files', index);
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const id = `fs-0${random.hex(16)}`;
  const base: SandboxElasticFiles = {
    id,
    arn: `arn:aws:elasticfilesystem:${place.region}:${place.accountId}:file-system/${id}`,
    accountId: place.accountId,
    region: place.region,
    createdAt: daysBefore(context.now, random.between(60, 900)),
    ...(random.chance(0.3) && { zone: random.pick(place.subnets).zone }),
    mountTargets: random.integer(1, 3),
    standardBytes: random.integer(2, 30) * GIB,
    infrequentBytes: random.integer(5, 400) * GIB,
    infrequentAfterDays: random.pick([7, 14, 30, 60]),
    tags: tagsOf(random, identity, nameOf(identity)),
    clients: random.integer(2, 40),
    bytesPerHour: random.integer(1, 50) * GIB,
    shape: 'daily',
  };
  const { infrequentAfterDays: _after, ...unruled } = base;
  const files = ((): SandboxElasticFiles => {
    const large = random.integer(100, 3000) * GIB;
    switch (role) {
      case 'plain':
        return base;
      case 'idle':
        return { ...base, standardBytes: large, clients: 0, bytesPerHour: 0 };
      case 'unmounted':
        return { ...base, standardBytes: large, clients: 0, bytesPerHour: 0, mountTargets: 0 };
      case 'idle-young':
        return { ...base, clients: 0, bytesPerHour: 0, createdAt: daysBefore(context.now, random.between(2, 25)) };
      case 'idle-keep':
        return { ...base, clients: 0, bytesPerHour: 0, tags: { ...base.tags, [KEEP_TAG]: 'legal hold' } };
      case 'unruled':
        return { ...unruled, standardBytes: large, infrequentBytes: 0 };
      case 'unruled-small':
        return { ...unruled, standardBytes: random.integer(5, 40) * GIB, infrequentBytes: 0 };
      case 'unruled-young':
        return {
          ...unruled,
          standardBytes: large,
          infrequentBytes: 0,
          createdAt: daysBefore(context.now, random.between(2, 25)),
        };
      case 'throughput':
        // The busiest hour of a week is about twice its mean, far below what is provisioned.
        return { ...base, provisionedMiBps: 256, bytesPerHour: 10 * MIB * 3600 };
      case 'throughput-used':
        return { ...base, provisionedMiBps: 64, bytesPerHour: 30 * MIB * 3600, shape: 'steady' };
    }
  })();
  const stored = files.standardBytes / GIB;
  const rate = files.zone === undefined ? STORAGE_PRICES.efsStandardGbMonth : STORAGE_PRICES.efsZonalStandardGbMonth;
  const cost = (stored * Number(rate)).toFixed(2);
  switch (role) {
    case 'plain':
      context.plantFine(CHECK.idle, files, id, 'clients are connected');
      break;
    case 'idle':
      context.plantWaste(CHECK.idle, files, id, 'nobody has mounted it for weeks', cost);
      break;
    case 'unmounted':
      context.plantWaste(CHECK.idle, files, id, 'it has no mount target', cost);
      break;
    case 'idle-young':
      context.plantFine(CHECK.idle, files, id, 'made less than 26 days ago');
      break;
    case 'idle-keep':
      context.plantFine(CHECK.idle, files, id, `protected by the tag ${KEEP_TAG}`);
      break;
    case 'unruled':
      context.plantWaste(CHECK.lifecycle, files, id, 'nothing moves its files to a cheaper class', cost);
      break;
    case 'unruled-small':
      context.plantFine(CHECK.lifecycle, files, id, 'less than 50 GiB');
      break;
    case 'unruled-young':
      context.plantFine(CHECK.lifecycle, files, id, 'made less than 26 days ago');
      break;
    case 'throughput':
      context.plantWaste(CHECK.lifecycle, files, id, 'a tenth of its provisioned throughput is used', '1536.00');
      break;
    case 'throughput-used':
      context.plantFine(CHECK.lifecycle, files, id, 'half of its provisioned throughput is used');
      break;
  }
  return files;
}

const SERVER_ROLES = ['busy', 'idle', 'idle-young', 'idle-keep'] as const;

export function makeFileServers(context: FamilyContext): SandboxFileServer[] {
  const count = context.count(4, SERVER_ROLES.length * 2);
  return Array.from({ length: count }, (_, index) => {
    const role = SERVER_ROLES[index % SERVER_ROLES.length]!;
    const random = context.random('file server', index);
    const place = context.places.pick(random);
    const identity = context.identity(random, place);
    const id = `fs-0${random.hex(16)}`;
    const windows = random.chance(0.7);
    const server: SandboxFileServer = {
      id,
      arn: `arn:aws:fsx:${place.region}:${place.accountId}:file-system/${id}`,
      accountId: place.accountId,
      region: place.region,
      type: windows ? 'WINDOWS' : 'OPENZFS',
      deployment: windows ? random.pick(['SINGLE_AZ_2', 'MULTI_AZ_1']) : 'SINGLE_AZ_1',
      medium: 'SSD',
      createdAt:
        role === 'idle-young'
          ? daysBefore(context.now, random.between(2, 25))
          : daysBefore(context.now, random.between(60, 900)),
      capacityGiB: random.integer(64, 4000),
      throughputMBps: random.pick([64, 128, 256]),
      subnetId: random.pick(place.subnets).id,
      vpcId: place.vpcId,
      tags: {
        ...tagsOf(random, identity, nameOf(identity)),
        ...(role === 'idle-keep' && { [KEEP_TAG]: 'legal hold' }),
      },
      bytesPerHour: role === 'busy' ? random.integer(1, 50) * GIB : 0,
    };
    const cost = (server.capacityGiB * Number(STORAGE_PRICES.fsxWindowsSingleSsdGbMonth)).toFixed(2);
    if (role === 'idle') context.plantWaste(CHECK.server, server, id, 'not a byte read or written for weeks', cost);
    else {
      const because = {
        busy: 'read and written all day',
        'idle-young': 'made less than 26 days ago',
        'idle-keep': `protected by the tag ${KEEP_TAG}`,
      }[role];
      context.plantFine(CHECK.server, server, id, because);
    }
    return server;
  });
}

const REPOSITORY_ROLES = ['ruled', 'piled', 'untagged', 'fresh', 'small', 'keep'] as const;

export function makeRepositories(context: FamilyContext): SandboxRepository[] {
  const count = context.count(8, REPOSITORY_ROLES.length * 2);
  return Array.from({ length: count }, (_, index) => {
    const role = REPOSITORY_ROLES[index % REPOSITORY_ROLES.length]!;
    const random = context.random('repository', index);
    const place = context.places.pick(random);
    const identity = context.identity(random, place);
    const name = `${identity.application.app}/${identity.tier}-${index}`;
    const image = (ageDays: number, bytes: number, change: Partial<SandboxImage> = {}): SandboxImage => ({
      digest: `sha256:${random.hex(64)}`,
      tags: [`1.${random.integer(0, 90)}.${random.integer(0, 20)}`],
      bytes,
      pushedAt: daysBefore(context.now, ageDays),
      ...change,
    });
    const some = (count_: number, make: () => SandboxImage) => Array.from({ length: count_ }, make);
    const large = () => random.integer(300, 900) * MIB;
    const current = some(4, () => image(random.between(1, 20), large()));
    const images = {
      ruled: () => [...current, ...some(60, () => image(random.between(200, 700), large()))],
      piled: () => [...current, ...some(60, () => image(random.between(200, 700), large()))],
      untagged: () => [...current, ...some(40, () => image(random.between(2, 30), large(), { tags: [] }))],
      // Old, and pulled every day: it runs.
      fresh: () => [
        ...current,
        ...some(40, () =>
          image(random.between(200, 700), large(), { pulledAt: daysBefore(context.now, random.between(0, 9)) }),
        ),
      ],
      small: () => some(3, () => image(random.between(200, 700), random.integer(20, 200) * MIB)),
      keep: () => [...current, ...some(60, () => image(random.between(200, 700), large()))],
    }[role]();
    const repository: SandboxRepository = {
      arn: `arn:aws:ecr:${place.region}:${place.accountId}:repository/${name}`,
      name,
      registryId: place.accountId,
      accountId: place.accountId,
      region: place.region,
      createdAt: daysBefore(context.now, 800),
      policy: role === 'ruled',
      images,
      tags: {
        ...tagsOf(random, identity, nameOf(identity)),
        ...(role === 'keep' && { [KEEP_TAG]: 'audit 2025' }),
      },
    };
    const bytes = images.reduce((sum, one) => sum + one.bytes, 0);
    const cost = ((bytes / GIB) * Number(STORAGE_PRICES.ecrGbMonth)).toFixed(2);
    const { arn } = repository;
    if (role === 'piled') context.plantWaste(CHECK.images, repository, arn, 'images of years ago, never removed', cost);
    else if (role === 'untagged') context.plantWaste(CHECK.images, repository, arn, 'images that no tag names', cost);
    else {
      const because = {
        ruled: 'a lifecycle policy removes images',
        fresh: 'its old images are pulled every day',
        small: 'less than 5 GiB',
        keep: `protected by the tag ${KEEP_TAG}`,
      }[role];
      context.plantFine(CHECK.images, repository, arn, because);
    }
    return repository;
  });
}
