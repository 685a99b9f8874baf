import type { ShapeName } from '../metric-shapes.ts';
import type { ServiceName } from './prices.ts';

/** What one metric does over time. */
export type Course =
  | { readonly is: 'constant'; readonly value: number }
  /** A level. */
  | {
      readonly is: 'level';
      readonly shape: ShapeName;
      readonly mean: number;
      readonly peak: number;
      readonly whole?: true;
    }
  /** Something counted; no datapoint where nothing was. */
  | { readonly is: 'count'; readonly shape: ShapeName; readonly perHour: number }
  /** Counted once, so long ago; no datapoint anywhere else. */
  | { readonly is: 'once'; readonly daysAgo: number; readonly value: number };

/** So many units of a meter, all the time: by the hour, by the month, or by the day. */
export interface Charge {
  readonly usageType: string;
  /** Where several meters have the usage type. */
  readonly operation?: string;
  readonly quantity: number;
}

/** What all of them have. Times are epoch ms. */
export interface DataStore {
  readonly service: ServiceName;
  readonly arn: string;
  readonly accountId: string;
  readonly region: string;
  readonly name: string;
  readonly createdAt: number;
  /** CloudWatch has nothing from before. */
  readonly reportsSince: number;
  readonly tags: Readonly<Record<string, string>>;
  /** By metric, and by `metric part` where a part of it has another course: `ConsumedReadCapacityUnits by-date`. */
  readonly courses: Readonly<Record<string, Course>>;
  readonly charges: readonly Charge[];
  /** Other ids under which the bill has it, each with the same charges (the nodes of a cache). */
  readonly billedAs?: readonly string[];
}

export interface Table extends DataStore {
  readonly mode: 'PROVISIONED' | 'PAY_PER_REQUEST';
  readonly onDemandSince?: number;
  readonly tableClass: 'STANDARD' | 'STANDARD_INFREQUENT_ACCESS';
  readonly classChangedAt?: number;
  readonly sizeBytes: number;
  readonly items: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly indexes: readonly { readonly name: string; readonly readUnits: number; readonly writeUnits: number }[];
  readonly replicas: readonly string[];
  /** Limits of Application Auto Scaling, for reads and writes alike. */
  readonly scaling?: { readonly min: number; readonly max: number };
  readonly deletionProtected: boolean;
  readonly id: string;
}

export interface Cache extends DataStore {
  readonly form: 'group' | 'cluster' | 'serverless';
  readonly engine: 'redis' | 'memcached' | 'valkey';
  readonly nodeType: string;
  readonly nodeIds: readonly string[];
  readonly globalId?: string;
}

export interface Warehouse extends DataStore {
  readonly nodeType: string;
  readonly nodes: number;
  readonly status: 'available' | 'paused';
  readonly multiZone: boolean;
  readonly pauses: boolean;
  readonly namespaceId: string;
}

export interface SearchDomain extends DataStore {
  readonly instanceType: string;
  readonly instances: number;
  readonly storageGiB: number;
}

export interface ReplicationInstance extends DataStore {
  readonly multiZone: boolean;
  readonly storageGiB: number;
  readonly tasks: readonly ReplicationTask[];
}

export interface ReplicationTask {
  readonly arn: string;
  readonly name: string;
  readonly status: 'running' | 'stopped' | 'failed' | 'ready';
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly stoppedAt?: number;
}

export interface Stream extends DataStore {
  readonly mode: 'PROVISIONED' | 'ON_DEMAND';
  readonly shards: number;
  readonly retentionHours: number;
  readonly consumers: number;
}

export interface BrokerCluster extends DataStore {
  readonly instanceType?: string;
  readonly brokers: number;
  readonly storageGiB: number;
}

/** By ARN. */
export interface DataStoresState {
  readonly tables: ReadonlyMap<string, Table>;
  readonly caches: ReadonlyMap<string, Cache>;
  readonly warehouses: ReadonlyMap<string, Warehouse>;
  readonly domains: ReadonlyMap<string, SearchDomain>;
  readonly replications: ReadonlyMap<string, ReplicationInstance>;
  readonly streams: ReadonlyMap<string, Stream>;
  readonly brokers: ReadonlyMap<string, BrokerCluster>;
}
