import type { Account } from '../accounts.ts';
import type { Charge, ChargeDimension, ChargeSource, ExportDelivery } from '../charges.ts';
import type { Finding, StoredFinding } from '../findings.ts';
import type { ProviderId, Scope } from '../ids.ts';
import type { Day, DayRange, Instant } from '../instant.ts';
import type { MetricDigest, MetricName } from '../metrics.ts';
import type { Currency, Money } from '../money.ts';
import type { Price, Size } from '../prices.ts';
import type { BlockVolume, PublicAddress, Resource, ResourceKind, ResourceUser, StoredResource } from '../resources.ts';
import type {
  CostAnalysisRepository,
  CostFactRepository,
  PaidCallRepository,
  RecommendationRepository,
} from './cost-store.ts';
import type { InUse } from './provider.ts';
import type { SyncRun, SyncStatus, SyncTask } from '../sync.ts';

/** Which part of an estate a question is about; a left-out field means all. */
export interface ScopeFilter {
  readonly providers?: readonly ProviderId[];
  readonly accountIds?: readonly string[];
  readonly regionIds?: readonly string[];
}

/**
 * The local store: facts and history. Methods are asynchronous so that a server can stand behind the same
 * interface; SQLite answers at once. Everything that is written comes with the moment it was observed: the
 * store has no clock. All methods throw `AppError` (store-…) for what a user can mend.
 */
export interface Store {
  readonly accounts: AccountRepository;
  readonly resources: ResourceRepository;
  readonly metrics: MetricRepository;
  readonly charges: ChargeRepository;
  readonly costs: CostAnalysisRepository;
  readonly costFacts: CostFactRepository;
  readonly recommendations: RecommendationRepository;
  readonly paidCalls: PaidCallRepository;
  readonly prices: PriceRepository;
  readonly findings: FindingRepository;
  readonly syncs: SyncRepository;
  info(): Promise<StoreInfo>;
  /** One read-only statement; refuses anything that writes (`query-invalid`). Integers beyond 2^53 come as text. */
  query(sql: string): Promise<QueryResult>;
  close(): Promise<void>;
}

export interface StoreInfo {
  readonly location: string;
  readonly schemaVersion: number;
  readonly sizeBytes: number;
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  readonly firstChargeDay: Day | null;
  readonly lastChargeDay: Day | null;
  readonly lastSync: SyncRun | null;
}

export interface QueryResult {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

export interface AccountRepository {
  upsert(accounts: readonly Account[], observedAt: Instant): Promise<void>;
  list(filter?: ScopeFilter): Promise<readonly Account[]>;
}

export interface ResourceFilter extends ScopeFilter {
  readonly kinds?: readonly ResourceKind[];
  readonly types?: readonly string[];
  readonly resourceId?: string;
  /** Substring of name or id, case-insensitive. */
  readonly text?: string;
  readonly tag?: { readonly key: string; readonly value?: string };
  readonly includeGone?: boolean;
  readonly limit?: number;
}

export interface ResourceRepository {
  /**
   * Inserts or updates what one page brought. Keeps firstSeen, sets lastSeen and the sync that saw it, clears
   * goneSince, and keeps `idleSince`: set when `attachedTo` is known and empty and was not so before, cleared
   * when it is known and not empty, left alone when it was not read.
   */
  upsert(syncId: number, resources: readonly Resource[], observedAt: Instant): Promise<void>;
  /** After a complete listing alone: what `syncId` did not see of this type and scope is gone. Returns how many. */
  markGone(syncId: number, scope: Scope, type: string, observedAt: Instant): Promise<number>;
  /** The same of a listing over all regions of the scope's account; of these regions alone where some are named. */
  markGoneInAccount(
    syncId: number,
    scope: Scope,
    type: string,
    observedAt: Instant,
    regionIds: readonly string[],
  ): Promise<number>;
  /** Regions of an account in which something is, in order. */
  regionsOf(provider: ProviderId, accountId: string): Promise<readonly string[]>;
  /** In order of account, region, kind, id; flat memory. */
  stream(filter: ResourceFilter, batchSize: number): AsyncIterable<readonly StoredResource[]>;
  count(filter: ResourceFilter): Promise<number>;
  counts(
    filter: ScopeFilter,
  ): Promise<readonly { readonly provider: ProviderId; readonly type: string; readonly count: number }[]>;
  /** Volumes and addresses whose known `attachedTo` names one of these resources of the scope; by that resource's id. */
  attachedTo(
    scope: Scope,
    resourceIds: readonly string[],
  ): Promise<ReadonlyMap<string, readonly (BlockVolume | PublicAddress)[]>>;
  /** Present resources of one scope by id; ids that are not there are left out. */
  byId(scope: Scope, resourceIds: readonly string[]): Promise<ReadonlyMap<string, StoredResource>>;
  /** By region: the kinds that are there and the size names in use of each, for asking prices and sizes. */
  inUse(provider: ProviderId): Promise<ReadonlyMap<string, InUse>>;
  /** Present resources of one provider whose known `uses` name one of these ids, in any account and region; by that id. */
  usersOf(provider: ProviderId, targetIds: readonly string[]): Promise<ReadonlyMap<string, readonly ResourceUser[]>>;
}

export interface MetricRepository {
  upsert(digests: readonly MetricDigest[], observedAt: Instant): Promise<void>;
  of(scope: Scope, resourceIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<MetricName, MetricDigest>>>;
}

export interface CostQuery extends ScopeFilter {
  readonly range: DayRange;
  readonly groupBy: readonly ChargeDimension[];
  readonly granularity: 'total' | 'daily' | 'monthly';
  readonly serviceNames?: readonly string[];
  readonly chargeCategories?: readonly string[];
  readonly currency?: Currency;
}

export interface CostRow {
  /** First day of the bucket; null for `total`. */
  readonly bucket: Day | null;
  readonly keys: Readonly<Partial<Record<ChargeDimension, string | null>>>;
  readonly currency: Currency;
  readonly billedCost: bigint;
  readonly effectiveCost: bigint;
  /** Null when any charge of the group lacks it: a part of a sum is not the sum. */
  readonly listCost: bigint | null;
  readonly contractedCost: bigint | null;
}

/** A load of charges being written; nothing of it is visible before `commit`. */
export interface ChargeLoad {
  add(charges: readonly Charge[]): Promise<void>;
  /**
   * Replaces what this source held for the billing months of its charges, rebuilds their roll-ups. `wholeMonths` came
   * whole: one of them without a charge costs nothing now, and what was held of it goes. `deliveries` is what the
   * months came with.
   */
  commit(
    wholeMonths?: readonly Day[],
    deliveries?: ReadonlyMap<Day, ExportDelivery>,
  ): Promise<{ readonly rows: number; readonly months: readonly Day[] }>;
  rollback(): Promise<void>;
}

export interface ChargeRepository {
  /** One transaction; one at a time. */
  beginLoad(source: ChargeSource, observedAt: Instant): Promise<ChargeLoad>;
  /** Answers from a roll-up where one has the dimensions. Rows of several currencies come as separate rows. */
  report(query: CostQuery): Promise<readonly CostRow[]>;
  /** Counted effective cost of resources over the range, and how many of its days have charges. By resource id. */
  ofResources(
    provider: ProviderId,
    accountId: string,
    resourceIds: readonly string[],
    range: DayRange,
  ): Promise<ReadonlyMap<string, { readonly effectiveCost: Money; readonly days: number }>>;
  /** First and last day with charges of any counted source (null when there is none). */
  extent(): Promise<DayRange | null>;
  currencies(): Promise<readonly Currency[]>;
  sources(): Promise<
    readonly {
      readonly source: ChargeSource;
      readonly billingMonth: Day;
      readonly rows: number;
      readonly loadedAt: Instant;
      /** Null where no manifest told. */
      readonly delivery: ExportDelivery | null;
    }[]
  >;
}

export interface PriceRead {
  readonly asOf: Instant;
  readonly items: number;
  /** Size names that were in use then, sorted: others that came since are not covered. */
  readonly sizeNames: readonly string[];
}

export interface PriceRepository {
  upsertPrices(prices: readonly Price[]): Promise<void>;
  upsertSizes(sizes: readonly Size[], asOf: Instant): Promise<void>;
  /** All prices of a region by `item`. */
  pricesOf(provider: ProviderId, regionId: string): Promise<ReadonlyMap<string, Price>>;
  sizesOf(provider: ProviderId, regionId: string): Promise<ReadonlyMap<string, Size>>;
  /** When each price family of this region was last read whole, and for which sizes. */
  priceReads(provider: ProviderId, regionId: string): Promise<ReadonlyMap<string, PriceRead>>;
  recordPriceRead(provider: ProviderId, regionId: string, family: string, read: PriceRead): Promise<void>;
}

export interface FindingFilter extends ScopeFilter {
  readonly checkIds?: readonly string[];
  readonly statuses?: readonly string[];
  readonly verdicts?: readonly ('waste' | 'cannot-tell')[];
  readonly resourceId?: string;
  readonly minMonthlySavings?: Money;
  readonly sort?: 'savings' | 'check' | 'resource' | 'first-seen';
  readonly limit?: number;
}

/** Findings of one analysis being written; nothing of it is visible before `commit`. */
export interface FindingLoad {
  add(findings: readonly Finding[]): Promise<void>;
  /** Takes these out of the deduplicated total: their saving stands in that of another finding. */
  uncount(findingIds: Iterable<string>): Promise<void>;
  /** Of the judged checks and scopes, what was open before and is not among the added is resolved. */
  commit(judged: {
    readonly checkIds: readonly string[];
    readonly filter: ScopeFilter;
  }): Promise<{ readonly opened: number; readonly resolved: number }>;
  rollback(): Promise<void>;
}

export interface FindingTotals {
  readonly findings: number;
  readonly cannotTell: number;
  /** By currency: deduplicated, the least and the most of what counts there, and the plain sum beside it. */
  readonly savings: readonly {
    readonly currency: Currency;
    readonly deduplicated: bigint;
    readonly low: bigint;
    readonly high: bigint;
    readonly plainSum: bigint;
  }[];
  /** Waste findings whose saving is not known. */
  readonly unpriced: number;
}

export interface FindingRepository {
  beginLoad(observedAt: Instant): Promise<FindingLoad>;
  /** Ordered; memory flat. */
  stream(filter: FindingFilter, batchSize: number): AsyncIterable<readonly StoredFinding[]>;
  /** By a finding's id, a resource's id, or the last part of one that is a path. */
  get(idOrResourceId: string): Promise<readonly StoredFinding[]>;
  /** Of open findings that match, in all and by the named key. */
  totals(filter: FindingFilter): Promise<FindingTotals>;
  totalsBy(key: 'check' | 'provider' | 'account', filter: FindingFilter): Promise<ReadonlyMap<string, FindingTotals>>;
  suppress(
    id: string,
    suppression: { readonly until: Instant | null; readonly reason: string } | null,
    at: Instant,
  ): Promise<void>;
}

export interface SyncRepository {
  /** Goes on with an unfinished run of the same request that started after `resumableSince`, else starts one. */
  begin(
    request: string,
    startedAt: Instant,
    resumableSince: Instant,
  ): Promise<{ readonly run: SyncRun; readonly resumed: boolean }>;
  /** Adds tasks that the run does not have yet; those it has keep their state. Returns all, in a stable order. */
  plan(
    runId: number,
    tasks: readonly Pick<SyncTask, 'provider' | 'accountId' | 'regionId' | 'subject'>[],
  ): Promise<readonly SyncTask[]>;
  update(runId: number, task: SyncTask): Promise<void>;
  finish(runId: number, status: SyncStatus, finishedAt: Instant): Promise<void>;
  latest(): Promise<SyncRun | null>;
  tasks(runId: number): Promise<readonly SyncTask[]>;
}

export interface OpenStoreOptions {
  /** A file path. */
  readonly location: string;
  /** `read` never creates, migrates, nor waits for a writer; `write` takes the writer's lock. */
  readonly mode: 'read' | 'write';
  /** For the names of kept copies and the lock's holder text. */
  readonly now: Instant;
}
