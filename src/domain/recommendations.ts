import type { ProviderId, Scope } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Money } from './money.ts';

/** The cloud's own advisers, most trusted first: the first is the one that merges the others and knows discounts. */
export const adviserIds = [
  'cost-optimization-hub',
  'compute-optimizer',
  'trusted-advisor',
  'recommender',
  'commitment-recommender',
  'advisor',
] as const;
export type AdviserId = (typeof adviserIds)[number];

/** Whose each adviser is, and where it is asked: once for all accounts, in each account, or in each of its regions. */
export const advisers: Readonly<
  Record<AdviserId, { readonly provider: ProviderId; readonly reach: 'payer' | 'account' | 'regional' }>
> = {
  'cost-optimization-hub': { provider: 'aws', reach: 'payer' },
  'compute-optimizer': { provider: 'aws', reach: 'regional' },
  'trusted-advisor': { provider: 'aws', reach: 'account' },
  recommender: { provider: 'gcp', reach: 'account' },
  'commitment-recommender': { provider: 'gcp', reach: 'payer' },
  advisor: { provider: 'azure', reach: 'account' },
};

/** What a cloud itself recommends about one of its resources: a second opinion, in its own words. */
export interface Recommendation {
  readonly adviser: AdviserId;
  /** Unique within the adviser. */
  readonly id: string;
  readonly scope: Scope;
  /** The id that the resource has in the inventory where it is there, else as the adviser names it. */
  readonly resourceId: string;
  /** Other names of it, such as its ARN. */
  readonly otherIds: readonly string[];
  /** The adviser's word: `Ec2Instance`, `EBSVolume`. */
  readonly resourceType: string;
  /** The adviser's word: `Rightsize`, `Stop`, `Delete`, `PurchaseSavingsPlans`. */
  readonly action: string;
  /** In the adviser's words; absent where it does not say. */
  readonly current?: string;
  readonly recommended?: string;
  /** After discounts where the adviser knows them; absent where it names no amount. */
  readonly monthlySavings?: Money;
  /** What queries would read and use less in a month, where that is what it tells. */
  readonly savedBytes?: number;
  readonly savedSlotHours?: number;
  readonly afterDiscounts: boolean;
  readonly effort?: string;
  readonly restartNeeded?: boolean;
  readonly rollbackPossible?: boolean;
  readonly lookbackDays?: number;
  readonly refreshedAt?: Instant;
}
