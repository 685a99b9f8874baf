import type { Fact } from '../fact.ts';
import type { Instant } from '../instant.ts';
import type { ResourceBase } from './resource-base.ts';

export type PowerState = 'running' | 'stopped' | 'changing' | 'terminated';

/** A virtual machine. */
export interface Instance extends ResourceBase {
  readonly kind: 'instance';
  /** Instance type, machine type, VM size or flavor. */
  readonly sizeName: string;
  readonly powerState: PowerState;
  /** Last start. */
  readonly startedAt: Fact<Instant>;
  /** Since when it is stopped; unread while it runs or where the cloud does not say. */
  readonly stoppedSince: Fact<Instant>;
  readonly architecture: Fact<'x86_64' | 'arm64' | 'i386'>;
  readonly operatingSystem: Fact<'linux' | 'windows' | 'rhel' | 'suse' | 'other'>;
  readonly pricingModel: 'on-demand' | 'spot' | 'dedicated';
  readonly imageId?: string;
  /** Licence-included software that is a part of its price, beside the operating system. */
  readonly software?: Fact<Software>;
  /** Whether the cloud starts and stops it by a schedule; left out where the cloud has none of its own. */
  readonly scheduled?: Fact<boolean>;
  /** What a new size would have to carry. */
  readonly build?: MachineBuild;
  /** GPUs that are attached to it beside those that its size has, by the name of their price item: `t4`. */
  readonly accelerators?: readonly Accelerators[];
  /** What the cloud's own licence analysis says of its software; unread where that is off or not permitted. */
  readonly licenceAdvice?: Fact<LicenceAdvice>;
  /**
   * How the licence of its operating system is paid, where that does not follow from its image: `included` in its
   * price, `own` (brought along), `none` to pay, or left out of its price by the subscription's offer (`dev-test`).
   */
  readonly licence?: Fact<MachineLicence>;
  /** While it is stopped: its host is kept for it and bills on (stopped from inside, not deallocated). */
  readonly billsWhileStopped?: boolean;
  /** Stopped with its memory kept, which bills on (SUSPENDED on Google Cloud). */
  readonly suspended?: boolean;
  /** It belongs to a group of machines or to a cluster, which makes and removes it. */
  readonly managedBy?: string;
}

export interface Accelerators {
  readonly name: string;
  readonly count: number;
}

export type MachineLicence = 'included' | 'own' | 'none' | 'dev-test';

export type Software = 'none' | 'sql-web' | 'sql-standard' | 'sql-enterprise';

/** Parts of a machine that do not follow from its size. */
export interface MachineBuild {
  /** Network interfaces, the first included. */
  readonly networkInterfaces: Fact<number>;
  /** Block volumes, the root volume included. */
  readonly volumes: Fact<number>;
  /** Whether it boots from a disk of its host: it can't be stopped, so its size can't be changed. */
  readonly localRoot: Fact<boolean>;
  /** Disks of its host that are attached beside those that its size has. */
  readonly localDisks?: Fact<number>;
  /** vCPUs that are switched on: fewer than its size has where its owner chose so. */
  readonly vcpus: Fact<number>;
  /** Whether its image carries the driver for the cloud's own network adapter (ENA). */
  readonly enhancedNetworking: Fact<boolean>;
}

/** `none`: nothing was found to be too much; `not-measured`: the analysis lacks its own data. */
export type LicenceAdvice =
  | { readonly advice: 'none' | 'not-measured' }
  | { readonly advice: 'smaller-edition'; readonly edition: Software };

/** A block volume (EBS volume, persistent disk, managed disk, Cinder volume). */
export interface BlockVolume extends ResourceBase {
  readonly kind: 'block-volume';
  readonly sizeGiB: number;
  /** Volume type as the cloud names it: `gp2`, `pd-ssd`, `Premium_LRS`. */
  readonly tier: string;
  /** Provisioned IOPS, where the tier has them. */
  readonly iops?: number;
  /** Provisioned throughput in MiB/s, where the tier has it. */
  readonly throughputMiBps?: number;
  /** Ids of what it is attached to; empty means that it is attached to nothing. */
  readonly attachedTo: Fact<readonly string[]>;
  /** Since when its present attachment holds; of several, the latest. Left out while it is attached to nothing. */
  readonly attachedSince?: Instant;
  /** A machine boots from it. Left out while it is attached to nothing. */
  readonly boot?: boolean;
  /** Several machines may hold it at once: some tiers do not allow that. */
  readonly multiAttach?: boolean;
  /** Last change of its size, tier or performance; left out where it was not changed lately. */
  readonly changedAt?: Fact<Instant>;
  /** While it is attached to nothing: since when, where the cloud tells; null where it never was attached. */
  readonly detachedAt?: Fact<Instant | null>;
  /** Step of size and performance that it is billed by, where the tier has such: `P10`, `E30`. */
  readonly performanceTier?: string;
  /** What it can do at most, whether that was bought or comes with its tier and size. */
  readonly limits?: { readonly iops: number; readonly throughputMiBps: number };
  /** While it is attached to nothing: what uses it all the same, in words (an export, a replication service). */
  readonly heldBy?: string;
  /** By what its metrics name it, where that is not its id: the number of its machine and the name that it has there. */
  readonly device?: { readonly machineId: string; readonly name: string };
  /** Kept in two zones of its region, at a price of its own (regional persistent disk). */
  readonly regional?: boolean;
}

/** A point-in-time copy of a block volume. */
export interface VolumeSnapshot extends ResourceBase {
  readonly kind: 'volume-snapshot';
  /** Left out where it is not told: a copy of another snapshot. */
  readonly sourceVolumeId?: string;
  /** Size of the volume it was taken from. What is billed (changed blocks) is not told by any list call. */
  readonly sourceSizeGiB: number;
  /** All blocks that were written when it was taken: what the snapshot alone, or an archived one, bills at most. */
  readonly fullSizeGiB?: number;
  readonly tier: string;
  /** `changes`: it holds what changed since the one before, and bills for that; `full`: it is a whole copy. */
  readonly holds?: 'changes' | 'full';
  /** Kept and removed by a backup service: its owner is not to delete it. */
  readonly backupManaged?: boolean;
  /** Other snapshots of the same volume, taken before and after it: blocks that they need outlive this one. */
  readonly siblings?: Fact<SnapshotSiblings>;
  /** The rule that made it (a snapshot policy's id), where tags name one. */
  readonly madeBy?: string;
  /** What it stores and is billed for, where the cloud tells. */
  readonly storedBytes?: Fact<number>;
  /** Whether what it was taken from is gone, where that may lie in another region than the snapshot. */
  readonly sourceGone?: Fact<boolean>;
}

export interface SnapshotSiblings {
  readonly older: number;
  readonly newer: number;
}

/** A reserved public IP address (Elastic IP, static external address, public IP, floating IP). */
export interface PublicAddress extends ResourceBase {
  readonly kind: 'public-address';
  readonly address: string;
  /** Ids of what uses it (instance, network interface); empty means that nothing does. */
  readonly attachedTo: Fact<readonly string[]>;
  /** `on-demand`: it is given out while something uses it, and costs nothing else. */
  readonly allocation?: 'reserved' | 'on-demand';
  /** Kind of address that its price tells apart, in the vendor's word: `standard`, `basic`, `global`. */
  readonly tier?: string;
  /** The range of addresses that it was taken from: it is paid for as a whole. */
  readonly rangeId?: string;
}
