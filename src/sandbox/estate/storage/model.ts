import type { ShapeName } from '../metric-shapes.ts';

type Located = { readonly accountId: string; readonly region: string };

/** An S3 bucket. Times are epoch ms, sizes bytes. */
export interface SandboxBucket extends Located {
  readonly name: string;
  readonly createdAt: number;
  readonly versioning?: 'Enabled' | 'Suspended';
  readonly rules: readonly BucketRule[];
  readonly uploads: readonly BucketUpload[];
  readonly tags: Readonly<Record<string, string>>;
  /** Hidden causes of its metrics. */
  readonly standardBytes: number;
  readonly infrequentBytes: number;
  readonly objects: number;
  /** Of the standard bytes; Storage Lens tells it where `lens` is set. */
  readonly noncurrentBytes: number;
  readonly lens: boolean;
  /** Request metrics of the whole bucket are on. */
  readonly requestMetrics: boolean;
  readonly requestsPerDay: number;
  readonly readBytesPerDay: number;
}

export interface BucketRule {
  readonly id: string;
  readonly enabled: boolean;
  /** Empty: all objects. */
  readonly prefix: string;
  readonly transitionDays?: number;
  readonly expireDays?: number;
  readonly noncurrentDays?: number;
  readonly abortDays?: number;
}

export interface BucketUpload {
  readonly key: string;
  readonly uploadId: string;
  readonly initiatedAt: number;
  readonly parts: readonly number[];
}

export interface SandboxLogGroup extends Located {
  readonly arn: string;
  readonly name: string;
  readonly createdAt: number;
  readonly storedBytes: number;
  readonly retentionDays?: number;
  readonly logClass: 'STANDARD' | 'INFREQUENT_ACCESS' | 'DELIVERY';
  readonly incomingBytesPerDay: number;
  readonly tags: Readonly<Record<string, string>>;
}

export interface SandboxRepository extends Located {
  readonly arn: string;
  readonly name: string;
  readonly registryId: string;
  readonly createdAt: number;
  readonly policy: boolean;
  readonly images: readonly SandboxImage[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface SandboxImage {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly bytes: number;
  readonly pushedAt: number;
  readonly pulledAt?: number;
}

export interface SandboxElasticFiles extends Located {
  readonly id: string;
  readonly arn: string;
  readonly createdAt: number;
  readonly zone?: string;
  readonly mountTargets: number;
  readonly standardBytes: number;
  readonly infrequentBytes: number;
  readonly provisionedMiBps?: number;
  readonly infrequentAfterDays?: number;
  readonly tags: Readonly<Record<string, string>>;
  /** Clients at once, and bytes an hour that pass; zero: nobody. */
  readonly clients: number;
  readonly bytesPerHour: number;
  readonly shape: ShapeName;
}

export interface SandboxFileServer extends Located {
  readonly id: string;
  readonly arn: string;
  readonly type: 'WINDOWS' | 'LUSTRE' | 'OPENZFS' | 'ONTAP';
  readonly deployment: string;
  readonly medium: 'SSD' | 'HDD';
  readonly createdAt: number;
  readonly capacityGiB: number;
  readonly throughputMBps: number;
  readonly subnetId: string;
  readonly vpcId: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly bytesPerHour: number;
}

export interface SandboxTrail extends Located {
  readonly arn: string;
  readonly name: string;
  readonly bucket: string;
  readonly multiRegion: boolean;
  readonly logging: boolean;
  readonly managementEvents: boolean;
  readonly dataBuckets: readonly string[];
  readonly tags: Readonly<Record<string, string>>;
}

export interface SandboxRecorder extends Located {
  readonly arn: string;
  readonly name: string;
  readonly frequency: 'CONTINUOUS' | 'DAILY';
  readonly recording: boolean;
  readonly itemsPerDay: number;
  /** Of the items, by type. */
  readonly shortLivedShare: number;
}

export interface StorageState {
  readonly buckets: ReadonlyMap<string, SandboxBucket>;
  readonly logGroups: ReadonlyMap<string, SandboxLogGroup>;
  readonly repositories: ReadonlyMap<string, SandboxRepository>;
  readonly elasticFiles: ReadonlyMap<string, SandboxElasticFiles>;
  readonly fileServers: ReadonlyMap<string, SandboxFileServer>;
  readonly trails: ReadonlyMap<string, SandboxTrail>;
  readonly recorders: ReadonlyMap<string, SandboxRecorder>;
}
