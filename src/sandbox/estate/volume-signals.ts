import { MONDAY_OFFSET, shapeOf, SLOTS_PER_WEEK } from './metric-shapes.ts';
import { valueAt, volumeProcess } from './metric-process.ts';
import type { AwsInstance, AwsVolume, RunPeriod, VolumeLoad } from './model.ts';
import { processSignal } from './process-signal.ts';
import { foldSeed, hashText, mix32 } from './random.ts';
import type { Signal } from './signal.ts';

const MIB = 1024 * 1024;
/** Bytes of an operation where a volume is asked for operations alone. */
const SMALL_IO = 16 * 1024;
const MINUTES_PER_SLOT = 5;
const MINUTES_PER_DAY = 1440;
const READ_SHARE = 0.4;

/**
 * A metric of an attached volume. EBS counts by the minute. So do volumes here of which somebody may ask the busiest
 * minute: gp2 and those with a load of their own; the others' five-minute counts are as good for the sums that are
 * asked of them, in a fifth of the time.
 */
export function volumeSignal(
  seed: number,
  volume: AwsVolume,
  host: AwsInstance,
  metricName: string,
  runs: readonly RunPeriod[],
): Signal | undefined {
  if (typeof volume.io === 'object') return loadSignal(seed, volume, volume.io, metricName, runs);
  const process = volumeProcess(seed, volume, host, metricName);
  if (process === undefined) return undefined;
  const signal = processSignal(process, metricName, runs);
  if (volume.type !== 'gp2') return signal;
  return { ...signal, everySeconds: 60, sample: perMinute((slot) => valueAt(process, slot) / MINUTES_PER_SLOT) };
}

/** A function of five-minute slots as one of minutes: they are asked for in order, so each slot is worked out once. */
function perMinute<T>(ofSlot: (slot: number) => T): (minute: number) => T {
  let known = Number.NaN;
  let value: T;
  return (minute) => {
    const slot = Math.floor(minute / MINUTES_PER_SLOT);
    if (slot !== known) {
      value = ofSlot(slot);
      known = slot;
    }
    return value;
  };
}

function loadSignal(
  seed: number,
  volume: AwsVolume,
  load: VolumeLoad,
  metricName: string,
  runs: readonly RunPeriod[],
): Signal | undefined {
  const match = /^Volume(?:(Read|Write)(Ops|Bytes)|IdleTime)$/.exec(metricName);
  if (match === null) return undefined;
  const [, direction, measure] = match as unknown as [string, 'Read' | 'Write' | undefined, 'Ops' | 'Bytes'];
  const rates = ratesOf(load, hashText(volume.id, foldSeed(seed)));
  if (direction === undefined) {
    const sample = (minute: number): number => (rates(minute).operations === 0 ? 60 : 45);
    return { unit: 'Seconds', everySeconds: 60, runs, sample };
  }
  const share = direction === 'Read' ? READ_SHARE : 1 - READ_SHARE;
  const sample = (minute: number): number => {
    const { operations, bytes } = rates(minute);
    return Math.round((measure === 'Ops' ? operations : bytes) * share);
  };
  return { unit: measure === 'Ops' ? 'Count' : 'Bytes', everySeconds: 60, runs, sample };
}

/** Operations and bytes of a minute, reads and writes together: between 0.9 and 1 times the course's level. */
function ratesOf(
  load: VolumeLoad,
  hash: number,
): (minute: number) => { readonly operations: number; readonly bytes: number } {
  const nothing = { operations: 0, bytes: 0 };
  switch (load.kind) {
    case 'silent':
      return () => nothing;
    case 'once-a-day': {
      const burst = { operations: load.operations, bytes: load.operations * SMALL_IO };
      return (minute) => (minute % MINUTES_PER_DAY === hash % MINUTES_PER_DAY ? burst : nothing);
    }
    case 'course': {
      const { level } = shapeOf(load.shape);
      const phase = MONDAY_OFFSET + (hash % 36);
      return perMinute((slot) => {
        const noise = 0.9 + 0.1 * (mix32(hash ^ Math.imul(slot, 0x9e3779b1)) / 0x1_0000_0000);
        const now = (level[(slot + phase) % SLOTS_PER_WEEK] ?? 0) * noise * 60;
        return { operations: load.peakIops * now, bytes: load.peakMiBps * MIB * now };
      });
    }
  }
}
