import type { Fact } from '../fact.ts';
import type { Instant } from '../instant.ts';
import type { PowerState } from './compute.ts';
import type { ResourceBase } from './resource-base.ts';

/** A table of a database that bills for what it stores and for reads and writes, or for the right to make so many. */
export interface NosqlTable extends ResourceBase {
  readonly kind: 'nosql-table';
  /** `provisioned`: so many reads and writes a second are paid by the hour; `on-demand`: each one is paid. */
  readonly capacityMode: 'provisioned' | 'on-demand';
  /** When it was last changed to `on-demand`; left out where it never was. */
  readonly onDemandSince?: Instant;
  readonly storageClass: 'standard' | 'infrequent-access' | 'other';
  /** When the class was last changed; left out where it never was. */
  readonly storageClassChangedAt?: Instant;
  /** Of the table and its indexes; the cloud counts anew every few hours. */
  readonly storedBytes: number;
  /** Of the table by itself; zeros where each request is paid. */
  readonly capacity: TableCapacity;
  readonly indexes: readonly TableIndex[];
  /** What changes the table's own capacity by itself; null where nothing does. */
  readonly scaling: Fact<{ readonly read: ScalingRange | null; readonly write: ScalingRange | null }>;
  /** Other regions that hold a copy: what is written here is paid there too. */
  readonly replicaRegions: readonly string[];
  readonly deletionProtected: boolean;
}

/** Reads and writes a second. */
export interface TableCapacity {
  readonly readUnits: number;
  readonly writeUnits: number;
}

/** An index with a copy of some of the data and a capacity of its own. */
export interface TableIndex extends TableCapacity {
  readonly name: string;
}

export interface ScalingRange {
  readonly min: number;
  readonly max: number;
}

/** A managed in-memory cache: all nodes that hold one set of data, or a cache without nodes. */
export interface CacheCluster extends ResourceBase {
  readonly kind: 'cache-cluster';
  /** As the cloud names it: `redis`, `valkey`, `memcached`. */
  readonly engine: string;
  /** `serverless`: it has no nodes and bills for what it holds and does. */
  readonly deployment: 'nodes' | 'serverless';
  /** Node type; left out for a cache without nodes. */
  readonly sizeName?: string;
  /** The names of its nodes; the primary and its replicas of every shard. Empty for a cache without nodes. */
  readonly nodeIds: readonly string[];
  readonly shards: number;
  /** Some of the data lies on disks of its nodes. */
  readonly tiered: boolean;
  /** Part of a cache that spans regions: its traffic may all be in another one. */
  readonly global: boolean;
}

/** A data warehouse cluster of equal nodes. */
export interface Warehouse extends ResourceBase {
  readonly kind: 'warehouse';
  readonly sizeName: string;
  readonly nodeCount: number;
  readonly powerState: PowerState;
  /** Storage that bills by itself, apart from the nodes. */
  readonly separateStorage: boolean;
  /** Nodes in two zones. */
  readonly multiZone: boolean;
  /** Scheduled actions that pause or resume it and are switched on. */
  readonly pauseSchedules: Fact<number>;
}

/** A search cluster (OpenSearch, Elasticsearch). */
export interface SearchDomain extends ResourceBase {
  readonly kind: 'search-domain';
  /** Of the data nodes. */
  readonly sizeName: string;
  readonly nodeCount: number;
  readonly zoneCount: number;
  readonly masters?: NodeGroupShape;
  /** Nodes that read from an object store. */
  readonly warmNodes?: NodeGroupShape;
  /** Of each data node; left out where data lies on the node's own disks. */
  readonly storage?: { readonly tier: string; readonly sizeGiB: number; readonly iops?: number };
}

export interface NodeGroupShape {
  readonly sizeName: string;
  readonly count: number;
}

/** A machine that copies data from one database to another. */
export interface ReplicationInstance extends ResourceBase {
  readonly kind: 'replication-instance';
  readonly sizeName: string;
  readonly redundancy: 'none' | 'standby';
  readonly storageGiB: number;
  readonly tasks: Fact<readonly ReplicationTask[]>;
}

export interface ReplicationTask {
  readonly name: string;
  /** `stopped` and `failed` are at rest for good; `ready` was never started; `active`: anything else. */
  readonly state: 'stopped' | 'failed' | 'ready' | 'active';
  readonly createdAt: Fact<Instant>;
  /** Left out where it never ran. */
  readonly stoppedAt?: Instant;
}

/** A stream of records (Kinesis). */
export interface Stream extends ResourceBase {
  readonly kind: 'stream';
  readonly capacityMode: 'provisioned' | 'on-demand';
  /** Open shards. */
  readonly shards: number;
  readonly retentionHours: number;
  /** Consumers with a throughput of their own, whose reads no metric of the stream counts. */
  readonly consumers: number;
}

/** A cluster of message brokers (Kafka). */
export interface MessageCluster extends ResourceBase {
  readonly kind: 'message-cluster';
  /** `serverless`: it has no brokers to size; `express`: the cloud keeps the storage. */
  readonly deployment: 'standard' | 'express' | 'serverless';
  /** Left out for a cluster without brokers. */
  readonly sizeName?: string;
  readonly brokerCount: number;
  readonly storageGiBPerBroker?: number;
}
