import type { Fact } from './fact.ts';
import type { Scope } from './ids.ts';
import type { Instant } from './instant.ts';

/** Tags (AWS, Azure), labels (Google Cloud) or metadata (OpenStack): names and values as the cloud has them. */
export type Tags = Readonly<Record<string, string>>;

/** What every resource has, whatever its kind and cloud. */
interface ResourceBase {
  /** `<cloud>:<service>:<resource>`, such as `aws:ec2:volume`. */
  readonly type: string;
  /** The id that the cloud's own console and CLI use. */
  readonly resourceId: string;
  readonly scope: Scope;
  readonly zoneId?: string;
  /** The cloud's display name, or its `Name` tag. */
  readonly name?: string;
  /** The cloud's own word: `in-use`, `running`, `DEALLOCATED`. Logic uses the kind's neutral fields instead. */
  readonly state: string;
  readonly createdAt: Fact<Instant>;
  readonly tags: Fact<Tags>;
}

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

export type Resource = Instance | BlockVolume | VolumeSnapshot | PublicAddress;

export type ResourceKind = Resource['kind'];

export const resourceKinds = [
  'instance',
  'block-volume',
  'volume-snapshot',
  'public-address',
] as const satisfies readonly ResourceKind[];

/** A resource with what the store knows of it over time. */
export interface StoredResource<R extends Resource = Resource> {
  readonly resource: R;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  /** Set when a complete listing lacked it. */
  readonly goneSince?: Instant;
  /** First sync of the unbroken run of syncs that saw it attached to nothing; unset while it is in use. */
  readonly idleSince?: Instant;
}
