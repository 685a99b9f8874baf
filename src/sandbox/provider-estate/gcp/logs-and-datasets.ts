import { decimalOf } from '../../estate/decimal.ts';
import { daysBefore } from '../../estate/generate/time.ts';
import type { Random } from '../../estate/random.ts';
import { type GcpBuilder, KEEP_LABEL, partOf } from './builder.ts';
import { CHECK } from './instance-roles.ts';
import type { GcpDataset, GcpLogBucket, GcpTable } from './model.ts';
import { BIGQUERY_STORAGE, LOG_RETENTION_GIB_MONTH } from './prices.ts';

const GIB = 1024 ** 3;

/** Log buckets beside the two that every project has, and how many there are in a thousand resources. */
const LOG_ROLES = { long: 1.5, 'long-small': 1.2, 'long-locked': 1.2, usual: 1.5 } as const;
type LogRole = keyof typeof LOG_ROLES;

export function buildLogBuckets(builder: GcpBuilder): void {
  for (const { projectId, state, createdAt } of builder.organization.projects) {
    if (state !== 'ACTIVE') continue;
    const common = { projectId, region: 'global', location: 'global', createdAt };
    builder.logBuckets.push(
      { ...common, name: '_Default', retentionDays: 30, locked: false, bytesPerHour: Math.round(0.1 * GIB) },
      { ...common, name: '_Required', retentionDays: 400, locked: true, bytesPerHour: Math.round(0.002 * GIB) },
    );
  }
  for (const [role, perThousand] of Object.entries(LOG_ROLES) as [LogRole, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) addLogBucket(builder, role, index);
  }
}

function addLogBucket(builder: GcpBuilder, role: LogRole, index: number): void {
  const { random, place, name } = partOf(builder, 'log bucket', role, index);
  const gibPerDay = role === 'long-small' ? 0.004 : random.between(1, 20);
  const bucket: GcpLogBucket = {
    projectId: place.accountId,
    region: place.region,
    location: place.region,
    name: `${name}-logs`,
    createdAt: daysBefore(builder.now, random.between(100, 700)),
    retentionDays: role === 'usual' ? 30 : random.pick([180, 365]),
    locked: role === 'long-locked',
    bytesPerHour: Math.round((gibPerDay * GIB) / 24),
  };
  builder.logBuckets.push(bucket);
  const at = { accountId: bucket.projectId, region: bucket.region };
  const id = `//logging.googleapis.com/projects/${bucket.projectId}/locations/${bucket.location}/buckets/${bucket.name}`;
  const fine = (because: string): void => builder.context.plantFine(CHECK.logging, at, id, because);
  switch (role) {
    case 'long': {
      const beyond = BigInt(Math.round(gibPerDay * (bucket.retentionDays - 30)));
      const because = `kept for ${bucket.retentionDays} days, of which ingestion pays for 30`;
      return builder.context.plantWaste(CHECK.logging, at, id, because, decimalOf(LOG_RETENTION_GIB_MONTH * beyond));
    }
    case 'long-small':
      return fine('kept for long, but hardly anything comes in');
    case 'long-locked':
      return fine('its retention is locked');
    case 'usual':
      return fine('kept for 30 days, which ingestion pays for');
  }
}

/** BigQuery datasets, and how many there are in a thousand resources. */
const DATASET_ROLES = {
  'compresses-well': 2,
  'compresses-badly': 1.2,
  physical: 1.2,
  small: 1.2,
  keep: 1.2,
} as const;
type DatasetRole = keyof typeof DATASET_ROLES;

export function buildDatasets(builder: GcpBuilder): void {
  for (const [role, perThousand] of Object.entries(DATASET_ROLES) as [DatasetRole, number][]) {
    for (let index = 0; index < builder.context.count(perThousand); index++) addDataset(builder, role, index);
  }
}

function addDataset(builder: GcpBuilder, role: DatasetRole, index: number): void {
  const { random, place, identity, labels } = partOf(builder, 'dataset', role, index, { keep: role === 'keep' });
  const location = place.region.startsWith('us') ? 'US' : 'EU';
  const createdAt = daysBefore(builder.now, random.between(150, 900));
  const dataset: GcpDataset = {
    projectId: place.accountId,
    region: location.toLowerCase(),
    name: `${identity.application.app.replaceAll('-', '_')}_${identity.environment}_${random.hex(4)}`,
    createdAt,
    location,
    billingModel: role === 'physical' ? 'PHYSICAL' : 'LOGICAL',
    labels,
    tables: Array.from({ length: random.integer(2, 6) }, (_, table) =>
      tableOf(random, role, table, createdAt, builder.now),
    ),
  };
  builder.datasets.push(dataset);
  const at = { accountId: dataset.projectId, region: dataset.region };
  const id = `//bigquery.googleapis.com/projects/${dataset.projectId}/datasets/${dataset.name}`;
  const fine = (because: string): void => builder.context.plantFine(CHECK.datasetModel, at, id, because);
  switch (role) {
    case 'compresses-well': {
      const because = 'a sixth of its size when compressed, and billed before compression';
      return builder.context.plantWaste(CHECK.datasetModel, at, id, because, decimalOf(savedByPhysical(dataset)));
    }
    case 'compresses-badly':
      return fine('hardly smaller when compressed');
    case 'physical':
      return fine('billed as it is stored already');
    case 'small':
      return fine('less than a dollar a month');
    case 'keep':
      return fine(`protected by the label ${KEEP_LABEL}`);
  }
}

function tableOf(random: Random, role: DatasetRole, index: number, createdAt: number, now: number): GcpTable {
  const gib = role === 'small' ? random.between(0.5, 2) : random.between(300, 3000);
  const share = random.between(0.2, 0.8);
  const ratio = role === 'compresses-badly' ? random.between(0.75, 0.95) : random.between(0.12, 0.2);
  const active = Math.round(gib * share * GIB);
  const longTerm = Math.round(gib * (1 - share) * GIB);
  const timeTravel = Math.round(active * ratio * 0.05);
  return {
    name: `events_${index}`,
    rows: Math.round(gib * 4_000_000),
    createdAt,
    modifiedAt: daysBefore(now, random.between(0.1, 2)),
    activeLogicalBytes: active,
    longTermLogicalBytes: longTerm,
    // Bytes of time travel are a part of the active ones; those of the fail-safe are not.
    activePhysicalBytes: Math.round(active * ratio) + timeTravel,
    longTermPhysicalBytes: Math.round(longTerm * ratio),
    timeTravelPhysicalBytes: timeTravel,
    failSafePhysicalBytes: timeTravel,
  };
}

function savedByPhysical({ tables }: GcpDataset): bigint {
  const sum = (of: (table: GcpTable) => number): bigint =>
    BigInt(Math.round(tables.reduce((total, table) => total + of(table), 0) / 1024));
  const cost = (rate: bigint, kib: bigint): bigint => (rate * kib) / BigInt(GIB / 1024);
  const logical =
    cost(
      BIGQUERY_STORAGE.activeLogical,
      sum((t) => t.activeLogicalBytes),
    ) +
    cost(
      BIGQUERY_STORAGE.longTermLogical,
      sum((t) => t.longTermLogicalBytes),
    );
  const physical =
    cost(
      BIGQUERY_STORAGE.activePhysical,
      sum((t) => t.activePhysicalBytes + t.failSafePhysicalBytes),
    ) +
    cost(
      BIGQUERY_STORAGE.longTermPhysical,
      sum((t) => t.longTermPhysicalBytes),
    );
  return logical - physical;
}
