import type { CostFactSet, CostFactTypes, CostSubject, ResourceCostRecord } from '../cost-facts.ts';
import type { ProviderId, Scope } from '../ids.ts';
import type { Day, DayRange, Instant } from '../instant.ts';
import type { Currency, Money } from '../money.ts';
import type { AdviserId, Recommendation } from '../recommendations.ts';
import type { PaidCalls } from './provider.ts';

/** What the clouds' cost services told beside the charges; each subject of a payer is replaced as a whole. */
export interface CostFactRepository {
  replace<S extends CostSubject>(
    provider: ProviderId,
    payerAccountId: string,
    subject: S,
    records: readonly CostFactTypes[S][],
    observedAt: Instant,
  ): Promise<void>;
  /** One set for each payer that was ever asked, in order of account; a payer that has nothing has an empty one. */
  read<S extends CostSubject>(provider: ProviderId, subject: S): Promise<readonly CostFactSet<S>[]>;
  /** When a subject of this payer was last read; null when it never was. */
  observedAt(provider: ProviderId, payerAccountId: string, subject: CostSubject): Promise<Instant | null>;
}

export interface RecommendationRepository {
  /** Replaces what an adviser said when it was asked in this account and region, over all accounts it spoke of. */
  replace(
    adviser: AdviserId,
    asked: Scope,
    recommendations: readonly Recommendation[],
    observedAt: Instant,
  ): Promise<void>;
  /** All about one account's resources, in order of resource, adviser and id. */
  ofAccount(provider: ProviderId, accountId: string): Promise<readonly Recommendation[]>;
  /** Those about a resource that one of these ids names. */
  ofResource(scope: Scope, ids: readonly string[]): Promise<readonly Recommendation[]>;
  /** Accounts that there are recommendations for. */
  accounts(provider: ProviderId): Promise<readonly string[]>;
}

/** Counted effective cost of one account, region and service, day by day. */
export interface CostSeries {
  readonly accountId: string;
  readonly regionId: string | null;
  readonly serviceName: string;
  readonly currency: Currency;
  /** Nano-units, one entry for each day of the range. */
  readonly costs: readonly bigint[];
}

/** What one SKU cost in an account, beside what the list says. */
export interface SkuRate {
  readonly effectiveCost: Money;
  readonly listCost: Money;
  /** Days with charges. */
  readonly days: number;
}

/** Cost of a resource as the cost API told it, where no export has it. */
export interface ToldResourceCost {
  readonly effectiveCost: Money;
  readonly days: number;
  readonly range: DayRange;
}

/** Questions to the charges that analysis asks: aggregates over one account at a time, so that memory stays flat. */
export interface CostAnalysisRepository {
  /** Accounts with counted charges in the range. */
  accounts(provider: ProviderId, range: DayRange): Promise<readonly string[]>;
  /** Usage alone: tax, fees, credits and adjustments come when invoices do. In order of region, service, currency. */
  dailySeries(provider: ProviderId, accountId: string, range: DayRange): Promise<readonly CostSeries[]>;
  /** By SKU: usage that has a list cost; a SKU that is billed in several currencies is left out. */
  skuRates(provider: ProviderId, accountId: string, range: DayRange): Promise<ReadonlyMap<string, SkuRate>>;
  /** Days with counted charges of this provider in the range: how much of a window can be judged. */
  coveredDays(provider: ProviderId, range: DayRange): Promise<readonly Day[]>;
  /** How many present resources have known tags, and how many of them each key. */
  tagUse(provider: ProviderId): Promise<{ readonly resources: number; readonly byKey: ReadonlyMap<string, number> }>;
  replaceResourceCosts(
    provider: ProviderId,
    payerAccountId: string,
    range: DayRange,
    costs: readonly ResourceCostRecord[],
    observedAt: Instant,
  ): Promise<void>;
  /** By resource id; what is told in several currencies is left out. */
  resourceCosts(
    provider: ProviderId,
    accountId: string,
    resourceIds: readonly string[],
  ): Promise<ReadonlyMap<string, ToldResourceCost>>;
}

/** What a connection's calls of one sync cost. */
export interface PaidCallRecord extends PaidCalls {
  readonly provider: ProviderId;
  readonly connection: string;
}

export interface PaidCallRepository {
  /** Adds to what the run already counted: a run that was interrupted has paid for its first part too. */
  add(syncId: number, records: readonly PaidCallRecord[]): Promise<void>;
  /** In order of provider, connection, operation. */
  of(syncId: number): Promise<readonly PaidCallRecord[]>;
}
