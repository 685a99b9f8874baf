import type { Database, DatabaseCluster } from '../../../domain/resources.ts';
import { defineMetrics, type Dimensions } from '../define-metrics.ts';
import { identifierOf } from '../rds/arns.ts';
import { isAurora } from '../rds/engines.ts';

/*
 * Namespace AWS/RDS. Sources: RDS User Guide, "Amazon CloudWatch metrics for Amazon RDS" and "Amazon CloudWatch
 * dimensions for Amazon RDS"; Aurora User Guide, "Amazon CloudWatch metrics for Amazon Aurora". RDS sends a sample a
 * minute while a database runs, and none while it is stopped: a missing sample is missing coverage.
 */
const namespace = 'AWS/RDS';

const own = ({ resourceId }: Database): Dimensions => ({ DBInstanceIdentifier: identifierOf(resourceId) });

const clusterOf = (database: Database): Dimensions | undefined => {
  if (!isAurora(database.engine) || database.uses?.known !== true) return undefined;
  const member = database.uses.value.find(({ relation }) => relation === 'member-of');
  return member && { DBClusterIdentifier: identifierOf(member.targetId) };
};

/** What serves requests together is judged together: any member of a cluster may become the one that writes. */
const together = (database: Database): Dimensions => clusterOf(database) ?? own(database);

const runs = ({ powerState }: Database): boolean => powerState === 'running';
const isServerless = ({ sizeName }: Database): boolean => sizeName === 'db.serverless';
const hasSize = (database: Database): boolean => runs(database) && !isServerless(database);
const isReplica = ({ uses }: Database): boolean =>
  uses?.known === true && uses.value.some(({ relation }) => relation === 'replica-of');

const scalable = new Set(['gp2', 'io1', 'io2']);

export const databaseMetrics = defineMetrics('aws:rds:db-instance', 'database', [
  {
    metric: 'database-connections-maximum',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [{ namespace, metric: 'DatabaseConnections', stat: 'Maximum', dimensions: own }],
    wants: runs,
  },
  {
    metric: 'cluster-connections-maximum',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [{ namespace, metric: 'DatabaseConnections', stat: 'Maximum', dimensions: clusterOf }],
    wants: (database) => runs(database) && clusterOf(database) !== undefined,
  },
  {
    metric: 'database-connections-four-weeks',
    periodSeconds: 3600,
    lookbackDays: 28,
    series: [{ namespace, metric: 'DatabaseConnections', stat: 'Maximum', dimensions: together }],
    profile: true,
    wants: (database) => hasSize(database) && !isReplica(database),
  },
  {
    metric: 'database-iops-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [
      { namespace, metric: 'ReadIOPS', stat: 'Maximum', dimensions: own },
      { namespace, metric: 'WriteIOPS', stat: 'Maximum', dimensions: own },
    ],
    wants: runs,
  },
  {
    metric: 'database-read-iops-maximum',
    periodSeconds: 86_400,
    lookbackDays: 14,
    series: [{ namespace, metric: 'ReadIOPS', stat: 'Maximum', dimensions: own }],
    // What is written to a replica is its source's work.
    wants: (database) => runs(database) && (isReplica(database) || clusterOf(database) !== undefined),
  },
  {
    metric: 'database-throughput-bytes-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [
      { namespace, metric: 'ReadThroughput', stat: 'Maximum', dimensions: own },
      { namespace, metric: 'WriteThroughput', stat: 'Maximum', dimensions: own },
    ],
    wants: ({ powerState, storage }) => powerState === 'running' && scalable.has(storage?.tier ?? ''),
  },
  {
    metric: 'cpu-percent-maximum',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [{ namespace, metric: 'CPUUtilization', stat: 'Maximum', dimensions: together }],
    wants: hasSize,
  },
  {
    metric: 'cpu-percent-average',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [{ namespace, metric: 'CPUUtilization', stat: 'Average', dimensions: together }],
    profile: true,
    // A size that earns its CPU as credits is judged by what it uses day by day.
    wants: (database) => hasSize(database) && database.sizeName.startsWith('db.t'),
  },
  {
    metric: 'database-memory-shortage',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [{ namespace, metric: 'FreeableMemory', stat: 'Minimum', dimensions: together }],
    scale: -1,
    wants: hasSize,
  },
  {
    metric: 'capacity-units-average',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [{ namespace, metric: 'ServerlessDatabaseCapacity', stat: 'Average', dimensions: own }],
    wants: (database) => runs(database) && isServerless(database),
  },
]);

const cluster = ({ resourceId }: DatabaseCluster): Dimensions => ({ DBClusterIdentifier: identifierOf(resourceId) });
const clusterRuns = ({ powerState, engine }: DatabaseCluster): boolean => powerState === 'running' && isAurora(engine);
const scales = (of: DatabaseCluster): boolean => clusterRuns(of) && of.capacity !== undefined;

export const databaseClusterMetrics = defineMetrics('aws:rds:db-cluster', 'database-cluster', [
  {
    // Billed operations of each five minutes: their sum is what the bill counts.
    metric: 'cluster-io-requests',
    periodSeconds: 86_400,
    lookbackDays: 30,
    series: [
      { namespace, metric: 'VolumeReadIOPs', stat: 'Sum', dimensions: cluster },
      { namespace, metric: 'VolumeWriteIOPs', stat: 'Sum', dimensions: cluster },
    ],
    wants: clusterRuns,
  },
  {
    metric: 'cluster-storage-bytes',
    periodSeconds: 86_400,
    lookbackDays: 30,
    series: [{ namespace, metric: 'VolumeBytesUsed', stat: 'Average', dimensions: cluster }],
    wants: clusterRuns,
  },
  {
    // Of a cluster: the mean of its members.
    metric: 'capacity-units-average',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [{ namespace, metric: 'ServerlessDatabaseCapacity', stat: 'Average', dimensions: cluster }],
    wants: scales,
  },
  {
    metric: 'cpu-percent-average',
    periodSeconds: 3600,
    lookbackDays: 14,
    series: [{ namespace, metric: 'CPUUtilization', stat: 'Average', dimensions: cluster }],
    wants: scales,
  },
]);
