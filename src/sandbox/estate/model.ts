/**
 * The sandbox's own picture of an estate. It shares no code with Ballast's adapters (an emulator that does
 * would agree with their mistakes): everything here is what the vendor's API has to be able to say.
 *
 * Times are epoch milliseconds, sizes GiB, money USD as decimal text unless a name says otherwise.
 */

/** One account of the organisation. Ids are 12 digits. */
export interface AwsAccount {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly status: 'ACTIVE' | 'SUSPENDED';
  readonly joinedAt: number;
  /** Id of the organisational unit or root that holds it. */
  readonly parentId: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface AwsOrganizationalUnit {
  readonly id: string; // ou-xxxx-xxxxxxxx
  readonly name: string;
  readonly parentId: string; // r-xxxx or ou-…
}

export interface AwsOrganization {
  readonly id: string; // o-xxxxxxxxxx
  readonly managementAccountId: string;
  readonly rootId: string; // r-xxxx
  readonly units: readonly AwsOrganizationalUnit[];
}

export interface AwsInstance {
  readonly id: string; // i-…
  readonly accountId: string;
  readonly region: string;
  readonly zone: string;
  type: string;
  state: 'pending' | 'running' | 'shutting-down' | 'terminated' | 'stopping' | 'stopped';
  /** Last start. */
  launchedAt: number;
  /** First creation (not in the API; the root volume's CreateTime shows it). */
  readonly createdAt: number;
  /** When it was stopped; also told by StateTransitionReason, as the real service does. */
  stoppedAt?: number;
  /** As the API words it, such as `User initiated (2026-09-01 10:00:00 GMT)`; empty while running. */
  stateTransitionReason: string;
  readonly imageId: string;
  readonly vpcId: string;
  readonly subnetId: string;
  readonly privateIp: string;
  publicIp?: string;
  readonly architecture: 'x86_64' | 'arm64';
  readonly platform?: 'windows';
  /** SQL Server whose licence comes with the price; the operating system is Windows then. */
  readonly licence?: SqlLicence;
  readonly lifecycle?: 'spot';
  /** Its image has no ENA driver: types of the Nitro system do not start it. */
  readonly lacksEna?: true;
  /** The dedicated host that it runs on. */
  readonly hostId?: string;
  /** The capacity reservation whose place it takes. */
  readonly capacityReservationId?: string;
  /** Runs before the present one (hidden: billing and metrics know them, the EC2 API does not). */
  earlierRuns?: readonly RunPeriod[];
  /** Only while `terminated`: it stays visible for an hour, as in the real service. */
  terminatedAt?: number;
  readonly rootDeviceName: string;
  detailedMonitoring: boolean;
  tags: Record<string, string>;
  /** What its metrics look like; see `metrics.ts`. */
  readonly load: LoadProfile;
}

export type SqlLicence = 'sql-web' | 'sql-standard' | 'sql-enterprise';

/** Hidden cause of an instance's metrics. All values are in the metric's own unit. */
export interface LoadProfile {
  readonly shape: 'steady' | 'daily' | 'weekly' | 'spiky' | 'idle' | 'office' | 'short-night' | 'none';
  readonly cpuMeanPercent: number;
  readonly cpuPeakPercent: number;
  readonly networkBytesPerHour: number;
  /** Metrics exist only from here on (a young instance, or an agent that was off). */
  readonly since: number;
  /** Traffic of the hours off, where they are not as quiet as the CPU: bytes per hour. */
  readonly nightBytesPerHour?: number;
  /** Highest memory use in percent; only where a CloudWatch agent runs. */
  readonly memoryPeakPercent?: number;
  /** A burstable type whose credit balance is at zero for a part of each day. */
  readonly creditsSpent?: true;
  /** Highest use of its GPUs in percent; only where a CloudWatch agent looks at them. */
  readonly gpuPeakPercent?: number;
}

/** One stretch of time in which an instance ran: `[from, to)`, epoch milliseconds. */
export interface RunPeriod {
  readonly from: number;
  readonly to: number;
}

/** What `ModifyVolume` last did; `DescribeVolumesModifications` shows it. */
export interface AwsVolumeModification {
  readonly startedAt: number;
  readonly state: 'modifying' | 'optimizing' | 'completed' | 'failed';
  readonly progressPercent: number;
  readonly original: AwsVolumeShape;
  readonly target: AwsVolumeShape;
}

export interface AwsVolumeShape {
  readonly sizeGiB: number;
  readonly type: AwsVolume['type'];
  readonly iops?: number;
  readonly throughputMiBps?: number;
}

export interface AwsVolumeAttachment {
  readonly instanceId: string;
  readonly device: string;
  readonly attachedAt: number;
  readonly deleteOnTermination: boolean;
  state: 'attaching' | 'attached' | 'detaching' | 'detached' | 'busy';
}

export interface AwsVolume {
  readonly id: string; // vol-…
  readonly accountId: string;
  readonly region: string;
  readonly zone: string;
  sizeGiB: number;
  type: 'gp2' | 'gp3' | 'io1' | 'io2' | 'st1' | 'sc1' | 'standard';
  iops?: number;
  throughputMiBps?: number;
  state: 'creating' | 'available' | 'in-use' | 'deleting';
  readonly createdAt: number;
  /** When it was last detached (hidden: the real API does not say). */
  detachedAt?: number;
  /** Hidden cause of its I/O metrics: a `streaming` volume reads at nearly 250 MiB/s for two hours a night. */
  readonly io?: 'light' | 'streaming' | VolumeLoad;
  /** Several instances of its zone may hold it; io1 and io2 alone can. */
  readonly multiAttach?: boolean;
  modification?: AwsVolumeModification;
  readonly encrypted: boolean;
  readonly snapshotId?: string;
  attachments: AwsVolumeAttachment[];
  tags: Record<string, string>;
}

/** What a volume is asked for while its host runs, where that does not follow from the host. */
export type VolumeLoad =
  /** A course of the week that reaches these rates every weekday. */
  | {
      readonly kind: 'course';
      readonly shape: Exclude<LoadProfile['shape'], 'none'>;
      readonly peakIops: number;
      readonly peakMiBps: number;
    }
  /** So many operations in one minute of each day, and none beside. */
  | { readonly kind: 'once-a-day'; readonly operations: number }
  | { readonly kind: 'silent' };

export interface AwsSnapshot {
  readonly id: string; // snap-…
  readonly accountId: string;
  readonly region: string;
  readonly volumeId: string;
  readonly volumeSizeGiB: number;
  /** What it bills: the blocks that changed since the snapshot before it (hidden); absent: the whole volume. */
  readonly storedGiB?: number;
  /** All blocks that were written when it was taken; absent where the API does not tell it (an old snapshot). */
  readonly fullGiB?: number;
  /** The machine image that needs it; EC2 refuses to delete such a snapshot. */
  readonly imageId?: string;
  state: 'pending' | 'completed' | 'error';
  progressPercent: number;
  readonly startedAt: number;
  readonly description: string;
  readonly encrypted: boolean;
  storageTier: 'standard' | 'archive';
  tags: Record<string, string>;
}

export interface AwsAddress {
  readonly allocationId: string; // eipalloc-…
  readonly publicIp: string;
  readonly accountId: string;
  readonly region: string;
  associationId?: string;
  instanceId?: string;
  networkInterfaceId?: string;
  privateIp?: string;
  /** Hidden: the real API does not say when an address was allocated. */
  readonly allocatedAt: number;
  tags: Record<string, string>;
}

/** What the estate's owner knows to be waste. `/_sandbox/truth` alone tells it; no adapter reads it. */
export interface TruthEntry {
  /** The catalogue's check id, for example `aws-ebs-volume-unattached`. */
  readonly checkId: string;
  readonly accountId: string;
  readonly region: string;
  readonly resourceId: string;
  readonly verdict: 'waste' | 'fine';
  /** Why: for `fine`, what makes it a look-alike (a Kubernetes claim, too young, a protected tag, …). */
  readonly because: string;
  /** What the waste costs a month at list price, USD; only for `waste`. */
  readonly monthlyCost?: string;
}

export interface Estate {
  readonly seed: number;
  /** The instant for which the estate was generated, epoch ms. */
  readonly generatedAt: number;
  readonly organization: AwsOrganization;
  readonly accounts: readonly AwsAccount[];
  readonly regions: readonly string[];
  readonly instances: Map<string, AwsInstance>;
  readonly volumes: Map<string, AwsVolume>;
  readonly snapshots: Map<string, AwsSnapshot>;
  readonly addresses: Map<string, AwsAddress>;
  /** What the families made, by name; `familyState` gives one its type. */
  readonly families: ReadonlyMap<string, unknown>;
  readonly truth: readonly TruthEntry[];
}

/** Everything the wire side may ask of the estate side; `createEstate` returns the first, the others are pure. */
export interface EstateOptions {
  readonly seed: number;
  /** About how many instances, volumes, snapshots and addresses, 50 to 100,000; the families' resources come on top. */
  readonly resources: number;
  /** How many accounts, management account included. */
  readonly accounts: number;
  readonly regions: readonly string[];
  readonly now: number;
}

/** One cost cell: a day's charge of one account, region, service and usage type. */
export interface CostCell {
  readonly day: string; // YYYY-MM-DD
  readonly accountId: string;
  readonly region: string; // 'global' where the service has none, 'NoRegion' for tax
  readonly service: string; // Cost Explorer's SERVICE value, e.g. 'Amazon Elastic Compute Cloud - Compute', 'EC2 - Other'
  readonly usageType: string; // e.g. 'USE1-BoxUsage:m5.large', 'EBS:VolumeUsage.gp3'
  readonly recordType:
    | 'Usage'
    | 'Tax'
    | 'Credit'
    | 'DiscountedUsage'
    | 'RIFee'
    | 'Fee'
    | 'SavingsPlanCoveredUsage'
    | 'SavingsPlanNegation'
    | 'SavingsPlanRecurringFee'
    | 'SavingsPlanUpfrontFee';
  /** As the bill has it, such as `RunInstances`. */
  readonly operation?: string;
  /** ARN of the commitment that a covered usage or a fee belongs to. */
  readonly commitmentArn?: string;
  /** Covered usage: what it would cost on demand. */
  readonly onDemandNanoUsd?: bigint;
  /** Nano-USD, exact. */
  readonly unblendedNanoUsd: bigint;
  readonly amortizedNanoUsd: bigint;
  readonly usageQuantity: number;
  readonly usageUnit: string; // 'Hrs', 'GB-Mo', …
}
