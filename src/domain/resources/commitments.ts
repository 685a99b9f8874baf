import type { Fact } from '../fact.ts';
import type { Instant } from '../instant.ts';
import type { MoneyDocument } from '../money.ts';
import type { ResourceBase } from './resource-base.ts';

/**
 * A discount bought ahead: a promise to spend so much an hour (Savings Plan, spend-based commitment) or to pay for so
 * many machines, whether they run or not (reserved instance or node). FOCUS: commitment discount.
 */
export interface Commitment extends ResourceBase {
  readonly kind: 'commitment';
  /** FOCUS CommitmentDiscountCategory: `spend` is an amount per hour, `usage` a number of units. */
  readonly category: 'spend' | 'usage';
  /** The vendor's word for what it covers: `Compute`, `EC2Instance`, `RDS`, `ElastiCache`. */
  readonly covers: string;
  /** `queued`: bought, and begins later. `pending`: its payment is. `void`: failed, returned or deleted before it began. */
  readonly phase: 'pending' | 'queued' | 'active' | 'ended' | 'void';
  readonly startsAt: Fact<Instant>;
  readonly endsAt: Fact<Instant>;
  readonly termMonths: number;
  /** How much of it was paid ahead. */
  readonly payment: 'none' | 'partial' | 'all';
  /** `spend`: the amount promised per hour. */
  readonly hourlyCommitment?: MoneyDocument;
  /** Paid per hour of the term beside what was paid ahead, of all units together. Unread where it was not told. */
  readonly hourlyFee: Fact<MoneyDocument>;
  /** Paid ahead, of all units together. */
  readonly upfront: Fact<MoneyDocument>;
  /** `usage`: how many units of `unitName` (`m5.large`, `db.r6g.large`) are reserved. */
  readonly units?: number;
  readonly unitName?: string;
  /** Operating system or engine that it is bound to, in the vendor's words. */
  readonly boundTo?: string;
  /** Instance family that a spend commitment is bound to. */
  readonly family?: string;
  /** Memory that is committed to beside the units, where the two are bought together. */
  readonly memoryMiB?: number;
  /** It is bought again by itself when it ends. */
  readonly renews?: boolean;
  /** May be exchanged for another (convertible reserved instances). */
  readonly exchangeable?: boolean;
  /** How much of it was used of late, where its own listing tells. */
  readonly utilization?: Fact<CommitmentUtilization>;
}

export interface CommitmentUtilization {
  /** 0 to 1. */
  readonly share: number;
  readonly windowDays: number;
}
