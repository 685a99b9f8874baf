/** An Auto Scaling group with the rules that change its size. Times are epoch ms. */
export interface ScalingGroup {
  /** `arn:aws:autoscaling:REGION:ACCOUNT:autoScalingGroup:UUID:autoScalingGroupName/NAME`. */
  readonly arn: string;
  readonly name: string;
  readonly accountId: string;
  readonly region: string;
  readonly minSize: number;
  readonly maxSize: number;
  readonly desiredCapacity: number;
  readonly zones: readonly string[];
  readonly subnetIds: readonly string[];
  readonly createdAt: number;
  readonly instanceType: string;
  readonly instanceIds: readonly string[];
  readonly launchTemplateId: string;
  /** A number, `$Latest` or `$Default`. */
  readonly launchTemplateVersion: string;
  /** Share of on-demand capacity above the base in percent, where it has a mix of purchase options. */
  readonly onDemandPercent?: number;
  readonly isProtected: boolean;
  readonly targetGroupArns: readonly string[];
  readonly policies: readonly ScalingPolicy[];
  readonly schedules: readonly ScheduledAction[];
  readonly tags: Readonly<Record<string, string>>;
  /** Hidden cause of its CPU metric. */
  readonly cpu: { readonly mean: number; readonly peak: number };
}

export interface ScalingPolicy {
  readonly name: string;
  readonly arn: string;
  readonly targetCpuPercent: number;
  readonly enabled: boolean;
}

export interface ScheduledAction {
  readonly name: string;
  readonly arn: string;
  readonly recurrence: string;
  readonly desiredCapacity: number;
}

export interface CapacityReservation {
  readonly id: string; // cr-…
  readonly accountId: string;
  readonly region: string;
  readonly zone: string;
  readonly instanceType: string;
  readonly platform: string;
  readonly totalCount: number;
  readonly createdAt: number;
  readonly endAt?: number;
  readonly type: 'default' | 'capacity-block';
  readonly committedUntil?: number;
  /** The instance that takes one of its places. */
  readonly instanceId?: string;
  /** Once a day, for an hour, all its places are taken. */
  readonly dailyPeak: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

export interface DedicatedHost {
  readonly id: string; // h-…
  readonly accountId: string;
  readonly region: string;
  readonly zone: string;
  readonly family: string;
  readonly totalVcpus: number;
  readonly cores: number;
  readonly sockets: number;
  readonly allocatedAt: number;
  readonly reservationId?: string;
  readonly instance?: { readonly id: string; readonly type: string; readonly vcpus: number };
  readonly tags: Readonly<Record<string, string>>;
}

export interface LicenceRecommendation {
  readonly instanceId: string;
  readonly accountId: string;
  readonly region: string;
  readonly instanceType: string;
  readonly cores: number;
  readonly edition: 'Enterprise' | 'Standard';
  readonly finding: 'Optimized' | 'NotOptimized' | 'InsufficientMetrics';
  readonly reasons: readonly string[];
  readonly option?: { readonly edition: 'Standard'; readonly monthlySavings: string; readonly percent: number };
  readonly refreshedAt: number;
}

export interface ComputeState {
  readonly groups: ReadonlyMap<string, ScalingGroup>;
  readonly reservations: ReadonlyMap<string, CapacityReservation>;
  readonly hosts: ReadonlyMap<string, DedicatedHost>;
  readonly licences: ReadonlyMap<string, LicenceRecommendation>;
}
