import type { Account } from '../accounts.ts';
import type { Charge, ChargeSource } from '../charges.ts';
import type { CloudError } from '../cloud-error.ts';
import type { CloudSettings } from '../cloud-settings.ts';
import type { AllocationTag, CostFactTypes, CostSubject, OnDemandUsage, ResourceCostRecord } from '../cost-facts.ts';
import type { ProviderId, Scope } from '../ids.ts';
import type { Day, DayRange, Instant } from '../instant.ts';
import type { MetricDigest, MetricName } from '../metrics.ts';
import type { UnitPrice } from '../money.ts';
import type { Price, Size } from '../prices.ts';
import type { AdviserId, Recommendation } from '../recommendations.ts';
import type { Resource, ResourceKind } from '../resources.ts';

/** What the surroundings lend to a provider. A provider has no clock of its own and reads no `process.env`. */
export interface ProviderRuntime {
  now(): Instant;
  /** Aborted on Ctrl-C: calls in flight end with a `cancelled` CloudError. */
  readonly signal: AbortSignal;
  readonly onEvent: (event: ProviderEvent) => void;
  /** Send every call to this sandbox, with its credentials, and never anywhere else. */
  readonly sandboxUrl?: string;
  /** Not used towards a sandbox. */
  readonly proxies?: Proxies;
  /**
   * A secret by the name of the variable that the settings have for it, asked for when it is used; undefined where the
   * variable is not set. Not used towards a sandbox.
   */
  readonly secret?: (variable: string) => string | undefined;
  readonly limits?: Partial<CallLimits>;
}

/** Proxies as the environment names them: `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`. */
export interface Proxies {
  /** For https:// endpoints. */
  readonly https?: string;
  readonly http?: string;
  /** Hosts that are called without one, separated by commas. */
  readonly noProxy?: string;
}

/** Limits of the engine beneath every cloud; `providers/shared` has the defaults and their reasons. */
export interface CallLimits {
  /** Calls in flight per account, region and service. */
  readonly concurrencyPerService: number;
  /** Calls in flight in all. */
  readonly concurrency: number;
  /** Attempts of one call, the first included. */
  readonly attempts: number;
  readonly callTimeoutMs: number;
  /** Longest time that one account and region may take in a sync. */
  readonly scopeDeadlineMs: number;
}

export type ProviderEvent =
  | {
      readonly kind: 'call';
      readonly operation: string;
      readonly scope: Scope;
      readonly outcome: 'ok' | 'error';
      readonly ms: number;
    }
  | {
      readonly kind: 'retry';
      readonly operation: string;
      readonly scope: Scope;
      readonly attempt: number;
      readonly waitMs: number;
      readonly reason: string;
    }
  | { readonly kind: 'throttled'; readonly operation: string; readonly scope: Scope; readonly concurrency: number }
  | { readonly kind: 'circuit-open'; readonly scope: Scope; readonly reason: string };

/** Who we are, for `doctor`. */
export interface Identity {
  readonly accountId: string;
  /** ARN, e-mail, application id or user: never a secret. */
  readonly principal: string;
  /** Where the credentials came from, in words: `profile finops`, `environment variables`. */
  readonly source: string;
}

/** Something that should have been read and was not. */
export interface UnreadScope {
  readonly scope: Scope;
  readonly subject: string;
  readonly error: CloudError;
}

/** Something that is left alone on purpose: a suspended or excluded account, regions that are not enabled. No hole. */
export interface SkippedScope {
  readonly scope: Scope;
  readonly subject: string;
  /** In words that can be shown. */
  readonly reason: string;
  /** Nothing that could use a resource elsewhere is in it. One that the user leaves out may hold anything. */
  readonly holdsNothing?: true;
}

/** What there is to read. An account that could not be entered stands in `unread`, never left out. */
export interface Discovery {
  readonly accounts: readonly Account[];
  /** Account and region pairs to read; `global` once per account where a subject needs it. */
  readonly scopes: readonly Scope[];
  readonly unread: readonly UnreadScope[];
  readonly skipped?: readonly SkippedScope[];
  /** Collectors have reach `account`: the regions to ask for metrics, prices and sizes are those where resources are. */
  readonly regionsFromInventory?: true;
}

/** A collector of one resource type, known without loading an SDK. */
export interface CollectorInfo {
  /** The resource type that it brings: `aws:ec2:volume`. */
  readonly type: string;
  readonly kind: ResourceKind;
  /**
   * `regional`: read in each region; `global`: once per account, for what has no region; `account`: once per account,
   * and each resource tells its own region.
   */
  readonly reach: 'regional' | 'global' | 'account';
  readonly permissions: readonly string[];
  /** What can be asked of the cloud's monitoring for resources of this type. */
  readonly metrics?: readonly MetricName[];
}

/** A row of an answer that failed its schema: shown as unread, and the listing is not complete. */
export interface UnreadRow {
  /** Its id where that much could be read. */
  readonly resourceId?: string;
  readonly reason: string;
}

export interface ResourcePage {
  readonly resources: readonly Resource[];
  readonly unread: readonly UnreadRow[];
}

/** Which metrics are wanted of which resources. */
export interface MetricQuestion {
  readonly subjects: readonly Resource[];
  /** A resource is asked for those of them that its type has. */
  readonly metrics: ReadonlySet<MetricName>;
  /** Windows end here, at a UTC midnight, and begin as many days before as the metric needs. */
  readonly until: Instant;
}

/** What a sync's own calls cost, where the cloud bills for reading. */
export interface PaidCalls {
  /** `cloudwatch:GetMetricData`; `ce:requests`, whichever operation. */
  readonly operation: string;
  /** What the service is called: `CloudWatch`. */
  readonly service: string;
  readonly quantity: number;
  /** What is counted: `metric`, `request`. */
  readonly unit: string;
  readonly unitPrice: UnitPrice;
  /** Where the unit price stands. */
  readonly source: string;
  /** How many more were left out because a cap of the configuration was reached. */
  readonly capped: number;
}

/** What is in use in a region, for asking prices and sizes: size names by kind; a kind without sizes has an empty list. */
export type InUse = ReadonlyMap<ResourceKind, readonly string[]>;

export interface PricePage {
  readonly prices: readonly Price[];
  /** Sizes that the price list tells beside the prices (database classes, cache node types). */
  readonly sizes: readonly Size[];
}

export interface MetricPage {
  readonly digests: readonly MetricDigest[];
  readonly unread: readonly UnreadRow[];
}

export interface ChargePage {
  readonly source: ChargeSource;
  /** Every page of one billing month comes before the next month's first, and those of one source after each other. */
  readonly billingMonth: Day;
  readonly charges: readonly Charge[];
  /** The source's last page of the month: what came of it is all of it, whatever fails afterwards. */
  readonly monthComplete: boolean;
  /** Why the source's month could not be read to its end: what was stored of it stays, and other sources go on. */
  readonly unread?: readonly UnreadRow[];
}

/** What a question about cost facts builds on: what the store already holds of the same payer. */
export interface CostFactRequest {
  readonly onDemandUsage: readonly OnDemandUsage[];
  readonly allocationTags: readonly AllocationTag[];
  /** Whether cost by this tag is wanted. */
  isAllocationTag(key: string): boolean;
}

/** Cost by resource over a range, where the cloud's cost API tells it. */
export interface ResourceCostPage {
  readonly range: DayRange;
  readonly costs: readonly ResourceCostRecord[];
}

/** One permission or reachability probe of `doctor`. */
export interface Probe {
  readonly name: string;
  readonly permissions: readonly string[];
  /** `skipped`: left alone on purpose, which is no trouble. */
  readonly outcome: 'ok' | 'denied' | 'failed' | 'skipped';
  readonly message?: string;
  /** Server time minus our clock, where the answer told it. */
  readonly clockSkewMs?: number;
}

/**
 * One configured cloud, opened. Every async generator throws a `CloudError` when a read fails; pages that came
 * before stay valid. Nothing here writes to a cloud.
 */
export interface CloudConnection {
  readonly provider: ProviderId;
  readonly name: string;
  readonly collectors: readonly CollectorInfo[];
  /** What can be asked of its cost services; nothing else is asked for. */
  readonly costSubjects: readonly CostSubject[];
  identity(): Promise<Identity>;
  discover(): Promise<Discovery>;
  collect(type: string, scope: Scope): AsyncIterable<ResourcePage>;
  /** Digests for the subjects of one scope; a subject without any sample has a digest with sampleCount 0. */
  metrics(scope: Scope, question: MetricQuestion): AsyncIterable<MetricPage>;
  /** What the calls so far cost, by operation. */
  paidCalls(): readonly PaidCalls[];
  /** The cloud's own cost API, over whole billing months that touch `range`. One scope: the billing account's. */
  charges(range: DayRange): AsyncIterable<ChargePage>;
  /** The scope that `charges` is read under, for the sync's task list. */
  billingScope(): Promise<Scope>;
  /** Aggregates of the cloud's cost services over the settled last weeks. A `not-enabled` CloudError: there are none. */
  costFacts<S extends CostSubject>(subject: S, request: CostFactRequest): Promise<readonly CostFactTypes[S][]>;
  /** Cost by resource of the settled last days; a `not-enabled` CloudError where the payer has not switched that on. */
  resourceCosts(): Promise<ResourceCostPage>;
  /**
   * What the cloud's advisers say, as far as it is told in this scope: the billing scope for what is told once for all
   * accounts, an account's global scope, or an account and region. `kinds` are the kinds of resources that are there.
   */
  recommendations(
    adviser: AdviserId,
    scope: Scope,
    kinds: ReadonlySet<ResourceKind>,
  ): Promise<readonly Recommendation[]>;
  /** Names of the price families that these kinds need; the store remembers when each was last read, by region. */
  priceFamilies(kinds: readonly ResourceKind[]): readonly string[];
  /** List prices of one family in a region, for what is in use there and what could take its place. */
  prices(regionId: string, family: string, inUse: InUse): AsyncIterable<PricePage>;
  /** Machine sizes of a region: those in use and what could take their place. */
  sizes(scope: Scope, sizeNames: readonly string[]): AsyncIterable<readonly Size[]>;
  /** Cheap reads, one per service and permission, for `doctor`. */
  probe(): AsyncIterable<Probe>;
  close(): Promise<void>;
}

/** A cloud's folder exports one of these; `services` loads it with `await import()`. */
export interface Provider {
  readonly id: ProviderId;
  readonly collectors: readonly CollectorInfo[];
  /** All permissions that reading needs, by what needs them. */
  readonly permissions: readonly PermissionNeed[];
  /** What a sync of these kinds and metrics calls, and nothing else; `doctor`'s own probes are left out. */
  readPermissions(needs: ReadNeeds): readonly PermissionNeed[];
  /** Throws a TypeError for settings of another cloud. */
  connect(settings: CloudSettings, runtime: ProviderRuntime): CloudConnection;
}

export interface ReadNeeds {
  readonly kinds: ReadonlySet<ResourceKind>;
  readonly metrics: ReadonlySet<MetricName>;
  /** Subjects of cost facts; none when left out. */
  readonly costs?: ReadonlySet<CostSubject>;
  /** Advisers that are asked; none when left out. */
  readonly advisers?: ReadonlySet<AdviserId>;
}

export interface PermissionNeed {
  /** `inventory: aws:ec2:volume`, `metrics`, `cost`, `prices`, `accounts`. */
  readonly use: string;
  /** Set where it is needed for resources of this type alone. */
  readonly type?: string;
  /**
   * Where it has to be granted: `reader` in every account that is read, `payer` to the credentials that Ballast is
   * started with, in the organisation's management account or one that it delegates to.
   */
  readonly grantedTo: 'reader' | 'payer';
  readonly permissions: readonly string[];
}
