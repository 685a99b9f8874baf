import { hashText, mix32 } from '../random.ts';
import { DAY, HOUR } from '../generate/time.ts';
import { joinSources, type MetricSource } from '../metric-source.ts';
import type { RunPeriod } from '../model.ts';
import { resourceMetrics } from '../resource-metrics.ts';
import type { MetricUnit, Signal } from '../signal.ts';
import { constantSignal, counterSignal, gaugeSignal, lifetime } from '../signals.ts';
import { databaseClass } from './classes.ts';
import type { Database, DatabaseCluster, DatabasesState } from './model.ts';

const SLOT_SECONDS = 300;
const GIB = 2 ** 30;

/** AWS/RDS. Source: RDS and Aurora User Guides, "Amazon CloudWatch metrics for …". */
export function databaseMetrics({ databases, clusters }: DatabasesState, now: number): MetricSource {
  const membersOf = ({ members, accountId, region }: DatabaseCluster): readonly Database[] =>
    members.flatMap(({ id }) => databases.get(arnOf(accountId, region, id)) ?? []);
  const overMembers =
    (metric: keyof typeof ofDatabase, fold: (values: readonly number[]) => number) =>
    (cluster: DatabaseCluster): Signal | undefined => {
      const signals = membersOf(cluster).flatMap((member) => ofDatabase[metric]?.(member, now) ?? []);
      const [first] = signals;
      return first && { ...first, sample: (slot) => fold(signals.flatMap((signal) => signal.sample(slot) ?? [])) };
    };
  return joinSources([
    resourceMetrics({
      namespace: 'AWS/RDS',
      resources: databases.values(),
      dimensions: ({ id }) => [{ DBInstanceIdentifier: id }],
      metrics: Object.fromEntries(
        Object.entries(ofDatabase).map(([name, signal]) => [name, (database: Database) => signal(database, now)]),
      ),
      now,
    }),
    resourceMetrics({
      namespace: 'AWS/RDS',
      resources: clusters.values(),
      dimensions: ({ id }) => [{ DBClusterIdentifier: id }],
      metrics: {
        // Under a cluster's name CloudWatch has the samples of all members; here the one that decides.
        CPUUtilization: overMembers('CPUUtilization', (values) => Math.max(...values)),
        DatabaseConnections: overMembers('DatabaseConnections', (values) => Math.max(...values)),
        FreeableMemory: overMembers('FreeableMemory', (values) => Math.min(...values)),
        ServerlessDatabaseCapacity: overMembers('ServerlessDatabaseCapacity', mean),
        VolumeReadIOPs: (cluster) => requests(cluster, 'VolumeReadIOPs', 0.6),
        VolumeWriteIOPs: (cluster) => requests(cluster, 'VolumeWriteIOPs', 0.4),
        VolumeBytesUsed: ({ storageGiB, createdAt }) =>
          constantSignal({ unit: 'Bytes', runs: lifetime(createdAt) }, storageGiB * GIB),
      },
      now,
    }),
  ]);
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const arnOf = (accountId: string, region: string, id: string): string => `arn:aws:rds:${region}:${accountId}:db:${id}`;

const requests = (cluster: DatabaseCluster, metric: string, share: number): Signal =>
  counterSignal({
    key: cluster.arn,
    metric,
    unit: 'Count',
    runs: lifetime(cluster.createdAt),
    shape: 'steady',
    perHour: cluster.requestsPerHour * share,
  });

const ofDatabase: Readonly<Record<string, (database: Database, now: number) => Signal | undefined>> = {
  CPUUtilization: (database, now) =>
    running(database, now, (runs) => {
      const { cpuShape: shape, cpuMeanPercent, cpuPeakPercent } = database.load;
      const common = { key: database.arn, metric: 'CPUUtilization', unit: 'Percent' as const, runs };
      return gaugeSignal({ ...common, shape, mean: cpuMeanPercent, peak: cpuPeakPercent });
    }),
  DatabaseConnections: (database, now) =>
    running(database, now, (runs) => sampled('Count', runs, (slot) => connectionsAt(database, slot, now))),
  FreeableMemory: (database, now) =>
    database.load.capacity === undefined
      ? running(database, now, (runs) => {
          const total = databaseClass(database.classname).memoryGiB * GIB;
          const noise = noiseOf(database, 'FreeableMemory');
          return sampled('Bytes', runs, (slot) => Math.round(total * (database.load.freeShare + 0.04 * noise(slot))));
        })
      : undefined,
  ReadIOPS: (database, now) => operations(database, now, 'ReadIOPS', database.load.readIops),
  WriteIOPS: (database, now) => operations(database, now, 'WriteIOPS', database.load.writeIops),
  ReadThroughput: (database, now) => throughput(database, now, 'ReadIOPS', database.load.readIops),
  WriteThroughput: (database, now) => throughput(database, now, 'WriteIOPS', database.load.writeIops),
  FreeStorageSpace: (database) =>
    database.storage &&
    constantSignal(
      { unit: 'Bytes', runs: lifetime(database.load.since, database.load.to) },
      database.storage.sizeGiB * GIB * 0.4,
    ),
  ServerlessDatabaseCapacity: (database, now) => {
    const { capacity } = database.load;
    if (capacity === undefined) return undefined;
    const hour = hashText(database.arn);
    return running(database, now, (runs) =>
      // Busy or at rest for a whole hour, so that hourly means are one or the other.
      sampled('Count', runs, (slot) =>
        mix32(hour ^ Math.floor((slot * SLOT_SECONDS) / 3600)) / 0x1_0000_0000 < capacity.busyShare
          ? capacity.busy
          : capacity.rest,
      ),
    );
  },
};

function running(database: Database, now: number, signal: (runs: readonly RunPeriod[]) => Signal): Signal | undefined {
  const { since, to, runsBetween } = database.load;
  if (to <= since) return undefined;
  if (runsBetween === undefined) return signal(lifetime(since, to));
  // Ten weeks are more than anybody asks for, and a week to come for those whose clock goes on.
  const last = Math.min(to, now + 7 * DAY);
  const first = Math.max(since, now - 70 * DAY);
  const runs: RunPeriod[] = [];
  for (let day = Math.floor(first / DAY) * DAY; day < last; day += DAY) {
    const from = Math.max(since, day + runsBetween[0] * HOUR);
    const until = Math.min(to, day + runsBetween[1] * HOUR);
    if (until > from) runs.push({ from, to: until });
  }
  return signal(runs);
}

const sampled = (unit: MetricUnit, runs: readonly RunPeriod[], sample: (slot: number) => number): Signal => ({
  unit,
  runs,
  everySeconds: SLOT_SECONDS,
  sample,
});

const operations = (database: Database, now: number, metric: string, peak: number): Signal | undefined =>
  running(database, now, (runs) =>
    gaugeSignal({ key: database.arn, metric, unit: 'Count/Second', runs, shape: 'steady', mean: peak * 0.7, peak }),
  );

/** Bytes of the same operations. */
function throughput(database: Database, now: number, metric: string, peak: number): Signal | undefined {
  const signal = operations(database, now, metric, peak);
  const { bytesPerOperation } = database.load;
  return (
    signal && {
      ...signal,
      unit: 'Bytes/Second',
      sample: (slot) => Math.round((signal.sample(slot) ?? 0) * bytesPerOperation),
    }
  );
}

function noiseOf({ arn }: Database, metric: string): (slot: number) => number {
  const hash = hashText(metric, hashText(arn));
  return (slot) => mix32(hash ^ Math.imul(slot, 0x9e3779b1)) / 0x1_0000_0000;
}

function connectionsAt(database: Database, slot: number, now: number): number {
  const { connections, mostConnections: most } = database.load;
  const at = slot * SLOT_SECONDS * 1000;
  const hour = Math.floor(at / HOUR) % 24;
  // 1970-01-01 was a Thursday.
  const weekday = (Math.floor(at / DAY) + 3) % 7;
  const some = (): number => Math.round(Math.max(4, most * (0.6 + 0.4 * noiseOf(database, 'connections')(slot))));
  const office = weekday < 5 && hour >= 7 && hour < 19;
  switch (connections) {
    case 'none':
      return 0;
    case 'agent':
      return 1;
    case 'two':
      return 2;
    case 'steady':
      return Math.min(most, some());
    case 'office':
      return office ? Math.min(most, some()) : 0;
    case 'office-and-jobs':
      return office ? Math.min(most, some()) : hour % 3 === 0 ? 2 : 0;
    case 'once': {
      const age = now - at;
      return age > 3 * DAY && age <= 3 * DAY + HOUR ? 5 : 0;
    }
  }
}
