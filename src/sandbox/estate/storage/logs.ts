import type { FamilyContext } from '../family-context.ts';
import { KEEP_TAG, nameOf, tagsOf } from '../generate/tags.ts';
import { daysBefore } from '../generate/time.ts';
import type { SandboxLogGroup, SandboxRecorder, SandboxTrail } from './model.ts';
import { STORAGE_PRICES } from './prices.ts';

const GIB = 2 ** 30;

const LOG_ROLES = [
  'plain',
  'kept',
  'kept-small',
  'kept-delivery',
  'kept-keep',
  'heavy',
  'heavy-cheap',
  'busy',
] as const;
type LogRole = (typeof LOG_ROLES)[number];

const CHECK = {
  retention: 'aws-logs-retention-missing',
  ingestion: 'aws-logs-ingest-heavy',
  trail: 'aws-cloudtrail-duplicate-trails',
  recorder: 'aws-config-recorder-churn',
} as const;

export function makeLogGroups(context: FamilyContext): SandboxLogGroup[] {
  const count = context.count(24, LOG_ROLES.length * 3);
  return Array.from({ length: count }, (_, index) =>
    makeLogGroup(context, index, LOG_ROLES[index % LOG_ROLES.length]!),
  );
}

function makeLogGroup(context: FamilyContext, index: number, role: LogRole): SandboxLogGroup {
  const random = context.random('log group', index);
  const place = context.places.pick(random);
  const identity = context.identity(random, place);
  const service = random.pick(['lambda', 'ecs', 'eks', 'apigateway']);
  const name = `/aws/${service}/${identity.application.app}-${identity.environment}-${identity.tier}-${index}`;
  const base: SandboxLogGroup = {
    arn: `arn:aws:logs:${place.region}:${place.accountId}:log-group:${name}`,
    name,
    accountId: place.accountId,
    region: place.region,
    createdAt: daysBefore(context.now, random.between(150, 1200)),
    storedBytes: random.integer(1, 40) * GIB,
    retentionDays: random.pick([7, 14, 30, 90, 365]),
    logClass: 'STANDARD',
    incomingBytesPerDay: Math.round(random.between(0.01, 1.2) * GIB),
    tags: tagsOf(random, identity, nameOf(identity)),
  };
  const { retentionDays: _kept, ...forEver } = base;
  const group = ((): SandboxLogGroup => {
    switch (role) {
      case 'plain':
        return base;
      case 'kept':
        return { ...forEver, storedBytes: random.integer(20, 3000) * GIB };
      case 'kept-small':
        return { ...forEver, storedBytes: Math.round(random.between(0.01, 0.7) * GIB) };
      case 'kept-delivery':
        return { ...forEver, logClass: 'DELIVERY' };
      case 'kept-keep':
        return { ...forEver, storedBytes: 200 * GIB, tags: { ...base.tags, [KEEP_TAG]: 'audit 2025' } };
      case 'heavy':
        return { ...base, retentionDays: 7, storedBytes: 60 * GIB, incomingBytesPerDay: random.integer(6, 40) * GIB };
      case 'heavy-cheap':
        return { ...base, logClass: 'INFREQUENT_ACCESS', incomingBytesPerDay: random.integer(6, 40) * GIB };
      case 'busy':
        return { ...base, incomingBytesPerDay: Math.round(random.between(1.4, 2.2) * GIB) };
    }
  })();
  const stored = ((group.storedBytes / GIB) * Number(STORAGE_PRICES.logStorageGbMonth)).toFixed(2);
  const ingested = ((group.incomingBytesPerDay / GIB) * 30.4 * Number(STORAGE_PRICES.logIngestGb)).toFixed(2);
  switch (role) {
    case 'plain':
      context.plantFine(CHECK.retention, group, group.arn, 'it has a retention');
      break;
    case 'kept':
      context.plantWaste(CHECK.retention, group, group.arn, 'no retention, and gigabytes stored', stored);
      break;
    case 'kept-small':
      context.plantFine(CHECK.retention, group, group.arn, 'less than a GiB');
      break;
    case 'kept-delivery':
      context.plantFine(CHECK.retention, group, group.arn, 'events pass through it and are not stored');
      break;
    case 'kept-keep':
      context.plantFine(CHECK.retention, group, group.arn, `protected by the tag ${KEEP_TAG}`);
      break;
    case 'heavy':
      context.plantWaste(CHECK.ingestion, group, group.arn, 'more than 180 GiB come in a month', ingested);
      break;
    case 'heavy-cheap':
      context.plantFine(CHECK.ingestion, group, group.arn, 'takes it in at half the price already');
      break;
    case 'busy':
      context.plantFine(CHECK.ingestion, group, group.arn, 'less than 70 GiB come in a month');
      break;
  }
  return group;
}

/** Each account records all regions once; some regions have an older trail beside. */
export function makeTrails(context: FamilyContext): SandboxTrail[] {
  const home = context.options.regions[0]!;
  const trails: SandboxTrail[] = [];
  context.accounts.forEach(({ account }, accountIndex) => {
    const trail = (region: string, name: string, change: Partial<SandboxTrail>): SandboxTrail => ({
      arn: `arn:aws:cloudtrail:${region}:${account.id}:trail/${name}`,
      name,
      accountId: account.id,
      region,
      bucket: `cloudtrail-${account.id}`,
      multiRegion: false,
      logging: true,
      managementEvents: true,
      dataBuckets: [],
      tags: {},
      ...change,
    });
    const main = trail(home, 'all-regions', { multiRegion: true });
    trails.push(main);
    context.plantFine(CHECK.trail, main, main.arn, 'it is the copy that is kept');
    context.options.regions.forEach((region, regionIndex) => {
      switch ((accountIndex + regionIndex) % 3) {
        case 0: {
          const old = trail(region, 'audit-2019', {});
          trails.push(old);
          context.plantWaste(CHECK.trail, old, old.arn, 'management events are recorded by all-regions', '0.00');
          break;
        }
        case 1: {
          const data = trail(region, 'object-access', {
            managementEvents: false,
            dataBuckets: [`arn:aws:s3:::ledger-${account.id}/`],
          });
          trails.push(data);
          context.plantFine(CHECK.trail, data, data.arn, 'it records data events only');
          break;
        }
        default: {
          const stopped = trail(region, 'audit-stopped', { logging: false });
          trails.push(stopped);
          context.plantFine(CHECK.trail, stopped, stopped.arn, 'it does not log');
        }
      }
    });
  });
  return trails;
}

export function makeRecorders(context: FamilyContext): SandboxRecorder[] {
  return context.accounts.flatMap(({ account }, accountIndex) =>
    context.options.regions.map((region, regionIndex) => {
      const random = context.random('recorder', account.id, region);
      const arn = `arn:aws:config:${region}:${account.id}:configuration-recorder/default/${random.hex(16)}`;
      const base: SandboxRecorder = {
        arn,
        name: 'default',
        accountId: account.id,
        region,
        frequency: 'CONTINUOUS',
        recording: true,
        itemsPerDay: random.integer(1500, 6000),
        shortLivedShare: random.between(0.7, 0.9),
      };
      switch ((accountIndex * 2 + regionIndex) % 4) {
        case 0: {
          const cost = (base.itemsPerDay * 30.4 * Number(STORAGE_PRICES.configItem)).toFixed(2);
          context.plantWaste(CHECK.recorder, base, arn, 'most items are of what scaling makes and removes', cost);
          return base;
        }
        case 1:
          context.plantFine(CHECK.recorder, base, arn, 'records once a day');
          return { ...base, frequency: 'DAILY' as const };
        case 2:
          context.plantFine(CHECK.recorder, base, arn, 'its items are of what stays');
          return { ...base, shortLivedShare: random.between(0.05, 0.3) };
        default:
          context.plantFine(CHECK.recorder, base, arn, 'few items');
          return { ...base, itemsPerDay: random.integer(20, 150) };
      }
    }),
  );
}
