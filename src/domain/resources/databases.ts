import type { Fact } from '../fact.ts';
import type { Instant } from '../instant.ts';
import type { PowerState } from './compute.ts';
import type { ResourceBase } from './resource-base.ts';

/**
 * A managed relational database server. `uses` names the cluster that it is a member of (`member-of`) and the database
 * that it is a read replica of (`replica-of`, also in another region or account).
 */
export interface Database extends ResourceBase {
  readonly kind: 'database';
  /** The cloud's id of this one incarnation: a database of the same name that is made later has another one. */
  readonly incarnationId?: string;
  /** As the cloud names it: `postgres`, `aurora-mysql`, `oracle-se2`, `sqlserver-web`. */
  readonly engine: string;
  readonly engineVersion: string;
  readonly licence: DatabaseLicence;
  /** DB instance class; `db.serverless` has no size of its own. */
  readonly sizeName: string;
  readonly powerState: PowerState;
  /** When the cloud will start it again by itself; while it is stopped. */
  readonly restartsAt?: Instant;
  /** How often in the last 14 days the cloud started it because it had been stopped for the longest time allowed. */
  readonly automaticRestarts: Fact<number>;
  /** `standby`: a second copy in another zone that takes over and serves no requests. */
  readonly redundancy: 'none' | 'standby';
  /** Its own storage; left out for a member of a cluster with shared storage. */
  readonly storage?: DatabaseStorage;
  /** How long its engine version is supported; null for an engine without paid support after that. */
  readonly support: Fact<VersionSupport | null>;
  /** Whether it stays on its version, and pays, once standard support ends; false: it is then upgraded. */
  readonly paysForExtendedSupport: Fact<boolean>;
  /** Sizes that the cloud offers for its engine version, licence and storage. */
  readonly orderableSizes: Fact<readonly string[]>;
  /** Service tier, in the vendor's word: `GeneralPurpose`, `BusinessCritical`, `Burstable`, `enterprise-plus`. */
  readonly tier?: string;
  /** What it may use: cores, and the least of them where it scales by itself; or the vendor's blended units. */
  readonly capacity?: DatabaseCapacity;
  /** The pool whose capacity it shares: it then has no price of its own. */
  readonly poolId?: string;
  /** Minutes without use after which it pauses; null where it never does. Left out where it cannot. */
  readonly pausesAfterMinutes?: number | null;
  /** It holds the copy of another one, which is the one that is used. */
  readonly isReplica?: boolean;
  /** A public address of its own, which bills while it is stopped; left out where addresses bill nothing. */
  readonly hasPublicAddress?: boolean;
}

export type DatabaseCapacity =
  | { readonly unit: 'vCore'; readonly max: number; readonly min?: number }
  | { readonly unit: 'DTU'; readonly max: number };

/** Capacity that several databases share; `uses` names them (`has-member`). */
export interface DatabasePool extends ResourceBase {
  readonly kind: 'database-pool';
  readonly engine: string;
  readonly licence: DatabaseLicence;
  readonly sizeName: string;
  readonly tier: string;
  readonly capacity: DatabaseCapacity;
  readonly storageGiB: number;
  /** Its databases; empty means that it stands empty. */
  readonly attachedTo: Fact<readonly string[]>;
}

/** Paid within the hourly price, brought along, or none to pay. */
export type DatabaseLicence = 'included' | 'own' | 'none';

export interface DatabaseStorage {
  /** As the cloud names it: `gp2`, `io1`, `standard`. */
  readonly tier: string;
  readonly sizeGiB: number;
  /** As it is set; for a tier with included performance, what is included or more. */
  readonly iops?: number;
  readonly throughputMiBps?: number;
}

export interface VersionSupport {
  /** `5.7`, `13`. */
  readonly majorVersion: string;
  /** Last day of what the price includes. */
  readonly standardEndsAt: Instant;
  /** Last day of what is paid for on top; left out where the cloud does not say. */
  readonly extendedEndsAt?: Instant;
}

/**
 * Databases over one shared volume. Storage bills with the cluster, machines with its members; `uses` names those
 * (`has-member`).
 */
export interface DatabaseCluster extends ResourceBase {
  readonly kind: 'database-cluster';
  /** The cloud's id of this one incarnation. */
  readonly incarnationId?: string;
  readonly engine: string;
  readonly engineVersion: string;
  readonly powerState: PowerState;
  readonly members: readonly ClusterMember[];
  /** `per-request`: each read and write of the volume bills; `included`: none does, at higher prices of all else. */
  readonly ioBilling: 'per-request' | 'included' | 'other';
  /** When the billing of I/O may be changed next; left out where nothing stands in the way. */
  readonly ioBillingChangeableAt?: Instant;
  /** Limits of members without a fixed size, in capacity units; left out where there are none. */
  readonly capacity?: { readonly min: number; readonly max: number };
  /** Part of a database that spans regions. */
  readonly global: boolean;
}

export interface ClusterMember {
  /** The `resourceId` of the database. */
  readonly resourceId: string;
  readonly writer: boolean;
}

/** A copy of a database or cluster that somebody took and that stays until somebody removes it. */
export interface DatabaseSnapshot extends ResourceBase {
  readonly kind: 'database-snapshot';
  readonly engine: string;
  /** Space that was allocated to the source. What is billed is not told by any list call. */
  readonly sourceSizeGiB: number;
  /** `cluster`: of a cluster's shared volume, which bills at a price of its own. */
  readonly of: 'database' | 'cluster';
  /** The incarnation that it was taken from, where the cloud says so. */
  readonly sourceIncarnationId?: string;
  /** The region that it was copied from, where that is another one. */
  readonly copiedFromRegionId?: string;
  /** Accounts that may restore it, `all` for everybody. */
  readonly sharedWith: Fact<readonly string[]>;
  /** An export that reads it is on its way. */
  readonly beingExported: Fact<boolean>;
}
