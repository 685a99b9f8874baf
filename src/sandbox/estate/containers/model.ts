/** Containers. Times are epoch ms. */
interface Placed {
  readonly accountId: string;
  readonly region: string;
}

type Tags = Readonly<Record<string, string>>;

export interface EcsCluster extends Placed {
  readonly arn: string;
  readonly name: string;
  readonly tags: Tags;
  /** Machines that registered with it. */
  readonly machines: readonly ContainerMachine[];
  /** Tasks that run outside of services. */
  readonly looseTasks: number;
  /** Hidden: the most memory that tasks reserved of its machines, percent, and since when CloudWatch has it. */
  readonly reserved?: { readonly shape: 'none' | 'spiky' | 'steady'; readonly peak: number; readonly since: number };
}

export interface ContainerMachine {
  readonly arn: string;
  readonly instanceId: string;
  readonly type: string;
  readonly zone: string;
  readonly registeredAt: number;
}

export interface TaskDefinition extends Placed {
  readonly arn: string;
  readonly family: string;
  readonly revision: number;
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly architecture: 'x86_64' | 'arm64';
  readonly registeredAt: number;
}

export interface EcsService extends Placed {
  readonly arn: string;
  readonly name: string;
  readonly clusterArn: string;
  readonly clusterName: string;
  readonly launchType: 'FARGATE' | 'EC2';
  readonly daemon: boolean;
  readonly desiredCount: number;
  readonly taskDefinitionArn: string;
  readonly taskIds: readonly string[];
  readonly createdAt: number;
  readonly deployedAt: number;
  readonly targetGroupArn?: string;
  /** Found by others through a registered name. */
  readonly registryArn?: string;
  readonly subnetIds: readonly string[];
  readonly tags: Tags;
  /** Hidden: what its tasks use, percent of what they reserve. */
  readonly load: TaskLoad;
}

export interface TaskLoad {
  readonly cpu: { readonly shape: 'idle' | 'steady' | 'daily'; readonly mean: number; readonly peak: number };
  readonly memory: { readonly mean: number; readonly peak: number };
  readonly since: number;
}

export interface EksCluster extends Placed {
  readonly arn: string;
  readonly name: string;
  readonly version: string;
  readonly supportType: 'STANDARD' | 'EXTENDED';
  readonly createdAt: number;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly autoMode: boolean;
  readonly hybrid: boolean;
  readonly fargateProfiles: readonly string[];
  readonly tags: Tags;
  /** Hidden: its fullest node, percent; without it Container Insights is off. */
  readonly insights?: {
    readonly memory: number;
    readonly reservedCpu?: number;
    readonly reservedMemory?: number;
    readonly since: number;
  };
}

export interface NodeGroup extends Placed {
  readonly arn: string;
  readonly name: string;
  readonly clusterName: string;
  readonly scalingGroup: string;
  readonly capacityType: 'ON_DEMAND' | 'SPOT';
  readonly amiType: string;
  readonly instanceType: string;
  readonly minSize: number;
  readonly desiredSize: number;
  readonly maxSize: number;
  readonly subnetIds: readonly string[];
  readonly createdAt: number;
  readonly tags: Tags;
  /** Hidden, percent; a group of the estate's own instances has the metrics of its scaling group. */
  readonly cpu?: { readonly mean: number; readonly peak: number; readonly since: number };
  /** Hidden: what an agent that adds up by scaling group reports. */
  readonly agentMemory?: number;
}

/** A version of Kubernetes. */
export interface KubernetesVersion {
  readonly version: string;
  readonly releasedAt: number;
  readonly standardEndsAt: number;
  readonly extendedEndsAt: number;
}

/** A target group whose requests per target CloudWatch has. */
export interface CountedTargets extends Placed {
  readonly arn: string;
  /** 0 for one that nobody asks. */
  readonly requestsPerDay: number;
  readonly since: number;
}

export interface ContainersState {
  readonly ecsClusters: ReadonlyMap<string, EcsCluster>;
  readonly ecsServices: ReadonlyMap<string, EcsService>;
  readonly taskDefinitions: ReadonlyMap<string, TaskDefinition>;
  readonly targets: ReadonlyMap<string, CountedTargets>;
  readonly eksClusters: ReadonlyMap<string, EksCluster>;
  readonly nodeGroups: ReadonlyMap<string, NodeGroup>;
  readonly versions: readonly KubernetesVersion[];
}
