import { instanceTypeFacts } from '../instance-type-facts.ts';
import { joinSources, type MetricSource } from '../metric-source.ts';
import type { AwsInstance, Estate } from '../model.ts';
import { resourceMetrics } from '../resource-metrics.ts';
import { reportingRuns } from '../runs.ts';
import type { Signal } from '../signal.ts';
import { constantSignal, gaugeSignal, lifetime } from '../signals.ts';
import type { CapacityReservation, ComputeState, ScalingGroup } from './model.ts';

const HOUR_SECONDS = 3600;

/** CloudWatch's series of groups and reservations, and those of the agents on instances. */
export function computeMetrics({ groups, reservations }: ComputeState, estate: Estate): MetricSource {
  const now = estate.generatedAt;
  const watched = [...estate.instances.values()].filter(({ state }) => state === 'running');
  return joinSources([
    resourceMetrics({
      namespace: 'AWS/EC2',
      resources: groups.values(),
      dimensions: ({ name }: ScalingGroup) => [{ AutoScalingGroupName: name }],
      metrics: { CPUUtilization: groupCpu },
      now,
    }),
    resourceMetrics({
      namespace: 'AWS/EC2CapacityReservations',
      resources: reservations.values(),
      dimensions: ({ id }: CapacityReservation) => [{ CapacityReservationId: id }],
      metrics: {
        InstanceUtilization: (one: CapacityReservation) =>
          used(one, 'Percent', (taken) => (taken * 100) / one.totalCount),
        UsedInstanceCount: (one: CapacityReservation) => used(one, 'Count', (taken) => taken),
        AvailableInstanceCount: (one: CapacityReservation) => used(one, 'Count', (taken) => one.totalCount - taken),
        TotalInstanceCount: (one: CapacityReservation) => used(one, 'Count', () => one.totalCount),
      },
      now,
    }),
    resourceMetrics({
      namespace: 'CWAgent',
      resources: watched.filter(({ load }) => load.memoryPeakPercent !== undefined),
      dimensions: memoryDimensions,
      metrics: {
        mem_used_percent: (one: AwsInstance) => (one.platform === undefined ? memory(one) : undefined),
        'Memory % Committed Bytes In Use': (one: AwsInstance) => (one.platform === undefined ? undefined : memory(one)),
      },
      now,
    }),
    resourceMetrics({
      namespace: 'CWAgent',
      resources: watched.filter(({ load }) => load.gpuPeakPercent !== undefined),
      dimensions: gpuDimensions,
      metrics: { nvidia_smi_utilization_gpu: gpu },
      now,
    }),
  ]);
}

/** What the agent's usual configuration adds to a metric: `append_dimensions`. */
const appended = ({ id, imageId, type }: AwsInstance): Readonly<Record<string, string>> => ({
  InstanceId: id,
  ImageId: imageId,
  InstanceType: type,
});

function memoryDimensions(instance: AwsInstance): readonly Readonly<Record<string, string>>[] {
  const common = appended(instance);
  return [instance.platform === undefined ? common : { ...common, objectname: 'Memory' }];
}

/** One series for each GPU. Source: CloudWatch User Guide, "Collect NVIDIA GPU metrics". */
function gpuDimensions(instance: AwsInstance): readonly Readonly<Record<string, string>>[] {
  const gpus = (instanceTypeFacts().get(instance.type)?.devices ?? []).filter(({ kind }) => kind === 'gpu');
  return gpus.flatMap(({ count, name }) =>
    Array.from({ length: count }, (_, index) => ({
      ...appended(instance),
      index: String(index),
      name: `Tesla ${name}`,
      arch: 'Turing',
    })),
  );
}

function memory(instance: AwsInstance): Signal {
  const peak = instance.load.memoryPeakPercent ?? 0;
  const runs = reportingRuns(instance);
  return gaugeSignal({
    key: instance.id,
    metric: 'memory',
    unit: 'Percent',
    runs,
    shape: 'steady',
    mean: peak * 0.9,
    peak,
  });
}

function gpu(instance: AwsInstance, { index = '0' }: Readonly<Record<string, string>>): Signal {
  const peak = instance.load.gpuPeakPercent ?? 0;
  const runs = reportingRuns(instance);
  // Only the first works, where one does.
  if (index !== '0') return constantSignal({ unit: 'Percent', runs }, 0);
  return gaugeSignal({ key: instance.id, metric: 'gpu', unit: 'Percent', runs, shape: 'daily', mean: peak / 3, peak });
}

function groupCpu({ arn, createdAt, cpu }: ScalingGroup): Signal {
  const runs = lifetime(createdAt);
  return gaugeSignal({ key: arn, metric: 'CPUUtilization', unit: 'Percent', runs, shape: 'daily', ...cpu });
}

/** Places taken: the one of its instance, and for an hour after midnight all of them, where that is its way. */
function used(
  { createdAt, instanceId, totalCount, dailyPeak }: CapacityReservation,
  unit: 'Percent' | 'Count',
  value: (taken: number) => number,
): Signal {
  const usual = instanceId === undefined ? 0 : 1;
  const everySeconds = 300;
  const isPeak = (slot: number): boolean => dailyPeak && (slot * everySeconds) % 86_400 < HOUR_SECONDS;
  return { unit, everySeconds, runs: lifetime(createdAt), sample: (slot) => value(isPeak(slot) ? totalCount : usual) };
}
