/** RDS and Aurora. Times are epoch ms, sizes GiB. */

interface Placed {
  readonly accountId: string;
  readonly region: string;
}

export interface Database extends Placed {
  readonly arn: string;
  readonly id: string;
  /** `db-…`: never used again, unlike the identifier. */
  readonly resourceId: string;
  readonly engine: string;
  readonly version: string;
  readonly classname: string;
  readonly status: 'available' | 'stopped' | 'backing-up';
  readonly createdAt: number;
  readonly zone: string;
  readonly secondaryZone?: string;
  readonly vpcId: string;
  readonly subnets: readonly { readonly id: string; readonly zone: string }[];
  readonly multiAz: boolean;
  /** Absent for members of Aurora clusters. */
  readonly storage?: DatabaseStorage;
  readonly clusterId?: string;
  /** Identifier in the same region, ARN elsewhere. */
  readonly replicaOf?: string;
  readonly replicas: readonly string[];
  readonly stoppedAt?: number;
  /** When RDS started it by itself in the last 14 days. */
  readonly startedByItself: readonly number[];
  /** `open-source-rds-extended-support` or the same with `-disabled`; absent for engines without. */
  readonly lifecycle?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly load: DatabaseLoad;
}

export interface DatabaseStorage {
  readonly type: 'gp2' | 'gp3' | 'io1' | 'io2';
  readonly sizeGiB: number;
  readonly iops?: number;
  readonly throughputMiBps?: number;
}

/** Hidden cause of its metrics. */
export interface DatabaseLoad {
  readonly cpuShape: 'steady' | 'spiky' | 'daily';
  readonly cpuMeanPercent: number;
  readonly cpuPeakPercent: number;
  /** Least share of its memory that is free. */
  readonly freeShare: number;
  readonly connections: ConnectionPattern;
  readonly mostConnections: number;
  readonly readIops: number;
  readonly writeIops: number;
  readonly bytesPerOperation: number;
  /** Metrics exist from here on, and until `to`; none at all where both are the same. */
  readonly since: number;
  readonly to: number;
  /** Hours of each day (UTC) in which it runs; absent: all. */
  readonly runsBetween?: readonly [from: number, to: number];
  /** Mean capacity units, for a member without a fixed size: at rest, and for a share of the hours more. */
  readonly capacity?: { readonly rest: number; readonly busy: number; readonly busyShare: number };
}

export type ConnectionPattern =
  /** Never fewer than four. */
  | 'steady'
  | 'none'
  /** One session all the time, as a monitoring agent holds it. */
  | 'agent'
  | 'two'
  /** On weekdays from 7 to 19 UTC. */
  | 'office'
  /** The same, and a job every three hours, day and night. */
  | 'office-and-jobs'
  /** None but for one hour, three days ago. */
  | 'once';

export interface DatabaseCluster extends Placed {
  readonly arn: string;
  readonly id: string;
  readonly resourceId: string;
  readonly engine: string;
  readonly version: string;
  readonly status: 'available' | 'stopped';
  readonly createdAt: number;
  readonly members: readonly { readonly id: string; readonly writer: boolean }[];
  readonly ioIncluded: boolean;
  readonly ioIncludedSince?: number;
  readonly capacity?: { readonly min: number; readonly max: number };
  readonly globalId?: string;
  readonly vpcId: string;
  readonly lifecycle: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly storageGiB: number;
  /** Billed reads and writes of its storage. */
  readonly requestsPerHour: number;
}

export interface DatabaseSnapshot extends Placed {
  readonly arn: string;
  readonly id: string;
  readonly of: 'database' | 'cluster';
  readonly type: 'manual' | 'automated' | 'awsbackup';
  readonly engine: string;
  readonly version: string;
  readonly sourceId: string;
  readonly sourceResourceId: string;
  readonly sourceCreatedAt: number;
  readonly sizeGiB: number;
  readonly storageType: string;
  readonly createdAt: number;
  /** ARN of the snapshot that it is a copy of. */
  readonly copyOf?: string;
  readonly sharedWith: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface ExportTask extends Placed {
  readonly id: string;
  readonly sourceArn: string;
  readonly status: 'IN_PROGRESS' | 'COMPLETE';
  readonly startedAt: number;
  readonly endedAt?: number;
}

export interface DatabasesState {
  readonly databases: ReadonlyMap<string, Database>;
  readonly clusters: ReadonlyMap<string, DatabaseCluster>;
  readonly snapshots: ReadonlyMap<string, DatabaseSnapshot>;
  readonly exports: ReadonlyMap<string, ExportTask>;
}
