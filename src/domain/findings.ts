import type { CostSubject } from './cost-facts.ts';
import type { Fact } from './fact.ts';
import type { ProviderId, Scope } from './ids.ts';
import type { Instant } from './instant.ts';
import type { Money } from './money.ts';
import type { AdviserId } from './recommendations.ts';
import type { ResourceKind } from './resources.ts';

/** What a finding can be about beside a resource: things that only the bill and the cloud's cost services know. */
export const billedKinds = [
  'account-cost',
  'usage-type',
  'allocation-tag',
  'purchase',
  'recommended-resource',
] as const;

/** The kind of what a finding is about. */
export type SubjectKind = ResourceKind | (typeof billedKinds)[number];

export type SavingsBasis = 'billing' | 'price-api' | 'price-book' | 'estimate';

/** One term of a cost: quantity x unit price, or the billed cost of a span. It can be recomputed by hand. */
export interface CostTerm {
  /** What it is: `storage`, `provisioned IOPS above 3,000`, `billed effective cost, 30 days`. */
  readonly label: string;
  readonly quantity: string;
  readonly unit: string;
  readonly unitPrice: string;
  /** Negative for what replaces it (the gp3 volume after the change). */
  readonly amount: Money;
  /** Where the price stands, and as of when. */
  readonly source: string;
  readonly asOf: Instant;
}

/** A monthly cost or saving with all it was computed from. */
export interface CostEstimate {
  readonly amount: Money;
  /** The least and the most it can be where a price or quantity is uncertain; both equal `amount` otherwise. */
  readonly low: Money;
  readonly high: Money;
  readonly basis: SavingsBasis;
  readonly terms: readonly CostTerm[];
}

export type Risk = 'low' | 'medium' | 'high';

/** What would be done about it; `automation` owns how. */
export interface ProposedAction {
  readonly kind: string;
  readonly params: Readonly<Record<string, string | number | boolean>>;
}

export type EvidenceValue = string | number | boolean | null;

export type FindingStatus = 'open' | 'suppressed' | 'grace' | 'exempt' | 'planned' | 'resolved';

/** What a check concluded about one resource. What is fine leaves no record. */
export interface Finding {
  /** `<check>/<account>/<region>/<resource>`: stable over syncs. */
  readonly id: string;
  readonly checkId: string;
  readonly scope: Scope;
  readonly resourceKind: SubjectKind;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly resourceName?: string;
  readonly title: string;
  readonly verdict: 'waste' | 'cannot-tell';
  /** For `cannot-tell`: what was not read. */
  readonly reason?: string;
  /** The numbers that decided it, units in the names. */
  readonly evidence: Readonly<Record<string, EvidenceValue>>;
  readonly monthlySavings: Fact<CostEstimate>;
  /** 0 to 1. */
  readonly confidence: number;
  readonly risk: Risk;
  readonly action: ProposedAction;
  /** Owner as tags tell, where they do. */
  readonly owner?: string;
  /** The code that manages it: `CloudFormation stack web`, `Auto Scaling group api`. */
  readonly managedBy?: string;
  /**
   * Savings interact: deleting beats resizing beats scheduling beats committing. What counts towards the
   * deduplicated total is true for one finding of a resource at most.
   */
  readonly countsTowardsTotal: boolean;
  /** A rule of the configuration that silences it. */
  readonly suppressedByRule?: { readonly until: Instant | null; readonly reason: string };
  /** It is only watched (status `grace`) until it has been there for so many days. */
  readonly graceDays?: number;
}

/** A finding with its life in the store. */
export interface StoredFinding extends Finding {
  readonly status: FindingStatus;
  readonly firstSeen: Instant;
  readonly lastSeen: Instant;
  readonly resolvedAt?: Instant;
  readonly suppression?: {
    readonly until: Instant | null;
    readonly reason: string;
    /** A person with `findings suppress`, or a rule of the configuration. */
    readonly by: 'command' | 'configuration';
  };
}

export const findingId = (checkId: string, scope: Scope, resourceId: string): string =>
  `${checkId}/${scope.accountId}/${scope.regionId}/${resourceId}`;

/** What a check is, for `checks list` and the docs. */
export interface CheckInfo {
  /** The catalogue's id. */
  readonly id: string;
  /** The neutral name, which the rule has in every cloud. */
  readonly name: string;
  readonly provider: ProviderId;
  /** The vendor's name of the service; unset for a check that the catalogue does not have. */
  readonly service?: string;
  readonly category: string;
  readonly priority?: string;
  /** Metrics that it reads. */
  readonly metrics: readonly string[];
  /** Kinds of resources that it reads, its own first. */
  readonly kinds: readonly ResourceKind[];
  /** What it asks the cloud's cost services and advisers for. */
  readonly costs: readonly CostSubject[];
  readonly advisers: readonly AdviserId[];
  /** How the saving is computed, what is left alone, and what each number of the evidence is. */
  readonly savings: string;
  readonly ignores: readonly string[];
  readonly evidence: Readonly<Record<string, string>>;
  readonly title: string;
  readonly kind: SubjectKind;
  readonly description: string;
  readonly risk: Risk;
  readonly action: string;
  readonly params: Readonly<Record<string, { readonly default: number; readonly why: string }>>;
}
