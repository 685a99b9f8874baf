import type { Scope } from './ids.ts';
import type { Instant } from './instant.ts';
import type { CapacityReservation, DedicatedHost, InstanceGroup } from './resources/compute-groups.ts';
import type { RecoveryPoint } from './resources/backups.ts';
import type { Commitment } from './resources/commitments.ts';
import type { BlockVolume, Instance, PublicAddress, VolumeSnapshot } from './resources/compute.ts';
import type { FastSnapshotRestore, LaunchTemplate, MachineImage, SnapshotPolicy } from './resources/images.ts';
import type { LoadBalancer } from './resources/load-balancers.ts';
import type {
  DedicatedLine,
  DnsZone,
  NatGateway,
  Network,
  NetworkGateway,
  NetworkInterface,
  PrivateEndpoint,
  ProtectionPlan,
  TransitAttachment,
  VpnConnection,
} from './resources/networks.ts';
import type { ProtectedItem } from './resources/protected-items.ts';
import type { QueryCluster } from './resources/query-clusters.ts';
import type { ApiGateway } from './resources/api-gateways.ts';
import type { Bastion, Firewall } from './resources/network-services.ts';
import type { Database, DatabaseCluster, DatabasePool, DatabaseSnapshot } from './resources/databases.ts';
import type {
  AuditTrail,
  Bucket,
  ConfigurationRecorder,
  FileSystem,
  ImageRepository,
  LogGroup,
  Secret,
} from './resources/object-stores.ts';
import type { ContainerCluster, ContainerService, NodeGroup } from './resources/containers.ts';
import type { StreamingJob, WorkflowEnvironment } from './resources/data-pipelines.ts';
import type { ProcessingCluster } from './resources/data-processing.ts';
import type { Desktop } from './resources/desktops.ts';
import type {
  CacheCluster,
  MessageCluster,
  NosqlTable,
  ReplicationInstance,
  SearchDomain,
  Stream,
  Warehouse,
} from './resources/data-stores.ts';
import type { DocumentContainer } from './resources/document-containers.ts';
import type { NodeDatabase } from './resources/node-databases.ts';
import type { RequestService } from './resources/request-services.ts';
import type { ProvisionedConcurrency, ServerlessFunction } from './resources/functions.ts';
import type { ModelEndpoint, ModelThroughput, Notebook } from './resources/machine-learning.ts';
import type { Dataset, LogStore } from './resources/analytics.ts';
import type { AppPlan } from './resources/app-plans.ts';
import type { Relation } from './resources/resource-base.ts';

export type { ResourceBase, Relation, Tags, Use } from './resources/resource-base.ts';
export type * from './resources/compute.ts';
export type * from './resources/analytics.ts';
export type * from './resources/app-plans.ts';
export type * from './resources/commitments.ts';
export type * from './resources/load-balancers.ts';
export type * from './resources/networks.ts';
export type * from './resources/network-services.ts';
export type * from './resources/api-gateways.ts';
export type * from './resources/query-clusters.ts';
export type * from './resources/protected-items.ts';
export type * from './resources/images.ts';
export type * from './resources/backups.ts';
export type * from './resources/compute-groups.ts';
export type * from './resources/databases.ts';
export type * from './resources/object-stores.ts';

export type * from './resources/containers.ts';
export type * from './resources/data-pipelines.ts';
export type * from './resources/data-processing.ts';
export type * from './resources/data-stores.ts';
export type * from './resources/document-containers.ts';
export type * from './resources/desktops.ts';
export type * from './resources/functions.ts';
export type * from './resources/request-services.ts';
export type * from './resources/node-databases.ts';
export type * from './resources/machine-learning.ts';
export type Resource =
  // containers, functions, machine learning, data processing, desktops
  | ContainerCluster
  | NodeGroup
  | ContainerService
  | RequestService
  | ServerlessFunction
  | ProvisionedConcurrency
  | Notebook
  | ModelEndpoint
  | ModelThroughput
  | ProcessingCluster
  | QueryCluster
  | Desktop
  | AppPlan
  // object stores, file systems, logs and audits
  | Bucket
  | LogGroup
  | ImageRepository
  | FileSystem
  | AuditTrail
  | ConfigurationRecorder
  | Secret
  | LogStore
  // compute
  | Instance
  | BlockVolume
  | VolumeSnapshot
  | PublicAddress
  | InstanceGroup
  | CapacityReservation
  | DedicatedHost
  // images, snapshots and backups
  | MachineImage
  | LaunchTemplate
  | FastSnapshotRestore
  | SnapshotPolicy
  | RecoveryPoint
  | ProtectedItem
  // networks
  | LoadBalancer
  | NatGateway
  | PrivateEndpoint
  | TransitAttachment
  | VpnConnection
  | Network
  | NetworkInterface
  | DnsZone
  | NetworkGateway
  | DedicatedLine
  | ProtectionPlan
  | Bastion
  | Firewall
  | ApiGateway
  // other data stores
  | NosqlTable
  | DocumentContainer
  | CacheCluster
  | Warehouse
  | SearchDomain
  | ReplicationInstance
  | Stream
  | MessageCluster
  | Dataset
  // relational databases
  | Database
  | DatabaseCluster
  | DatabasePool
  | DatabaseSnapshot
  | NodeDatabase
  | WorkflowEnvironment
  | StreamingJob
  // commitments
  | Commitment;

export type ResourceKind = Resource['kind'];

export const resourceKinds = [
  // containers, functions, machine learning, data processing, desktops
  'container-cluster',
  'node-group',
  'container-service',
  'request-service',
  'function',
  'provisioned-concurrency',
  'notebook',
  'model-endpoint',
  'model-throughput',
  'processing-cluster',
  'query-cluster',
  'desktop',
  'app-plan',
  // object stores, file systems, logs and audits
  'bucket',
  'log-group',
  'image-repository',
  'file-system',
  'audit-trail',
  'configuration-recorder',
  'secret',
  'log-store',
  // compute
  'instance',
  'block-volume',
  'volume-snapshot',
  'public-address',
  'instance-group',
  'capacity-reservation',
  'dedicated-host',
  // images, snapshots and backups
  'machine-image',
  'launch-template',
  'fast-snapshot-restore',
  'snapshot-policy',
  'recovery-point',
  'protected-item',
  // networks
  'load-balancer',
  'nat-gateway',
  'private-endpoint',
  'transit-attachment',
  'vpn-connection',
  'network',
  'network-interface',
  'dns-zone',
  'network-gateway',
  'dedicated-line',
  'protection-plan',
  'bastion',
  'firewall',
  'api-gateway',
  // other data stores
  'nosql-table',
  'document-container',
  'cache-cluster',
  'warehouse',
  'search-domain',
  'replication-instance',
  'stream',
  'message-cluster',
  'dataset',
  // relational databases
  'database',
  'database-cluster',
  'database-pool',
  'database-snapshot',
  'node-database',
  'workflow-environment',
  'streaming-job',
  // commitments
  'commitment',
] as const satisfies readonly ResourceKind[];

/** A resource with what the store knows of it over time. */
export interface StoredResource<R extends Resource = Resource> {
  readonly resource: R;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  /** Set when a complete listing lacked it. */
  readonly goneSince?: Instant;
  /** First sync of the unbroken run of syncs that saw it attached to nothing; unset while it is in use. */
  readonly idleSince?: Instant;
}

/** A present resource that names another one in its `uses`. */
export interface ResourceUser {
  readonly relation: Relation;
  readonly kind: ResourceKind;
  readonly type: string;
  readonly resourceId: string;
  readonly scope: Scope;
  readonly state: string;
}
