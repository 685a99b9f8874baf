import type { Fact } from '../fact.ts';
import type { Instant } from '../instant.ts';
import type { PowerState } from './compute.ts';
import type { VersionSupport } from './databases.ts';
import type { ResourceBase } from './resource-base.ts';

/** Where containers are run: a Kubernetes cluster (EKS, GKE, AKS) or one of ECS. */
export interface ContainerCluster extends ResourceBase {
  readonly kind: 'container-cluster';
  readonly orchestrator: 'kubernetes' | 'ecs';
  /**
   * What there is to run or to be run: of Kubernetes the node groups, serverless profiles and machines that its pods
   * could run on, of ECS its services and tasks. Empty means that it stands empty.
   */
  readonly attachedTo: Fact<readonly string[]>;
  /** Machines that registered with it one by one, outside of node groups. */
  readonly machines: Fact<readonly ClusterMachine[]>;
  /** Of Kubernetes: its version's number, and how long that is supported; null where no support has an end. */
  readonly version?: string;
  readonly support: Fact<VersionSupport | null>;
  /** Whether it stays on its version, and pays, once standard support ends; false: it is then upgraded. */
  readonly paysForExtendedSupport: Fact<boolean>;
  /** Left out where a cluster cannot be stopped. */
  readonly powerState?: PowerState;
  /** What its control plane's price depends on, in the vendor's word: `free`, `standard`, `premium`, `autopilot`. */
  readonly tier?: string;
  /**
   * Whether metrics count what runs on it; left out where the cloud has no such metrics. Unread: they were switched
   * off, so that nothing of them means nothing.
   */
  readonly containersCounted?: Fact<true>;
}

export interface ClusterMachine {
  readonly instanceId: string;
  /** Left out where the cluster does not know it. */
  readonly sizeName?: string;
}

/** Machines of a Kubernetes cluster that are made alike and kept at a number. */
export interface NodeGroup extends ResourceBase {
  readonly kind: 'node-group';
  readonly clusterName: string;
  readonly minSize: number;
  readonly desiredSize: number;
  /** Machine sizes that it may be made of; unread where a launch template names them. */
  readonly sizeNames: Fact<readonly string[]>;
  readonly operatingSystem: 'linux' | 'windows';
  readonly pricingModel: 'on-demand' | 'spot' | 'prepaid';
  /** Its machines are for GPUs or other accelerators. */
  readonly accelerated: boolean;
  /** Names of the scaling groups that keep its machines. */
  readonly scalingGroups: readonly string[];
  /** Networks that its machines are spread over: mostly one in each zone. */
  readonly subnets: number;
  /** The cluster's `resourceId`, where its name alone does not tell. */
  readonly clusterId?: string;
  /** Most machines that it may grow to; left out where nothing changes their number. */
  readonly maxSize?: number;
  /** Whether something changes its number of machines by the load. */
  readonly scalesItself?: boolean;
  /** `system`: it runs what the cluster itself needs. */
  readonly purpose?: 'system' | 'workload';
}

/** So many copies of one task, kept running. */
export interface ContainerService extends ResourceBase {
  readonly kind: 'container-service';
  readonly clusterName: string;
  /** `serverless`: each task is paid by its size; `machines`: tasks share machines that are paid as such. */
  readonly runsOn: 'serverless' | 'machines' | 'own-hardware';
  /** `mixed`: some of its tasks may be on spot capacity. */
  readonly pricingModel: 'on-demand' | 'spot' | 'mixed';
  /** Tasks wanted, and running at the time of the listing. */
  readonly desiredCount: number;
  readonly runningCount: number;
  /** One task on each machine, such as an agent. */
  readonly onEveryMachine: boolean;
  readonly task: Fact<TaskSize>;
  /** The latest moment at which its task size may have changed; null where its last change kept the size. */
  readonly resizedAt: Instant | null;
  /** What sends it requests, as far as load balancers do. */
  readonly trafficFrom: Fact<readonly TrafficSource[]>;
  /** Others find it by a registered name and call it past any load balancer. */
  readonly discoverable: boolean;
}

export interface TaskSize {
  readonly vcpus: number;
  readonly memoryMiB: number;
  readonly architecture: 'x86_64' | 'arm64';
  readonly operatingSystem: 'linux' | 'windows';
  /** Disk that is paid for beyond what is included. */
  readonly extraStorageGiB: number;
}

/** A group of targets behind a load balancer that counts requests (HTTP) or bytes (TCP and UDP). */
export interface TrafficSource {
  readonly counts: 'requests' | 'bytes';
  /** The target group's id. */
  readonly targetGroupId: string;
  /** The load balancers that send to it. */
  readonly balancerIds: readonly string[];
}
