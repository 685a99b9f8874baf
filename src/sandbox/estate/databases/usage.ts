import { usageTypeIn } from '../billing-names.ts';
import { picoOf } from '../decimal.ts';
import type { Meter, Usage } from '../usage.ts';
import { databaseClass } from './classes.ts';
import { majorOf, paidPerformance } from './costs.ts';
import type { Database, DatabaseCluster, DatabasesState } from './model.ts';
import { databaseHourly, otherRate, type StorageRate, storageRate } from './prices.ts';
import { endOfDay } from './versions.ts';

const SERVICE = { service: 'Amazon Relational Database Service', productCode: 'AmazonRDS' };
const FOREVER = Number.POSITIVE_INFINITY;
const seconds = (epochMs: number): number => Math.floor(epochMs / 1000);

type Placed = { readonly accountId: string; readonly region: string };

const meter = (
  { accountId, region }: Placed,
  usageType: string,
  of: Pick<Meter, 'rate' | 'per' | 'unit' | 'scale'>,
): Meter => ({
  accountId,
  region,
  ...SERVICE,
  operation: 'CreateDBInstance',
  usageType,
  ...of,
});

/** Codes of the engines in the bill's operation. Source: AWS Price List, AmazonRDS, `operation` of the instance products. */
const ENGINE_CODES: Readonly<Record<string, string>> = {
  mysql: '0002',
  'sqlserver-ex': '0010',
  'sqlserver-web': '0011',
  'sqlserver-se': '0012',
  postgres: '0014',
  'sqlserver-ee': '0015',
  'aurora-mysql': '0016',
  mariadb: '0018',
  'oracle-se2': '0020',
  'aurora-postgresql': '0021',
};

/** Everything that RDS and Aurora bill. Snapshots lie within the backup space that is free. */
export function* databaseUsage({ databases, clusters }: DatabasesState): Generator<Usage> {
  const included = new Map(
    [...clusters.values()].map((each) => [`${each.accountId} ${each.region} ${each.id}`, each.ioIncluded]),
  );
  for (const database of databases.values()) {
    const ioIncluded = included.get(`${database.accountId} ${database.region} ${database.clusterId}`) ?? false;
    yield* machineUsage(database, ioIncluded);
    if (database.storage !== undefined) yield* storageUsage(database);
    yield* supportUsage(database);
  }
  for (const cluster of clusters.values()) yield* clusterUsage(cluster);
}

/** Until it is stopped. `db.r6g.2xlarge` is `db.r6g.2xl` on the bill. */
function* machineUsage(database: Database, ioIncluded: boolean): Generator<Usage> {
  const { region, engine, classname, multiAz, load, createdAt, stoppedAt, arn: resourceId } = database;
  const [from, to] = [seconds(createdAt), stoppedAt === undefined ? FOREVER : seconds(stoppedAt)];
  if (load.capacity !== undefined) {
    // In tenths of a unit; what it is at rest.
    const usage = ioIncluded ? 'Aurora:ServerlessV2IOOptimizedUsage' : 'Aurora:ServerlessV2Usage';
    const rate = picoOf(otherRate(ioIncluded ? 'capacity unit io-included' : 'capacity unit', region));
    const of = meter(database, usageTypeIn(region, usage), { rate, per: 'hour', unit: 'ACU-Hr', scale: 10 });
    yield { meter: { ...of, rate: rate / 10n }, resourceId, quantity: Math.round(load.capacity.rest * 10), from, to };
    return;
  }
  const shown = classname.replace(/(\d)xlarge$/, '$1xl');
  const kind = ioIncluded ? 'InstanceUsageIOOptimized' : multiAz ? 'Multi-AZUsage' : 'InstanceUsage';
  const hourly = picoOf(databaseHourly(engine, classname, region, ioIncluded)) * (multiAz ? 2n : 1n);
  const of = meter(database, usageTypeIn(region, `${kind}:${shown}`), {
    rate: hourly,
    per: 'hour',
    unit: 'Hrs',
    scale: 1,
  });
  // The same size has a price for each engine, which the operation tells apart.
  const code = ENGINE_CODES[engine];
  const operation = code === undefined ? of.operation : `CreateDBInstance:${code}`;
  yield { meter: { ...of, ...(operation !== undefined && { operation }) }, resourceId, quantity: 1, from, to };
}

const storageNames: Readonly<Record<string, string>> = {
  gp2: 'GP2-Storage',
  gp3: 'GP3-Storage',
  io1: 'PIOPS-Storage',
  io2: 'PIOPS-Storage-IO2',
  'iops io1': 'PIOPS',
  'iops io2': 'PIOPS-IO2',
  'iops gp3': 'GP3-PIOPS',
  'throughput gp3': 'GP3-Throughput',
};

export const storageUsageType = (region: string, name: string, multiAz: boolean, mirror = false): string =>
  usageTypeIn(region, `RDS:${multiAz ? (mirror ? 'Mirror-' : 'Multi-AZ-') : ''}${storageNames[name]}`);

function* storageUsage(database: Database): Generator<Usage> {
  const { storage, region, multiAz, engine, createdAt, arn: resourceId } = database;
  if (storage === undefined) return;
  const copies = multiAz ? 2n : 1n;
  const mirror = engine.startsWith('sqlserver');
  const line = (name: string, rate: StorageRate, quantity: number, unit: string): Usage => ({
    meter: meter(database, storageUsageType(region, name, multiAz, mirror), {
      rate: picoOf(storageRate(rate, region)) * copies,
      per: 'month',
      unit,
      scale: 1,
    }),
    resourceId,
    quantity,
    from: seconds(createdAt),
    to: FOREVER,
  });
  yield line(storage.type, `storage ${storage.type}`, storage.sizeGiB, 'GB-Mo');
  for (const { rate, quantity } of paidPerformance(storage, engine)) {
    yield line(rate, rate, quantity, rate.startsWith('iops') ? 'IOPS-Mo' : 'MBPS-Mo');
  }
}

/** Names of engines in usage types of extended support. */
const supportNames: Readonly<Record<string, string>> = {
  mysql: 'MySQL',
  postgres: 'PostgreSQL',
  'aurora-mysql': 'AuroraMySQL',
  'aurora-postgresql': 'AuroraPostgreSQL',
};

export function supportUsageType(region: string, engine: string, major: string, thirdYear: boolean): string {
  const number = engine === 'aurora-mysql' ? (major === '5.7' ? '2' : '3') : major;
  return usageTypeIn(region, `ExtendedSupport:${thirdYear ? 'Yr3' : 'Yr1-Yr2'}:${supportNames[engine]}${number}`);
}

/** From the day after standard support ended; twice as much from the third year on. */
function* supportUsage(database: Database): Generator<Usage> {
  const { engine, version, lifecycle, region, multiAz, classname, createdAt, stoppedAt, arn: resourceId } = database;
  const major = majorOf(engine, version);
  if (major?.extendedEnd === undefined || lifecycle !== 'open-source-rds-extended-support') return;
  if (classname === 'db.serverless') return;
  const end = endOfDay(major.standardEnd);
  const third = new Date(end);
  third.setUTCFullYear(third.getUTCFullYear() + 2);
  const stop = stoppedAt === undefined ? FOREVER : seconds(stoppedAt);
  for (const [thirdYear, from, to] of [
    [false, seconds(end), seconds(third.getTime())],
    [true, seconds(third.getTime()), FOREVER],
  ] as const) {
    const [first, last] = [Math.max(from, seconds(createdAt)), Math.min(to, stop)];
    if (last <= first) continue;
    yield {
      meter: meter(database, supportUsageType(region, engine, major.major, thirdYear), {
        rate: picoOf(otherRate(thirdYear ? 'extended support year 3' : 'extended support', region)),
        per: 'hour',
        unit: 'vCPU-hour',
        scale: 1,
      }),
      resourceId,
      quantity: databaseClass(classname).vcpu * (multiAz ? 2 : 1),
      from: first,
      to: last,
    };
  }
}

/** The volume bills under the id that never changes. */
function* clusterUsage(cluster: DatabaseCluster): Generator<Usage> {
  const { accountId, region, resourceId: id, storageGiB, ioIncluded, requestsPerHour, createdAt } = cluster;
  const resourceId = `arn:aws:rds:${region}:${accountId}:cluster:${id}`;
  const from = seconds(createdAt);
  const usage = ioIncluded ? 'Aurora:IO-OptimizedStorageUsage' : 'Aurora:StorageUsage';
  yield {
    meter: meter(cluster, usageTypeIn(region, usage), {
      rate: picoOf(storageRate(ioIncluded ? 'cluster storage io-included' : 'cluster storage', region)),
      per: 'month',
      unit: 'GB-Mo',
      scale: 1,
    }),
    resourceId,
    quantity: storageGiB,
    from,
    to: FOREVER,
  };
  if (ioIncluded) return;
  yield {
    meter: meter(cluster, usageTypeIn(region, 'Aurora:StorageIOUsage'), {
      rate: picoOf(otherRate('io', region)),
      per: 'hour',
      unit: 'IOs',
      scale: 1,
    }),
    resourceId,
    quantity: requestsPerHour,
    from,
    to: FOREVER,
  };
}
