import { uuidOf } from '../../estate/family-parts.ts';
import { DAY } from '../../estate/generate/time.ts';
import type { GcpBuilder } from './builder.ts';
import type { GcpDataset } from './model.ts';

const CHECK = { layout: 'gcp-bq-partition-cluster', unattended: 'gcp-project-unattended' } as const;

const GIB = 1024 ** 3;
/** Smaller tables are not looked at. Source: BigQuery, "Manage partition and cluster recommendations": 100 GB, 10 GB. */
const LEAST_BYTES = 100 * GIB;

/** What Google says of projects and of tables: nothing else shows either. */
export function buildAdvice(builder: GcpBuilder): void {
  adviseTables(builder);
  adviseProjects(builder);
}

const refreshedAt = ({ now }: GcpBuilder): number => Math.floor(now / DAY) * DAY - 11 * 3_600_000;

const tableName = ({ projectId, name }: GcpDataset, table: string): string =>
  `//bigquery.googleapis.com/projects/${projectId}/datasets/${name}/tables/${table}`;

/** The first table of some datasets is read in full by queries for a few days of it; the others are read in parts. */
function adviseTables(builder: GcpBuilder): void {
  const large = builder.datasets.filter(({ tables }) => bytesOf(tables[0]) > LEAST_BYTES);
  const few = large.slice(0, builder.context.count(1.2, 2));
  for (const [index, dataset] of few.entries()) {
    const [first, second] = dataset.tables;
    if (first === undefined) continue;
    const random = builder.context.random('table advice', dataset.projectId, dataset.name);
    const at = { accountId: dataset.projectId, region: dataset.region };
    const target = tableName(dataset, first.name);
    const isPartition = index % 2 === 0;
    const saved = Math.round(bytesOf(first) * random.between(8, 25));
    builder.recommendations.push({
      id: uuidOf(random),
      projectId: dataset.projectId,
      region: dataset.region,
      location: dataset.location.toLowerCase(),
      recommender: 'google.bigquery.table.PartitionClusterRecommender',
      subtype: isPartition ? 'PARTITION' : 'CLUSTER',
      description: `Save about ${Math.round(saved / GIB / 1024)} TB of scanned data per month`,
      target,
      monthlySavings: '',
      refreshedAt: refreshedAt(builder),
      operations: [],
      overview: {
        ...(isPartition
          ? { partitionColumn: 'event_time', partitionTimeUnit: 'DAY' }
          : { clusterColumns: ['user_id'] }),
        bytesSavedMonthly: String(saved),
        slotMsSavedMonthly: String(random.integer(40, 900) * 3_600_000),
      },
    });
    // What a byte or a slot costs depends on how queries are paid.
    builder.context.plantWaste(CHECK.layout, at, target, 'large, and read in full by queries for a day of it', '0');
    if (second !== undefined) {
      const because = 'as large, but its queries read most of it anyway';
      builder.context.plantFine(CHECK.layout, at, tableName(dataset, second.name), because);
    }
  }
}

const bytesOf = (table: GcpDataset['tables'][number] | undefined): number =>
  table === undefined ? 0 : table.activeLogicalBytes + table.longTermLogicalBytes;

/** One project in two is said to be without use, every fourth to have lost its owner. */
function adviseProjects(builder: GcpBuilder): void {
  const active = builder.organization.projects.filter(({ state }) => state === 'ACTIVE');
  for (const [index, { projectId, number }] of active.entries()) {
    const at = { accountId: projectId, region: 'global' };
    const id = `//cloudresourcemanager.googleapis.com/projects/${projectId}`;
    const subtype = index % 4 === 1 ? 'CLEANUP_PROJECT' : index % 4 === 2 ? 'RECLAIM_PROJECT' : undefined;
    const random = builder.context.random('project advice', projectId);
    if (subtype !== undefined) {
      const resource = `//cloudresourcemanager.googleapis.com/projects/${number}`;
      builder.recommendations.push({
        id: uuidOf(random),
        projectId,
        region: 'global',
        location: 'global',
        recommender: 'google.resourcemanager.projectUtilization.Recommender',
        subtype,
        description: 'This project seems to be unattended.',
        target: resource,
        category: 'SECURITY',
        monthlySavings: '',
        refreshedAt: refreshedAt(builder),
        operations: [
          subtype === 'CLEANUP_PROJECT'
            ? { action: 'remove', path: '/', resource, resourceType: 'cloudresourcemanager.googleapis.com/Project' }
            : { action: 'add', path: '/', resource, resourceType: 'cloudresourcemanager.googleapis.com/Project' },
        ],
        overview: {},
      });
    }
    if (subtype === 'CLEANUP_PROJECT') {
      // What it costs is the sum of its bill.
      builder.context.plantWaste(CHECK.unattended, at, id, 'hardly any use for 30 days, and costs', '0');
    } else {
      const because = subtype === undefined ? 'it is used' : 'it is used; only its owner is gone';
      builder.context.plantFine(CHECK.unattended, at, id, because);
    }
  }
}
