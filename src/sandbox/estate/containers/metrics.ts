import type { Estate } from '../model.ts';
import { joinSources, type MetricSource } from '../metric-source.ts';
import { resourceMetrics } from '../resource-metrics.ts';
import type { Signal } from '../signal.ts';
import { constantSignal, counterSignal, eventSignal, gaugeSignal, lifetime } from '../signals.ts';
import type { ContainersState, CountedTargets, EcsCluster, EcsService, EksCluster, NodeGroup } from './model.ts';

/** What CloudWatch has of containers. Services without tasks have nothing. */
export function containerMetrics(state: ContainersState, { generatedAt: now }: Estate): MetricSource {
  return joinSources([
    resourceMetrics({
      namespace: 'AWS/ECS',
      resources: [...state.ecsServices.values()].filter(({ desiredCount }) => desiredCount > 0),
      dimensions: ({ clusterName, name }) => [{ ClusterName: clusterName, ServiceName: name }],
      metrics: { CPUUtilization: serviceCpu, MemoryUtilization: serviceMemory },
      now,
    }),
    resourceMetrics({
      namespace: 'AWS/ECS',
      resources: [...state.ecsClusters.values()].filter(({ reserved }) => reserved !== undefined),
      dimensions: ({ name }) => [{ ClusterName: name }],
      metrics: { CPUReservation: reservation('CPUReservation'), MemoryReservation: reservation('MemoryReservation') },
      now,
    }),
    resourceMetrics({
      namespace: 'AWS/ApplicationELB',
      resources: state.targets.values(),
      dimensions: ({ arn }) => [{ TargetGroup: arn.slice(arn.lastIndexOf(':') + 1) }],
      metrics: { RequestCountPerTarget: requests },
      now,
    }),
    resourceMetrics({
      namespace: 'AWS/EC2',
      resources: [...state.nodeGroups.values()].filter(({ cpu }) => cpu !== undefined),
      dimensions: ({ scalingGroup }) => [{ AutoScalingGroupName: scalingGroup }],
      metrics: { CPUUtilization: nodeCpu },
      now,
    }),
    resourceMetrics({
      namespace: 'CWAgent',
      resources: [...state.nodeGroups.values()].filter((group) => group.agentMemory !== undefined),
      dimensions: ({ scalingGroup }) => [{ AutoScalingGroupName: scalingGroup }],
      metrics: { mem_used_percent: agentMemory },
      now,
    }),
    resourceMetrics({
      namespace: 'ContainerInsights',
      resources: [...state.eksClusters.values()].filter(({ insights }) => insights !== undefined),
      dimensions: ({ name }) => [{ ClusterName: name }],
      metrics: {
        node_memory_utilization: insight('node_memory_utilization', ({ memory }) => memory),
        node_cpu_reserved_capacity: insight('node_cpu_reserved_capacity', ({ reservedCpu }) => reservedCpu),
        node_memory_reserved_capacity: insight('node_memory_reserved_capacity', ({ reservedMemory }) => reservedMemory),
      },
      now,
    }),
  ]);
}

const percent = { unit: 'Percent' } as const;

function serviceCpu({ arn, load: { cpu, since } }: EcsService): Signal {
  return gaugeSignal({ ...percent, key: arn, metric: 'CPUUtilization', runs: lifetime(since), ...cpu });
}

function serviceMemory({ arn, load: { memory, since } }: EcsService): Signal {
  return gaugeSignal({
    ...percent,
    key: arn,
    metric: 'MemoryUtilization',
    runs: lifetime(since),
    shape: 'steady',
    ...memory,
  });
}

const reservation =
  (metric: string) =>
  ({ arn, reserved }: EcsCluster): Signal | undefined => {
    if (reserved === undefined) return undefined;
    const { shape, peak, since } = reserved;
    const runs = lifetime(since);
    if (shape === 'none') return constantSignal({ ...percent, runs }, 0);
    return gaugeSignal({ ...percent, key: arn, metric, runs, shape, mean: 0, peak });
  };

/** No datapoint where no request came. */
function requests({ arn, requestsPerDay, since }: CountedTargets): Signal {
  const runs = lifetime(since);
  const unit = 'Count';
  if (requestsPerDay === 0) return eventSignal({ unit, runs }, []);
  const metric = 'RequestCountPerTarget';
  return counterSignal({ key: arn, metric, unit, runs, shape: 'daily', perHour: requestsPerDay / 24, sparse: true });
}

function nodeCpu({ arn, cpu }: NodeGroup): Signal | undefined {
  if (cpu === undefined) return undefined;
  const { mean, peak, since } = cpu;
  return gaugeSignal({
    ...percent,
    key: arn,
    metric: 'CPUUtilization',
    runs: lifetime(since),
    shape: 'daily',
    mean,
    peak,
  });
}

function agentMemory({ arn, agentMemory: peak, createdAt }: NodeGroup): Signal | undefined {
  if (peak === undefined) return undefined;
  const runs = lifetime(createdAt);
  return gaugeSignal({
    ...percent,
    key: arn,
    metric: 'mem_used_percent',
    runs,
    shape: 'steady',
    mean: peak * 0.9,
    peak,
  });
}

const insight =
  (metric: string, read: (of: NonNullable<EksCluster['insights']>) => number | undefined) =>
  ({ arn, insights }: EksCluster): Signal | undefined => {
    const peak = insights && read(insights);
    if (insights === undefined || peak === undefined) return undefined;
    const runs = lifetime(insights.since);
    return gaugeSignal({ ...percent, key: arn, metric, runs, shape: 'steady', mean: peak * 0.95, peak });
  };
