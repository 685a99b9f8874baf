import type { AwsVolumeShape } from '../model.ts';
import { Weighted, type Random } from '../random.ts';

/**
 * Sizes of gp2 volumes for which gp3 is cheaper whatever the volume does. Between 171 and 250 GiB gp2 may burst
 * to 250 MiB/s, and 125 MiB/s more than gp3 includes cost more than the fifth that gp3 saves on storage; up to
 * 333 GiB the two are close. Planted gp2 waste stays out of that band. Source: EBS user guide, "gp2 volumes".
 */
const GP2_SIZES = new Weighted<number>([
  [8, 20],
  [20, 16],
  [30, 14],
  [50, 12],
  [100, 16],
  [150, 6],
  [350, 3],
  [500, 8],
  [1000, 4],
]);

/** Inside the band, where gp3 loses against a gp2 volume that really streams. */
const STREAMING_SIZES = [180, 200] as const;

const ROOT_SIZES = new Weighted<number>([
  [8, 30],
  [10, 5],
  [16, 8],
  [20, 22],
  [30, 18],
  [50, 10],
  [100, 7],
]);

const DATA_SIZES = new Weighted<number>([
  [50, 10],
  [100, 24],
  [200, 18],
  [250, 8],
  [500, 18],
  [1000, 12],
  [2000, 6],
  [4096, 2],
]);

export function gp2Shape(random: Random): AwsVolumeShape {
  return { type: 'gp2', sizeGiB: GP2_SIZES.pick(random) };
}

export function streamingShape(random: Random): AwsVolumeShape {
  return { type: 'gp2', sizeGiB: random.pick(STREAMING_SIZES) };
}

/** What a gp2 volume looks like after its migration: the same sizes, already gp3. */
export function twinShape(random: Random): AwsVolumeShape {
  return { type: 'gp3', sizeGiB: GP2_SIZES.pick(random), iops: 3000, throughputMiBps: 125 };
}

export function rootShape(random: Random): AwsVolumeShape {
  const sizeGiB = ROOT_SIZES.pick(random);
  if (random.chance(0.015)) return { type: 'standard', sizeGiB };
  return { type: 'gp3', sizeGiB, iops: 3000, throughputMiBps: 125 };
}

/** A volume of any type but gp2, as those that nothing holds are. */
export function dataShape(random: Random): AwsVolumeShape {
  const sizeGiB = DATA_SIZES.pick(random);
  const draw = random.unit();
  if (draw < 0.7) return { type: 'gp3', sizeGiB, iops: 3000, throughputMiBps: 125 };
  if (draw < 0.82) return { type: 'gp3', sizeGiB, iops: random.pick([4000, 6000, 10_000]), throughputMiBps: 250 };
  if (draw < 0.87) return { type: 'io1', sizeGiB, iops: Math.min(sizeGiB * 50, random.pick([1000, 2000, 5000])) };
  if (draw < 0.92) return { type: 'io2', sizeGiB, iops: Math.min(sizeGiB * 500, random.pick([2000, 8000, 20_000])) };
  // Throughput-optimised and cold disks start at 125 GiB.
  if (draw < 0.97) return { type: 'st1', sizeGiB: Math.max(sizeGiB, 500) };
  return { type: 'sc1', sizeGiB: Math.max(sizeGiB, 500) };
}

/** A data volume with no performance that is paid for: it may hang on any host, whatever that is measured to do. */
export function plainDataShape(random: Random): AwsVolumeShape {
  const sizeGiB = DATA_SIZES.pick(random);
  const draw = random.unit();
  if (draw < 0.92) return { type: 'gp3', sizeGiB, iops: 3000, throughputMiBps: 125 };
  return { type: draw < 0.97 ? 'st1' : 'sc1', sizeGiB: Math.max(sizeGiB, 500) };
}
