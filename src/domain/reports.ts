import type { Account } from './accounts.ts';
import type { AllocationBy } from './allocation.ts';
import type { ChargeDimension, ChargeSource, CostMetric } from './charges.ts';
import type { CheckInfo, StoredFinding } from './findings.ts';
import type { ProviderId } from './ids.ts';
import type { Day, DayRange, Instant } from './instant.ts';
import type { MetricDigest } from './metrics.ts';
import type { Currency, Money } from './money.ts';
import type { QueryResult, StoreInfo } from './ports/store.ts';
import type { Recommendation } from './recommendations.ts';
import type { StoredResource } from './resources.ts';
import type { SyncError } from './sync.ts';

/*
 * What the use cases answer and the views show. Amounts are exact `Money`, and an amount that is not known is
 * null, never zero. Two currencies are never added: the main currency (the one with the highest cost, then
 * savings) stands in the plain fields, the rest in `otherCurrencies`.
 */

/** Something that should have been read and was not: a report with holes says where they are. */
export interface UnreadNote {
  readonly provider: ProviderId;
  readonly accountId: string;
  readonly region: string;
  /** A collector's type (`aws:ec2:volume`), `metrics`, `cost`, `prices`, `sizes`, `accounts`. */
  readonly subject: string;
  /** A `CloudErrorCategory` or an `ErrorCode`. */
  readonly code: string;
  readonly message: string;
}

/**
 * A list too long for memory: batches in their final order. They come from an open store, so whoever asked for
 * the report calls `close` when the rows are no longer wanted, read or not. `rows` can be iterated once.
 */
export interface Streamed<Row> {
  readonly rows: AsyncIterable<readonly Row[]>;
  close(): Promise<void>;
}

/** Monthly savings in one currency: what is left when each resource is counted once, and the plain sum. */
export interface Savings {
  readonly monthlySavings: Money | null;
  /** The least and the most that `monthlySavings` can be, where prices or quantities of what counts are uncertain. */
  readonly monthlySavingsLow: Money | null;
  readonly monthlySavingsHigh: Money | null;
  readonly monthlySavingsPlainSum: Money | null;
}

/** How many findings there are, and what they would save. `findings` is `waste + cannotTell`. */
export interface FindingCounts extends Savings {
  readonly findings: number;
  readonly waste: number;
  readonly cannotTell: number;
  /** Of `waste`: those whose saving is not known, and so in no sum. */
  readonly unpriced: number;
}

export interface CurrencyTotals extends Savings {
  readonly currency: Currency;
  readonly monthlyCost: Money | null;
}

// --- sync and audit -------------------------------------------------------------------------------------------

/** One account and region of a sync. */
export interface ScopeReport {
  readonly provider: ProviderId;
  readonly accountId: string;
  readonly region: string;
  readonly status: 'complete' | 'partial' | 'failed' | 'skipped';
  /** Resources that the store holds of it, gone ones left out. */
  readonly resources: number;
  /** The first that went wrong, where something did. */
  readonly error?: SyncError;
}

export interface SyncSummary {
  /** Null when the store has never seen a sync (a store of imports alone). */
  readonly id: number | null;
  readonly startedAt: Instant | null;
  readonly finishedAt: Instant | null;
  /** `offline`: nothing was asked; the scopes are those of the last sync. */
  readonly status: 'complete' | 'partial' | 'offline';
  /** In order of provider, account, region. */
  readonly scopes: readonly ScopeReport[];
}

/** What a sync's own calls cost, where the cloud bills for reading. */
export interface PaidCallsReport {
  readonly provider: ProviderId;
  /** `CloudWatch`, `Cost Explorer`. */
  readonly service: string;
  readonly operation: string;
  readonly quantity: number;
  /** What is counted: `metric`, `request`. */
  readonly unit: string;
  readonly cost: Money;
  /** How many more were left out because a cap of the configuration was reached. */
  readonly capped: number;
  /** Where the unit price stands. */
  readonly source: string;
}

export interface SyncReport {
  readonly sync: SyncSummary;
  /** It went on with an interrupted run. */
  readonly resumed: boolean;
  readonly accounts: number;
  /** Live resources in the store after it. */
  readonly resources: number;
  /** Resources that a complete listing of this run no longer had. */
  readonly gone: number;
  /** Records that each subject brought, in the order of the subjects. */
  readonly subjects: readonly { readonly subject: string; readonly records: number }[];
  readonly unread: readonly UnreadNote[];
  /** What nobody has switched on in the cloud, so that there was nothing to read of it: no hole. */
  readonly notEnabled: readonly UnreadNote[];
  readonly paidCalls: readonly PaidCallsReport[];
}

export interface ProviderSummary extends FindingCounts {
  readonly provider: ProviderId;
  readonly resources: number;
  readonly monthlyCost: Money | null;
}

export interface CheckSummary extends FindingCounts {
  readonly checkId: string;
  readonly title: string;
}

export interface AuditSummary extends FindingCounts {
  readonly resources: number;
  /** Effective cost of the `costPeriod`, brought to a month of 730 hours. */
  readonly monthlyCost: Money | null;
  readonly costPeriod: DayRange | null;
  readonly otherCurrencies: readonly CurrencyTotals[];
  /** In the order of `providerIds`. */
  readonly byProvider: readonly ProviderSummary[];
  /** Highest deduplicated savings first. */
  readonly byCheck: readonly CheckSummary[];
}

/** Open findings only; rows by savings, highest first, then by id. */
export interface AuditReport extends Streamed<StoredFinding> {
  readonly sync: SyncSummary;
  readonly summary: AuditSummary;
  readonly unread: readonly UnreadNote[];
  /** What nobody has switched on in the cloud, so that there was nothing to read of it: no hole. */
  readonly notEnabled: readonly UnreadNote[];
  /** Of the sync that it rests on. */
  readonly paidCalls: readonly PaidCallsReport[];
}

// --- import ---------------------------------------------------------------------------------------------------

export interface ImportedFile {
  /** Path on this machine, or the address in an object storage. */
  readonly path: string;
  readonly format: 'csv' | 'csv.gz' | 'json' | 'json.gz' | 'parquet';
  readonly kind: 'focus' | 'aws-cur' | 'gcp-billing' | 'azure-cost';
  /** `FOCUS 1.2`, `AWS CUR`, `AWS CUR 2.0`: the newest version whose columns the file has. */
  readonly schema: string;
  readonly rows: number;
  readonly billingMonths: readonly Day[];
  /** Whether the store held any of these months from the same billing account before. */
  readonly status: 'new' | 'replaced';
  /** Exact sums of the file's rows as decimal text, by currency. */
  readonly costs: readonly {
    readonly currency: Currency;
    readonly billedCost: string;
    readonly effectiveCost: string;
  }[];
  /** Columns that files of the schema have and that this one lacks. */
  readonly missingColumns: readonly string[];
  /** Columns that the schema does not have; they are left out. */
  readonly unknownColumns: readonly string[];
}

/** A month of an export with a manifest. */
export interface ImportedDelivery {
  readonly manifest: string;
  readonly exportName: string;
  readonly billingMonth: Day;
  /** `unchanged`: the store holds this very delivery, so its files were not read. */
  readonly status: 'new' | 'replaced' | 'unchanged';
  readonly files: readonly string[];
}

/** What one billing account had in the delivery. It replaces what the store held of these months from it. */
export interface ImportedSource {
  readonly source: ChargeSource;
  readonly billingMonths: readonly Day[];
  readonly rows: number;
  /** Daily charges that the rows were summed to. */
  readonly charges: number;
}

/** The files of one command: one delivery, kept as a whole or not at all. */
export interface ImportReport {
  /** Those that were read. */
  readonly files: readonly ImportedFile[];
  readonly deliveries: readonly ImportedDelivery[];
  /** Files of older deliveries of the same exports that were left alone. */
  readonly supersededFiles: number;
  readonly sources: readonly ImportedSource[];
  readonly rows: number;
  readonly charges: number;
  /** By currency, in order of its code. */
  readonly costs: readonly { readonly billedCost: Money; readonly effectiveCost: Money }[];
}

// --- inventory ------------------------------------------------------------------------------------------------

/** In order of account, region, kind, id. */
export interface InventoryReport extends Streamed<StoredResource> {
  /** All that match, whatever the limit. */
  readonly total: number;
  readonly byType: readonly { readonly provider: ProviderId; readonly type: string; readonly count: number }[];
  readonly unread: readonly UnreadNote[];
}

/** What was charged for a resource. */
export interface ResourceCost {
  readonly range: DayRange;
  readonly effectiveCost: Money;
  /** Days of the range that have charges. */
  readonly days: number;
}

export interface ResourceReport {
  readonly stored: StoredResource;
  readonly account: Account | null;
  /** Volumes and addresses that are attached to it. */
  readonly attachments: readonly StoredResource[];
  readonly metrics: readonly MetricDigest[];
  /** Null where no bill names the resource. */
  readonly cost: ResourceCost | null;
  readonly findings: readonly StoredFinding[];
  readonly unread: readonly UnreadNote[];
}

// --- cost -----------------------------------------------------------------------------------------------------

export interface CostReportRow {
  /** First day of the bucket; null for `total`. */
  readonly bucket: Day | null;
  /** One entry for each dimension of `groupBy`; null where the source does not have it. */
  readonly keys: Readonly<Partial<Record<ChargeDimension, string | null>>>;
  /** The metric that was asked for. Null when any charge of the group lacks it. */
  readonly cost: Money | null;
  readonly currency: Currency;
}

export interface CostReport {
  readonly range: DayRange;
  readonly groupBy: readonly ChargeDimension[];
  readonly granularity: 'total' | 'daily' | 'monthly';
  readonly metric: CostMetric;
  /** Null when there is nothing, or when a row's cost is not known. */
  readonly total: Money | null;
  readonly otherCurrencies: readonly { readonly currency: Currency; readonly total: Money | null }[];
  /** Highest cost first within a bucket, buckets in order of time. */
  readonly rows: readonly CostReportRow[];
  /** Days that the store has charges for; null when it has none. The range may reach beyond it. */
  readonly extent: DayRange | null;
  readonly unread: readonly UnreadNote[];
}

/** A second thing to divide by, where the cloud tells it. */
export type AllocationSplit = 'account' | 'service';

export interface AllocationRow {
  readonly provider: ProviderId;
  readonly payerAccountId: string;
  /** Of the tag or cost category, or the cloud's word for how it was bought; null for cost that has none. */
  readonly value: string | null;
  /** Null unless it is split by account. */
  readonly accountId: string | null;
  /** Null unless it is split by service. */
  readonly serviceName: string | null;
  /** Over how many accounts it is added up; null where the cloud does not tell accounts. */
  readonly accounts: number | null;
  readonly currency: Currency;
  readonly effectiveCost: Money;
  /** Null where the cloud was not asked for it: for tags and cost categories. */
  readonly billedCost: Money | null;
}

export interface AllocationTotal extends Pick<AllocationRow, 'currency' | 'effectiveCost' | 'billedCost'> {
  /** The part without a value, that nobody is accountable for; null for purchase types. */
  readonly unallocatedCost: Money | null;
}

/** What one payer told: two payers are never added, as they may have been read at different times. */
export interface PayerAllocation {
  readonly provider: ProviderId;
  readonly payerAccountId: string;
  readonly observedAt: Instant;
  /** Null when it told of no cost at all. */
  readonly range: DayRange | null;
  /** Whether its bill is divided by this key; where not, its cost is in no row. */
  readonly divides: boolean;
  /** Highest first; of the accounts that were asked for. */
  readonly totals: readonly AllocationTotal[];
}

export interface AllocationReport {
  readonly by: AllocationBy;
  readonly splitBy: AllocationSplit | null;
  /** Only these accounts; all when empty. */
  readonly accountIds: readonly string[];
  /** Those that were read lately. */
  readonly payers: readonly PayerAllocation[];
  /** By payer, then currency, highest cost first. */
  readonly rows: readonly AllocationRow[];
  /** Why nothing is known; null where a payer was read. */
  readonly reason: string | null;
  /** Payers that were not read lately, and those that the latest sync could not read again. */
  readonly unread: readonly UnreadNote[];
}

// --- findings and checks --------------------------------------------------------------------------------------

export interface FindingsSummary extends FindingCounts {
  readonly otherCurrencies: readonly (Savings & { readonly currency: Currency })[];
}

/** The summary is of all that match, whatever the limit; rows in the order that was asked for. */
export interface FindingsReport extends Streamed<StoredFinding> {
  readonly summary: FindingsSummary;
  readonly unread: readonly UnreadNote[];
}

export interface FindingDetail {
  readonly finding: StoredFinding;
  /** Null when the check no longer exists. */
  readonly check: CheckInfo | null;
  /** Null when the store no longer has it. */
  readonly stored: StoredResource | null;
  /** What the cloud's own advisers say of the same resource. */
  readonly recommendations: readonly Recommendation[];
}

/** One for a finding's id; each of a resource's when a resource id was given. Never empty. */
export interface FindingReport {
  readonly findings: readonly FindingDetail[];
}

export interface CheckParam {
  readonly value: number;
  readonly default: number;
  readonly why: string;
  /** Where the value came from: `default`, or the configuration file's path. */
  readonly source: string;
}

export interface CheckState {
  readonly info: CheckInfo;
  /** What it has to be allowed to call; unset in a list that was made without loading the clouds. */
  readonly permissions?: readonly string[];
  readonly params: Readonly<Record<string, CheckParam>>;
  /** Null when there is no store yet. */
  readonly openFindings: number | null;
}

/** In order of id. */
export interface ChecksReport {
  readonly checks: readonly CheckState[];
}

export interface CheckReport {
  readonly check: CheckState;
}

// --- store ----------------------------------------------------------------------------------------------------

export interface StoreInfoReport {
  readonly store: StoreInfo;
  readonly chargeSources: readonly {
    readonly source: ChargeSource;
    readonly billingMonth: Day;
    readonly rows: number;
    readonly loadedAt: Instant;
  }[];
}

export type QueryReport = QueryResult;

// --- set up ---------------------------------------------------------------------------------------------------

export interface InitReport {
  /** The whole file, comments and all. */
  readonly text: string;
  /** Where it was written; null when it was only printed. */
  readonly path: string | null;
  readonly replaced: boolean;
  /** Clouds that the environment holds credentials for, and where they were found, in words. */
  readonly detected: readonly { readonly provider: ProviderId; readonly name: string; readonly source: string }[];
  /** What reading needs, to be given to whoever grants it. */
  readonly permissions: readonly { readonly provider: ProviderId; readonly permissions: readonly string[] }[];
}

export interface DoctorCheck {
  /** `config`, `store`, `clock`, or a configured cloud's `<provider>/<name>`. */
  readonly area: string;
  readonly name: string;
  readonly outcome: 'ok' | 'warning' | 'denied' | 'failed' | 'skipped';
  readonly message: string;
  /** What to do, where it is not ok. */
  readonly hint?: string;
  /** Permissions that are missing, where that is the reason. */
  readonly permissions?: readonly string[];
}

export interface DoctorReport {
  readonly checks: readonly DoctorCheck[];
}

// --- sandbox and demo -----------------------------------------------------------------------------------------

export interface SandboxReport {
  readonly url: string;
  /** Clouds that it serves. */
  readonly clouds: readonly string[];
  readonly seed: number;
  readonly resources: number;
  readonly accounts: number;
  readonly regions: number;
  /** Settles when the server has ended, with its exit code. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

export interface DemoReport {
  readonly audit: AuditReport;
  readonly sandbox: {
    readonly clouds: readonly string[];
    readonly seed: number;
    readonly accounts: number;
    readonly regions: number;
  };
  /** The store that is left to play with. */
  readonly storePath: string;
  readonly elapsedMs: number;
}

// --- shells ---------------------------------------------------------------------------------------------------

export interface CompletionReport {
  readonly shell: string;
  readonly script: string;
}

// --- permissions ----------------------------------------------------------------------------------------------

/** What a sync under the present configuration has to be allowed to call. */
export interface PermissionsReport {
  readonly provider: ProviderId;
  /** Whose permissions: of every account that is read, of the credentials Ballast starts with, or both in one. */
  readonly target: PermissionTarget;
  /** Checks that are served by them, by cloud's id. */
  readonly checks: readonly string[];
  readonly read: readonly {
    readonly use: string;
    readonly grantedTo: 'reader' | 'payer';
    readonly permissions: readonly string[];
  }[];
  /** What applying would need. Empty: nothing that this version does writes to a cloud. */
  readonly apply: readonly { readonly use: string; readonly permissions: readonly string[] }[];
}

export const permissionTargets = ['all', 'reader', 'payer'] as const;
export type PermissionTarget = (typeof permissionTargets)[number];
