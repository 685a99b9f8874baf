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
}

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
  /** `until-cancelled` bills on and on; the others end by themselves or were paid ahead. */
  readonly ends: 'until-cancelled' | 'at-a-date' | 'prepaid';
  /** It can't be cancelled or lowered before. */
  readonly committedUntil?: Instant;
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
  /** Machines on it; empty means that it is idle. */
  readonly attachedTo: Fact<readonly string[]>;
  /** Paid for by a host reservation: releasing it saves nothing until that ends. */
  readonly reserved: boolean;
}
