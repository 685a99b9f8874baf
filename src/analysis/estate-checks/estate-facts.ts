import type { CostFactSet, CostSubject, TransferUsage } from '../../domain/cost-facts.ts';
import type { Fact } from '../../domain/fact.ts';
import type { ProviderId, Scope } from '../../domain/ids.ts';
import type { Day, DayRange, Instant } from '../../domain/instant.ts';
import type { Money } from '../../domain/money.ts';
import type { CostSeries } from '../../domain/ports/cost-store.ts';
import type { Recommendation } from '../../domain/recommendations.ts';
import type { Commitment, ResourceKind, StoredResource } from '../../domain/resources.ts';
import type { Effect } from '../actions.ts';
import type { BilledCosts } from '../batch.ts';
import type { Machines } from '../pricing/machines-of.ts';
import type { AnalysisSettings } from '../settings.ts';

/** Something that other findings of the same analysis would change: usage that will not be there to be committed to. */
export interface PlannedChange {
  readonly scope: Scope;
  readonly resourceId: string;
  readonly kind: ResourceKind;
  /** The machines that it bills for; none where it has no machines. */
  readonly machines: readonly Machines[];
  /** The cluster that it is a member of. */
  readonly clusterId?: string;
  readonly effect: Effect;
  readonly monthlySavings: Money;
}

/** How many present resources have tags at all, and how many have each key. */
export interface TagUse {
  readonly resources: number;
  readonly byKey: ReadonlyMap<string, number>;
}

/** What is known of a whole cloud: of all payers that were asked. */
export interface EstateFacts {
  readonly now: Instant;
  readonly provider: ProviderId;
  /** Accounts whose cost services are asked: the payers. */
  readonly payers: readonly string[];
  readonly settings: AnalysisSettings;
  /** One set for each payer; unread when none was read lately, and why. */
  cost<S extends CostSubject>(subject: S): Fact<readonly CostFactSet<S>[]>;
  /** Commitments that are there, ended ones included; unread when a listing was not whole. */
  readonly commitments: Fact<readonly StoredResource<Commitment>[]>;
  /** What the findings that count would change. */
  readonly planned: readonly PlannedChange[];
  readonly tags: Fact<TagUse>;
}

/** A waste finding of this analysis on a resource of the account. */
export interface OwnFinding {
  readonly checkId: string;
  readonly effect: Effect;
  readonly counts: boolean;
}

/** What is known of one account. */
export interface AccountFacts {
  readonly now: Instant;
  readonly provider: ProviderId;
  readonly accountId: string;
  readonly settings: AnalysisSettings;
  /** Days of `series`. */
  readonly range: DayRange;
  readonly series: readonly CostSeries[];
  /** Days of the range that the store has charges for at all: a day without is not a day without cost. */
  readonly chargedDays: ReadonlySet<Day>;
  readonly transfers: Fact<readonly TransferUsage[]>;
  /** Unread when no adviser was read. */
  readonly recommendations: Fact<readonly Recommendation[]>;
  /** By resource id, and by the other ids under which a bill may have it. */
  readonly findings: ReadonlyMap<string, readonly OwnFinding[]>;
  /** What the resources that a recommendation names cost by the bill. */
  readonly billed: BilledCosts;
  /** By `<kind> <region>`, why a listing was not whole: what is not there may be. */
  readonly holes: ReadonlyMap<string, string>;
  /** Resources that a recommendation names, by every id that one of them uses. */
  readonly resources: ReadonlyMap<string, StoredResource>;
}
