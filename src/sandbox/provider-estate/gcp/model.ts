import type { LoadProfile, RunPeriod } from '../../estate/model.ts';
import type { GcpWorkload } from './cluster-pods.ts';

/**
 * The sandbox's picture of a Google Cloud organisation: what the vendor's APIs have to be able to say, and what lies
 * behind the metrics. Times are epoch milliseconds, sizes GiB, unless a name says otherwise.
 */

export interface GcpFolder {
  /** Digits: `folders/<id>`. */
  readonly id: string;
  readonly displayName: string;
  /** `organizations/…` or `folders/…`. */
  readonly parent: string;
  readonly createdAt: number;
}

export interface GcpProject {
  readonly projectId: string;
  /** Digits: `projects/<number>`. */
  readonly number: string;
  readonly displayName: string;
  readonly parent: string;
  readonly state: 'ACTIVE' | 'DELETE_REQUESTED';
  readonly createdAt: number;
  readonly deletedAt?: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly environment: 'prod' | 'staging' | 'dev' | 'sandbox';
}

/** Everything that lies in a project. `region` is `global` for what has none. */
export interface Located {
  readonly projectId: string;
  readonly region: string;
}

interface Named extends Located {
  /** Digits: the id that Google gives; names can be used again, ids cannot. */
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly labels: Readonly<Record<string, string>>;
}

export interface GcpInstance extends Named {
  readonly zone: string;
  readonly machineType: string;
  readonly status: 'RUNNING' | 'TERMINATED' | 'SUSPENDED';
  readonly lastStartAt: number;
  readonly lastStopAt?: number;
  readonly lastSuspendedAt?: number;
  readonly spot: boolean;
  readonly deletionProtection: boolean;
  readonly internalIp: string;
  /** An address that it has from a reserved one, or for as long as it runs. */
  readonly externalIp?: string;
  readonly os: 'debian' | 'cos' | 'windows';
  /** `instanceGroupManagers` name, relative to the project, of the group that made it. */
  readonly group?: string;
  /** The sole-tenant node that it runs on: it is paid with that. */
  readonly tenantOf?: { readonly group: string; readonly nodeName: string };
  /** The GKE cluster and node pool that it belongs to. */
  readonly node?: { readonly cluster: string; readonly pool: string; readonly location: string };
  readonly accelerator?: { readonly type: string; readonly count: number };
  /** Names of resource policies of its region: an instance schedule. */
  readonly policies: readonly string[];
  readonly disks: readonly string[];
  /** What its metrics look like; nothing of it is in the Compute API. */
  readonly load: LoadProfile;
  /** When it ran. */
  readonly runs: readonly RunPeriod[];
}

export type DiskType = 'pd-standard' | 'pd-balanced' | 'pd-ssd' | 'pd-extreme';

export interface GcpDisk extends Named {
  /** Absent on a regional disk. */
  readonly zone?: string;
  readonly replicaZones?: readonly string[];
  readonly type: DiskType;
  readonly sizeGiB: number;
  readonly provisionedIops?: number;
  readonly description?: string;
  readonly sourceImage?: string;
  readonly sourceSnapshot?: string;
  readonly lastAttachAt?: number;
  readonly lastDetachAt?: number;
  /** Name of the instance that holds it, in the disk's zone. */
  readonly user?: string;
  readonly policies: readonly string[];
  /** Peak operations per second, of an attached disk whose load is not its machine's (hidden). */
  readonly peakIops: number;
}

export interface GcpSnapshot extends Named {
  /** Relative name of the disk: `zones/Z/disks/D`. */
  readonly sourceDisk: string;
  readonly sourceDiskId: string;
  readonly diskSizeGiB: number;
  readonly storageBytes: number;
  readonly location: string;
  readonly archived: boolean;
  /** The snapshot schedule that made it: name of the policy in its region. */
  readonly schedule?: string;
}

export interface GcpAddress extends Named {
  readonly address: string;
  readonly addressType: 'EXTERNAL' | 'INTERNAL';
  readonly purpose?: string;
  readonly status: 'IN_USE' | 'RESERVED';
  /** Relative name of what uses it. */
  readonly user?: string;
}

export interface GcpResourcePolicy extends Located {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** Of a snapshot schedule. */
  readonly retentionDays?: number;
  /** Of an instance schedule: cron lines. */
  readonly instanceSchedule?: { readonly start: string; readonly stop: string; readonly timeZone: string };
}

export interface GcpImage extends Named {
  readonly family?: string;
  readonly diskSizeGiB: number;
  readonly archiveSizeBytes: number;
  readonly sourceDisk?: string;
  readonly storageLocation: string;
  /** A member that its own policy lets use it. */
  readonly sharedWith?: string;
  readonly deprecated?: 'DEPRECATED' | 'OBSOLETE';
}

export interface GcpInstanceTemplate extends Named {
  readonly machineType: string;
  /** Relative name of the image, of this project or of a public one. */
  readonly sourceImage: string;
}

export interface GcpInstanceGroup extends Named {
  /** Absent on a regional group. */
  readonly zone?: string;
  readonly template: string;
  readonly targetSize: number;
  readonly baseInstanceName: string;
  /** The node pool that it belongs to. */
  readonly node?: { readonly cluster: string; readonly pool: string };
  readonly autoscaler?: {
    readonly min: number;
    readonly max: number;
    readonly targetCpu: number;
    /** Name of a schedule that sets its minimum for some hours. */
    readonly schedule?: string;
  };
  /** Of a regional group: the zones that its machines are spread over. */
  readonly zones?: readonly string[];
  /** Its machines keep their disks. */
  readonly stateful?: boolean;
}

/** Sole-tenant nodes: hosts of one's own. */
export interface GcpNodeGroup extends Named {
  readonly zone: string;
  /** `n2-node-80-640`: family, vCPUs, GiB. */
  readonly nodeType: string;
  readonly nodes: readonly string[];
  /** Least number of nodes that its autoscaler keeps; absent where it has none. */
  readonly autoscaledFrom?: number;
}

/** How a rule's traffic comes to its backends. */
export interface GcpForwardingRule extends Named {
  readonly scheme: 'EXTERNAL' | 'EXTERNAL_MANAGED' | 'INTERNAL' | '';
  readonly address: string;
  readonly portRange: string;
  /** Relative name: a target proxy, a service attachment. */
  readonly target?: string;
  /** Relative name, of a passthrough balancer. */
  readonly backendService?: string;
  /** Requests (proxy) or kilobytes (passthrough) an hour; zero where nobody comes (hidden). */
  readonly perHour: number;
  readonly urlMap?: string;
}

export interface GcpBackendService extends Named {
  readonly scheme: string;
  readonly protocol: 'HTTP' | 'TCP';
  /** Relative names of instance groups. */
  readonly groups: readonly string[];
  readonly healthy: boolean;
}

export interface GcpTargetProxy extends Named {
  readonly urlMap: string;
}

export interface GcpUrlMap extends Named {
  readonly defaultService?: string;
  /** Sends everyone to HTTPS, and has no backend of its own. */
  readonly redirect: boolean;
}

export interface GcpCommitment extends Named {
  readonly status: 'ACTIVE' | 'EXPIRED' | 'CANCELLED';
  readonly plan: 'TWELVE_MONTH' | 'THIRTY_SIX_MONTH';
  readonly type: string;
  readonly family: string;
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly startAt: number;
  readonly endAt: number;
  readonly autoRenew: boolean;
}

export interface GcpReservation extends Named {
  readonly zone: string;
  readonly machineType: string;
  readonly count: number;
  readonly inUse: number;
  readonly commitment?: string;
  /** When it deletes itself. */
  readonly deleteAt?: number;
}

export interface GcpRouter extends Named {
  readonly nats: readonly {
    readonly name: string;
    readonly addresses: readonly string[];
    readonly bytesPerHour: number;
    /** Machines that it holds ports for. */
    readonly machines: number;
    /** Addresses that it has while it serves machines, where none are reserved for it. */
    readonly automaticAddresses: readonly string[];
  }[];
}

export interface GcpVpnTunnel extends Named {
  readonly gateway: string;
  readonly router?: string;
  readonly status: string;
  readonly bytesPerHour: number;
}

export interface GcpSqlInstance extends Located {
  readonly name: string;
  readonly createdAt: number;
  readonly zone: string;
  readonly engine: 'MYSQL' | 'POSTGRES';
  readonly version: string;
  readonly edition: 'ENTERPRISE' | 'ENTERPRISE_PLUS';
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly regional: boolean;
  readonly storageGiB: number;
  readonly storageUsed: number;
  readonly running: boolean;
  /** When its activation policy was set to NEVER (hidden: the API does not say). */
  readonly stoppedAt?: number;
  /** Name of the primary of a read replica. */
  readonly primary?: string;
  readonly replicas: readonly string[];
  readonly retainedBackups: number;
  readonly pointInTime: boolean;
  readonly publicIp?: string;
  readonly deletionProtection: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly load: SqlLoad;
}

export interface SqlLoad {
  readonly shape: 'steady' | 'daily' | 'weekly' | 'idle' | 'office';
  readonly cpuMeanPercent: number;
  readonly cpuPeakPercent: number;
  readonly memoryPercent: number;
  readonly connectionsPeak: number;
}

export type StorageClass = 'STANDARD' | 'NEARLINE' | 'COLDLINE' | 'ARCHIVE';

export interface GcpBucket extends Located {
  readonly name: string;
  readonly createdAt: number;
  /** As the API spells it: `US-CENTRAL1`, `US`. */
  readonly location: string;
  readonly locationType: 'region' | 'multi-region';
  readonly storageClass: StorageClass;
  readonly autoclass: boolean;
  readonly versioning: boolean;
  readonly lifecycle: readonly {
    readonly action: 'Delete' | 'SetStorageClass' | 'AbortIncompleteMultipartUpload';
    readonly storageClass?: StorageClass;
    readonly age?: number;
    readonly newerVersions?: number;
    /** Of live objects alone, or of those that were replaced; of both where it is left out. */
    readonly isLive?: boolean;
  }[];
  readonly softDeleteSeconds: number;
  readonly labels: Readonly<Record<string, string>>;
  /** Bytes by class and by what they are. */
  readonly bytes: readonly {
    readonly storageClass: StorageClass;
    readonly type: 'live-object' | 'noncurrent-object' | 'soft-deleted-object' | 'multipart-upload';
    readonly bytes: number;
    readonly objects: number;
  }[];
  readonly readsPerHour: number;
  readonly bytesReadPerHour: number;
}

export interface GcpNodePool {
  readonly name: string;
  readonly machineType: string;
  /** Nodes in each of its zones. */
  readonly nodesPerZone: number;
  readonly diskGiB: number;
  readonly spot: boolean;
  readonly autoscaling?: { readonly min: number; readonly max: number };
  readonly groups: readonly string[];
  readonly load: { readonly cpuPercent: number; readonly memoryPercent: number };
}

export interface GcpCluster extends Located {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  /** A zone, or the region. */
  readonly location: string;
  readonly zones: readonly string[];
  readonly version: string;
  readonly channel: 'RAPID' | 'REGULAR' | 'STABLE' | 'EXTENDED' | 'UNSPECIFIED';
  readonly autopilot: boolean;
  readonly labels: Readonly<Record<string, string>>;
  readonly pools: readonly GcpNodePool[];
  /** Ends of support of its minor version; the call that tells them is served for all clusters. */
  readonly support: { readonly standardEndsAt: number; readonly extendedEndsAt: number };
  /** Its system metrics are switched off. */
  readonly unmonitored?: boolean;
  /** What users run on it (hidden). */
  readonly workloads: readonly GcpWorkload[];
}

export interface GcpRedis extends Located {
  readonly name: string;
  readonly createdAt: number;
  readonly zone: string;
  readonly tier: 'BASIC' | 'STANDARD_HA';
  readonly memoryGiB: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly clientsPeak: number;
  readonly memoryRatio: number;
  readonly evictedPerHour: number;
}

export interface GcpRunService extends Located {
  readonly name: string;
  readonly createdAt: number;
  readonly minInstances: number;
  readonly maxInstances: number;
  readonly cpu: number;
  readonly memoryMiB: number;
  readonly cpuIdle: boolean;
  /** That serve requests, all day (hidden). */
  readonly activeInstances: number;
  readonly labels: Readonly<Record<string, string>>;
  readonly requestsPerHour: number;
}

export interface GcpLogBucket extends Located {
  /** `_Default`, `_Required` or a name. */
  readonly name: string;
  readonly location: string;
  readonly createdAt: number;
  readonly retentionDays: number;
  readonly locked: boolean;
  readonly bytesPerHour: number;
}

export interface GcpDataset extends Located {
  readonly name: string;
  readonly createdAt: number;
  /** `US`, `EU` or a region. */
  readonly location: string;
  readonly billingModel: 'LOGICAL' | 'PHYSICAL';
  readonly labels: Readonly<Record<string, string>>;
  readonly tables: readonly GcpTable[];
}

export interface GcpTable {
  readonly name: string;
  readonly rows: number;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly activeLogicalBytes: number;
  readonly longTermLogicalBytes: number;
  readonly activePhysicalBytes: number;
  readonly longTermPhysicalBytes: number;
  readonly timeTravelPhysicalBytes: number;
  readonly failSafePhysicalBytes: number;
}

/** Machines that are gone: the bill alone knows them. */
export interface GcpShortLived extends Located {
  readonly service: 'compute' | 'sql';
  readonly id: string;
  readonly name: string;
  readonly vcpus: number;
  readonly runs: readonly RunPeriod[];
}

/** What Google itself recommends. */
export interface GcpRecommendation extends Located {
  readonly id: string;
  /** Of a recommendation to a billing account: `projectId` is empty then. */
  readonly billingAccountId?: string;
  /** A zone, a region or `global`. */
  readonly location: string;
  readonly recommender: string;
  readonly subtype: string;
  readonly description: string;
  /** Full resource name, `//compute.googleapis.com/…`. */
  readonly target: string;
  /** `COST` when left out. */
  readonly category?: 'SECURITY';
  /** In place of the target's name: what it says of it. */
  readonly overview?: Readonly<Record<string, unknown>>;
  /** USD in 30 days, decimal text, what is saved; negative where it costs more; empty where it names no amount. */
  readonly monthlySavings: string;
  readonly refreshedAt: number;
  readonly operations: readonly Readonly<Record<string, unknown>>[];
}
