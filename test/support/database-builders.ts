import { known } from '../../src/domain/fact.ts';
import { instant } from '../../src/domain/instant.ts';
import type { MetricDigest, MetricName } from '../../src/domain/metrics.ts';
import type { Price, Size } from '../../src/domain/prices.ts';
import type { Database, DatabaseCluster, DatabaseSnapshot } from '../../src/domain/resources.ts';
import { daysAgo, SCOPE } from './resource-builders.ts';

const arn = (type: string, id: string): string => `arn:aws:rds:${SCOPE.regionId}:${SCOPE.accountId}:${type}:${id}`;

export const databaseArn = (id: string): string => arn('db', id);
export const clusterArn = (id: string): string => arn('cluster', id);

const base = { scope: SCOPE, createdAt: known(daysAgo(300)), tags: known({}) };

/** A PostgreSQL 16 on db.r6g.large with 100 GiB of gp3, 300 days old, alone in its zone. */
export const database = (change: Partial<Database> = {}): Database => ({
  ...base,
  kind: 'database',
  type: 'aws:rds:db-instance',
  resourceId: databaseArn('shop'),
  name: 'shop',
  zoneId: 'us-east-1a',
  state: 'available',
  uses: known([]),
  incarnationId: 'db-1',
  engine: 'postgres',
  engineVersion: '16.9',
  licence: 'none',
  sizeName: 'db.r6g.large',
  powerState: 'running',
  automaticRestarts: known(0),
  redundancy: 'none',
  storage: { tier: 'gp3', sizeGiB: 100, iops: 3000, throughputMiBps: 125 },
  support: known({ majorVersion: '16', standardEndsAt: instant('2029-02-28T23:59:59Z') }),
  paysForExtendedSupport: known(true),
  orderableSizes: known(databaseSizes.map(({ name }) => name)),
  ...change,
});

/** A member of the Aurora cluster `orders`; storage is the cluster's. */
export const member = (id: string, change: Partial<Database> = {}): Database => {
  const { storage: _none, ...rest } = database({
    resourceId: databaseArn(id),
    name: id,
    engine: 'aurora-mysql',
    engineVersion: '8.0.mysql_aurora.3.08.2',
    uses: known([{ relation: 'member-of', targetId: clusterArn('orders') }]),
    support: known({ majorVersion: '8.0', standardEndsAt: instant('2028-04-30T23:59:59Z') }),
    ...change,
  });
  return rest;
};

/** `orders`: a writer and one reader, each request billed. */
export const cluster = (change: Partial<DatabaseCluster> = {}): DatabaseCluster => ({
  ...base,
  kind: 'database-cluster',
  type: 'aws:rds:db-cluster',
  resourceId: clusterArn('orders'),
  name: 'orders',
  state: 'available',
  uses: known([
    { relation: 'has-member', targetId: databaseArn('orders-0') },
    { relation: 'has-member', targetId: databaseArn('orders-1') },
  ]),
  incarnationId: 'cluster-1',
  engine: 'aurora-mysql',
  engineVersion: '8.0.mysql_aurora.3.08.2',
  powerState: 'running',
  members: [
    { resourceId: databaseArn('orders-0'), writer: true },
    { resourceId: databaseArn('orders-1'), writer: false },
  ],
  ioBilling: 'per-request',
  global: false,
  ...change,
});

/** A manual snapshot of `shop`, 200 days old. */
export const databaseSnapshot = (change: Partial<DatabaseSnapshot> = {}): DatabaseSnapshot => ({
  ...base,
  createdAt: known(daysAgo(200)),
  kind: 'database-snapshot',
  type: 'aws:rds:db-snapshot',
  resourceId: arn('snapshot', 'before-release'),
  name: 'before-release',
  state: 'available',
  uses: known([{ relation: 'source-database', targetId: databaseArn('shop') }]),
  engine: 'postgres',
  sourceSizeGiB: 100,
  of: 'database',
  sourceIncarnationId: 'db-1',
  sharedWith: known([]),
  beingExported: known(false),
  ...change,
});

/** Fourteen days of hours, all of them there. */
export const databaseDigest = (
  metric: MetricName,
  max: number,
  resourceId: string = databaseArn('shop'),
  change: Partial<MetricDigest> = {},
): MetricDigest => ({
  scope: SCOPE,
  resourceId,
  metric,
  window: { start: daysAgo(14), end: daysAgo(0) },
  periodSeconds: 3600,
  sampleCount: 336,
  expectedCount: 336,
  mean: max,
  p50: max,
  p95: max,
  p99: max,
  max,
  ...change,
});

const size = (name: string, vcpus: number, memoryGiB: number, change: Partial<Size> = {}): Size => {
  const [, letters = '', generation = '0', suffix = ''] = /^db\.([a-z]+)(\d+)([a-z]*)\./.exec(name) ?? [];
  return {
    provider: 'aws',
    regionId: 'us-east-1',
    name,
    vcpus,
    memoryMiB: memoryGiB * 1024,
    architectures: [suffix.startsWith('g') ? 'arm64' : 'x86_64'],
    family: name.split('.').slice(0, 2).join('.'),
    currentGeneration: Number(generation) >= 5,
    burstable: letters === 't',
    series: letters,
    generation: Number(generation),
    gpus: 0,
    localStorageGiB: 0,
    ...change,
  };
};

export const databaseSizes: readonly Size[] = [
  size('db.m4.large', 2, 8),
  size('db.m5.large', 2, 8),
  size('db.m5.xlarge', 4, 16),
  size('db.m6g.large', 2, 8),
  size('db.m6g.xlarge', 4, 16),
  size('db.m6g.2xlarge', 8, 32),
  size('db.r5.large', 2, 16),
  size('db.r6g.large', 2, 16),
  size('db.r6g.xlarge', 4, 32),
  size('db.r6g.2xlarge', 8, 64),
];

export const sizesByName = (): Map<string, Size> => new Map(databaseSizes.map((each) => [each.name, each]));

/**
 * us-east-1, USD. Machines of PostgreSQL, storage, IOPS and backups: AWS' bulk price list as of 2026-07-28 (m5: fallback
 * tables of public tools); Aurora: aws/agent-toolkit-for-aws and the same price list; extended support: Infracost's test
 * data of 2026-05 for years 1 and 2, twice that in year 3. See src/sandbox/estate/databases/prices.ts.
 */
const items: readonly (readonly [item: string, amount: string, unit: Price['listPrice']['unit']])[] = [
  ['database/db.m5.large/postgres/none/none', '0.178', 'hour'],
  ['database/db.m5.xlarge/postgres/none/none', '0.356', 'hour'],
  ['database/db.m6g.large/postgres/none/none', '0.159', 'hour'],
  ['database/db.m6g.xlarge/postgres/none/none', '0.318', 'hour'],
  ['database/db.m6g.2xlarge/postgres/none/none', '0.636', 'hour'],
  ['database/db.r6g.large/postgres/none/none', '0.225', 'hour'],
  ['database/db.r6g.large/postgres/none/standby', '0.45', 'hour'],
  ['database/db.r6g.xlarge/postgres/none/none', '0.45', 'hour'],
  ['database/db.r6g.2xlarge/postgres/none/none', '0.899', 'hour'],
  ['database/db.m4.large/mariadb/none/none', '0.175', 'hour'],
  ['database/db.m5.large/mariadb/none/none', '0.171', 'hour'],
  ['database/db.m6g.large/mariadb/none/none', '0.154', 'hour'],
  ['database/db.r6g.large/aurora-mysql/none/none', '0.26', 'hour'],
  ['database/db.r6g.xlarge/aurora-mysql/none/none', '0.519', 'hour'],
  ['database-io-included/db.r6g.large/aurora-mysql', '0.338', 'hour'],
  ['database-storage/gp2/none', '0.115', 'GiB-month'],
  ['database-storage/gp3/none', '0.115', 'GiB-month'],
  ['database-storage/gp3/standby', '0.23', 'GiB-month'],
  ['database-storage/io1/none', '0.125', 'GiB-month'],
  ['database-storage/io2/none', '0.125', 'GiB-month'],
  ['database-iops/io1/none', '0.1', 'IOPS-month'],
  ['database-iops/io2/none', '0.1', 'IOPS-month'],
  ['database-iops/gp3/none', '0.02', 'IOPS-month'],
  ['database-throughput/gp3/none', '0.08', 'MiBps-month'],
  ['database-backup', '0.095', 'GiB-month'],
  ['cluster-backup', '0.021', 'GiB-month'],
  ['cluster-storage/per-request/aurora-mysql', '0.1', 'GiB-month'],
  ['cluster-storage/included/aurora-mysql', '0.225', 'GiB-month'],
  ['cluster-io/aurora-mysql', '0.0000002', 'request'],
  ['capacity-unit/per-request/aurora-mysql', '0.12', 'unit-hour'],
  ['extended-support/postgres/11/year-3', '0.2', 'vCPU-hour'],
  ['extended-support/postgres/13/years-1-2', '0.1', 'vCPU-hour'],
  ['extended-support/postgres/14/years-1-2', '0.1', 'vCPU-hour'],
];

export const databasePriceBook = (without: readonly string[] = []): Map<string, Price> =>
  new Map(
    items
      .filter(([item]) => !without.includes(item))
      .map(([item, amount, unit]) => [
        item,
        {
          provider: 'aws' as const,
          regionId: 'us-east-1',
          item,
          skuId: item.toUpperCase(),
          listPrice: { amount, currency: 'USD' as never, unit },
          source: 'AWS Price List API',
          asOf: instant('2026-07-28'),
        },
      ]),
  );
