import type { Scope } from './ids.ts';
import type { Period } from './instant.ts';

/**
 * Neutral metrics. The statistic is a part of the name: the mean of hourly maxima is not the mean.
 * `cpu-percent-*` is of the whole machine (0 to 100); a `-sum` or a bare count of bytes or requests is the sum per
 * sample's period; a `-maximum` is the highest moment of each period.
 */
export const metricNames = [
  // compute
  'cpu-percent-average',
  'cpu-percent-maximum',
  'network-bytes',
  // of four weeks by the hour, for patterns of a week
  'cpu-percent-maximum-four-weeks',
  'network-bytes-four-weeks',
  'memory-percent-maximum',
  'disk-operations',
  'disk-bytes',
  // minus the lowest balance of each period: 0 where a burstable machine had spent all its credits, else below 0
  'cpu-credit-shortage',
  'gpu-percent-maximum',
  // how much of a reservation is in use
  'used-percent-average',
  'used-percent-maximum',
  // relational databases; of a member of a cluster, `cluster-*` are over all of its members
  'database-connections-maximum',
  'cluster-connections-maximum',
  'database-connections-four-weeks',
  'database-iops-maximum',
  // 1 while its server answered in some moment of the period
  'database-up-maximum',
  'database-read-iops-maximum',
  'database-storage-bytes',
  'database-throughput-bytes-maximum',
  // minus the least free memory of each period, in bytes: 0 where there was none left, else below 0
  'database-memory-shortage',
  'capacity-units-average',
  'cluster-io-requests',
  'cluster-storage-bytes',
  // block volumes, reads and writes together: the busiest minute of each hour, and the mean of the hour
  'volume-operations',
  'volume-iops-maximum',
  'volume-iops-average',
  'volume-throughput-mibps-maximum',
  // snapshots kept ready in a zone: volumes that may be made at once, the least of each day and the most there can be
  'fast-restore-credits-lowest',
  'fast-restore-credits-capacity',
  // networks: what passes a gateway, an endpoint, a tunnel or a load balancer
  'processed-bytes',
  'new-connections',
  'active-connections-maximum',
  'requests',
  // 1 while all tunnels are up, 0 while none is
  'tunnel-up-maximum',
  // object stores: what each holds on its last days, by class; requests and bytes read where they are counted
  'bucket-standard-bytes',
  'bucket-infrequent-bytes',
  'bucket-objects',
  'bucket-requests',
  'bucket-read-bytes',
  'bucket-noncurrent-bytes',
  // in classes for what is read once a month at most, and once a quarter
  'bucket-cool-bytes',
  'bucket-cold-bytes',
  // what stays of deleted objects for a while, and of uploads that were not completed
  'bucket-soft-deleted-bytes',
  'bucket-unfinished-upload-bytes',
  // file systems
  'file-clients-maximum',
  'file-bytes',
  'file-metered-bytes',
  // logs: bytes that came in, uncompressed, by day; of the window and of the last three months
  'log-incoming-bytes',
  'log-incoming-bytes-three-months',
  // configuration recorders: items of all types, and of types that come and go by themselves
  'configuration-items',
  'configuration-items-of-short-lived',
  // containers: the fullest node of a Kubernetes cluster; what is used, and what its pods ask for
  'node-memory-percent-maximum',
  'node-cpu-reserved-percent-maximum',
  'node-memory-reserved-percent-maximum',
  // of a Kubernetes cluster, by day: containers that ran at any time, all of them and those outside of the system's namespaces
  'containers',
  'user-containers',
  // of the same containers of users, by hour: what they asked for and what they used
  'requested-cores',
  'used-cores',
  'requested-memory-gib',
  'used-memory-gib',
  // services that start instances for requests: those that served some
  'active-instances-average',
  // functions: how long all calls of a period took together, and the most memory that one of them used
  'execution-milliseconds',
  'used-memory-mib-maximum',
  // functions of a plan: calls of a day, and memory x time that they took
  'function-executions',
  'function-gib-seconds',
  // processing clusters: 1 where nothing ran in any moment of the period
  'idle-minimum',
  // jobs that were handed in
  'submitted-jobs',
  // of an environment, how often it was found well; of a streaming job, elements that its collections got since it began
  'healthy-moments',
  'elements-so-far',
  // desktops: 1 where somebody was connected
  'user-connected-maximum',
  // tables: capacity units of each five minutes of the table by itself, and of each hour with its indexes
  'read-units',
  'write-units',
  'read-units-thirty-days',
  'write-units-thirty-days',
  // containers of documents: request units a second that were there, by the hour
  'provisioned-units-maximum',
  // caches: of the busiest node; the share of the one core that the engine runs on
  'engine-cpu-percent-maximum',
  'evictions',
  'network-bytes-per-second-maximum',
  // warehouses
  'disk-used-percent-maximum',
  // queries that ran, by the hour
  'active-queries',
  // search: of the busiest node, of the busiest minute; the memory of its Java machine
  'heap-percent-maximum',
  'search-rate-maximum',
  'indexing-rate-maximum',
  // streams and brokers
  'incoming-bytes',
  'incoming-records',
  'outgoing-bytes',
  'incoming-bytes-per-second-maximum',
  'system-cpu-percent-maximum',
  'partitions-maximum',
] as const;
export type MetricName = (typeof metricNames)[number];

/** What is kept of a series of samples: never the raw points. */
export interface MetricDigest {
  readonly scope: Scope;
  readonly resourceId: string;
  readonly metric: MetricName;
  readonly window: Period;
  /** Length of one sample. */
  readonly periodSeconds: number;
  readonly sampleCount: number;
  /** How many samples a full window has. Coverage is `sampleCount / expectedCount`, a ratio from 0 to 1. */
  readonly expectedCount: number;
  readonly mean: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** Largest sum over one UTC day of the window: for metrics that count (`network-bytes`). */
  readonly maxDaySum?: number;
  /** Mean by hour of the week, Monday 00:00 UTC first; 168 slots, null where no sample fell; absent for daily samples. */
  readonly hourOfWeek?: readonly (number | null)[];
}

export const coverage = (digest: Pick<MetricDigest, 'sampleCount' | 'expectedCount'>): number =>
  digest.expectedCount === 0 ? 0 : Math.min(1, digest.sampleCount / digest.expectedCount);

/** The sum over all samples, for metrics that count; 0 when there is none. */
export const digestSum = ({ mean, sampleCount }: Pick<MetricDigest, 'mean' | 'sampleCount'>): number =>
  sampleCount === 0 ? 0 : mean * sampleCount;
