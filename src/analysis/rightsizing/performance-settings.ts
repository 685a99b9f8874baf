import type { BlockVolume } from '../../domain/resources.ts';
import { GP3_INCLUDED } from '../pricing/aws.ts';
import { MIB_PER_MB, PREMIUM_V2_INCLUDED } from '../pricing/azure.ts';
import type { Performance } from '../volume-performance.ts';

/** What may be set of a volume whose performance is bought. */
export interface PerformanceSettings {
  /** The least that it can be set to, or what costs nothing; the least throughput of some follows from the IOPS. */
  least(sizeGiB: number): Performance;
  /** The least throughput at so many IOPS, where that is more than `least`. */
  leastThroughputMiBps?(iops: number): number;
  /** Whether throughput is a setting of its own; else the IOPS carry it. */
  readonly setsThroughput: boolean;
  /** IOPS that a MiB/s takes. */
  readonly iopsPerMiBps: number;
  /** The unit in which throughput is set, in MiB/s: MB of 10^6 bytes where it is not 1. */
  readonly throughputStepMiBps: number;
}

const ebs = (least: Performance, setsThroughput: boolean): PerformanceSettings => ({
  least: () => least,
  setsThroughput,
  // gp3: at most 0.25 MiB/s per IOPS; io1 and io2 move 256 KiB with each.
  iopsPerMiBps: 4,
  throughputStepMiBps: 1,
});

/** Throughput is set in whole MB/s; both kinds give at most 0.25 MB/s per IOPS (Ultra 256 kB/s, which is no less). */
const managedDisk = { setsThroughput: true, iopsPerMiBps: 4 / MIB_PER_MB, throughputStepMiBps: MIB_PER_MB } as const;

/**
 * By tier in lower case. Sources: EBS User Guide, "Amazon EBS volume types"; Azure, "Azure managed disk types": an Ultra
 * Disk has at least 1 IOPS a GiB, 100 in all, and 4 kB/s for each provisioned IOPS, 1 MB/s in all; 3,000 IOPS and
 * 125 MB/s of a Premium SSD v2 are free of charge.
 */
const BY_TIER: Readonly<Record<string, PerformanceSettings>> = {
  gp3: ebs(GP3_INCLUDED, true),
  io1: ebs({ iops: 100, throughputMiBps: 0 }, false),
  io2: ebs({ iops: 100, throughputMiBps: 0 }, false),
  premiumv2_lrs: { ...managedDisk, least: () => PREMIUM_V2_INCLUDED },
  ultrassd_lrs: {
    ...managedDisk,
    least: (sizeGiB) => ({ iops: Math.max(100, Math.ceil(sizeGiB)), throughputMiBps: MIB_PER_MB }),
    leastThroughputMiBps: (iops) => (iops * 4 * MIB_PER_MB) / 1000,
  },
};

export const performanceSettings = ({ tier }: Pick<BlockVolume, 'tier'>): PerformanceSettings | undefined =>
  BY_TIER[tier.toLowerCase()];
