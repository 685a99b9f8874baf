import { known } from '../../../src/domain/fact.ts';
import { instant } from '../../../src/domain/instant.ts';
import type { MetricName } from '../../../src/domain/metrics.ts';
import { fourWeeks, officeHours, weekOf } from '../../support/compute-builders.ts';
import {
  cluster,
  clusterArn,
  database,
  databaseArn,
  databaseDigest,
  databaseSnapshot,
  member,
  sizesByName,
} from '../../support/database-builders.ts';
import { daysAgo } from '../../support/resource-builders.ts';
import { billed } from '../batch-builders.ts';
import { byId, priced, type PricedFinding } from './case.ts';

const GIB = 2 ** 30;
const MIB = 2 ** 20;
const DAYS_PER_MONTH = 730 / 24;
const sizes = sizesByName();

const thirtyDays = {
  window: { start: daysAgo(30), end: daysAgo(0) },
  periodSeconds: 86_400,
  sampleCount: 30,
  expectedCount: 30,
};

const quiet = (...metrics: readonly MetricName[]) => metrics.map((metric) => databaseDigest(metric, 0));

const serverless = member('orders-0', { sizeName: 'db.serverless' });
const standby = { redundancy: 'standby' as const, storage: { tier: 'gp3', sizeGiB: 100 } };
const ended = { majorVersion: '13', standardEndsAt: instant('2026-02-28T23:59:59Z') };

/** Relational databases: PostgreSQL on db.r6g.large with gp3 of 100 GiB, unless something else is said. */
export const databaseFindings: readonly PricedFinding[] = [
  {
    checkId: 'aws-rds-instance-idle',
    of: 'machine and 100 GiB of a database that nobody connects to; a last full-size snapshot is kept',
    facts: priced(database(), quiet('database-connections-maximum', 'database-iops-maximum'), { sizes }),
    saves: ['0.225 x 730 + 100 x 0.115 - 100 x 0.095', '166.25'],
    high: ['0.225 x 730 + 100 x 0.115', '175.75'],
  },
  {
    checkId: 'aws-rds-instance-rightsize',
    of: 'db.r6g.2xlarge to db.r6g.xlarge: 24 of its 64 GiB are in use',
    facts: priced(
      database({ sizeName: 'db.r6g.2xlarge' }),
      [
        databaseDigest('cpu-percent-maximum', 12),
        databaseDigest('database-memory-shortage', -40 * GIB),
        databaseDigest('database-connections-maximum', 20),
      ],
      { sizes },
    ),
    saves: ['(0.899 - 0.450) x 730', '327.77'],
  },
  {
    checkId: 'aws-rds-multi-az-nonprod',
    of: 'a second machine and a second copy of 100 GiB for a development database',
    facts: priced(database({ ...standby, tags: known({ env: 'dev' }) }), [], { sizes }),
    saves: ['(0.450 - 0.225) x 730 + 100 x (0.230 - 0.115)', '175.75'],
  },
  {
    checkId: 'aws-rds-extended-support',
    of: 'PostgreSQL 13 in its first year of extended support: two vCPUs, and two of the standby',
    facts: priced(database({ ...standby, engineVersion: '13.20', support: known(ended) }), [], { sizes }),
    saves: ['2 x 2 x 0.10 x 730', '292.00'],
  },
  {
    checkId: 'aws-rds-storage-gp2-gp3',
    of: 'io1 of 500 GiB with 6,000 IOPS to gp3, which includes 12,000 at that size',
    facts: priced(
      database({ storage: { tier: 'io1', sizeGiB: 500, iops: 6000 } }),
      [databaseDigest('database-iops-maximum', 4000), databaseDigest('database-throughput-bytes-maximum', 100 * MIB)],
      { sizes },
    ),
    saves: ['500 x 0.125 + 6,000 x 0.10 - 500 x 0.115', '605.00'],
  },
  {
    checkId: 'aws-rds-iops-overprovisioned',
    of: 'io1 with 10,000 IOPS, of which 3,000 are used: 4,500 leave half as much again',
    facts: priced(
      database({ storage: { tier: 'io1', sizeGiB: 400, iops: 10_000 } }),
      [databaseDigest('database-iops-maximum', 3000)],
      { sizes },
    ),
    saves: ['(10,000 - 4,500) x 0.10', '550.00'],
  },
  {
    checkId: 'aws-rds-graviton',
    of: 'db.m5.large to db.m6g.large',
    facts: priced(database({ sizeName: 'db.m5.large' }), [databaseDigest('cpu-percent-maximum', 40)], { sizes }),
    saves: ['(0.178 - 0.159) x 730', '13.87'],
  },
  {
    checkId: 'aws-rds-schedule',
    of: 'a test database in use from 8 to 18 on five days, up an hour before: (4 x (14 - 1) + 62 - 1) = 113 of 168 hours off',
    facts: priced(
      database({ tags: known({ env: 'test' }) }),
      [fourWeeks('database-connections-four-weeks', weekOf(officeHours, 5, 0), { resourceId: databaseArn('shop') })],
      { sizes },
    ),
    saves: ['0.225 x 730 x 113 / 168', '110.48'],
  },
  {
    checkId: 'aws-rds-snapshot-old',
    of: 'a snapshot of a database of 100 GiB: backups may lie within what is free, so nothing is promised',
    facts: priced(databaseSnapshot(), [], { related: byId(database()) }),
    saves: ['0 x 0.095', '0.00'],
    high: ['100 x 0.095', '9.50'],
  },
  {
    checkId: 'aws-aurora-io-mode',
    of: 'two db.r6g.large with 100 GiB and 1,000 million requests a month, to I/O-Optimized',
    facts: priced(
      cluster(),
      [
        databaseDigest('cluster-io-requests', 1_000_000_000 / DAYS_PER_MONTH, clusterArn('orders'), thirtyDays),
        databaseDigest('cluster-storage-bytes', 100 * GIB, clusterArn('orders'), thirtyDays),
      ],
      { sizes, related: byId(member('orders-0'), member('orders-1')) },
    ),
    saves: ['(2 x 0.26 x 730 + 100 x 0.10 + 1,000,000,000 x 0.0000002) - (2 x 0.338 x 730 + 100 x 0.225)', '73.62'],
  },
  {
    checkId: 'aws-aurora-serverless-floor',
    of: 'at least 8 capacity units, of which 12 % are used: 2 at 50 %. At the minimum for half of the time, 95 % of it at most',
    facts: priced(
      cluster({ capacity: { min: 8, max: 32 }, members: [{ resourceId: serverless.resourceId, writer: true }] }),
      [
        databaseDigest('capacity-units-average', 24, clusterArn('orders'), { p50: 8, p95: 20, p99: 20 }),
        databaseDigest('cpu-percent-average', 12, clusterArn('orders')),
      ],
      { sizes, related: byId(serverless) },
    ),
    saves: ['(8 - 2) x 0.5 x 730 x 0.12', '262.80'],
    high: ['(8 - 2) x 0.95 x 730 x 0.12', '499.32'],
  },
  {
    checkId: 'aws-rds-stopped',
    of: 'gp3 of 100 GiB of a stopped database, billed at 10.35 in 30 days (10 % off): a snapshot at the same discount is kept',
    facts: priced(database({ powerState: 'stopped', state: 'stopped', automaticRestarts: known(3) }), [], {
      sizes,
      billed: billed({ [databaseArn('shop')]: ['10.35', 30] }),
    }),
    // A month of the bill has 730 hours, its 30 days have 720; the snapshot: what of the list price is billed.
    saves: ['10.35 / 720 x 730 x (1 - 0.095 / 0.115)', '1.825'],
    high: ['10.35 / 720 x 730', '10.49'],
    by: 'bill',
  },
];
