import type { ContainerCluster, ContainerService, NodeGroup, TrafficSource } from '../../../domain/resources.ts';
import { defineMetrics, type Dimensions, type MetricSpec, type SeriesSpec } from '../define-metrics.ts';

const HOUR = 3600;
const DAY = 86_400;

const service = ({ clusterName, name = '' }: ContainerService): Dimensions => ({
  ClusterName: clusterName,
  ServiceName: name,
});

const runs = ({ desiredCount, onEveryMachine }: ContainerService): boolean => desiredCount > 0 && !onEveryMachine;

/** A service may stand behind so many target groups. Source: ECS Developer Guide, "Amazon ECS service quotas". */
const MOST_TARGET_GROUPS = 5;

const sourcesOf = ({ trafficFrom }: ContainerService, counts: TrafficSource['counts']): readonly TrafficSource[] =>
  trafficFrom.known ? trafficFrom.value.filter((source) => source.counts === counts) : [];

/** `targetgroup/web/73e2d6bc24d8a067` and `net/web/50dc6c495c0c9188`: the ends of the ARNs. */
const targetGroup = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);
const balancer = (arn: string): string => arn.slice(arn.indexOf(':loadbalancer/') + ':loadbalancer/'.length);

const requestsOf = (index: number): SeriesSpec<ContainerService> => ({
  namespace: 'AWS/ApplicationELB',
  metric: 'RequestCountPerTarget',
  stat: 'Sum',
  dimensions(of) {
    const source = sourcesOf(of, 'requests')[index];
    return source && { TargetGroup: targetGroup(source.targetGroupId) };
  },
});

const balancersOf = (of: ContainerService): readonly string[] => [
  ...new Set(sourcesOf(of, 'bytes').flatMap(({ balancerIds }) => balancerIds)),
];

const bytesOf = (index: number): SeriesSpec<ContainerService> => ({
  namespace: 'AWS/NetworkELB',
  metric: 'ProcessedBytes',
  stat: 'Sum',
  dimensions(of) {
    const arn = balancersOf(of)[index];
    return arn === undefined ? undefined : { LoadBalancer: balancer(arn) };
  },
});

/**
 * One spec for each number of series. Absent samples are zeros: "Elastic Load Balancing reports metrics to CloudWatch
 * only when requests are flowing through the load balancer". Per target, a count is above zero where there was any.
 * Network load balancers count by load balancer only: their bytes may be another group's, and are then no idleness.
 */
function traffic(
  metric: 'requests' | 'processed-bytes',
  countOf: (of: ContainerService) => number,
  seriesOf: (index: number) => SeriesSpec<ContainerService>,
): readonly MetricSpec<ContainerService>[] {
  return Array.from({ length: MOST_TARGET_GROUPS }, (_, more) => ({
    metric,
    periodSeconds: DAY,
    lookbackDays: 14,
    absentMeansZero: true,
    series: [seriesOf(0), ...Array.from({ length: more }, (__, at) => seriesOf(at + 1))],
    wants: (of) => runs(of) && countOf(of) === more + 1,
  }));
}

/**
 * ECS sends a sample a minute for each running task. Sources: ECS Developer Guide, "Amazon ECS CloudWatch metrics"
 * (percent of the CPU units and the memory that the tasks reserve); User Guide for Application Load Balancers and for
 * Network Load Balancers, "CloudWatch metrics".
 */
export const ecsServiceMetrics = defineMetrics('aws:ecs:service', 'container-service', [
  {
    metric: 'cpu-percent-maximum',
    periodSeconds: HOUR,
    lookbackDays: 14,
    series: [{ namespace: 'AWS/ECS', metric: 'CPUUtilization', stat: 'Maximum', dimensions: service }],
    wants: runs,
  },
  {
    metric: 'memory-percent-maximum',
    periodSeconds: HOUR,
    lookbackDays: 14,
    series: [{ namespace: 'AWS/ECS', metric: 'MemoryUtilization', stat: 'Maximum', dimensions: service }],
    wants: (of) => runs(of) && of.runsOn === 'serverless',
  },
  ...traffic('requests', (of) => sourcesOf(of, 'requests').length, requestsOf),
  ...traffic('processed-bytes', (of) => balancersOf(of).length, bytesOf),
]);

/** The memory that tasks reserved of all machines: above zero whenever one ran, as each has to reserve some. */
export const ecsClusterMetrics = defineMetrics('aws:ecs:cluster', 'container-cluster', [
  {
    metric: 'used-percent-maximum',
    periodSeconds: DAY,
    lookbackDays: 14,
    series: [
      {
        namespace: 'AWS/ECS',
        metric: 'MemoryReservation',
        stat: 'Maximum',
        dimensions: ({ name }: ContainerCluster) => (name === undefined ? undefined : { ClusterName: name }),
      },
    ],
    wants: ({ machines }) => machines.known && machines.value.length > 0,
  },
]);

const scalingGroup = ({ scalingGroups }: NodeGroup): Dimensions | undefined => {
  const [only, ...others] = scalingGroups;
  return only === undefined || others.length > 0 ? undefined : { AutoScalingGroupName: only };
};

const insights = (metric: string): SeriesSpec<NodeGroup> => ({
  namespace: 'ContainerInsights',
  metric,
  stat: 'Maximum',
  // Over all nodes of the cluster: there is no sum by node group.
  dimensions: ({ clusterName }) => ({ ClusterName: clusterName }),
});

const hasNodes = ({ desiredSize, accelerated }: NodeGroup): boolean => desiredSize > 1 && !accelerated;

/**
 * Sources: EC2 User Guide, "CloudWatch metrics that are available for your instances", Amazon EC2 metric dimensions;
 * CloudWatch User Guide, "Amazon EKS and Kubernetes Container Insights metrics" (`node_memory_utilization`,
 * `node_cpu_reserved_capacity`, `node_memory_reserved_capacity`) and "Create or edit the CloudWatch agent configuration
 * file" (`aggregation_dimensions`).
 */
export const nodeGroupMetrics = defineMetrics('aws:eks:nodegroup', 'node-group', [
  {
    metric: 'cpu-percent-average',
    periodSeconds: HOUR,
    lookbackDays: 14,
    series: [{ namespace: 'AWS/EC2', metric: 'CPUUtilization', stat: 'Average', dimensions: scalingGroup }],
    wants: (of) => hasNodes(of) && of.scalingGroups.length === 1,
  },
  {
    // Where the agent adds up by scaling group, as its examples do.
    metric: 'memory-percent-maximum',
    periodSeconds: HOUR,
    lookbackDays: 14,
    series: [
      {
        namespace: 'CWAgent',
        metric: 'mem_used_percent',
        stat: 'Maximum',
        listedBy: { dimension: 'AutoScalingGroupName', value: ({ scalingGroups: [name = ''] }) => name, each: true },
      },
    ],
    combine: 'maximum',
    wants: (of) => hasNodes(of) && of.scalingGroups.length === 1,
  },
  ...(
    [
      ['node-memory-percent-maximum', 'node_memory_utilization'],
      ['node-cpu-reserved-percent-maximum', 'node_cpu_reserved_capacity'],
      ['node-memory-reserved-percent-maximum', 'node_memory_reserved_capacity'],
    ] as const
  ).map(([metric, name]): MetricSpec<NodeGroup> => ({
    metric,
    periodSeconds: HOUR,
    lookbackDays: 14,
    series: [insights(name)],
    wants: hasNodes,
  })),
]);
