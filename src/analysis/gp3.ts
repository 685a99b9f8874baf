import { GP3_INCLUDED } from './pricing/aws.ts';
import type { Performance } from './volume-performance.ts';

/** What gp3 can be set to. */
export interface Gp3Limits {
  readonly iops: number;
  readonly throughputMiBps: number;
}

/** In every region; larger gp3 volumes go up to 80,000 IOPS and 2,000 MiB/s. Source: EBS User Guide, "gp3 volumes". */
export const GP3_EVERYWHERE: Gp3Limits = { iops: 16_000, throughputMiBps: 1_000 };

/** At most 500 IOPS per GiB, and 0.25 MiB/s per IOPS. Source: EBS User Guide, "General Purpose SSD volumes". */
const IOPS_PER_GIB = 500;
const MIBPS_PER_IOPS = 0.25;

/** The settings of a gp3 volume of this size that give at least this; undefined where none do. */
export function gp3For(needed: Performance, sizeGiB: number, limits: Gp3Limits): Performance | undefined {
  const throughputMiBps = Math.max(GP3_INCLUDED.throughputMiBps, needed.throughputMiBps);
  const iops = Math.max(GP3_INCLUDED.iops, needed.iops, Math.ceil(throughputMiBps / MIBPS_PER_IOPS));
  const most = Math.max(GP3_INCLUDED.iops, Math.min(limits.iops, IOPS_PER_GIB * sizeGiB));
  return iops <= most && throughputMiBps <= limits.throughputMiBps ? { iops, throughputMiBps } : undefined;
}
