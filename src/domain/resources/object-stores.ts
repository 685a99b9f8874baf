import type { Fact } from '../fact.ts';
import type { Day, Instant } from '../instant.ts';
import type { ResourceBase } from './resource-base.ts';

/** A store of objects (S3 bucket, Cloud Storage bucket, blob container, Swift container). */
export interface Bucket extends ResourceBase {
  readonly kind: 'bucket';
  /** Rules that move or remove objects by age; empty when there is none. */
  readonly lifecycleRules: Fact<readonly LifecycleRule[]>;
  /** `suspended` keeps the versions there are and makes no more. */
  readonly versioning: Fact<'enabled' | 'suspended' | 'never'>;
  /** Uploads in parts that were begun and not completed. */
  readonly incompleteUploads: Fact<IncompleteUploads>;
  /** Requests to the whole of it are counted by the cloud's monitoring. */
  readonly countsRequests: Fact<boolean>;
  /** Class that objects get which name none, in the vendor's word: `STANDARD`, `Hot`. */
  readonly defaultClass?: string;
  /** How copies are spread, where that is a part of its price: `LRS`, `GRS`; or its place, `region`, `multi-region`. */
  readonly redundancy?: string;
  /** It was made for files, queues, tables or premium blocks alone: rules for objects do not fit. */
  readonly holdsObjects?: boolean;
  /** Services may read and write it that no one of its owners did: it serves a platform (disks, diagnostics, backups). */
  readonly platformUse?: string;
  /** Seconds for which deleted objects stay and bill, so that they can be had back; zero where they go at once. */
  readonly softDeleteSeconds?: number;
  /** The cloud moves its objects between classes by their use (Autoclass). */
  readonly movesByUse?: boolean;
}

export interface LifecycleRule {
  readonly enabled: boolean;
  /** It holds for every object, not for those of a prefix, tag or size alone. */
  readonly holdsForAll: boolean;
  /** Moves current objects to a cheaper class. */
  readonly transitions: boolean;
  /** Removes current objects. */
  readonly expires: boolean;
  /** Removes versions that a newer one has replaced. */
  readonly expiresNoncurrent: boolean;
  /** Moves them to a cheaper class. */
  readonly transitionsNoncurrent: boolean;
  /** Days after which an upload that was not completed is given up. */
  readonly abortsUploadsAfterDays?: number;
}

/** Uploads by their age at the time of the listing. */
export interface IncompleteUploads {
  readonly uploads: readonly IncompleteUpload[];
  /** More of them than were looked at. */
  readonly truncated: boolean;
}

export interface IncompleteUpload {
  readonly initiatedAt: Instant;
  /** What its parts hold. */
  readonly bytes: Fact<number>;
}

/** A group of log streams with one retention (CloudWatch Logs, Cloud Logging bucket, Log Analytics table). */
export interface LogGroup extends ResourceBase {
  readonly kind: 'log-group';
  /** As stored and billed: compressed. */
  readonly storedBytes: number;
  /** Days that events are kept; null: for ever. */
  readonly retentionDays: number | null;
  readonly storageClass: 'standard' | 'infrequent-access' | 'delivery';
}

/** A place for container images (ECR repository, Artifact Registry repository, ACR repository). */
export interface ImageRepository extends ResourceBase {
  readonly kind: 'image-repository';
  readonly hasLifecyclePolicy: Fact<boolean>;
  /** Its images, summed up. */
  readonly images: Fact<StoredImages>;
  /** False where the cloud tells no pulls, so that the last use of an image is its last push. */
  readonly countsPulls?: boolean;
}

export interface StoredImages {
  readonly count: number;
  readonly bytes: number;
  /** Without a tag: nothing can name them but their digest. */
  readonly untaggedBytes: number;
  /** By the calendar month in which each was last pushed or pulled: first day of the month, in order. */
  readonly bytesByLastUse: readonly { readonly month: Day; readonly bytes: number }[];
}

/** A file system that machines mount over the network (EFS, FSx, Filestore, Azure Files). */
export interface FileSystem extends ResourceBase {
  readonly kind: 'file-system';
  /** `elastic` grows with what is in it and bills for that; the others bill for what was provisioned. */
  readonly flavor: 'elastic' | 'lustre' | 'windows' | 'ontap' | 'openzfs';
  /** Price key of what it is, `<flavor>/<deployment>/<medium>`; unset for elastic ones. */
  readonly priceKey?: string;
  /** Provisioned size; of an elastic one, what is stored in all classes. */
  readonly sizeGiB: number;
  /** By storage class, for elastic ones. */
  readonly classes?: { readonly standardGiB: number; readonly infrequentGiB: number; readonly archiveGiB: number };
  /** One zone or several, for elastic ones. */
  readonly zonal: boolean;
  readonly provisionedThroughputMiBps?: number;
  /** Ways in: of none, nobody can mount it. */
  readonly mountTargets: Fact<number>;
  /** Days after which files move to a cheaper class; null: never. */
  readonly infrequentAfterDays: Fact<number | null>;
}

/** A record of who did what, kept for audits (CloudTrail trail). */
export interface AuditTrail extends ResourceBase {
  readonly kind: 'audit-trail';
  readonly multiRegion: boolean;
  /** It belongs to the organisation and records every account of it. */
  readonly organization: boolean;
  readonly logging: Fact<boolean>;
  readonly selection: Fact<TrailSelection>;
  /** Other trails that record management events of this account and region too, by id, at the time of the listing. */
  readonly otherCopies: Fact<readonly TrailCopy[]>;
}

export interface TrailSelection {
  readonly managementEvents: 'all' | 'write-only' | 'read-only' | 'none';
  /** Data events of everything, of some resources, or of none. */
  readonly dataEvents: 'all' | 'some' | 'none';
}

export interface TrailCopy {
  readonly trailId: string;
  readonly organization: boolean;
  readonly multiRegion: boolean;
}

/** What records every change of a resource's configuration (AWS Config recorder). */
export interface ConfigurationRecorder extends ResourceBase {
  readonly kind: 'configuration-recorder';
  readonly recording: Fact<boolean>;
  readonly frequency: 'continuous' | 'daily';
  /** Resource types that are left out, or recorded daily only. */
  readonly exceptTypes: readonly string[];
  /** Types that are recorded, where not all are. */
  readonly onlyTypes?: readonly string[];
}

/** A password or key that is kept for programs (Secrets Manager). */
export interface Secret extends ResourceBase {
  readonly kind: 'secret';
  /** The day it was last read; null when nobody ever did. */
  readonly lastAccessedAt: Fact<Instant | null>;
  readonly rotates: boolean;
}
