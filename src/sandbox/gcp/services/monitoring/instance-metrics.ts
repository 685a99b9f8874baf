import { counterSignal, gaugeSignal } from '../../../estate/signals.ts';
import type { Signal } from '../../../estate/signal.ts';
import type { RunPeriod } from '../../../estate/model.ts';
import { hashText } from '../../../estate/random.ts';
import type { GcpEstate } from '../../../provider-estate/gcp/estate.ts';
import type { GcpDisk, GcpInstance } from '../../../provider-estate/gcp/model.ts';
import { shapeOf } from '../../../provider-estate/gcp/prices.ts';
import type { Labels, MetricSource, SeriesEntry } from './series.ts';

const MIB = 1024 * 1024;

type Shape = Exclude<GcpInstance['load']['shape'], 'none'>;

/** When it reported: while it ran, and since its metrics began. */
function reported({ runs, load }: GcpInstance): readonly RunPeriod[] {
  return runs.map(({ from, to }) => ({ from: Math.max(from, load.since), to })).filter(({ from, to }) => from < to);
}

const shapeOfLoad = ({ load }: GcpInstance): Shape => (load.shape === 'none' ? 'idle' : load.shape);

function source(
  type: string,
  spec: Pick<MetricSource, 'kind' | 'valueType' | 'unit'>,
  seriesOf: (instance: GcpInstance, estate: GcpEstate) => Iterable<readonly [Labels, () => Signal]>,
): MetricSource {
  return {
    type,
    ...spec,
    resource: 'gce_instance',
    *entries(estate, projectId): Iterable<SeriesEntry> {
      for (const instance of estate.instances) {
        if (instance.projectId !== projectId) continue;
        const resourceLabels = { project_id: projectId, instance_id: instance.id, zone: instance.zone };
        const { group } = instance;
        const systemLabels = {
          name: instance.name,
          region: instance.region,
          ...(group !== undefined && { instance_group: group.slice(group.lastIndexOf('/') + 1) }),
        };
        for (const [metricLabels, signal] of seriesOf(instance, estate)) {
          yield { resourceLabels, metricLabels, systemLabels, signal };
        }
      }
    },
  };
}

const PERCENT = { kind: 'GAUGE', valueType: 'DOUBLE', unit: '%' } as const;
const BYTES = { kind: 'DELTA', valueType: 'INT64', unit: 'By' } as const;
const COUNT = { kind: 'DELTA', valueType: 'INT64', unit: '1' } as const;
const LEVEL = { kind: 'GAUGE', valueType: 'INT64', unit: 'By' } as const;

/** A share from 0 to 1, though the unit says percent. */
const cpu = source(
  'compute.googleapis.com/instance/cpu/utilization',
  { kind: 'GAUGE', valueType: 'DOUBLE', unit: '10^2.%' },
  (instance) => [
    [
      { instance_name: instance.name },
      () =>
        gaugeSignal({
          key: instance.id,
          metric: 'cpu',
          unit: 'Percent',
          runs: reported(instance),
          shape: shapeOfLoad(instance),
          mean: instance.load.cpuMeanPercent / 100,
          peak: instance.load.cpuPeakPercent / 100,
          decimals: 6,
        }),
    ],
  ],
);

function network(direction: 'received' | 'sent'): MetricSource {
  return source(`compute.googleapis.com/instance/network/${direction}_bytes_count`, BYTES, (instance) => [
    [{ instance_name: instance.name, loadbalanced: 'false' }, () => trafficSignal(instance, direction)],
  ]);
}

/** What goes on at night comes on top of the day's course. Half as much goes out as comes in. */
function trafficSignal(instance: GcpInstance, direction: 'received' | 'sent'): Signal {
  const { networkBytesPerHour, nightBytesPerHour = 0 } = instance.load;
  const factor = direction === 'sent' ? 0.5 : 1;
  const night = Math.round((nightBytesPerHour * factor) / 12);
  const day = counterSignal({
    key: instance.id,
    metric: `network ${direction}`,
    unit: 'Bytes',
    runs: reported(instance),
    shape: shapeOfLoad(instance),
    perHour: (networkBytesPerHour - nightBytesPerHour) * factor,
  });
  return { ...day, sample: (slot) => (day.sample(slot) ?? 0) + night };
}

/** About two machines of three have the Ops Agent, and all that do little: their memory decides what becomes of them. */
const hasAgent = (instance: GcpInstance): boolean =>
  (instance.load.shape !== 'idle' && instance.load.cpuPeakPercent < 40) || hashText(instance.id) % 3 > 0;

function memorySignal(instance: GcpInstance, scale: number, decimals: number): Signal {
  const peak = (instance.load.memoryPeakPercent ?? 50) * scale;
  return gaugeSignal({
    key: instance.id,
    metric: 'memory',
    unit: 'Percent',
    runs: reported(instance),
    shape: 'steady',
    mean: peak * 0.88,
    peak,
    decimals,
  });
}

const agentMemory = source('agent.googleapis.com/memory/percent_used', PERCENT, function* (instance) {
  if (!hasAgent(instance) || instance.os === 'cos') return;
  yield [{ state: 'used' }, () => memorySignal(instance, 1, 2)];
  yield [
    { state: 'free' },
    () => {
      const used = memorySignal(instance, 1, 2);
      return { ...used, sample: (slot) => Math.round((100 - (used.sample(slot) ?? 0)) * 60) / 100 };
    },
  ];
});

const isE2 = ({ machineType }: GcpInstance): boolean => machineType.startsWith('e2-');

const balloonUsed = source('compute.googleapis.com/instance/memory/balloon/ram_used', LEVEL, (instance) =>
  isE2(instance)
    ? [[{ instance_name: instance.name }, () => memorySignal(instance, bytesPerPercent(instance), 0)]]
    : [],
);

const bytesPerPercent = ({ machineType }: GcpInstance): number => (shapeOf(machineType).memoryMiB * MIB) / 100;

const balloonSize = source('compute.googleapis.com/instance/memory/balloon/ram_size', LEVEL, (instance) =>
  isE2(instance)
    ? [
        [
          { instance_name: instance.name },
          () => ({
            unit: 'Bytes',
            everySeconds: 300,
            runs: reported(instance),
            sample: () => bytesPerPercent(instance) * 100,
          }),
        ],
      ]
    : [],
);

const gpu = source('agent.googleapis.com/gpu/utilization', PERCENT, (instance) =>
  // The agent reports it where it is installed.
  instance.accelerator && instance.load.gpuPeakPercent !== undefined
    ? [
        [
          { model: 'Tesla T4', gpu_number: '0', uuid: `GPU-${instance.id}` },
          () => {
            const peak = instance.load.gpuPeakPercent ?? 0;
            return gaugeSignal({
              key: instance.id,
              metric: 'gpu',
              unit: 'Percent',
              runs: reported(instance),
              shape: peak < 5 ? 'idle' : 'daily',
              mean: peak * 0.5,
              peak,
            });
          },
        ],
      ]
    : [],
);

const disksOf = new WeakMap<GcpEstate, ReadonlyMap<string, GcpDisk>>();

function diskNamed(estate: GcpEstate, { projectId, zone }: GcpInstance, name: string): GcpDisk | undefined {
  let disks = disksOf.get(estate);
  if (disks === undefined) {
    disks = new Map(estate.disks.map((disk) => [`${disk.projectId} ${disk.zone ?? ''} ${disk.name}`, disk]));
    disksOf.set(estate, disks);
  }
  return disks.get(`${projectId} ${zone} ${name}`);
}

const IO_BYTES = 16 * 1024;

/** Operations or bytes of each disk: reads are two thirds of them. */
function diskIo(direction: 'read' | 'write', what: 'ops' | 'bytes'): MetricSource {
  const type = `compute.googleapis.com/instance/disk/${direction}_${what}_count`;
  return source(type, what === 'ops' ? COUNT : BYTES, function* (instance, estate) {
    for (const name of instance.disks) {
      const disk = diskNamed(estate, instance, name);
      if (!disk) continue;
      const metricLabels = {
        instance_name: instance.name,
        device_name: name,
        device_type: 'permanent',
        storage_type: disk.type,
        throttle_reason: 'none',
      };
      yield [metricLabels, () => diskSignal(instance, disk, direction, what)];
    }
  });
}

function diskSignal(instance: GcpInstance, disk: GcpDisk, direction: 'read' | 'write', what: 'ops' | 'bytes'): Signal {
  const share = direction === 'read' ? 2 / 3 : 1 / 3;
  // An idle machine hardly touches its disks.
  const peak = instance.load.shape === 'idle' ? Math.min(disk.peakIops, 1) : disk.peakIops;
  const unit = what === 'bytes' ? IO_BYTES : 1;
  const level = gaugeSignal({
    key: disk.id,
    metric: `io ${direction}`,
    unit: 'Count',
    runs: reported(instance),
    shape: 'steady',
    mean: peak * share * 0.85,
    peak: peak * share,
    decimals: 3,
  });
  return { ...level, sample: (slot) => Math.round((level.sample(slot) ?? 0) * 300) * unit };
}

/** The busiest second of a minute: a tenth more than its mean. */
function diskPeak(direction: 'read' | 'write', what: 'ops' | 'bytes'): MetricSource {
  const type = `compute.googleapis.com/instance/disk/max_${direction}_${what}_count`;
  const form = { kind: 'GAUGE', valueType: 'INT64', unit: what === 'ops' ? '1' : 'By' } as const;
  return source(type, form, function* (instance, estate) {
    for (const name of instance.disks) {
      const disk = diskNamed(estate, instance, name);
      if (!disk) continue;
      const metricLabels = { device_name: name, device_type: 'permanent', storage_type: disk.type };
      yield [
        metricLabels,
        () => {
          const counted = diskSignal(instance, disk, direction, what);
          return { ...counted, sample: (slot) => Math.ceil(((counted.sample(slot) ?? 0) / 300) * 1.1) };
        },
      ];
    }
  });
}

/** Source: Cloud Monitoring, "Google Cloud metrics" (compute) and "Ops Agent metrics" (agent). */
export const instanceMetrics: readonly MetricSource[] = [
  cpu,
  network('received'),
  network('sent'),
  agentMemory,
  balloonUsed,
  balloonSize,
  gpu,
  diskIo('read', 'ops'),
  diskIo('write', 'ops'),
  diskIo('read', 'bytes'),
  diskIo('write', 'bytes'),
  diskPeak('read', 'ops'),
  diskPeak('write', 'ops'),
  diskPeak('read', 'bytes'),
  diskPeak('write', 'bytes'),
];
