import type { Fact } from '../fact.ts';
import type { Instant } from '../instant.ts';
import type { Instance } from './compute.ts';
import type { ResourceBase } from './resource-base.ts';

/**
 * Machines that are made from one template and kept at a number (Auto Scaling group, managed instance group, scale
 * set). `uses` names its members (`has-member`) and its launch template.
 */
export interface InstanceGroup extends ResourceBase {
  readonly kind: 'instance-group';
  readonly minSize: number;
  readonly desiredSize: number;
  readonly maxSize: number;
  /** Members at the time of the listing, those that are being started included. */
  readonly members: readonly GroupMember[];
  readonly zoneIds: readonly string[];
  /** Whether its mix of purchase options has spot in it. A template can ask for spot too: its members tell. */
  readonly mixesSpot: boolean;
  /** Rules by which something changes its size: policies that follow a metric or a forecast, and timed changes. */
  readonly scalingRules: Fact<ScalingRules>;
  /** Members are kept when it shrinks: somebody counts on each of them. */
  readonly keepsMembers: boolean;
  /** A load balancer sends requests to its members. */
  readonly servesTraffic: boolean;
  /** Spot prices by `<size>/<operating system>`, such as `m5.large/linux`. */
  readonly spotHourly: Fact<Readonly<Record<string, SpotPrice>>>;
  /** What all of its members are, where they are no machines of the inventory (a scale set in uniform mode). */
  readonly machines?: GroupMachines;
}

/** Equal machines, described once. */
export interface GroupMachines extends Pick<
  Instance,
  'sizeName' | 'operatingSystem' | 'software' | 'licence' | 'pricingModel'
> {}

export interface GroupMember {
  readonly instanceId: string;
  readonly sizeName: string;
}

export interface ScalingRules {
  readonly policies: number;
  readonly schedules: number;
}

/** The price now, in the dearest zone of the region: a promise has to hold in each. Decimal text per hour. */
export interface SpotPrice {
  readonly amount: string;
  readonly currency: string;
}

/** Machines of one size that a cloud keeps free for an account, used or not. */
export interface CapacityReservation extends ResourceBase {
  readonly kind: 'capacity-reservation';
  readonly sizeName: string;
  readonly operatingSystem: Instance['operatingSystem'];
  readonly software: NonNullable<Instance['software']>;
  readonly tenancy: 'shared' | 'dedicated';
  readonly totalCount: number;
  /** Of these, free at the time of the listing. */
  readonly availableCount: number;
  /** Machines that hold places; left out where the cloud counts the free ones and names no machine. */
  readonly attachedTo?: Fact<readonly string[]>;
  /** `until-cancelled` bills on and on; the others end by themselves or were paid ahead. */
  readonly ends: 'until-cancelled' | 'at-a-date' | 'prepaid';
  /** It can't be cancelled or lowered before. */
  readonly committedUntil?: Instant;
  /** It holds GPUs or disks of the host beside the size, at a price of their own. */
  readonly holdsMore?: boolean;
  /** Another account pays for what is not used. */
  readonly paidBy?: string;
}

/** A physical server that is allocated to one account. */
export interface DedicatedHost extends ResourceBase {
  readonly kind: 'dedicated-host';
  /** What it is made for: a family such as `m5`, or a size where it takes no other. */
  readonly family: string;
  readonly totalVcpus: Fact<number>;
  readonly availableVcpus: Fact<number>;
  /** Where it is paid by its vCPUs and memory. */
  readonly memoryMiB?: Fact<number>;
  /** Something removes it by itself while no machine is on it. */
  readonly removedWhenEmpty?: boolean;
  /** Machines on it; empty means that it is idle. */
  readonly attachedTo: Fact<readonly string[]>;
  /** Paid for by a host reservation: releasing it saves nothing until that ends. */
  readonly reserved: boolean;
}
