import type { Payment, Years } from './rates.ts';

export type PlanType = 'Compute' | 'EC2Instance' | 'SageMaker' | 'Database';

/** A Savings Plan. Times are epoch ms, money USD as decimal text. */
export interface SavingsPlan {
  /** A UUID: the key of the state's map. */
  readonly id: string;
  readonly arn: string;
  readonly accountId: string;
  /** Plans are listed once for all regions; this is the region of an EC2 Instance plan, else `global`. */
  readonly region: string;
  readonly type: PlanType;
  readonly family?: string;
  /** Per hour. */
  readonly commitment: string;
  readonly payment: Payment;
  readonly years: Years;
  readonly startAt: number;
  readonly endAt: number;
  readonly state: 'active' | 'queued' | 'retired' | 'returned';
  readonly tags: Readonly<Record<string, string>>;
}

export type ReservedService = 'ec2' | 'rds' | 'elasticache' | 'opensearch' | 'redshift' | 'memorydb';

/** Reserved capacity of one service. */
export interface Reservation {
  /** The service's own id: the key of the state's map. */
  readonly id: string;
  readonly arn: string;
  readonly service: ReservedService;
  /** As Cost Explorer spells it. */
  readonly serviceName: string;
  readonly accountId: string;
  readonly region: string;
  /** What the bill calls what it covers. */
  readonly usageType: string;
  readonly operation: string;
  /** `m5.large`, `db.r6g.large`. */
  readonly unitName: string;
  readonly description: string;
  readonly multiAz: boolean;
  readonly count: number;
  /** Per unit and hour, and per unit once. */
  readonly hourly: string;
  readonly upfront: string;
  readonly payment: Payment;
  readonly years: Years;
  readonly offeringClass: 'standard' | 'convertible';
  readonly startAt: number;
  readonly endAt: number;
  readonly state: 'active' | 'queued' | 'retired';
  /** Billing's number of it. */
  readonly subscriptionId: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A tag key as billing knows it. */
export interface CostAllocationTag {
  readonly key: string;
  readonly type: 'AWSGenerated' | 'UserDefined';
  readonly active: boolean;
  readonly lastUsedAt: number;
}

/** Usage that belongs to no resource of the inventory: a burst of logs, traffic between zones. */
export interface LooseUsage {
  readonly accountId: string;
  readonly region: string;
  readonly service: string;
  readonly productCode: string;
  readonly usageType: string;
  readonly unit: string;
  /** USD per unit. */
  readonly price: string;
  /** Whole units a day. */
  readonly perDay: number;
  readonly from: number;
  readonly to: number | null;
}

export type Adviser = 'hub' | 'optimizer' | 'advisor';

/** What AWS itself recommends. */
export interface NativeRecommendation {
  readonly id: string;
  readonly adviser: Adviser;
  readonly accountId: string;
  readonly region: string;
  readonly resourceId: string;
  readonly resourceArn: string;
  /** Cost Optimization Hub's word; Compute Optimizer's follows from it. */
  readonly resourceType: 'Ec2Instance' | 'EbsVolume' | 'RdsDbInstance';
  readonly action: 'Rightsize' | 'Stop' | 'Upgrade' | 'Delete';
  readonly current: string;
  readonly recommended: string;
  readonly monthlySavings: number;
  readonly monthlyCost: number;
  readonly refreshedAt: number;
}

export interface CommitmentsState {
  readonly plans: ReadonlyMap<string, SavingsPlan>;
  readonly reservations: ReadonlyMap<string, Reservation>;
  readonly allocationTags: readonly CostAllocationTag[];
  /** Value of the account tag that divides every line of an account's bill, by account. */
  readonly accountTags: Readonly<Record<string, string>>;
  readonly costCategories: readonly { readonly name: string; readonly arn: string }[];
  readonly loose: readonly LooseUsage[];
  readonly recommendations: ReadonlyMap<string, NativeRecommendation>;
  /** Cost Explorer's settings that cost extra: off unless a test switches them on. */
  readonly settings: { hourlyData: boolean; resourceData: boolean };
  /** Accounts whose support plan holds the Trusted Advisor API. */
  readonly supported: readonly string[];
}
