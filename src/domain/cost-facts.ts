import type { DayRange, Instant } from './instant.ts';
import type { Currency, Money } from './money.ts';

/*
 * What a cloud's own cost services tell beside the charges: aggregates over a window, of all accounts that one payer
 * pays for. Amounts are exact decimal text in the record's currency; ratios go from 0 to 1.
 */

/** How much of one commitment was used over the window. */
export interface CommitmentUse {
  /** An id or ARN that one of the commitment's `resourceId` and `billingIds` is; of several where they are billed together. */
  readonly commitmentId: string;
  readonly accountId: string | null;
  readonly category: 'spend' | 'usage';
  readonly window: DayRange;
  readonly currency: Currency;
  /** What the commitment cost in the window, its share of what was paid ahead included. */
  readonly amortizedCost: string;
  /** The part of it that bought nothing. */
  readonly unusedCost: string;
  readonly utilization: number;
  /** What the usage that it covered would have cost on demand, minus what the commitment cost; null where that is not told. */
  readonly netSavings: string | null;
}

/** How much of the usage that commitments can cover was covered, over the window. */
export interface CommitmentCoverage {
  readonly category: 'spend' | 'usage';
  readonly serviceName: string;
  readonly regionId: string | null;
  readonly window: DayRange;
  readonly currency: Currency | null;
  /** At on-demand prices; null where the cloud tells hours alone. */
  readonly coveredCost: string | null;
  readonly onDemandCost: string;
  readonly coverage: number;
}

/** On-demand usage of one usage type and operation, day by day or hour by hour, over all accounts of the payer. */
export interface OnDemandUsage {
  readonly serviceName: string;
  /** The price list's code of the service: `AmazonEC2`. */
  readonly serviceCode: string;
  /** Null where the usage type does not tell. */
  readonly regionId: string | null;
  readonly usageType: string;
  readonly operation: string;
  readonly window: DayRange;
  readonly currency: Currency;
  /** What a quantity counts: `Hrs`, `N/A` where units are mixed. */
  readonly unit: string;
  /** One entry for each day of the window; zero for a day without usage. */
  readonly costs: readonly string[];
  readonly quantities: readonly number[];
}

/** Hourly on-demand cost of a service, where the payer has switched hourly data on. */
export interface HourlyOnDemandCost {
  readonly serviceName: string;
  readonly window: DayRange;
  readonly currency: Currency;
  /** One entry for each hour of the window. */
  readonly costs: readonly string[];
}

/** Traffic of one account and usage type over the window and over the equally long one before it. */
export interface TransferUsage {
  readonly accountId: string;
  readonly usageType: string;
  /** Where it goes: out to the internet, between zones of a region, or between regions. */
  readonly route: 'internet' | 'zones' | 'regions';
  readonly window: DayRange;
  readonly currency: Currency;
  readonly cost: string;
  readonly formerCost: string;
  /** In the cloud's unit, which for traffic is 2^30 bytes. */
  readonly quantityGiB: number;
  readonly formerQuantityGiB: number;
}

/** A tag key as the bill knows it. */
export interface AllocationTag {
  readonly key: string;
  readonly madeBy: 'user' | 'cloud';
  readonly isActive: boolean;
  /** Last month in which it was on something that was billed. */
  readonly lastUsedAt: string | null;
}

/** Cost of an account by one value of a tag or cost category over the window; the empty value is what has none. */
export interface AllocatedCost {
  readonly dimension: 'tag' | 'cost-category';
  readonly key: string;
  readonly value: string;
  readonly accountId: string;
  readonly window: DayRange;
  readonly currency: Currency;
  readonly cost: string;
}

/** Cost by how it was bought: on demand, spot, covered by a commitment. */
export interface PurchaseTypeCost {
  /** The cloud's word: `On Demand Instances`, `Savings Plans`. */
  readonly purchaseType: string;
  readonly serviceName: string;
  readonly window: DayRange;
  readonly currency: Currency;
  readonly billedCost: string;
  readonly effectiveCost: string;
}

export type CommitmentTermYears = 1 | 3;
export type CommitmentPayment = 'none' | 'partial' | 'all';

/** What one unit of a usage type costs under a commitment that could be bought. */
export interface CommitmentOffer {
  readonly category: 'spend' | 'usage';
  /** `Compute`, `EC2Instance`, `Database`; the offering class of a reservation (`standard`, `convertible`), or empty. */
  readonly plan: string;
  readonly serviceCode: string;
  readonly regionId: string | null;
  readonly usageType: string;
  readonly operation: string;
  /** The on-demand price item (`Price.item`) of what it covers, where that is known. */
  readonly item?: string;
  readonly termYears: CommitmentTermYears;
  readonly payment: CommitmentPayment;
  readonly currency: Currency;
  /** Per unit and hour, upfront payment spread over the term. */
  readonly hourlyRate: string;
  /** Per unit, paid once. */
  readonly upfront: string;
  readonly source: string;
  readonly asOf: Instant;
}

/** What the cloud itself says should be bought. */
export interface PurchaseAdvice {
  readonly category: 'spend' | 'usage';
  /** `COMPUTE_SP`, or the service's name for reservations. */
  readonly subject: string;
  /** What exactly: the instance details in words. */
  readonly detail: string;
  readonly termYears: CommitmentTermYears;
  readonly payment: CommitmentPayment;
  readonly lookbackDays: number;
  readonly currency: Currency;
  /** `spend`: amount per hour. `usage`: null. */
  readonly hourlyCommitment: string | null;
  readonly units: number | null;
  readonly monthlySavings: string;
  readonly upfront: string;
}

/** Cost of one resource over a range of days that stands beside it. */
export interface ResourceCostRecord {
  readonly accountId: string;
  readonly resourceId: string;
  readonly effectiveCost: Money;
  readonly days: number;
}

/** By subject: what a sync reads and stores as a whole. */
export interface CostFactTypes {
  'commitment-use': CommitmentUse;
  'commitment-coverage': CommitmentCoverage;
  'on-demand-usage': OnDemandUsage;
  'hourly-on-demand-cost': HourlyOnDemandCost;
  'transfer-usage': TransferUsage;
  'allocation-tags': AllocationTag;
  'allocated-cost': AllocatedCost;
  'purchase-type-cost': PurchaseTypeCost;
  'commitment-offers': CommitmentOffer;
  'purchase-advice': PurchaseAdvice;
}

export type CostSubject = keyof CostFactTypes;

/** In the order in which a sync reads them: what others build on comes first, what costs the most per use last. */
export const costSubjects = [
  'on-demand-usage',
  'commitment-use',
  'commitment-offers',
  'transfer-usage',
  'allocation-tags',
  'allocated-cost',
  'commitment-coverage',
  'purchase-type-cost',
  'purchase-advice',
  'hourly-on-demand-cost',
] as const satisfies readonly CostSubject[];

/** All records of one subject that one payer's account gave, and when. */
export interface CostFactSet<S extends CostSubject = CostSubject> {
  /** The account that was asked: the payer's, or the only one. */
  readonly payerAccountId: string;
  readonly subject: S;
  readonly observedAt: Instant;
  readonly records: readonly CostFactTypes[S][];
}
