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
}

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
}

/** A point-in-time copy of a block volume. */
export interface VolumeSnapshot extends ResourceBase {
  readonly kind: 'volume-snapshot';
  readonly sourceVolumeId?: string;
  /** Size of the volume it was taken from. What is billed (changed blocks) is not told by any list call. */
  readonly sourceSizeGiB: number;
  readonly tier: string;
}

/** A reserved public IP address (Elastic IP, static external address, public IP, floating IP). */
export interface PublicAddress extends ResourceBase {
  readonly kind: 'public-address';
  readonly address: string;
  /** Ids of what uses it (instance, network interface); empty means that nothing does. */
  readonly attachedTo: Fact<readonly string[]>;
}
