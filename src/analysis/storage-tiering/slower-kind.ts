import type { BlockVolume } from '../../domain/resources.ts';
import { type DiskTier, diskTierOf } from '../pricing/azure-disk-tiers.ts';

type Limits = NonNullable<BlockVolume['limits']>;

/** The kind of disk that a fast one could be instead, at the same size. */
export interface SlowerKind {
  /** As prices and actions name it. */
  readonly tier: string;
  /** Both in words, for evidence. */
  readonly present: string;
  readonly target: string;
  /** What the disk can do now, and what it could then. */
  readonly limits: Limits;
  readonly given: Limits;
  /** Operations of the slower kind are billed by themselves. */
  readonly billsOperations: boolean;
}

const MIB_PER_MB = 1_000_000 / 2 ** 20;

/** Undefined for a disk that is of no fast kind; null where its size decides and is not known. */
export function slowerKindOf(disk: BlockVolume): SlowerKind | null | undefined {
  return disk.scope.provider === 'gcp' ? slowerPersistentDisk(disk) : slowerManagedDisk(disk);
}

/** Premium SSD and Standard SSD of the same redundancy, in Azure's steps of size. */
function slowerManagedDisk(disk: BlockVolume): SlowerKind | null | undefined {
  if (!disk.tier.toLowerCase().startsWith('premium_')) return undefined;
  const present = diskTierOf(disk);
  const tier = disk.tier.toLowerCase().replace('premium', 'standardssd');
  const target = diskTierOf({ tier, sizeGiB: disk.sizeGiB });
  if (present === undefined || target === undefined) return null;
  return {
    tier,
    present: `${disk.tier} ${present.name.toUpperCase()}`,
    target: `${tier} ${target.name.toUpperCase()}`,
    limits: disk.limits ?? limitsOf(present),
    given: limitsOf(target),
    billsOperations: true,
  };
}

const limitsOf = ({ iops, throughputMBps }: DiskTier): Limits => ({
  iops,
  throughputMiBps: throughputMBps * MIB_PER_MB,
});

/** IOPS and MiB/s that each GiB brings. Source: "Persistent Disk performance", limits of zonal disks by type. */
const PER_GIB = {
  'pd-ssd': { iops: 30, throughputMiBps: 0.48 },
  'pd-balanced': { iops: 6, throughputMiBps: 0.28 },
} as const;

/**
 * SSD and balanced persistent disks. What a machine has beside, whatever the size (3,000 IOPS and 140 MiB/s of balanced
 * disks), is shared by all of its disks of that type: it is not counted on.
 */
function slowerPersistentDisk({ tier, sizeGiB, regional }: BlockVolume): SlowerKind | undefined {
  if (tier !== 'pd-ssd') return undefined;
  const of = (kind: keyof typeof PER_GIB): Limits => ({
    iops: PER_GIB[kind].iops * sizeGiB,
    throughputMiBps: PER_GIB[kind].throughputMiBps * sizeGiB,
  });
  const inWords = (kind: string): string => (regional === true ? `${kind}, regional` : kind);
  return {
    tier: 'pd-balanced',
    present: inWords(tier),
    target: inWords('pd-balanced'),
    limits: of('pd-ssd'),
    given: of('pd-balanced'),
    billsOperations: false,
  };
}
